"""On-call shifts: being reachable is no work; what one is called out for is, for the law and for the hours."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest

from domain.kernel import Id, NotAllowed, NotThere, new_id
from domain.rosters import ShiftKind, refusals
from projections.calls import calls_of
from projections.gaps import effects_for, lacks_of
from projections.hours_month import figures
from projections.roster_page import period
from projections.today import contract_in, minutes_in, my_checker, without_hours
from tests.harness.home import Home


@pytest.fixture
def on_call(home: Home, bram: Id) -> Id:
    """Bram is on call from 17:00 on Wednesday 4 March until 08:00; it is the morning after."""
    with home.by(home.person("anna")):
        home.house.rosters.define_kind(home.team, kind=ShiftKind("A", "A", 17 * 60, 15 * 60, 0), name="Bereikbaar")
    shift = home.plan(bram, "04", "A")
    home.publish()
    home.clock.moment = datetime(2026, 3, 5, 9, tzinfo=UTC)
    return shift


def call(home: Home, person: Id, shift: Id, start: str, end: str) -> Id:
    made = new_id()
    with home.by(person):
        home.house.rosters.call_out(home.roster, call=made, shift=shift, start=start, end=end)
    return made


def worked(home: Home, person: Id) -> int:
    with home.house.now() as views:
        found = period(views, home.roster)
        assert found
        return minutes_in(views, person, found)


def test_being_on_call_counts_for_nothing_and_a_call_counts(home: Home, bram: Id, on_call: Id) -> None:
    assert worked(home, bram) == 0

    call(home, bram, on_call, "23:30", "01:10")
    call(home, bram, on_call, "04:00", "04:20")

    assert worked(home, bram) == 120
    with home.house.now() as views:
        told = [(one.start, one.end, one.minutes) for one in calls_of(views, on_call)]
    assert told == [
        ("2026-03-04T22:30Z", "2026-03-05T00:10Z", 100),
        ("2026-03-05T03:00Z", "2026-03-05T03:20Z", 20),
    ]


def test_each_call_stands_in_the_hours_for_pay_with_its_own_bands(home: Home, bram: Id, on_call: Id) -> None:
    call(home, bram, on_call, "21:00", "22:00")
    call(home, bram, on_call, "03:00", "04:00")

    with home.house.now() as views:
        found = figures(
            views, home.house.vault, bram, home.team, "2026-03", position=home.house.workspace.position(),
            moment="2026-03-05T09:00Z",
        )  # fmt: skip

    assert [(one.start, one.minutes, one.how) for one in found.work] == [
        ("2026-03-04T20:00Z", 60, "recorded"),
        ("2026-03-05T02:00Z", 60, "recorded"),
    ]
    assert found.work[0].bands(found.rules) != found.work[1].bands(found.rules)


def test_nobody_is_asked_for_the_hours_of_an_on_call_shift(home: Home, bram: Id, on_call: Id) -> None:
    with home.house.now() as views:
        assert without_hours(views, bram, "2026-03-05T09:00Z") == []
    with home.by(bram), pytest.raises(refusals.OnCallHours):
        home.house.rosters.record_hours(home.roster, on_call, start="17:00", end="08:00", breaks=0)


def test_after_a_call_in_the_night_the_law_wants_rest_and_after_a_quiet_one_it_does_not(
    home: Home, bram: Id, on_call: Id
) -> None:
    with home.house.now() as views:
        found = period(views, home.roster)
        assert found
        quiet = my_checker(views, bram, found).judge_new(found, "2026-03-05", "L")
    assert not [v for v in quiet if v.severity == "refused"]
    call(home, bram, on_call, "05:00", "07:30")

    with pytest.raises(refusals.TooLittleRest):
        home.plan(bram, "05", "L")


def test_the_page_judges_as_the_command_does(home: Home, bram: Id, on_call: Id) -> None:
    from projections.findings import bookings_of

    call(home, bram, on_call, "05:00", "07:30")

    with home.house.now() as views:
        found = period(views, home.roster)
        assert found
        booked = bookings_of(views, [bram], found.first, found.last)[bram]
        checker = my_checker(views, bram, found)
        refused = [v for v in checker.judge_new(found, "2026-03-05", "L") if v.severity == "refused"]
    assert [(b.on_call, b.minutes) for b in sorted(booked, key=lambda b: b.start)] == [(True, 0), (False, 150)]
    assert len(checker.booked) == 2 and refused
    assert {b.shift for b in home.agenda(bram).booked()} == {b.shift for b in checker.booked}


def test_on_call_beside_a_night_is_told_by_the_law(home: Home, bram: Id, on_call: Id) -> None:
    with home.house.now() as views:
        found = period(views, home.roster)
        assert found
        rules = {v.rule for v in my_checker(views, bram, found).judge_new(found, "2026-03-03", "N")}

    assert any(rule.startswith("atw-5:9") for rule in rules)


@pytest.mark.parametrize(
    ("start", "end", "refusal"),
    [
        ("16:00", "17:30", refusals.CallUnreadable),
        ("08:30", "08:45", refusals.CallUnreadable),
        ("07:30", "12:00", refusals.CallUnreadable),
        ("23:45", "00:30", refusals.CallOverlaps),
        ("soon", "00:30", refusals.HoursUnreadable),
    ],
)
def test_a_call_that_cannot_be_is_refused(
    home: Home, bram: Id, on_call: Id, start: str, end: str, refusal: type[Exception]
) -> None:
    call(home, bram, on_call, "23:30", "00:10")

    with pytest.raises(refusal):
        call(home, bram, on_call, start, end)


def test_a_call_that_was_wrong_is_taken_back_and_counts_no_longer(home: Home, bram: Id, on_call: Id) -> None:
    made = call(home, bram, on_call, "23:30", "01:10")

    with home.by(bram):
        home.house.rosters.withdraw_call(home.roster, call=made)

    assert worked(home, bram) == 0
    assert [b.shift for b in home.agenda(bram).booked()] == [on_call]
    with home.by(bram), pytest.raises(refusals.CallGone):
        home.house.rosters.withdraw_call(home.roster, call=made)


def test_a_shift_in_which_somebody_was_called_out_stays_theirs(home: Home, anna: Id, bram: Id, on_call: Id) -> None:
    call(home, bram, on_call, "23:30", "01:10")
    fenna, rosters = home.person("fenna"), home.house.rosters

    with home.by(anna):
        for change in (
            lambda: rosters.assign_shift(home.roster, on_call, person=fenna, instead_of=bram),
            lambda: rosters.unassign_shift(home.roster, on_call, was=bram),
            lambda: rosters.drop_shift(home.roster, on_call, was=bram),
            lambda: rosters.move_shift(home.roster, on_call, date="2026-03-06", kind="A"),
        ):
            with pytest.raises(refusals.WasCalledOut):
                change()

    assert home.who(on_call) == bram


def test_calls_are_for_whose_shift_it_is_and_for_who_plans(home: Home, anna: Id, bram: Id, on_call: Id) -> None:
    with pytest.raises(NotAllowed):
        call(home, home.person("fenna"), on_call, "23:30", "01:10")
    home.second_team()
    with pytest.raises(NotThere):
        call(home, home.person("yara"), on_call, "23:30", "01:10")

    call(home, anna, on_call, "23:30", "01:10")

    assert worked(home, bram) == 100


def test_an_ordinary_shift_has_no_calls(home: Home, bram: Id, on_call: Id) -> None:
    home.plan(bram, "03", "V")
    early = next(b.shift for b in home.agenda(bram).booked() if b.shift != on_call)

    with pytest.raises(refusals.NotOnCall):
        call(home, bram, early, "08:00", "09:00")


def test_a_gap_in_being_on_call_is_taken_without_a_minute_more(home: Home, bram: Id, on_call: Id) -> None:
    with home.by(home.person("anna")):
        home.house.rosters.set_date_demand(home.team, code="A", date="2026-03-11", least=1)

    with home.house.now() as views:
        found = period(views, home.roster)
        assert found
        told = effects_for(views, found, lacks_of(views, found), bram)
        effect = next(e for e in told.lines if e.gap.kind == "A")
        assert effect.contract == contract_in(views, bram, found)
    assert effect.minutes == 0 and effect.points == 0 and isinstance(effect.ahead, (Fraction, type(None)))


def test_what_was_folded_is_what_a_new_reading_gives(home: Home, bram: Id, on_call: Id) -> None:
    from projections.engine import first_difference

    made = call(home, bram, on_call, "23:30", "01:10")
    call(home, bram, on_call, "02:00", "03:00")
    with home.by(bram):
        home.house.rosters.withdraw_call(home.roster, call=made)
    with home.house.now():
        pass
    folder = home.house.workspace.data

    home.house.engine.build(folder / "again.db")

    assert first_difference(folder / "views.db", folder / "again.db") is None
    home.clock.advance(timedelta(0))
