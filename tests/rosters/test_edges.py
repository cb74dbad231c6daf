"""Days far away, nights over midnight, sleep shifts between others, kinds that are no longer planned."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.kernel import Id, InvalidInput, Refusal, Sealed, new_id
from domain.rosters import ShiftKind, refusals
from domain.rosters import agenda as agendas
from tests.harness.home import Home


@pytest.mark.parametrize("day", ["9999-12-27", "0001-01-01", "2201-01-01"])
def test_days_that_no_calendar_needs_are_refused(home: Home, anna: Id, bram: Id, day: str) -> None:
    with home.by(anna), pytest.raises(InvalidInput):
        home.house.rosters.draft_roster(home.team, first=day, weeks=8)
    with home.by(bram), pytest.raises(InvalidInput):
        home.house.rosters.make_wish(home.team, date=day, kind=None, level="want")


def test_a_shift_far_ahead_does_not_make_the_agenda_forget_what_is_to_come(
    home: Home, anna: Id, bram: Id, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(agendas, "_MANY", 1)
    home.plan(bram, "04", "V")
    with home.by(anna):
        home.house.rosters.draft_roster(home.team, first="2030-03-04", weeks=1)
        from domain.rosters import roster_of

        home.house.rosters.plan_shift(
            roster_of(home.team, "2030-03-04"), shift=new_id(), date="2030-03-05", kind="V", person=bram
        )

    with pytest.raises(refusals.AlreadyBooked):
        home.plan(bram, "04", "D")


def sleeps_between(home: Home, person: Id) -> tuple[Id, Id, Id]:
    late, sleep = home.plan(person, "04", "L"), home.plan(person, "04", "S")
    return late, sleep, home.plan(person, "05", "V")


def test_a_sleep_shift_between_two_others_is_not_taken_away_alone(home: Home, anna: Id, bram: Id, fenna: Id) -> None:
    _, sleep, _ = sleeps_between(home, bram)

    with home.by(anna):
        for tried in (
            lambda: home.house.rosters.unassign_shift(home.roster, sleep, was=bram),
            lambda: home.house.rosters.drop_shift(home.roster, sleep, was=bram),
            lambda: home.house.rosters.assign_shift(home.roster, sleep, person=fenna, instead_of=bram),
            lambda: home.house.rosters.move_shift(home.roster, sleep, date="2026-03-10", kind="S"),
            lambda: home.house.rosters.place_shift(home.roster, sleep, date="2026-03-04", person=None, was=bram),
        ):
            with pytest.raises(refusals.TooLittleRest):
                tried()

    assert home.who(sleep) == bram


def test_the_sleep_shift_between_two_others_is_not_offered_nor_swapped(home: Home, bram: Id, fenna: Id) -> None:
    _, sleep, _ = sleeps_between(home, bram)
    hers = home.plan(fenna, "10", "S")

    with home.by(bram), pytest.raises(refusals.TooLittleRest):
        home.house.rosters.offer_shift(home.roster, sleep)
    with home.by(bram), pytest.raises(refusals.TooLittleRest):
        home.house.rosters.propose_swap(home.roster, swap=new_id(), giving=sleep, wanting=hers)


def test_after_the_early_shift_the_sleep_shift_may_go(home: Home, anna: Id, bram: Id) -> None:
    _, sleep, early = sleeps_between(home, bram)

    with home.by(anna):
        home.house.rosters.unassign_shift(home.roster, early, was=bram)
        home.house.rosters.unassign_shift(home.roster, sleep, was=bram)

    assert len(home.agenda(bram).booked()) == 1


def test_sickness_takes_a_sleep_shift_and_its_neighbours_whatever_the_rest(home: Home, bram: Id) -> None:
    sleeps_between(home, bram)

    with home.by(bram):
        home.house.rosters.report_absence(
            home.team, absence=new_id(), person=bram, first="2026-03-04", last="2026-03-04", kind="sick"
        )

    assert [b.day for b in home.agenda(bram).booked()] == ["2026-03-05"]


def worked(home: Home, person: Id, shift: Id, start: str, end: str) -> list[str]:
    with home.by(person):
        home.house.rosters.record_hours(home.roster, shift, start=start, end=end, breaks=0)
    return list(home.standing().shift(shift)["worked"][:2])


def test_a_night_begun_after_midnight_is_on_the_night_itself(home: Home, bram: Id) -> None:
    shift = home.plan(bram, "04", "N")
    home.clock.advance(timedelta(days=40))

    assert worked(home, bram, shift, "00:30", "07:15") == ["2026-03-04T23:30Z", "2026-03-05T06:15Z"]


def test_a_shift_of_midnight_begun_early_is_on_the_evening_before(home: Home, anna: Id, bram: Id) -> None:
    with home.by(anna):
        home.house.rosters.define_kind(home.team, kind=ShiftKind("Z", "N", 0, 480, 0), name="Na middernacht")
    shift = home.plan(bram, "05", "Z")
    home.clock.advance(timedelta(days=40))

    assert worked(home, bram, shift, "23:50", "08:00") == ["2026-03-04T22:50Z", "2026-03-05T07:00Z"]


def test_a_carer_does_not_plan_herself_on_what_is_over(home: Home, anna: Id, fenna: Id) -> None:
    home.clock.advance(timedelta(days=40))

    with home.by(fenna), pytest.raises(refusals.ShiftIsOver):
        home.house.rosters.take_shift(home.roster, shift=new_id(), date="2026-03-04", kind="L")
    with home.by(anna):
        home.house.rosters.take_shift(home.roster, shift=new_id(), date="2026-03-04", kind="L")


def test_hours_stay_with_whoever_worked_them(home: Home, anna: Id, bram: Id, fenna: Id) -> None:
    shift = home.plan(bram, "04", "V")
    home.clock.advance(timedelta(days=40))
    worked(home, bram, shift, "07:00", "15:15")

    with home.by(anna):
        home.house.rosters.assign_shift(home.roster, shift, person=fenna, instead_of=bram)

    assert home.standing().shift(shift)["worked"] is None
    with home.house.now() as views:
        assert views.execute("SELECT count(*) FROM rosters_hours").fetchone()[0] == 0
    assert worked(home, fenna, shift, "07:00", "15:15")


def test_an_open_shift_of_a_kind_that_is_planned_no_longer_can_still_be_taken(home: Home, anna: Id, bram: Id) -> None:
    shift = home.plan(None, "04", "D")
    with home.by(anna):
        home.house.rosters.retire_kind(home.team, code="D")

    with home.by(bram):
        home.house.rosters.claim_shift(home.roster, shift)

    assert home.who(shift) == bram


def test_a_shift_keeps_its_minutes_when_its_kind_gets_other_times(home: Home, anna: Id, bram: Id) -> None:
    shift = home.plan(None, "04", "D")
    with home.by(anna):
        home.house.rosters.define_kind(home.team, kind=ShiftKind("D", "D", 9 * 60, 240, 0), name="Dag")

    with home.by(bram):
        home.house.rosters.claim_shift(home.roster, shift)

    assert home.agenda(bram).bookings[shift]["minutes"] == 480


@pytest.mark.parametrize("fields", [{"needs": ("iets over meneer Jansen",)}, {"no_next": ("te lang",)}])
def test_codes_of_a_kind_hold_no_free_text(home: Home, anna: Id, fields: dict[str, tuple[str]]) -> None:
    with home.by(anna), pytest.raises(refusals.KindUnreadable):
        home.house.rosters.define_kind(home.team, kind=ShiftKind("Q", "D", 0, 480, 0, **fields), name="Q")


def test_a_name_with_half_a_character_is_no_error_of_the_program(home: Home, anna: Id) -> None:
    with home.by(anna):
        home.house.rosters.define_kind(home.team, kind=ShiftKind("Q", "D", 0, 480, 0), name="Q\ud800\x00")


def test_nobody_sees_from_the_length_that_somebody_is_sick(home: Home, bram: Id) -> None:
    boxes: set[tuple[int, int]] = set()
    for kind, day in (("sick", "04"), ("leave", "08"), ("other", "12")):
        with home.by(bram):
            home.house.rosters.report_absence(
                home.team, absence=new_id(), person=bram, first=f"2026-03-{day}", last=f"2026-03-{day}", kind=kind
            )
        with home.house.now() as views:
            packed = views.execute("SELECT kind FROM rosters_absence ORDER BY first DESC").fetchone()[0]
        boxes.add((len(packed), packed.count("=")))
        assert home.house.vault.open(Sealed.unpacked(packed)).strip() == kind

    assert len(boxes) == 1


def test_nobody_sees_changes_that_are_still_to_come(home: Home, bram: Id) -> None:
    home.plan(bram, "04", "V")
    with home.by(bram):
        home.house.rosters.see_changes(home.team, until=10**30)

    assert home.agenda(bram).seen <= home.house.workspace.position()


def test_an_act_at_a_position_beyond_every_log_is_not_ones_own(home: Home, bram: Id) -> None:
    with home.by(bram), pytest.raises(Refusal):
        home.house.people.disown_act(10**30)


@pytest.mark.parametrize("clock", ["0" * 5000 + "7:00", "7:" + "0" * 5000, "07:00:00", "7"])
def test_a_time_without_end_is_no_error_of_the_program(home: Home, bram: Id, clock: str) -> None:
    shift = home.plan(bram, "04", "V")
    home.clock.advance(timedelta(days=40))

    with pytest.raises(refusals.HoursUnreadable):
        worked(home, bram, shift, clock, "15:15")


def test_a_shift_that_came_open_names_the_absence_that_opened_it(home: Home, bram: Id) -> None:
    home.plan(bram, "04", "V")
    before = home.house.workspace.position()
    with home.by(bram):
        home.house.rosters.report_absence(
            home.team, absence=new_id(), person=bram, first="2026-03-04", last="2026-03-04", kind="sick"
        )

    facts = [home.house.workspace.decode(row) for row in home.house.workspace.facts(before, 10)]
    away = next(f for f in facts if f.TOPIC == "rosters.AbsenceReported")
    opened = next(f for f in facts if f.TOPIC == "rosters.ShiftUnassigned")
    assert opened.cause == f"fact:{away.originator_id}:{away.originator_version}"
    assert away.cause is None
