"""What closing asks and what a closed, soft closed or reopened month still takes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from domain.finance.ledger import Line, Period, period_id, refusals, refusals_books
from domain.kernel import Id
from projections.house import House
from tests.harness.claimed import Till
from tests.harness.home import Home
from tests.harness.meanwhile import Meanwhile
from tests.harness.money import ACCOUNTS, Purse


def test_what_a_year_carried_forward_is_never_taken_back(home: Home) -> None:
    purse = Purse(home, first="2025-11")
    purse.pay("2025-12-05", "4310", 30_000)
    purse.close("2025-11", "2025-12")
    with home.by(purse.bram):
        purse.ledger.carry_forward(home.team, year=2025)
    purse.pay("2026-02-05", "4310", 1_000)

    with pytest.raises(refusals.CarryStays):
        purse.reverse(carried(purse)[0])

    assert [line[2] for line in purse.ledger.balances.result(home.team, 2026)] == [1_000]


def test_a_year_with_more_accounts_than_an_entry_has_lines_is_carried_in_several(home: Home) -> None:
    codes = [f"4{number:04d}" for number in range(401)]
    more = "".join(f"\n    {code} Kosten team expense -" for code in codes)
    purse = Purse(home, first="2025-12", table=ACCOUNTS.rstrip() + more)
    for part in (codes[:300], codes[300:]):
        purse.post("2025-12-05", *(Line(code, 10) for code in part), Line("1010", -10 * len(part)))
    purse.close("2025-12")

    with home.by(purse.bram):
        purse.ledger.carry_forward(home.team, year=2025)
        with pytest.raises(refusals.NothingToCarry):
            purse.ledger.carry_forward(home.team, year=2025)

    assert len(carried(purse)) == 2
    assert {code: cents for code, cents in purse.balances().items() if cents} == {"0500": 4_010, "1010": -4_010}


def test_books_begin_next_month_at_the_latest_and_not_before_anybody_kept_them(home: Home) -> None:
    with pytest.raises(refusals_books.BooksTooFar):
        Purse(home, first="2026-05")
    purse = Purse.standing(home)
    with home.by(purse.bram):
        for far in ("2035-01", "2005-12"):
            with pytest.raises(refusals_books.BooksTooFar):
                purse.ledger.begin_books(home.team, first=far)
        purse.ledger.begin_books(home.team, first="2026-04")
        with pytest.raises(refusals_books.BooksAreBegun, match="2026-04"):
            purse.ledger.begin_books(home.team, first="2026-03")


@pytest.mark.parametrize(
    ("period", "refused"),
    [("2026-03", refusals.PeriodNotOver), ("2062-03", refusals.PeriodNotOver), ("2025-12", refusals.BeforeTheBooks)],
)
def test_only_a_month_of_the_books_that_is_over_is_soft_closed(
    purse: Purse, period: str, refused: type[Exception]
) -> None:
    with purse.home.by(purse.bram), pytest.raises(refused):
        purse.ledger.soft_close_period(purse.team, period)


def test_what_one_person_takes_back_lands_after_a_soft_closed_month(purse: Purse) -> None:
    """The maker of a claim changes it: nobody looked at that yet."""
    till = Till(purse)
    claim = till.make(2_450, day="2026-02-27")
    till.approve(claim)
    soft_close(purse, "2026-02")

    till.change(claim, 1_000)

    with purse.home.house.now() as views:
        rows = views.execute("SELECT kind, value_date, period FROM finance_entry WHERE kind = 'reversal'").fetchall()
    assert [tuple(row) for row in rows] == [("reversal", "2026-02-27", "2026-03")]


def test_what_two_people_take_back_lands_in_a_soft_closed_month(purse: Purse) -> None:
    entry = purse.pay("2026-02-05", "4310", 1_000)
    soft_close(purse, "2026-02")

    assert purse.entry(purse.reverse(entry)).period == "2026-02"


def test_a_soft_closed_first_month_still_takes_the_opening_balance(purse: Purse) -> None:
    soft_close(purse, "2026-01")
    with purse.home.by(purse.bram):
        purse.ledger.take_opening(
            purse.team, fund="team", lines=(Line("1010", 500), Line("0500", -500)), text="Beginbalans"
        )

    assert purse.balances("2026-01-01") == {"1010": 500, "0500": -500}


def test_who_agrees_with_a_reopening_agrees_with_what_was_seen(purse: Purse, home: Home) -> None:
    purse.close("2026-01")
    ask(purse, "2026-03-05T16:00Z")
    seen = purse.asked("2026-01")
    ask(purse, "2026-03-31T10:00Z")

    with home.by(purse.cato), pytest.raises(refusals.ReopeningChanged):
        purse.ledger.reopen_period(purse.team, "2026-01", content=seen)
    purse.agree("2026-01")


@pytest.mark.parametrize(
    "until",
    ["2026-03-05T10:00", "2026-03-05", "0001-01-01T00:00+14:00", "9999-12-31T23:00-14:00", "morgen", ""],
)
def test_a_reopening_is_until_an_instant_that_is_the_same_everywhere(purse: Purse, until: str) -> None:
    purse.close("2026-01")

    with pytest.raises(refusals.ReopeningTime):
        ask(purse, until)


def test_a_month_whose_reopening_ran_out_is_closed_again_with_a_report_of_what_came_in(
    purse: Purse, home: Home
) -> None:
    reports = home.house.reports
    with home.by(purse.bram):
        reports.close_period(purse.team, "2026-01")
    purse.reopen("2026-01", "2026-03-02T16:00Z")
    purse.pay("2026-01-20", "4310", 1_000)
    home.clock.moment = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)

    with home.by(purse.bram):
        reports.close_period(purse.team, "2026-01")
        with pytest.raises(refusals.PeriodClosedAlready):
            reports.close_period(purse.team, "2026-01")

    with home.house.now() as views:
        (issued,) = views.execute("SELECT count(*) FROM finance_report").fetchone()
    assert issued == 2


def test_a_month_whose_reopening_ran_out_does_not_close_over_what_was_not_explained(purse: Purse, home: Home) -> None:
    purse.close("2026-01")
    purse.reopen("2026-01", "2026-03-02T16:00Z")
    purse.post("2026-01-20", Line("1010", 1_000), Line("1090", -1_000))
    home.clock.moment = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
    with pytest.raises(refusals.SuspenseLeft):
        purse.close("2026-01")

    purse.reopen("2026-01", "2026-03-04T16:00Z")
    purse.post("2026-01-20", Line("1090", 1_000), Line("8000", -1_000))
    purse.close("2026-01")


def test_a_reversal_never_lies_before_what_it_takes_back(purse: Purse) -> None:
    entry = purse.pay("2026-02-05", "4310", 1_000)
    with pytest.raises(refusals.ReversalTooEarly, match="2026-02-05"):
        purse.reverse(entry, day="2026-02-04")

    purse.reverse(entry, day="2026-02-05")


def test_the_reversal_of_a_late_entry_lies_in_no_earlier_month_than_that_entry(purse: Purse) -> None:
    purse.close("2026-01")
    late = purse.pay("2026-01-20", "4310", 1_000)
    purse.reopen("2026-01", "2026-03-02T16:00Z")

    assert purse.entry(late).period == purse.entry(purse.reverse(late)).period == "2026-02"


def carried(purse: Purse) -> list[Id]:
    """The entries that carried a year forward."""
    with purse.home.house.now() as views:
        return [row[0] for row in views.execute("SELECT entry FROM finance_entry WHERE kind = 'carry_forward'")]


def soft_close(purse: Purse, period: str) -> None:
    """Bram closes a month for now."""
    with purse.home.by(purse.bram):
        purse.ledger.soft_close_period(purse.team, period)


def ask(purse: Purse, until: str) -> None:
    """Bram asks to reopen January."""
    with purse.home.by(purse.bram):
        purse.ledger.ask_reopening(purse.team, "2026-01", until=until, why="Er kwam nog een factuur.")


def test_a_month_that_is_soft_closed_is_not_closed_for_the_next(purse: Purse, home: Home) -> None:
    with home.by(purse.bram):
        purse.ledger.soft_close_period(purse.team, "2026-01")

    with pytest.raises(refusals.EarlierPeriodOpen):
        purse.close("2026-02")
    purse.close("2026-01", "2026-02")


def test_reopening_is_asked_of_what_is_closed_and_agreed_while_it_is(purse: Purse, home: Home) -> None:
    def ask(period: str) -> None:
        with home.by(purse.bram):
            purse.ledger.ask_reopening(purse.team, period, until="2026-03-05T16:00Z", why="Factuur")

    with home.by(purse.bram):
        purse.ledger.soft_close_period(purse.team, "2026-02")
    for period in ("2026-01", "2026-02"):
        with pytest.raises(refusals.PeriodIsOpen):
            ask(period)
    purse.close("2026-01")
    ask("2026-01")
    purse.agree("2026-01")
    with pytest.raises(refusals.PeriodIsOpen):
        ask("2026-01")


def test_a_month_is_closed_once_and_soft_closed_only_while_it_is_open(purse: Purse, home: Home) -> None:
    with home.by(purse.bram):
        purse.ledger.soft_close_period(purse.team, "2026-01")
        with pytest.raises(refusals.PeriodClosedAlready):
            purse.ledger.soft_close_period(purse.team, "2026-01")
    purse.close("2026-01")

    with pytest.raises(refusals.PeriodClosedAlready):
        purse.close("2026-01")
    with home.by(purse.bram), pytest.raises(refusals.PeriodClosedAlready):
        purse.ledger.soft_close_period(purse.team, "2026-01")


def test_a_year_that_is_opened_again_while_it_is_carried_forward_is_not_carried(
    home: Home, meanwhile: Meanwhile
) -> None:
    purse = Purse(home, first="2025-12")
    purse.pay("2025-12-05", "4310", 500)
    purse.close("2025-12")

    def reopened(house: House) -> None:
        with home.by(purse.bram):
            house.ledger.ask_reopening(purse.team, "2025-12", until="2026-03-05T16:00Z", why="Factuur")
        asked = house.workspace.get(Period, period_id(purse.team, "2025-12"))
        assert asked
        with home.by(purse.cato):
            house.ledger.reopen_period(purse.team, "2025-12", content=asked.asked_content)

    meanwhile(reopened)

    with home.by(purse.bram), pytest.raises(refusals.YearNotClosed):
        purse.ledger.carry_forward(purse.team, year=2025)

    assert purse.balances() == {"1010": -500, "4310": 500}


def test_when_no_period_is_open_for_years_that_is_said(purse: Purse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("domain.finance.ledger.posting._MOST_PERIODS", 2)
    purse.close("2026-01")
    assert purse.entry(purse.pay("2026-01-20", "4310", 100)).period == "2026-02"
    purse.close("2026-02")

    with pytest.raises(refusals.NoOpenPeriod):
        purse.pay("2026-01-20", "4310", 100)


def test_who_agrees_after_the_time_that_was_asked_reopens_nothing(purse: Purse, home: Home) -> None:
    purse.close("2026-01")
    with home.by(purse.bram):
        purse.ledger.ask_reopening(purse.team, "2026-01", until="2026-03-02T16:00Z", why="Factuur")
    home.clock.moment = datetime(2026, 3, 2, 16, 0, tzinfo=UTC)

    with pytest.raises(refusals.ReopeningTime):
        purse.agree("2026-01")

    assert purse.ledger.is_closed(purse.team, "2026-01")
    assert purse.entry(purse.pay("2026-01-20", "4310", 100)).period == "2026-02"


def test_a_reopening_lasts_a_month_at_most_and_until_its_very_moment(purse: Purse, home: Home) -> None:
    purse.close("2026-01")
    with home.by(purse.bram), pytest.raises(refusals.ReopeningTime):
        purse.ledger.ask_reopening(purse.team, "2026-01", until="2026-04-01T09:00:01Z", why="Factuur")
    purse.reopen("2026-01", "2026-04-01T09:00:00Z")

    home.clock.moment = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)
    first = purse.entry(purse.pay("2026-01-20", "4310", 100)).period
    home.clock.moment = datetime(2026, 4, 1, 9, 0, 1, tzinfo=UTC)

    assert (first, purse.entry(purse.pay("2026-01-20", "4310", 100)).period) == ("2026-01", "2026-02")


def test_what_nobody_asked_is_neither_declined_nor_agreed_with(purse: Purse, home: Home) -> None:
    purse.close("2026-01")

    with home.by(purse.cato):
        with pytest.raises(refusals.NothingAsked):
            purse.ledger.decline_reopening(purse.team, "2026-01")
        with pytest.raises(refusals.NothingAsked):
            purse.ledger.reopen_period(purse.team, "2026-01", content="")


@pytest.mark.parametrize("period", ["2026-1", "2026-13", "2026-00", "januari", "2126-01", "2026-01-01"])
def test_what_is_no_month_is_neither_closed_nor_opened_again(purse: Purse, home: Home, period: str) -> None:
    with home.by(purse.bram):
        with pytest.raises(refusals.PeriodUnreadable):
            purse.ledger.close_period(purse.team, period)
        with pytest.raises(refusals.PeriodUnreadable):
            purse.ledger.soft_close_period(purse.team, period)
        with pytest.raises(refusals.PeriodUnreadable):
            purse.ledger.ask_reopening(purse.team, period, until="2026-03-02T16:00Z", why="Factuur")
