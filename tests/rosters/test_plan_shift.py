"""Putting people on shifts."""

from datetime import timedelta

import pytest

from domain.kernel import Id, NotAllowed, NotThere, new_id
from domain.policies import Hire
from domain.rosters import refusals
from tests.harness.home import Home


def test_a_planned_shift_stands_in_the_roster_and_in_the_agenda(home: Home, bram: Id) -> None:
    shift = home.plan(bram, "02", "V")

    assert home.who(shift) == bram
    assert home.agenda(bram).bookings[shift]["start"] == "2026-03-02T06:00Z"


def test_nobody_is_booked_twice(home: Home, bram: Id) -> None:
    home.plan(bram, "02", "V")

    with pytest.raises(refusals.AlreadyBooked) as refusal:
        home.plan(bram, "02", "D")

    assert "van 07:00 tot 15:15" in str(refusal.value)


def test_a_late_shift_leaves_too_little_rest_for_the_early_one(home: Home, bram: Id) -> None:
    home.plan(bram, "02", "L")

    with pytest.raises(refusals.TooLittleRest) as refusal:
        home.plan(bram, "03", "V")

    assert "zit 7 uur en 45 minuten" in str(refusal.value)
    assert "11 uur rust" in str(refusal.value)


def test_rest_also_holds_before_a_shift_that_stands(home: Home, bram: Id) -> None:
    home.plan(bram, "03", "V")

    with pytest.raises(refusals.TooLittleRest):
        home.plan(bram, "02", "L")


def test_exactly_eleven_hours_is_enough(home: Home, bram: Id) -> None:
    from domain.rosters import ShiftKind

    with home.by(home.person("anna")):
        home.house.rosters.define_kind(home.team, kind=ShiftKind("X", "L", 12 * 60, 8 * 60, 0), name="Kort")
    home.plan(bram, "02", "X")  # until 20:00

    home.plan(bram, "03", "V")  # from 07:00

    assert len(home.agenda(bram).bookings) == 2


def test_a_sleep_shift_joins_the_late_and_the_early_shift_into_one(home: Home, bram: Id) -> None:
    home.plan(bram, "02", "L")
    home.plan(bram, "02", "S")

    home.plan(bram, "03", "V")

    assert len(home.agenda(bram).bookings) == 3


def test_nobody_is_booked_twice_in_two_teams(home: Home, bram: Id) -> None:
    anker = home.second_team(also=(bram,))
    there = home.draft(anker)
    home.plan(bram, "02", "L")

    with pytest.raises(refusals.TooLittleRest):
        home.plan(bram, "03", "V", roster=there, by=home.person("yara"))


def test_who_does_not_work_in_the_team_cannot_be_planned(home: Home) -> None:
    with pytest.raises(refusals.NotAMember):
        home.plan(home.person("rosa"), "02", "V")


def test_another_teams_people_do_not_exist_here(home: Home) -> None:
    home.second_team()

    with pytest.raises(NotThere):
        home.plan(home.person("yara"), "02", "V")


def test_a_carer_does_not_plan_a_colleague(home: Home, bram: Id, fenna: Id) -> None:
    with pytest.raises(NotAllowed):
        home.plan(fenna, "02", "V", by=bram)


def test_a_carer_takes_a_shift_for_herself(home: Home, fenna: Id) -> None:
    with home.by(fenna):
        home.house.rosters.take_shift(home.roster, shift=new_id(), date="2026-03-04", kind="L")

    assert [b.kind for b in home.agenda(fenna).booked()] == ["L"]


def test_an_open_shift_is_used_before_a_new_one_is_made(home: Home, fenna: Id) -> None:
    open_shift = home.plan(None, "04", "L")

    home.plan(fenna, "04", "L")

    assert home.who(open_shift) == fenna
    assert len(home.standing().shifts) == 1


def test_a_shift_that_asks_for_a_competence_goes_to_who_has_it(home: Home, bram: Id, fenna: Id) -> None:
    from domain.rosters import ShiftKind

    with home.by(home.person("anna")):
        home.house.rosters.define_kind(
            home.team, kind=ShiftKind("M", "V", 7 * 60, 480, 0, needs=("medicatie",)), name="Medicijnen"
        )
        home.house.people.grant_competence(fenna, code="medicatie", since="2026-01-01", team=home.team)

    home.plan(fenna, "04", "M")

    with pytest.raises(refusals.CompetenceMissing):
        home.plan(bram, "04", "M")


def test_who_is_absent_is_not_planned(home: Home, bram: Id) -> None:
    with home.by(bram):
        home.house.rosters.report_absence(
            home.team, absence=new_id(), person=bram, first="2026-03-04", last="2026-03-06", kind="leave"
        )

    with pytest.raises(refusals.PersonAbsent):
        home.plan(bram, "05", "V")


def test_an_absence_opens_the_shifts_to_come(home: Home, bram: Id) -> None:
    early, later = home.plan(bram, "04", "V"), home.plan(bram, "09", "V")

    with home.by(bram):
        home.house.rosters.report_absence(
            home.team, absence=new_id(), person=bram, first="2026-03-04", last="2026-03-06", kind="sick"
        )

    assert home.who(early) is None
    assert home.who(later) == bram


def test_a_shift_moves_with_whoever_has_it(home: Home, anna: Id, bram: Id) -> None:
    shift = home.plan(bram, "04", "V")

    with home.by(anna):
        home.house.rosters.move_shift(home.roster, shift, date="2026-03-05", kind="L")

    assert home.agenda(bram).bookings[shift]["day"] == "2026-03-05"
    assert home.agenda(bram).bookings[shift]["kind"] == "L"


def test_a_planner_who_saw_somebody_else_there_changes_nothing(home: Home, anna: Id, bram: Id, fenna: Id) -> None:
    shift = home.plan(bram, "04", "V")

    with home.by(anna), pytest.raises(refusals.ChangedMeanwhile):
        home.house.rosters.assign_shift(home.roster, shift, person=fenna, instead_of=None)

    assert home.who(shift) == bram


def test_a_shift_that_somebody_works_is_not_dropped(home: Home, anna: Id, bram: Id) -> None:
    shift = home.plan(bram, "04", "V")

    with home.by(anna), pytest.raises(refusals.TakenByOther):
        home.house.rosters.drop_shift(home.roster, shift)


def test_a_refused_shift_leaves_nothing_behind(home: Home, bram: Id) -> None:
    home.plan(bram, "02", "L")
    before = home.house.workspace.position()

    with pytest.raises(refusals.TooLittleRest):
        home.plan(bram, "03", "V")

    assert home.house.workspace.position() == before
    assert len(home.standing().shifts) == len(home.agenda(bram).bookings) == 1


def test_publishing_leaves_an_open_shift_for_every_gap(home: Home, bram: Id) -> None:
    home.plan(bram, "02", "V")

    home.publish()

    monday = [f for f in home.standing().shifts.values() if f["date"] == "2026-03-02"]
    assert sorted((f["kind"], f["person"] is None) for f in monday) == [
        ("L", True), ("L", True), ("N", True), ("V", False), ("V", True),
    ]  # fmt: skip


def test_a_closed_period_stays_as_it_is(home: Home, anna: Id, bram: Id) -> None:
    home.publish()
    with home.by(anna):
        home.house.rosters.close_roster(home.roster)

    with pytest.raises(refusals.RosterClosed):
        home.plan(bram, "02", "V")


def test_two_rosters_do_not_share_a_day(home: Home, anna: Id) -> None:
    with home.by(anna), pytest.raises(refusals.PeriodOverlaps):
        home.house.rosters.draft_roster(home.team, first="2026-03-09", weeks=4)


@pytest.mark.parametrize(("day", "hours"), [("2026-03-28", 7), ("2026-03-27", 8)])
def test_the_night_of_the_clock_change_is_an_hour_shorter(home: Home, bram: Id, day: str, hours: int) -> None:
    from domain.rosters import ShiftKind

    with home.by(home.person("anna")):
        home.house.rosters.define_kind(home.team, kind=ShiftKind("W", "N", 23 * 60, 480, 0), name="Waak")
    shift = home.plan(bram, day, "W")

    booking = home.agenda(bram).bookings[shift]

    from domain.kernel import minutes_between

    assert minutes_between(booking["start"], booking["end"]) == hours * 60


def test_hours_are_recorded_once_the_shift_has_begun(home: Home, bram: Id) -> None:
    shift = home.plan(bram, "02", "V")
    home.publish()

    with home.by(bram), pytest.raises(refusals.ShiftNotOver):
        home.house.rosters.record_hours(home.roster, shift, start="07:00", end="15:45", breaks=15)
    home.clock.advance(timedelta(days=28, hours=8))
    with home.by(bram):
        home.house.rosters.record_hours(home.roster, shift, start="07:00", end="15:45", breaks=15)

    assert home.standing().shift(shift)["worked"] == ["2026-03-02T06:00Z", "2026-03-02T14:45Z", 510]


def test_the_team_of_an_unknown_person_refuses_a_second_registration(home: Home, anna: Id, bram: Id) -> None:
    from domain.people.refusals import PersonIsThere

    with home.by(anna), pytest.raises(PersonIsThere):
        home.house.staffing.hire_person(home.team, hire=Hire(bram, "Bram"))
