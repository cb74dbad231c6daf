"""What is proposed can be placed shift by shift, by the judgement that the roster itself makes of one more shift."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from bench.team_roster import times
from domain.rosters.engine.team.judge import Judge
from domain.rosters.engine.team.problem import Carer, Problem, Slot, Stretch
from domain.rosters.engine.team.propose import propose
from domain.rosters.labour import rules_at
from domain.rosters.labour.change import added
from tests.rosters.engine.team.conftest import carer, problem, problems, works


@some.composite
def before_and_after(draw: some.DrawFn) -> Problem:
    """A team of which some have shifts around the period as well: just before it, and already planned after it."""
    asked: Problem = draw(problems())
    team = []
    for one in asked.carers:
        more = []
        for edge, way in ((date.fromisoformat(asked.first), -1), (date.fromisoformat(asked.last), 1)):
            for days in draw(some.lists(some.integers(1, 6), max_size=4, unique=True)):
                start, end, _, _ = times(edge + timedelta(days=way * days), kind := draw(some.sampled_from("VLN")))
                more.append(Stretch(start, end, "work", 0 if kind == "N" else 30))
        known = [s for s in one.elsewhere if all(s.end <= new.start or new.end <= s.start for new in more)]
        team.append(replace(one, elsewhere=(*known, *more)))
    return replace(asked, carers=tuple(team))


def placed(asked: Problem, one: Carer, slots: Sequence[Slot]) -> list[str]:
    """Place somebody's shifts in order of time, and what did not fit yet again, as taking over does; what is left."""
    rules, standing, left = rules_at("cao-ghz", asked.first), works(one.elsewhere), list(slots)
    while left:
        waiting = []
        for slot in left:
            (wanted,) = works([slot])
            said = added(standing, wanted, rules, contract=one.per_week, protected=one.pregnant)
            if any(v.severity == "refused" and v.rule != "atw-5:4-2" for v in said):
                waiting.append(slot)
            else:
                standing = sorted([*standing, wanted], key=lambda work: work.start)
        if len(waiting) == len(left):
            return [slot.id for slot in left]
        left = waiting
    return []


@settings(deadline=None, max_examples=12, suppress_health_check=list(HealthCheck))
@given(before_and_after())
def test_each_shift_is_lawful_where_it_is_placed(asked: Problem) -> None:
    by_id = {slot.id: slot for slot in asked.slots}

    for made in propose(asked, 0.3):
        for one in asked.carers:
            mine = [by_id[id] for id, holder in made.assignments if holder == one.id]
            assert placed(asked, one, mine) == [], one.id


def test_an_early_and_a_late_shift_are_not_joined_by_a_sleep_shift_that_waits_for_them() -> None:
    asked = problem({"V": 1, "L": 1, "S": 1}, [carer("anna", 36)], days=1)

    made = propose(asked, 1)[0]

    mine = [asked.slot(id) for id, _ in made.assignments]
    assert len(mine) == 2 and placed(asked, asked.carers[0], mine) == []
    early = next(slot for slot in asked.slots if slot.kind == "V")
    said = Judge(asked).said("anna", [slot.id for slot in asked.slots])
    assert ("awake", 900, early.start) in [(one.rule, one.value, one.finding().since) for one in said]
