"""Makes a standing roster again with the fewest changes: the past stays, and what is near is the dearest to change.

Nobody is put to work on a day on which they have nothing now, unless they agreed to that.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from domain.kernel import Id
from domain.rosters.engine.clock import Clock
from domain.rosters.engine.team.answer import Alternative
from domain.rosters.engine.team.board import Roster
from domain.rosters.engine.team.ground import Ground
from domain.rosters.engine.team.judge import Judge
from domain.rosters.engine.team.offer import Held, alternative, fill, lawful, unfilled
from domain.rosters.engine.team.price import Costs
from domain.rosters.engine.team.problem import Problem
from domain.rosters.engine.team.propose import Report, Run, best_of, offered
from domain.rosters.engine.team.scale import AGAIN

AIM = "again"


def replan(
    problem: Problem,
    standing: Sequence[tuple[Id, Id]],
    seconds: float,
    seeds: Sequence[int] = (1,),
    report: Report | None = None,
    halted: Callable[[], bool] | None = None,
) -> Alternative:
    """The roster that fills what came open with the fewest changes; `standing`: slot and carer, as agreed.

    Slots that are fixed, or began before `problem.frozen`, stay whatever happens. Where the standing roster is whole
    and lawful it is returned as it is. Who visits is asked for what was open and then still is.
    """
    problem = _as_it_stands(problem, dict(standing))
    made = _of_the_team(problem.own(), seconds, seeds, report, halted)
    return _with_visitors(problem, made) if made.gaps and problem.own() != problem else made


def _of_the_team(
    problem: Problem, seconds: float, seeds: Sequence[int], report: Report | None, halted: Callable[[], bool] | None
) -> Alternative:
    """The roster that the team's own people make."""
    ground = Ground(problem)
    mine = _mine(ground.judge)
    kept = lawful(ground.judge, mine)
    if kept == mine and not unfilled(problem, mine):
        return alternative(ground.judge, mine, AIM, seeds[0], keep_off=True)
    simple = _filled(ground.judge, kept, seeds[0])
    if not simple.gaps and simple.totals.changed == len(unfilled(problem, kept)):
        return simple
    costs = Costs(ground, AGAIN)
    run = Run.of(ground, AGAIN, seeds[0], report)
    roster = best_of(run, costs, seconds, seeds, _roster(costs, kept), halted)
    found = offered(ground, roster, AGAIN, run.seed)
    return min(found, simple, key=lambda one: (one.totals.open, one.totals.changed))


def _with_visitors(problem: Problem, made: Alternative) -> Alternative:
    """The same with what is open given to whoever may be asked for it."""
    judge = Judge(problem)
    mine: Held = {carer.id: [] for carer in problem.carers}
    for slot, carer in made.assignments:
        if not problem.stays(judge.slots[slot]):
            mine[carer].append(slot)
    fill(judge, mine, True, Clock(time.monotonic() + 1))
    return alternative(judge, mine, AIM, made.seed, keep_off=True)


def _as_it_stands(problem: Problem, standing: dict[Id, Id]) -> Problem:
    slots = tuple(s if s.fixed else replace(s, carer=standing.get(s.id, s.carer)) for s in problem.slots)
    return replace(problem, slots=slots)


def _mine(judge: Judge) -> Held:
    found: Held = {carer.id: [] for carer in judge.problem.carers}
    for slot in sorted(judge.problem.slots, key=lambda slot: (slot.start, slot.id)):
        if slot.carer in found and not judge.problem.stays(slot):
            found[slot.carer].append(slot.id)
    return found


def _roster(costs: Costs, kept: Held) -> Roster:
    """The standing roster as schedules of blocks."""
    return {at: costs.column(at, tuple(costs.ground.chain_of(kept[carer.id]))) for at, carer in enumerate(costs.carers)}


def _filled(judge: Judge, kept: Held, seed: int) -> Alternative:
    """The standing roster with what is open given to whoever may take it: with fewer changes nothing is filled."""
    plain = {carer: list(slots) for carer, slots in kept.items()}
    fill(judge, plain, True, Clock(time.monotonic() + 1))
    return alternative(judge, plain, AIM, seed, keep_off=True)
