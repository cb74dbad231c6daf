"""A search that needs no time: it gives each open slot to the first carer who is free, in the order of time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import count

from domain.kernel import Id
from domain.rosters.engine.team.answer import Alternative, Gap, Outcome, Progress, Totals
from domain.rosters.engine.team.problem import Problem


def greedy(problem: Problem, turn: int = 0) -> Alternative:
    """Whoever is free that day takes it, begun at another carer each `turn`."""
    busy: dict[Id, set[str]] = {carer.id: set() for carer in problem.carers}
    for slot in problem.slots:
        if slot.carer:
            busy[slot.carer].add(slot.date)
    who, gaps, turns = [], [], count(turn)
    for slot in problem.slots:
        free = [c.id for c in problem.carers if slot.date not in busy[c.id] and not _away(c.absences, slot.date)]
        if slot.carer:
            who.append((slot.id, slot.carer))
        elif problem.stays(slot) or not free:
            gaps.append(Gap(slot.id, "nobody", ()))
        else:
            taker = free[next(turns) % len(free)]
            busy[taker].add(slot.date)
            who.append((slot.id, taker))
    totals = Totals(len(who), len(gaps), 0, 0, 0, 0, 0, 0.0, 0, len(who))
    people = tuple(Outcome(c.id, 0, c.contract, 0, 0.0, 0.0, (), (), (), ()) for c in problem.carers)
    return Alternative("fair", turn, tuple(who), tuple(gaps), people, totals)


def look(
    problem: Problem, what: str, seconds: float, told: Callable[[Progress], None], stop: Callable[[], bool]
) -> Sequence[Alternative]:
    """Two alternatives; after a stop the first is all there is."""
    first = greedy(problem)
    told(Progress("making", "fair", 0.1, first.totals.filled, first.totals.open, first))
    return [first] if stop() else [first, greedy(problem, 1)]


def _away(absences: Sequence[object], day: str) -> bool:
    return any(span.holds(day) for span in absences)  # type: ignore[attr-defined]
