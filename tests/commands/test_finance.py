"""`finance`: balances as known at any moment, and what changed between two, for machines and people."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from domain.finance.ledger import Line
from tests.harness.home import moved_in
from tests.harness.money import Purse


@pytest.fixture
def purse(tmp_path):
    with moved_in(tmp_path / "books") as home:
        home.clock.moment = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
        yield Purse(home)


@pytest.fixture
def finance(command, purse):
    def run(*arguments):
        return command("finance", *arguments, "--data", purse.home.house.workspace.data)

    return run


@pytest.fixture
def story(purse):
    """Energy was paid in February, February was closed; then came a late bill and a reversal. Position of the close."""
    purse.post("2026-01-02", Line("1010", 100_000), Line("8000", -100_000))
    bus = purse.pay("2026-02-19", "4310", 8_640)
    purse.close("2026-01", "2026-02")
    known = purse.position()
    purse.home.clock.advance(timedelta(days=1))
    purse.pay("2026-02-27", "4350", 31_218)
    purse.reverse(bus)
    return known


def test_the_balance_of_an_account_on_a_day_and_as_known_then(finance, story):
    now = finance("balance", "--team", "de lindehof", "--account", "1010", "--json").json()
    then = finance("balance", "--team", "De Lindehof", "--account", "1010", "--known", story, "--json").json()
    early = finance("balance", "--team", "De Lindehof", "--account", "1010", "--on", "2026-01-31", "--json").json()

    assert now["balance"] == 100_000 - 31_218
    assert (then["balance"], then["known"]) == (100_000 - 8_640, story)
    assert (early["balance"], early["debit"], early["credit"], early["fund"]) == (100_000, 100_000, 0, "team")


def test_a_moment_is_a_position_or_a_date_and_time(finance, story):
    by_position = finance("trial-balance", "--team", "De Lindehof", "--known", story, "--json").json()
    by_clock = finance("trial-balance", "--team", "De Lindehof", "--known", "2026-03-01T12:00", "--json").json()

    assert by_position == by_clock


def test_the_trial_balance_has_each_balance_on_its_own_side(finance, story):
    rows = finance("trial-balance", "--team", "De Lindehof", "--on", "2026-02-28", "--known", story, "--json").json()

    assert rows == [
        {"account": "1010", "fund": "team", "debit": 91_360, "credit": 0, "balance": 91_360},
        {"account": "4310", "fund": "team", "debit": 8_640, "credit": 0, "balance": 8_640},
        {"account": "8000", "fund": "team", "debit": 0, "credit": 100_000, "balance": -100_000},
    ]


def test_people_read_euros_with_the_cents_behind_them(finance, story):
    said = finance("trial-balance", "--team", "De Lindehof").out

    assert "1010       team                €687.82  (68782 cents)" in said


def test_the_card_ends_with_the_balance(finance, story):
    rows = finance("card", "--team", "De Lindehof", "--account", "1010", "--json").json()
    some = finance("card", "--team", "De Lindehof", "--account", "1010", "--from", "2026-02-20", "--json").json()

    assert [(row["value_date"], row["cents"], row["balance"], row["late"]) for row in rows] == [
        ("2026-01-02", 100_000, 100_000, False),
        ("2026-02-19", -8_640, 91_360, False),
        ("2026-02-19", 8_640, 100_000, True),
        ("2026-02-27", -31_218, 68_782, True),
    ]
    assert some == rows[-1:]


def test_what_changed_is_told_by_kind_and_adds_up(finance, story, purse):
    found = finance("changes", "--team", "De Lindehof", "--from", story, "--to", purse.position(), "--json").json()

    assert list(found) == ["before", "after", "changes", "budget", "periods"]
    assert {"account": "1010", "fund": "team", "cents": 91_360} in found["before"]
    assert {"account": "1010", "fund": "team", "cents": 68_782} in found["after"]
    assert [(row["account"], row["cents"], row["kind"], row["by"]) for row in found["changes"]] == [
        ("4350", 31_218, "late", purse.fenna), ("1010", -31_218, "late", purse.fenna),
        ("4310", -8_640, "reversal", purse.fenna), ("1010", 8_640, "reversal", purse.fenna),
    ]  # fmt: skip
    sums: dict[str, int] = {}
    for row in found["before"] + found["changes"]:
        sums[row["account"]] = sums.get(row["account"], 0) + row["cents"]
    assert sums == {row["account"]: row["cents"] for row in found["after"]}


def test_each_change_stands_at_the_position_of_the_fact_that_posted_it(finance, story, purse):
    found = finance("changes", "--team", "De Lindehof", "--from", story, "--json").json()

    topics = {purse.home.house.workspace.fact_at(row["position"]).topic for row in found["changes"]}
    assert topics == {"finance.EntryPosted"}


def test_what_is_posted_in_a_reopened_period_is_told_so(finance, story, purse):
    purse.reopen("2026-02", "2026-03-03T16:00Z")
    before = purse.position()
    purse.post("2026-02-11", Line("4310", 100), Line("1010", -100), period="2026-02")

    found = finance("changes", "--team", "De Lindehof", "--from", before, "--json").json()

    assert {row["kind"] for row in found["changes"]} == {"reopening"}


def test_costs_that_went_to_other_costs_are_told_so_whoever_called_it_what(finance, story, purse):
    purse.post("2026-02-20", Line("4350", 500), Line("4310", -500))

    found = finance("changes", "--team", "De Lindehof", "--from", purse.position() - 1, "--json").json()

    assert {row["kind"] for row in found["changes"]} == {"reclassification"}


def test_a_change_that_explains_nothing_is_said_and_the_exit_code_shows_it(finance, story, monkeypatch):
    monkeypatch.setattr("projections.finance_changes.changes", lambda *_: [])

    said = finance("changes", "--team", "De Lindehof", "--from", story)

    assert said.code == 1
    assert "do not explain 1010" in said.err


def test_names_and_texts_only_when_they_are_opened(finance, story):
    sealed = finance("changes", "--team", "De Lindehof", "--from", story, "--json")
    opened = finance("changes", "--team", "De Lindehof", "--from", story, "--open", "--json")
    card = finance("card", "--team", "De Lindehof", "--account", "4310", "--open", "--json").json()
    rows = finance("trial-balance", "--team", "De Lindehof", "--open", "--json").json()

    assert "Fenna" not in sealed.out
    assert {row["name"] for row in opened.json()["changes"]} == {"Fenna"}
    assert [row["name"] for row in rows] == ["Bank", "Energie", "Kleine inventaris", "Budget"]
    assert [row["text"] for row in card] == ["Boeking", "Stond er twee keer in."]


def test_the_accounts_of_the_team_and_those_that_nobody_uses(finance, story):
    rows = finance("accounts", "--json").json()

    bank = next(row for row in rows if row["code"] == "1010")
    assert list(bank) == ["code", "name", "fund", "team", "iban", "statement_closing", "statement_until"]
    assert (bank["name"], bank["fund"], bank["team"]) == ("Bank", "team", "De Lindehof")
    assert next(row for row in rows if row["code"] == "1001")["team"] is None
    assert len(rows) == 19


def test_residents_money_is_told_after_the_look_is_written(finance, purse, story):
    purse.post("2026-02-01", Line("1030", 5_000), Line("1700", -5_000, purse.home.person("rosa")), fund="residents")
    access = purse.home.house.access

    other = finance("trial-balance", "--team", "De Lindehof", "--as", "Emre", "--json").json()
    unseen = access.head()
    controller = finance("trial-balance", "--team", "De Lindehof", "--as", "Cato", "--json").json()

    assert "residents" not in {row["fund"] for row in other} and unseen is None
    assert "residents" in {row["fund"] for row in controller}
    assert [(look.subject, look.person, look.role) for look in access.looks()] == [
        (purse.home.person("rosa"), purse.cato, "controller")
    ]
    assert finance("balance", "--team", "De Lindehof", "--account", "1030", "--as", "Emre").code == 1


def test_residents_money_that_is_nobodys_yet_is_a_look_at_the_team(finance, purse, story):
    purse.post("2026-02-01", Line("1030", 5_000), Line("1093", -5_000), fund="residents")

    finance("trial-balance", "--team", "De Lindehof", "--as", "Cato", "--json")

    assert [(look.subject, look.person) for look in purse.home.house.access.looks()] == [(purse.team, purse.cato)]


def test_another_team_does_not_exist_for_an_outsider(finance, story, purse):
    purse.home.second_team()

    said = finance("trial-balance", "--team", "De Lindehof", "--as", "Yara")

    assert (said.code, said.out) == (1, "")
    assert "This does not exist" in said.err


@pytest.mark.parametrize(
    ("options", "code"),
    [(("balance", "--account", "9999"), 1), (("balance", "--account", "1010", "--on", "morgen"), 2),
     (("trial-balance", "--known", "ooit"), 1), (("card", "--account", "1010", "--from", "gisteren"), 2),
     (("changes", "--from", "9", "--to", "3"), 2)],
)  # fmt: skip
def test_what_is_not_there_is_said(finance, story, options, code):
    said = finance(*options, "--team", "De Lindehof", "--json")

    assert (said.code, said.out) == (code, "")
    assert said.err


def test_an_unknown_team_is_wrong_usage(finance, story):
    assert finance("trial-balance", "--team", "Nergens").code == 2


def test_the_log_is_printed_without_residents_money_for_who_may_not_see_it(command, purse):
    house, rosa = purse.home.house, purse.home.person("rosa")
    access, data = house.access, house.workspace.data
    purse.post("2026-02-01", Line("1030", 5_432), Line("1700", -5_432, rosa), fund="residents")

    emre = command("events", "--data", data, "--team", "De Lindehof", "--as", "Emre").out
    unseen = access.head()
    hers = command("events", "--data", data, "--person", "Rosa", "--as", "Rosa").out
    cato = command("events", "--data", data, "--team", "De Lindehof", "--as", "Cato").out

    assert "5432" not in emre and unseen is None
    assert "5432" in hers
    assert "5432" in cato
    assert [(look.subject, look.person, look.role) for look in reversed(access.looks())] == [
        (rosa, rosa, "resident"), (rosa, purse.cato, "controller"),
    ]  # fmt: skip


ODD_DAYS = ("0001-01-01", "9999-12-15", "10000-01-01", "31-12-2026", "vandaag", "2026-02-30")
ODD_MOMENTS = ("-1", "9" * 23, "0", "0001-01-01T00:00+14:00", "9999-12-31T23:59-14:00", "2026-02-30", "", "x")


def test_a_day_that_no_books_have_is_wrong_usage(finance, story):
    of_account = ("--team", "De Lindehof", "--account", "1010")
    for *asked, option in (
        ("balance", *of_account, "--on"), ("trial-balance", "--team", "De Lindehof", "--on"),
        ("changes", "--team", "De Lindehof", "--from", story, "--on"), ("card", *of_account, "--from"),
        ("card", *of_account, "--to"),
    ):  # fmt: skip
        for day in ODD_DAYS:
            said = finance(*asked, option, day)
            assert said.code == 2 and option in said.err and "type it as 2026-02-28" in said.err, (asked, day)


def test_a_moment_that_never_was_is_answered_in_words(finance, story, tmp_path):
    team = ("--team", "De Lindehof")
    for *asked, option in (
        ("balance", *team, "--account", "1010", "--known"), ("trial-balance", *team, "--known"),
        ("card", *team, "--account", "1010", "--known"), ("accounts", "--known"), ("changes", *team, "--from"),
        ("changes", *team, "--from", "0", "--to"), ("journal", "--out", tmp_path / "j", "--known"),
        ("audit-file", "--year", "2026", "--out", tmp_path / "x", "--known"),
    ):  # fmt: skip
        for moment in ODD_MOMENTS:
            said = finance(*asked, option, moment)
            assert said.code == 0 or said.err, (asked, moment)


def test_what_changed_up_to_the_last_day_that_can_be_asked_is_everything(finance, story):
    whole = finance("changes", "--team", "De Lindehof", "--from", story, "--json").json()
    far = finance("changes", "--team", "De Lindehof", "--from", story, "--on", "2200-12-31", "--json").json()

    assert far == whole and len(whole["changes"]) == 4


def test_who_may_not_see_residents_money_is_told_that_it_is_left_out(finance, purse, story, tmp_path):
    purse.post("2026-02-01", Line("1030", 5_000), Line("1700", -5_000, purse.home.person("rosa")), fund="residents")
    left = "residents' money of De Lindehof is left out: only who may see it is told it.\n"

    seen = finance("trial-balance", "--team", "De Lindehof", "--as", "Cato", "--json")
    rows = finance("trial-balance", "--team", "De Lindehof", "--as", "Emre", "--json")
    file = finance(
        "audit-file", "--year", 2026, "--out", tmp_path / "a.xaf", "--as", "Emre", "--tax-number", "123456782"
    )

    assert (seen.err, rows.err, file.err) == ("", left, left)
