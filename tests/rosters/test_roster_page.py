"""What the page of a roster reads: now and at any moment."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from domain.kernel import Id, Refusal, id_of
from projections.roster_cells import changed_cells
from projections.roster_load import load_roster
from projections.roster_page import period_on, periods_of, roster_json, touched
from projections.roster_reload import reload_roster
from projections.roster_shapes import RosterData
from tests.harness.home import FIRST, Home


@pytest.fixture
def now(home: Home) -> Iterator[sqlite3.Connection]:
    """The views as they are when a test asks."""
    with home.house.now() as views:
        yield views


def page(home: Home, weeks: int = 2, at: int | None = None) -> RosterData:
    """The page's data."""
    with home.house.now() if at is None else home.house.at(at) as views:
        return load_roster(views, home.team, FIRST, weeks)


def test_every_carer_has_a_row_and_residents_have_none(home: Home, anna: Id, bram: Id) -> None:
    home.plan(bram, "02", "V")

    data = page(home)

    assert len(data.days) == 14
    assert {anna, bram} <= set(data.carers)
    assert len(data.carers) == 5
    assert [s.kind for s in data.carers[bram].shifts["2026-03-02"]] == ["V"]


def test_hours_count_what_was_really_worked_once_it_is_recorded(home: Home, bram: Id) -> None:
    shift = home.plan(bram, "02", "V")
    home.plan(bram, "04", "L")
    home.clock.advance(timedelta(days=29))
    with home.by(bram):
        home.house.rosters.record_hours(home.roster, shift, start="07:00", end="17:15", breaks=15)

    carer = page(home).carers[bram]

    assert carer.worked == 600 + 480
    assert carer.contract == 2 * 28 * 60


def test_an_open_shift_stands_in_no_row_and_is_not_counted_as_cover(home: Home) -> None:
    home.plan(None, "07", "L")

    data = page(home)

    assert [s.kind for s in data.open["2026-03-07"]] == ["L"]
    assert data.counts.get(("L", "2026-03-07"), 0) == 0
    assert data.least["L", "2026-03-07"] == 2


def test_somebody_who_works_in_another_team_is_seen_there_too(home: Home, bram: Id) -> None:
    team = home.second_team(also=(bram,))
    other = home.draft(team)
    home.plan(bram, "05", "V", roster=other, by=home.person("yara"))

    carer = page(home).carers[bram]

    assert not carer.shifts
    assert list(carer.elsewhere) == ["2026-03-05"]
    assert carer.worked == 480


def test_the_page_of_then_shows_who_stood_there_then(home: Home, bram: Id, fenna: Id) -> None:
    shift = home.plan(bram, "02", "V")
    before = home.house.workspace.position()
    with home.by(home.person("anna")):
        home.house.rosters.assign_shift(home.roster, shift, person=fenna, instead_of=bram)

    then, now = page(home, at=before), page(home)

    assert "2026-03-02" in then.carers[bram].shifts
    assert "2026-03-02" not in now.carers[bram].shifts
    assert "2026-03-02" in now.carers[fenna].shifts


def test_absence_and_wishes_stand_on_the_days_they_are_for(home: Home, bram: Id) -> None:
    with home.by(bram):
        home.house.rosters.report_absence(
            home.team, absence=id_of("absence"), person=bram, first="2026-03-09", last="2026-03-11", kind="leave"
        )
        home.house.rosters.make_wish(home.team, date="2026-03-04", kind=None, level="cannot")

    carer = page(home).carers[bram]

    assert carer.absent == [("2026-03-09", "2026-03-11")]
    assert carer.wishes == {"2026-03-04": (("", "cannot"),)}


def test_a_machine_reads_the_whole_period(home: Home, bram: Id, now: sqlite3.Connection) -> None:
    shift = home.plan(bram, "02", "V")

    with home.house.now() as views:
        found = roster_json(views, home.team, "2026-03-10")

    assert found is not None
    assert (found["team"], found["from"], found["to"]) == (home.team, "2026-03-02", "2026-03-29")
    assert found["position"] == home.house.workspace.position()
    assert found["shifts"] == [
        {"id": shift, "date": "2026-03-02", "kind": "V", "start": "2026-03-02T06:00Z", "end": "2026-03-02T14:15Z",
         "person": bram}
    ]  # fmt: skip
    assert {"date": "2026-03-02", "kind": "V", "min": 2} in found["demand"]
    assert len(found["demand"]) == 28 * 3


def test_a_day_without_a_roster_has_none(home: Home, now: sqlite3.Connection) -> None:
    assert period_on(now, home.team, "2026-06-01") is None
    assert roster_json(now, home.team, "2026-06-01") is None
    assert [p.first for p in periods_of(now, home.team)] == [FIRST]


def test_a_date_may_ask_for_more_than_its_weekday(home: Home) -> None:
    with home.by(home.person("anna")):
        home.house.rosters.set_date_demand(home.team, code="N", date="2026-03-03", least=2)
        home.house.rosters.set_date_demand(home.team, code="L", date="2026-03-03", least=0)

    least = page(home).least

    assert least["N", "2026-03-03"] == 2
    assert ("L", "2026-03-03") not in least


def test_a_change_touches_the_team(home: Home, bram: Id, now: sqlite3.Connection) -> None:
    before = touched(now, home.team)
    home.plan(bram, "02", "V")

    with home.house.now() as views:
        assert touched(views, home.team) > before


def same(one: RosterData, other: RosterData) -> bool:
    """Whether two readings show the same."""
    left, right = (
        replace(data, remembered={}, ended=[], ended_since=0, counts={k: n for k, n in data.counts.items() if n})
        for data in (one, other)
    )
    return left == right


def test_what_is_read_on_from_an_earlier_reading_is_the_same_as_read_anew(
    home: Home, anna: Id, bram: Id, fenna: Id
) -> None:
    first, second = home.plan(bram, "02", "V"), home.plan(fenna, "04", "L")
    known = page(home)
    with home.by(anna):
        home.house.rosters.assign_shift(home.roster, first, person=fenna, instead_of=bram)
        home.house.rosters.drop_shift(home.roster, second, was=fenna)
        home.house.rosters.plan_shift(home.roster, shift=id_of("new"), date="2026-03-05", kind="N", person=bram)

    with home.house.now() as views:
        on = reload_roster(views, known)

    assert on is not None
    assert same(on, page(home))
    assert "2026-03-02" in known.carers[bram].shifts


def test_a_change_of_people_or_needs_is_read_anew(home: Home, bram: Id) -> None:
    known = page(home)
    with home.by(bram):
        home.house.rosters.make_wish(home.team, date="2026-03-04", kind=None, level="cannot")

    with home.house.now() as views:
        assert reload_roster(views, known) is None


@pytest.mark.parametrize("seed", range(6))
def test_however_shifts_change_reading_on_equals_reading_anew(home: Home, seed: int) -> None:
    chance, people = Random(seed), [home.person(name) for name in ("anna", "bram", "fenna", "emre")]
    other = home.second_team(also=(people[1],))
    elsewhere = home.draft(other)
    known = page(home)
    for step in range(25):
        with suppress(Refusal):
            shift = id_of("s", str(chance.randrange(8)))
            day = f"2026-03-{chance.randrange(1, 16):02d}"
            person = chance.choice([*people, None])
            with home.by(home.person("anna")):
                if chance.random() < 0.5:
                    home.house.rosters.plan_shift(
                        home.roster, shift=id_of("s", str(step)), date=day, kind=chance.choice("VLN"), person=person
                    )
                else:
                    home.house.rosters.place_shift(home.roster, shift, date=day, person=person, was=home.who(shift))
        if step % 8 == 0:
            with suppress(Refusal):
                home.plan(people[1], day, "V", roster=elsewhere, by=home.person("yara"))
        with home.house.now() as views:
            known = reload_roster(views, known) or load_roster(views, home.team, FIRST, 2)
        assert same(known, page(home))


def test_a_shift_in_another_team_touches_the_own_team_too(home: Home, bram: Id) -> None:
    team = home.second_team(also=(bram,))
    other = home.draft(team)
    with home.house.now() as views:
        before = touched(views, home.team)

    home.plan(bram, "05", "V", roster=other, by=home.person("yara"))

    with home.house.now() as views:
        assert touched(views, home.team) > before


def test_a_protection_that_no_team_reads_of_is_read_anew_too(home: Home, bram: Id, fenna: Id) -> None:
    known = page(home)
    with home.by(fenna):
        home.house.rosters.ask_protection(id_of("p"), first="2026-02-15", last="2026-08-01", tells=[])
    home.plan(bram, "05", "V")

    with home.house.now() as views:
        found = reload_roster(views, known) or load_roster(views, home.team, FIRST, 2)

    assert found.carers[fenna].employment.protected == (("2026-02-15", "2026-08-01"),)


def test_each_is_told_what_others_changed_since_they_looked_and_not_what_they_did(
    home: Home, anna: Id, bram: Id, fenna: Id
) -> None:
    first = home.plan(bram, "02", "V")
    home.publish()
    looked = home.house.workspace.position()
    with home.by(anna):
        home.house.rosters.assign_shift(home.roster, first, person=fenna, instead_of=bram)
    known = page(home)

    with home.house.now() as views:
        told = {who: changed_cells(views, known, looked, who) for who in (fenna, anna, bram)}
        later = changed_cells(views, known, home.house.workspace.position(), bram)

    assert told == {anna: frozenset(), bram: told[fenna], fenna: {(bram, "2026-03-02"), (fenna, "2026-03-02")}}
    assert later == frozenset()

    home.plan(bram, "03", "V")
    with home.house.now() as views:
        on = reload_roster(views, known)
        assert on is not None
        more = changed_cells(views, on, looked, bram)
    assert more == told[bram] | {("", "2026-03-03"), (bram, "2026-03-03")}
