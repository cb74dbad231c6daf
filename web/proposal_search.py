"""The search of a worker: the team engine, with what it tells and what stops it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from domain.rosters.engine.team.answer import Alternative, Progress
from domain.rosters.engine.team.problem import Problem
from domain.rosters.engine.team.propose import propose
from domain.rosters.engine.team.replan import replan
from domain.rosters.proposals import REPLAN


def search(
    problem: Problem, what: str, seconds: float, told: Callable[[Progress], None], stop: Callable[[], bool]
) -> Sequence[Alternative]:
    """Alternatives for what is open, or the one with the fewest changes."""
    if what == REPLAN:
        standing = [(slot.id, slot.carer) for slot in problem.slots if slot.carer]
        return [replan(problem, standing, seconds, report=told, halted=stop)]
    return propose(problem, seconds, report=told, halted=stop)
