"""The report of a close: issued once, and the same bytes whatever came later."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.finance.ledger import Line
from domain.kernel import Acting, NotAllowed, act_as, id_of
from projections.finance_balances import card
from projections.finance_report_text import sections_of
from projections.finance_reports import ReportRow, due, made_again, reports
from tests.harness.money import Purse


def close(purse: Purse, period: str) -> ReportRow:
    """Bram closes a period; its report."""
    with purse.home.by(purse.bram):
        purse.home.house.reports.close_period(purse.team, period)
    return issued(purse)[0]


def issued(purse: Purse) -> list[ReportRow]:
    """The reports, the newest first."""
    with purse.home.house.now() as views:
        return reports(views, purse.team)


def again(purse: Purse, report: ReportRow) -> bytes:
    """The report, made again now."""
    return made_again(purse.home.house.at, report)


def test_closing_issues_the_report_as_known_at_the_close(purse: Purse) -> None:
    purse.pay("2026-01-15", "4310", 4_000)

    report = close(purse, "2026-01")

    found = sections_of(again(purse, report))
    assert sha256(again(purse, report)).hexdigest() == report.sha256
    assert found["balance"] == [["team", "1010", "0", "4000", "-4000"], ["team", "4310", "4000", "0", "4000"]]
    assert found["cards"] == [
        ["team", "1010", "0", "0", "4000", "-4000", "1"],
        ["team", "4310", "0", "4000", "0", "4000", "1"],
    ]
    assert (report.period, report.by) == ("2026-01", purse.bram)


def test_check_5_nothing_that_comes_later_changes_its_bytes(purse: Purse) -> None:
    purse.pay("2026-01-15", "4310", 4_000)
    entry = purse.pay("2026-01-20", "4350", 100)
    report = close(purse, "2026-01")
    first = again(purse, report)

    purse.pay("2026-01-09", "4310", 777)
    purse.reverse(entry)
    with purse.home.by(purse.cato):
        purse.ledger.change_account("4310", name="Gas, licht en water", rgs="WBedHuiGwe")
        purse.ledger.close_account("4350")
    purse.reopen("2026-01", "2026-03-03T16:00Z")
    purse.pay("2026-01-30", "4310", 5)
    second = close(purse, "2026-01")

    assert again(purse, report) == first
    assert sha256(first).hexdigest() == report.sha256
    assert again(purse, second) != first
    assert [row[0] for row in sections_of(again(purse, second))["reopened"]]


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(1, 28), st.integers(1, 10**9)), max_size=3))
def test_check_5_for_any_late_entries(purse: Purse, later: list[tuple[int, int]]) -> None:
    if not issued(purse):
        purse.pay("2026-01-15", "4310", 4_000)
        close(purse, "2026-01")
    report = issued(purse)[-1]

    for day, cents in later:
        purse.pay(f"2026-01-{day:02d}", "4310", cents)

    assert sha256(again(purse, report)).hexdigest() == report.sha256


def test_check_3_and_4_what_is_late_and_what_came_meanwhile_are_in_the_report(purse: Purse) -> None:
    purse.close("2026-01")
    late = purse.pay("2026-01-15", "4310", 4_000)
    purse.reopen("2026-01", "2026-03-03T16:00Z")
    meanwhile = purse.pay("2026-01-16", "4310", 500)

    january, february = close(purse, "2026-01"), close(purse, "2026-02")

    told, next_month = (sections_of(again(purse, one)) for one in (january, february))
    assert {row[1] for row in told["later-books"]} == {late}
    assert [row[1] for row in told["reopened"]] == [meanwhile]
    assert {row[1] for row in next_month["late"]} == {late}


def test_check_15_the_balance_is_the_sum_of_the_cards_and_of_what_is_in_later_books(purse: Purse) -> None:
    purse.close("2026-01")
    purse.pay("2026-01-15", "4310", 4_000)
    purse.reopen("2026-01", "2026-03-03T16:00Z")
    purse.pay("2026-01-16", "4310", 500)
    report = close(purse, "2026-01")

    found = sections_of(again(purse, report))

    balance = {row[1]: int(row[4]) for row in found["balance"]}
    summed = {row[1]: int(row[5]) for row in found["cards"]}
    for row in found["later-books"]:
        summed[row[4]] = summed.get(row[4], 0) + int(row[5])
    with purse.home.house.at(report.known) as views:
        cards = {code: card(views, purse.team, code, last="2026-01-31")[-1].balance for code in balance}
    assert balance == summed == cards == {"1010": -4_500, "4310": 4_500}


def test_residents_money_is_not_in_it(purse: Purse) -> None:
    rosa = purse.home.person("rosa")
    purse.post("2026-01-03", Line("1030", 900), Line("1700", -900, rosa), fund="residents")

    report = close(purse, "2026-01")

    assert b"1700" not in again(purse, report)
    assert rosa.encode() not in again(purse, report)


def test_a_report_that_was_cut_off_is_issued_by_whoever_comes_next_and_only_once(purse: Purse) -> None:
    purse.close("2026-01")
    with purse.home.house.now() as views:
        waiting = due(views, purse.team)
    for person in (purse.cato, purse.bram):
        with purse.home.by(person):
            purse.home.house.reports.issue_reports(purse.team)

    assert [one.period for one in waiting] == ["2026-01"]
    assert [(one.period, one.by) for one in issued(purse)] == [("2026-01", purse.cato)]


def test_the_report_says_which_close_caused_it(purse: Purse) -> None:
    report = close(purse, "2026-01")

    recorded = purse.home.house.workspace.fact_at(report.issued)

    assert recorded
    assert (purse.home.house.workspace.decode(recorded).cause or "").startswith("fact:")


def test_who_only_works_there_issues_nothing(purse: Purse) -> None:
    purse.close("2026-01")

    with act_as(Acting(purse.fenna, "", command=id_of("try"))), pytest.raises(NotAllowed):
        purse.home.house.reports.issue_reports(purse.team)
