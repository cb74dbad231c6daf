"""What the checks find in the books of De Lindehof, each by its number, and nothing when all is well."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient

from domain.finance.ledger import Line
from domain.kernel import Id, id_of
from projections.finance_findings import Finding, checks, findings_of
from tests.harness.home import Home
from tests.harness.money import Purse
from web.finance_findings import SAYS, SEVERITY, TRIED

Clients = Callable[..., FlaskClient]


def found(purse: Purse, rule: str = "", day: str = "2026-03-01") -> list[Finding]:
    """What is found now, of a rule."""
    house = purse.home.house
    with house.now() as views:
        return [one for one in findings_of(views, purse.team, day, house.at) if rule in ("", one.rule)]


def test_books_in_order_have_no_findings(purse: Purse) -> None:
    purse.pay("2026-02-20", "4310", 1_250, out_of="1600")

    assert found(purse) == []


def test_every_check_has_words_in_the_page() -> None:
    rules = {one.rule for one in checks()}

    assert {"unbalanced", "late", "reopened", "suspense", "cash_below", "cards_differ", "residents_differ"} <= rules
    assert rules <= set(SAYS) == set(TRIED)
    assert set(SEVERITY) == {"refused", "warned", "noted"}


def test_check_3_what_came_late_is_counted_by_the_period_that_it_landed_in(purse: Purse) -> None:
    purse.close("2026-01")
    purse.pay("2026-01-15", "4310", 4_000)
    purse.pay("2026-01-09", "4310", 100)

    (late,) = found(purse, "late")

    assert (late.check, late.key, late.many, late.day, late.severity) == (3, "2026-02", 2, "2026-01-09", "noted")


def test_check_4_what_came_while_a_period_was_open_again_is_counted(purse: Purse) -> None:
    purse.close("2026-01")
    purse.reopen("2026-01", "2026-03-03T16:00Z")
    purse.pay("2026-01-15", "4310", 4_000)
    purse.close("2026-01")
    purse.pay("2026-02-15", "4310", 4_000)

    (again,) = found(purse, "reopened")

    assert (again.key, again.many, again.day) == ("2026-01", 1, "2026-01-15")


def test_check_10_money_to_explain_is_told_since_it_lies_there(purse: Purse) -> None:
    purse.pay("2026-01-10", "1090", 500)
    purse.post("2026-01-12", Line("1010", 500), Line("1090", -500))
    purse.pay("2026-02-03", "1090", 7_500)

    (open_one,) = found(purse, "suspense")

    assert (open_one.cents, open_one.day, open_one.account) == (7_500, "2026-02-03", "1090")


def test_check_11_a_box_that_is_too_full_or_was_not_counted_for_weeks(purse: Purse) -> None:
    purse.post("2026-01-05", Line("1000", 6_000), Line("1010", -6_000))
    purse.post("2026-02-05", Line("1000", 6_000), Line("1010", -6_000))
    cash = purse.home.house.cash
    with purse.home.by(purse.bram):
        cash.set_cash_limits(purse.team, "1000", most=10_000, most_spent=0)

    full, uncounted = found(purse, "cash_above"), found(purse, "cash_uncounted")

    assert [(one.cents, one.day) for one in full] == [(2_000, "2026-02-05")]
    assert [(one.account, one.day) for one in uncounted] == [("1000", "2026-01-05")]
    with purse.home.by(purse.bram):
        cash.count_cash(purse.team, "1000", count=id_of("even"), day="2026-02-28", pieces={10_000: 1, 2_000: 1})
    with purse.home.by(purse.fenna):
        cash.sign_count(purse.team, "1000", id_of("even"), difference=0)
    assert found(purse, "cash_uncounted") == []


@pytest.fixture
def lost(purse: Purse) -> Callable[[int], Id]:
    """A posting is lost from the views, and its account's total says so many cents; the entry."""

    def lost(total: int) -> Id:
        entry = purse.pay("2026-02-20", "4310", 1_250)
        with purse.home.house.now() as views:
            position = views.execute("SELECT position FROM finance_entry WHERE entry = ?", (entry,)).fetchone()[0]
        purse.home.house.engine.catch_up()
        with sqlite3.connect(purse.home.house.workspace.data / "views.db") as raw:
            raw.execute("DELETE FROM finance_posting_log WHERE position = ? AND cents > 0", (position,))
            raw.execute("UPDATE finance_total_history SET cents = ? WHERE account = '4310'", (total,))
        return entry

    return lost


def test_check_1_fails_when_a_posting_is_lost_from_the_views(purse: Purse, lost: Callable[[int], Id]) -> None:
    entry = lost(0)

    assert [(one.check, one.key) for one in found(purse, "unbalanced")] == [(1, entry)]


def test_check_15_fails_when_a_card_and_the_total_say_something_else(purse: Purse, lost: Callable[[int], Id]) -> None:
    lost(7)

    assert [(one.account, one.cents) for one in found(purse, "cards_differ")] == [("4310", 7)]


def test_check_18_says_only_whether_residents_money_is_right(purse: Purse) -> None:
    purse.post("2026-02-03", Line("1093", 900), Line("1700", -900, purse.home.person("rosa")), fund="residents")

    (wrong,) = found(purse, "residents_differ")

    assert (wrong.cents, wrong.account, wrong.key, wrong.severity) == (None, "", "", "refused")


def test_the_page_says_that_all_is_well_and_what_was_looked_at(purse: Purse, client: Clients, home: Home) -> None:
    well = client(home.person("fenna")).get(f"/teams/{purse.team}/money/findings").text
    before = purse.position()
    purse.pay("2026-02-03", "1090", 7_500)
    home.clock.moment = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    page = client(home.person("fenna")).get(f"/teams/{purse.team}/money/findings").text
    then = client(home.person("fenna")).get(f"/teams/{purse.team}/money/findings?at={before}").text

    assert "Alles klopt" in well and "De kolommenbalans is de som van de kaarten" in well
    assert "Met elke bankrekening is een afschrift vergeleken <b>" not in well
    assert "75,00" in page and f"/teams/{purse.team}/money/accounts/1090" in page and "Alles klopt" not in page
    assert "Alles klopt" in then


def test_another_teams_findings_do_not_exist(purse: Purse, client: Clients, home: Home) -> None:
    home.second_team()

    assert client(home.person("yara")).get(f"/teams/{purse.team}/money/findings").status_code == 404


def test_check_9_is_not_well_of_a_bank_account_that_no_statement_was_held_against(
    purse: Purse, client: Clients, home: Home
) -> None:
    purse.pay("2026-02-20", "4310", 300)
    home.clock.moment = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    page = client(home.person("fenna")).get(f"/teams/{purse.team}/money/findings").text
    close = client(home.person("fenna")).get(f"/teams/{purse.team}/money/close?period=2026-02").text

    assert "Met deze bankrekening is nog geen afschrift vergeleken" in page
    for said in ("De bank zegt hetzelfde als de boeken", "De afschriften zijn bij"):
        assert f"{said} <b>kijk hierboven</b>" in page
    assert "Deze bankrekening is niet gekoppeld" in close and "mag ook later" in close
