"""A standing roster is made again with as few changes as can be."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from domain.rosters.engine.team.answer import Alternative
from domain.rosters.engine.team.problem import Problem, Span
from domain.rosters.engine.team.propose import propose
from domain.rosters.engine.team.replan import replan
from tests.rosters.engine.team.conftest import broken, carer, problem, problems


@pytest.fixture
def standing(week: Problem) -> Alternative:
    return propose(week, 1)[0]


def away(asked: Problem, who: str, first: str, last: str) -> Problem:
    """The problem in which somebody is ill."""
    carers = (replace(one, absences=(Span(first, last),)) if one.id == who else one for one in asked.carers)
    return replace(asked, carers=tuple(carers))


def test_nothing_changes_when_nothing_is_needed(week: Problem, standing: Alternative) -> None:
    made = replan(week, standing.assignments, 5)

    assert made.assignments == standing.assignments and made.totals.changed == 0


@settings(deadline=None, max_examples=6, suppress_health_check=list(HealthCheck))
@given(problems(days=7))
def test_whatever_is_made_again_is_lawful_and_a_whole_roster_stays(asked: Problem) -> None:
    made = propose(asked, 0.3)[0]
    stands = replace(asked, slots=tuple(replace(s, carer=made.who().get(s.id)) for s in asked.slots))

    again = replan(asked, made.assignments, 0.4)

    assert broken(stands, again) == []
    assert again.totals.open <= made.totals.open
    assert made.gaps or again.assignments == made.assignments


def test_only_the_shifts_of_who_is_ill_change(week: Problem, standing: Alternative) -> None:
    slot, who = standing.assignments[4]
    day = week.slot(slot).date
    asked = away(replace(week, carers=tuple(replace(c, off_days=True) for c in week.carers)), who, day, day)

    made = replan(asked, standing.assignments, 2)

    before = standing.who()
    lost = {s for s, one in before.items() if one == who and week.slot(s).date == day}
    assert {s for s, one in made.assignments if before.get(s) != one} <= lost
    assert broken(replace(asked, slots=tuple(replace(s, carer=before.get(s.id)) for s in asked.slots)), made) == []


def test_nobody_is_put_to_work_on_a_day_off_unless_they_agreed() -> None:
    asked = problem({"V": 1}, [carer("anna"), carer("bram")], days=2)
    stands = [("2026-03-02-V0", "anna"), ("2026-03-03-V0", "bram")]
    ill = away(asked, "anna", "2026-03-02", "2026-03-02")

    unasked = replan(ill, stands, 1)
    agreed = replan(replace(ill, carers=tuple(replace(c, off_days=c.id == "bram") for c in ill.carers)), stands, 1)

    assert [gap.slot for gap in unasked.gaps] == ["2026-03-02-V0"]
    assert {f.rule for one in unasked.gaps[0].blocked if one.carer == "bram" for f in one.findings} == {"off-day"}
    assert agreed.who() == {"2026-03-02-V0": "bram", "2026-03-03-V0": "bram"}


def test_the_past_stays_even_when_who_worked_it_is_ill_now() -> None:
    asked = problem({"V": 1}, [carer("anna"), carer("bram", off_days=True)], days=2)
    stands = [("2026-03-02-V0", "anna"), ("2026-03-03-V0", "anna")]
    ill = replace(away(asked, "anna", "2026-03-02", "2026-03-03"), frozen="2026-03-02T18:00Z")

    made = replan(ill, stands, 1)

    assert made.who() == {"2026-03-02-V0": "anna", "2026-03-03-V0": "bram"}
