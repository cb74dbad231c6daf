"""Whoever is back before leave is over has the rest of it again; the shifts stay open."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.kernel import Id, InvalidInput, NotThere, id_of
from domain.rosters.leave import LeaveAccount, leave_of, refusals
from domain.rosters.refusals import AbsenceGone, PersonAbsent
from projections.engine import first_difference
from projections.leave import request_of
from projections.rebuilding import rebuild
from projections.today import opened_by_absence
from tests.harness.home import Home, moved_in
from tests.leave.asking import FIFTH, WHOLE, ask, days, end, grant, left, state, withdraw


def on(home: Home, day: int, hour: int = 9) -> None:
    """It is a day of March."""
    home.clock.moment = datetime(2026, 3, day, hour, tzinfo=UTC)


@pytest.fixture
def away(home: Home) -> Id:
    """Bram has leave from Monday the ninth to Sunday the 15th; it is Tuesday."""
    leave = ask(home, home.bram, "09", "15")
    grant(home, leave, home.bram)
    on(home, 10)
    return leave


def test_from_the_day_that_bram_is_back_the_hours_are_his_again(home: Home, away: Id) -> None:
    end(home, away, home.bram, "12")

    assert days(home, away) == {f"2026-03-{day}": FIFTH for day in ("09", "10", "11")}
    assert left(home, home.bram) == WHOLE - 3 * FIFTH
    assert home.agenda(home.bram).absences == {away: ["2026-03-09", "2026-03-11"]}
    assert state(home, away) == "granted"


def test_he_can_be_planned_from_that_day_and_not_before(home: Home, away: Id) -> None:
    end(home, away, home.bram, "12")

    shift = home.plan(home.bram, "12", "L")

    assert home.who(shift) == home.bram
    with pytest.raises(PersonAbsent):
        home.plan(home.bram, "11", "L")


def test_pay_counts_the_days_that_were_taken(home: Home, away: Id) -> None:
    end(home, away, home.bram, "12")
    home.clock.moment = datetime(2026, 4, 2, 9, tzinfo=UTC)

    march = home.house.hours.source.figures(home.bram, home.team, "2026-03")

    assert march.causes() == {"leave": 3 * FIFTH}


def test_shifts_do_not_come_back_and_nobody_is_asked_for_those_from_that_day_on(home: Home) -> None:
    before, after = home.plan(home.bram, "11", "L"), home.plan(home.bram, "14", "L")
    home.publish()
    with home.by(home.fenna):
        home.house.rosters.agree_to_asks(home.team, days=["working", "off"], places=["V", "L", "N"])
    leave = ask(home, home.bram, "09", "15")
    grant(home, leave, home.bram)
    on(home, 10)
    with home.by(home.anna):
        for shift in (before, after):
            home.house.rosters.ask_carers(home.roster, shift, persons=[home.fenna], absence=leave, absent=home.bram)

    end(home, leave, home.bram, "12")

    assert (home.who(before), home.who(after)) == (None, None)
    assert list(home.standing().searches) == [before]
    with home.house.now() as views:
        assert [one.absence for one in opened_by_absence(views, home.team, "2026-03-10T09:00Z")] == [leave]


@pytest.mark.parametrize("back", ["09", "16", "08", "2027-03-12"])
def test_one_is_back_after_the_first_day_and_on_the_last_at_the_latest(home: Home, away: Id, back: str) -> None:
    with pytest.raises(refusals.BackUnreadable) as refusal:
        end(home, away, home.bram, back)

    assert refusal.value.field == "back"


def test_one_is_not_back_in_the_past_nor_on_a_day_that_is_none(home: Home, away: Id) -> None:
    on(home, 12)

    with pytest.raises(refusals.BackUnreadable):
        end(home, away, home.bram, "11")
    with pytest.raises(InvalidInput):
        end(home, away, home.bram, "2026-3-99")
    end(home, away, home.bram, "12")


def test_it_says_why(home: Home, away: Id) -> None:
    with pytest.raises(refusals.WhyBackMissing):
        end(home, away, home.bram, "12", why="  ")
    end(home, away, home.bram, "12", why="Kind was ziek")

    with home.house.now() as views:
        found = request_of(views, away)
    assert found and home.house.vault.open_packed(found.ended_why or "") == "Kind was ziek"
    assert all(b"Kind" not in one.state for one in home.house.workspace.facts(0, 10_000))


def test_what_did_not_begin_is_withdrawn_and_what_is_over_or_not_given_stays(home: Home, away: Id) -> None:
    later = ask(home, home.bram, "23", "25")
    grant(home, later, home.bram)

    with pytest.raises(refusals.LeaveNotBegun):
        end(home, later, home.bram, "24")
    withdraw(home, later, home.bram)
    on(home, 23)
    with pytest.raises(refusals.BackUnreadable):
        end(home, away, home.bram, "23")
    with pytest.raises(refusals.LeaveDecided):
        end(home, later, home.bram, "24")


def test_it_is_one_s_own_leave_and_for_others_it_is_not_there(home: Home, away: Id) -> None:
    for person in (home.fenna, home.anna, home.koos):
        with pytest.raises(NotThere):
            end(home, away, person, "12")


def test_a_second_time_it_only_becomes_shorter(home: Home, away: Id) -> None:
    end(home, away, home.bram, "14")
    end(home, away, home.bram, "12")

    with pytest.raises(refusals.BackUnreadable):
        end(home, away, home.bram, "13")
    assert left(home, home.bram) == WHOLE - 3 * FIFTH


def test_the_days_after_can_be_asked_anew(home: Home, away: Id) -> None:
    end(home, away, home.bram, "12")

    again = ask(home, home.bram, "13", "15", name="again")

    assert state(home, again) == "asked"


def test_an_absence_that_is_gone_is_not_shortened(home: Home, away: Id) -> None:
    agenda = home.agenda(home.bram)

    with home.by(home.bram), pytest.raises(AbsenceGone):
        agenda.shorten_absence(id_of("none"), last="2026-03-10")


def test_then_the_leave_was_whole_and_rebuilt_tables_are_the_live_ones(home: Home, away: Id) -> None:
    then = home.house.workspace.position()
    end(home, away, home.bram, "12")

    with home.house.at(then) as views:
        whole: Any = request_of(views, away)
    assert (whole.last, len(whole.days), whole.ended) == ("2026-03-15", 5, None)
    home.house.engine.catch_up()
    copy = home.house.workspace.data / "copy.db"
    rebuild(home.house.workspace, copy)
    assert first_difference(home.house.engine.path, copy) is None


@settings(deadline=None, max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=st.integers(3, 20), length=st.integers(1, 12), today=st.integers(0, 14), back=st.integers(0, 16))
def test_absence_account_and_pay_always_have_the_same_last_day(
    tmp_path_factory: pytest.TempPathFactory, first: int, length: int, today: int, back: int
) -> None:
    with moved_in(tmp_path_factory.mktemp("back")) as home:
        begin = date(2026, 3, first)
        leave = ask(home, home.bram, begin.isoformat(), (begin + timedelta(days=length)).isoformat())
        grant(home, leave, home.bram)
        whole = days(home, leave)
        on(home, min(first + today, 31))
        returned = (begin + timedelta(days=back)).isoformat()

        try:
            end(home, leave, home.bram, returned)
        except refusals.BackUnreadable:
            returned = "9999"

        account: Any = home.house.workspace.get(LeaveAccount, leave_of(home.bram))
        (standing,) = account.standing()
        assert home.agenda(home.bram).absences[leave] == [standing.first, standing.last]
        assert days(home, leave) == standing.days == {d: n for d, n in whole.items() if d < returned}
        assert left(home, home.bram) == WHOLE - sum(standing.days.values())
        assert standing.last < returned
