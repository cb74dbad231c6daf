"""What leave costs, and that pay and the balance count the same."""

from __future__ import annotations

from datetime import UTC, datetime

from domain.rosters import ShiftKind
from tests.harness.home import Home
from tests.leave.asking import FIFTH, HOUR, WHOLE, ask, days, grant, left


def test_a_week_without_a_published_roster_costs_the_contract_s_week_from_monday_to_friday(home: Home) -> None:
    leave = ask(home, home.bram, "09", "15")

    assert days(home, leave) == {f"2026-03-{day}": FIFTH for day in ("09", "10", "11", "12", "13")}


def test_a_holiday_costs_no_leave_for_it_asks_no_hours(home: Home) -> None:
    easter = ask(home, home.bram, "2026-04-06", "2026-04-12")

    assert list(days(home, easter)) == ["2026-04-07", "2026-04-08", "2026-04-09", "2026-04-10"]


def test_in_a_published_roster_leave_costs_the_shifts_in_it_and_they_come_open(home: Home) -> None:
    early, late = home.plan(home.bram, "10", "V"), home.plan(home.bram, "14", "L")
    kept = home.plan(home.bram, "20", "V")
    home.publish()

    leave = ask(home, home.bram, "09", "15")
    grant(home, leave, home.bram)

    assert days(home, leave) == {"2026-03-10": 480, "2026-03-14": 480}
    assert (home.who(early), home.who(late), home.who(kept)) == (None, None, home.bram)


def test_being_on_call_costs_no_leave_and_counts_no_absence(home: Home) -> None:
    with home.by(home.anna):
        home.house.rosters.define_kind(home.team, kind=ShiftKind("A", "A", 17 * 60, 14 * 60, 0), name="Achterwacht")
    home.plan(home.bram, "10", "A")
    home.plan(home.bram, "12", "L")
    home.plan(home.bram, "24", "A")
    home.publish()
    with home.by(home.bram):
        home.house.rosters.report_absence(
            home.team, absence="8" * 32, person=home.bram, first="2026-03-24", last="2026-03-24", kind="sick"
        )

    leave = ask(home, home.bram, "09", "15")

    assert days(home, leave) == {"2026-03-12": 480}
    sick = home.house.hours.source.figures(home.bram, home.team, "2026-03").away
    assert [(away.day, away.minutes, away.shift) for away in sick] == [("2026-03-24", FIFTH, None)]


def test_a_night_in_which_the_clock_goes_forward_costs_an_hour_less(home: Home) -> None:
    home.plan(home.bram, "28", "N")
    home.plan(home.bram, "27", "N")
    home.publish()

    leave = ask(home, home.bram, "27", "28")

    costs = days(home, leave)
    assert costs["2026-03-27"] - costs["2026-03-28"] == 60


def test_hours_that_were_chosen_count_on_every_day(home: Home) -> None:
    leave = ask(home, home.bram, "14", "15", per_day=6 * HOUR)

    assert days(home, leave) == {"2026-03-14": 360, "2026-03-15": 360}


def test_the_page_of_pay_and_the_balance_count_the_same_leave(home: Home) -> None:
    home.plan(home.bram, "10", "V")
    home.publish()
    leave = ask(home, home.bram, "09", "15")
    grant(home, leave, home.bram)
    home.clock.moment = datetime(2026, 4, 2, 9, tzinfo=UTC)

    march = home.house.hours.source.figures(home.bram, home.team, "2026-03")

    assert march.causes() == {"leave": 480}
    assert [(away.day, away.minutes) for away in march.away] == list(days(home, leave).items())


def test_illness_in_leave_is_no_leave_and_is_paid_as_illness(home: Home) -> None:
    leave = ask(home, home.bram, "09", "15")
    grant(home, leave, home.bram)
    home.clock.moment = datetime(2026, 3, 10, 5, tzinfo=UTC)
    with home.by(home.bram):
        home.house.rosters.report_absence(
            home.team, absence="5" * 32, person=home.bram, first="2026-03-10", last="2026-03-11", kind="sick"
        )
    home.clock.moment = datetime(2026, 4, 2, 9, tzinfo=UTC)

    march = home.house.hours.source.figures(home.bram, home.team, "2026-03")

    assert march.causes() == {"leave": 3 * FIFTH, "sick": 2 * FIFTH}
    assert left(home, home.bram) == WHOLE - 3 * FIFTH
