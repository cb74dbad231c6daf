"""A period is closed in its order, refuses entries, and is reopened by two people until a time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from domain.finance.ledger import Line, period_of, refusals
from domain.finance.ledger.closing import previous_period
from domain.finance.ledger.period import next_period
from tests.harness.home import Home
from tests.harness.money import Purse


def test_a_late_entry_lands_in_the_first_open_period_and_keeps_its_value_date(purse: Purse) -> None:
    purse.close("2026-01", "2026-02")

    entry = purse.entry(purse.pay("2026-02-26", "4310", 31_218))

    assert (entry.value_date, entry.period) == ("2026-02-26", "2026-03")
    assert purse.balances("2026-02-28") == {"1010": -31_218, "4310": 31_218}


def test_who_names_a_closed_period_is_refused(purse: Purse) -> None:
    purse.close("2026-01")

    with pytest.raises(refusals.PeriodIsClosed):
        purse.post("2026-01-20", Line("4310", 100), Line("1010", -100), period="2026-01")


def test_an_entry_never_lands_in_a_period_before_its_value_date(purse: Purse) -> None:
    with pytest.raises(refusals.PeriodBeforeDay):
        purse.post("2026-02-20", Line("4310", 100), Line("1010", -100), period="2026-01")


def test_a_period_lies_at_most_a_year_ahead(purse: Purse) -> None:
    with pytest.raises(refusals.PeriodTooFar):
        purse.post("2026-02-20", Line("4310", 100), Line("1010", -100), period="2099-12")


def test_periods_close_in_their_order_and_when_they_are_over(purse: Purse, home: Home) -> None:
    with pytest.raises(refusals.EarlierPeriodOpen):
        purse.close("2026-02")
    with pytest.raises(refusals.PeriodNotOver):
        purse.close("2026-03")

    home.clock.moment = datetime(2026, 2, 28, 22, 59, tzinfo=UTC)
    purse.close("2026-01")
    with pytest.raises(refusals.PeriodNotOver):
        purse.close("2026-02")
    home.clock.moment = datetime(2026, 2, 28, 23, 0, tzinfo=UTC)  # the first of March in the Netherlands
    purse.close("2026-02")


def test_what_was_proposed_before_the_close_lands_after_it(purse: Purse) -> None:
    proposal = purse.propose("2026-01-20", Line("4310", 100), Line("1010", -100))
    purse.close("2026-01")

    entry = purse.entry(purse.approve(proposal))

    assert entry.period == "2026-02"


def test_a_soft_closed_period_still_takes_what_two_people_looked_at(purse: Purse, home: Home) -> None:
    with home.by(purse.bram):
        purse.ledger.soft_close_period(purse.team, "2026-02")

    entry = purse.entry(purse.pay("2026-02-26", "4310", 100))

    assert entry.period == "2026-02"


def test_a_period_does_not_close_while_money_is_to_be_explained(purse: Purse) -> None:
    purse.post("2026-01-20", Line("1010", 5_000), Line("1090", -5_000))
    with pytest.raises(refusals.SuspenseLeft):
        purse.close("2026-01")

    purse.post("2026-01-20", Line("1090", 5_000), Line("8000", -5_000))
    purse.close("2026-01")


def test_reopening_takes_two_people_a_reason_and_a_time(purse: Purse, home: Home) -> None:
    purse.close("2026-01")
    with home.by(purse.bram):
        with pytest.raises(refusals.TextMissing):
            purse.ledger.ask_reopening(purse.team, "2026-01", until="2026-03-05T16:00Z", why="")
        with pytest.raises(refusals.ReopeningTime):
            purse.ledger.ask_reopening(purse.team, "2026-01", until="2026-02-05T16:00Z", why="Factuur")
        with pytest.raises(refusals.ReopeningTime):
            purse.ledger.ask_reopening(purse.team, "2026-01", until="2027-02-05T16:00Z", why="Factuur")
        purse.ledger.ask_reopening(purse.team, "2026-01", until="2026-03-05T16:00Z", why="Factuur")
        with pytest.raises(refusals.OwnReopening):
            purse.ledger.reopen_period(purse.team, "2026-01", content=purse.asked("2026-01"))
    purse.agree("2026-01")
    with pytest.raises(refusals.NothingAsked):
        purse.agree("2026-01")

    assert purse.entry(purse.pay("2026-01-20", "4310", 100)).period == "2026-01"


def test_a_reopened_period_closes_by_itself(purse: Purse, home: Home) -> None:
    purse.close("2026-01")
    purse.reopen("2026-01", "2026-03-02T16:00Z")

    home.clock.advance(timedelta(days=2))

    assert purse.entry(purse.pay("2026-01-20", "4310", 100)).period == "2026-02"


def test_a_reopened_period_is_closed_again_before_its_time(purse: Purse) -> None:
    purse.close("2026-01")
    purse.reopen("2026-01", "2026-03-02T16:00Z")

    purse.close("2026-01")

    assert purse.entry(purse.pay("2026-01-20", "4310", 100)).period == "2026-02"


def test_a_reopening_that_is_declined_leaves_it_closed(purse: Purse, home: Home) -> None:
    purse.close("2026-01")
    with home.by(purse.bram):
        purse.ledger.ask_reopening(purse.team, "2026-01", until="2026-03-05T16:00Z", why="Factuur")
    with home.by(purse.cato):
        purse.ledger.decline_reopening(purse.team, "2026-01")
    with pytest.raises(refusals.NothingAsked):
        purse.agree("2026-01")


def test_a_years_result_goes_to_the_next_and_a_later_change_as_a_difference(purse: Purse, home: Home) -> None:
    home.clock.moment = datetime(2027, 1, 10, 9, 0, tzinfo=UTC)
    purse.post("2026-03-05", Line("1010", 90_000), Line("8000", -90_000))
    purse.pay("2026-05-05", "4310", 60_000)
    months = [f"2026-{month:02d}" for month in range(1, 13)]
    purse.close(*months[:-1])
    with home.by(purse.bram), pytest.raises(refusals.YearNotClosed):
        purse.ledger.carry_forward(purse.team, year=2026)
    purse.close(months[-1])

    with home.by(purse.bram):
        purse.ledger.carry_forward(purse.team, year=2026)
        with pytest.raises(refusals.NothingToCarry):
            purse.ledger.carry_forward(purse.team, year=2026)

    assert purse.balances("2026-12-31") == {"1010": 30_000, "4310": 60_000, "8000": -90_000}
    assert purse.balances("2027-01-01") == {"0500": -30_000, "1010": 30_000, "4310": 0, "8000": 0}

    purse.reopen("2026-12", "2027-01-11T16:00Z")
    purse.pay("2026-12-20", "4310", 1_000)
    purse.close("2026-12")
    with home.by(purse.bram):
        purse.ledger.carry_forward(purse.team, year=2026)

    assert purse.balances("2027-01-01") == {"0500": -29_000, "1010": 29_000, "4310": 0, "8000": 0}


@pytest.mark.parametrize("day", ["2026-12-31", "2026-01-01", "2025-11-30"])
def test_periods_follow_each_other(day: str) -> None:
    period = period_of(day)

    assert previous_period(next_period(period)) == period == next_period(previous_period(period))
