"""What the engine is told of somebody is what the roster's own checker knows of them: on call, calls, old sickness."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from domain.kernel import Id, id_of
from domain.rosters import ShiftKind, roster_of
from domain.rosters.engine.team.judge import Judge
from domain.rosters.engine.team.problem import Span
from domain.rosters.labour import Work
from domain.rosters.lawful import absence_of, instant_of, minute, work_of
from domain.rosters.proposals import REST
from projections.proposal_problem import open_slots, problem_of_roster
from projections.proposal_reasons import checker_around
from projections.roster_page import period
from tests.harness.home import Home


@pytest.fixture
def reachable(home: Home) -> Home:
    """De Lindehof has an on-call shift from 17:00 until 08:00, and wants nothing else."""
    home.need(V=0, L=0, N=0)
    with home.by(home.person("anna")):
        home.house.rosters.define_kind(home.team, kind=ShiftKind("A", "A", 17 * 60, 15 * 60, 0), name="Bereikbaar")
    return home


def earlier(home: Home) -> Id:
    """The two weeks before the roster of the tests, published."""
    first = "2026-02-16"
    with home.by(home.person("anna")):
        home.house.rosters.draft_roster(home.team, first=first, weeks=2)
        home.house.rosters.publish_roster(roster_of(home.team, first))
    return roster_of(home.team, first)


def test_an_on_call_shift_that_is_wanted_is_asked_for_as_one_and_has_no_minutes(reachable: Home) -> None:
    with reachable.by(reachable.person("anna")):
        reachable.house.rosters.set_date_demand(reachable.team, code="A", date="2026-03-05", least=1)

    with reachable.house.now() as views:
        found = period(views, reachable.roster)
        assert found
        (slot,) = open_slots(problem_of_roster(views, found, REST, "2026-02-02T09:00Z"))

    assert (slot.nature, slot.minutes) == ("on_call", 0)


def test_all_work_before_the_period_is_the_work_that_the_checker_knows(reachable: Home, bram: Id) -> None:
    before = earlier(reachable)
    on_call = reachable.plan(bram, "2026-02-25", "A", roster=before)
    reachable.plan(bram, "2026-02-28", "N", roster=before)
    with reachable.by(bram):
        reachable.house.rosters.report_absence(
            reachable.team, absence=id_of("ill"), person=bram, first="2026-02-17", last="2026-02-20", kind="sick"
        )
    reachable.clock.moment = datetime(2026, 2, 26, 9, tzinfo=UTC)
    with reachable.by(bram):
        reachable.house.rosters.call_out(before, call=id_of("call"), shift=on_call, start="23:30", end="01:10")

    with reachable.house.now() as views:
        found = period(views, reachable.roster)
        assert found
        asked = problem_of_roster(views, found, REST, "2026-02-26T09:00Z")
        checker = checker_around(views, bram, found, bram)
    known = [work_of(booking) for booking in checker.booked]
    known += absence_of(known, replace(checker.employment, absent=tuple(checker.absent)))

    told = sorted(asked.carer(bram).elsewhere, key=lambda one: (one.start, one.end))
    assert [(s.start, s.end, s.nature) for s in told] == [
        (instant_of(w.start), instant_of(w.end), w.kind) for w in sorted(known, key=lambda w: (w.start, w.end))
    ]
    assert sum(s.nature == "absence" for s in told) == 4 and asked.carer(bram).absences == ()
    work = [Work(minute(s.start), minute(s.end), s.nature, s.breaks) for s in told if s.nature in ("work", "absence")]
    assert sum(one.net for one in work) == sum(w.net for w in known if w.kind in ("work", "absence"))
    assert Judge(asked).said(bram, ()) == []


def test_consent_to_split_shifts_comes_along(home: Home, bram: Id) -> None:
    with home.by(bram):
        home.house.rosters.agree_to_deviation(
            id_of("d"), rule="cao-ghz-6:6-split", first="2026-03-02", last="2026-03-15", why="Dat past bij de school"
        )

    with home.house.now() as views:
        found = period(views, home.roster)
        assert found
        asked = problem_of_roster(views, found, REST, "2026-02-02T09:00Z")

    assert asked.carer(bram).splits == (Span("2026-03-02", "2026-03-15"),)
    assert asked.carer(home.person("fenna")).splits == ()
