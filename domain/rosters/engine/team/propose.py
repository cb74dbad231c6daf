"""Proposes alternatives, any time: the first roster comes within a second, and it can be stopped at every step.

Measured in CPU seconds, 12 carers x 28 days with V, L, N and S: everybody had a turn after 0.2, every shift is filled
after 0.25, and all that two carers can swap to be fairer is swapped after 1. `docs/decisions/proposals-for-teams.md`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from domain.rosters.engine.clock import Clock
from domain.rosters.engine.team.answer import AIMS, Alternative, Progress
from domain.rosters.engine.team.board import Roster
from domain.rosters.engine.team.ground import Ground
from domain.rosters.engine.team.offer import alternative, different, fill, held, lawful
from domain.rosters.engine.team.price import Costs
from domain.rosters.engine.team.problem import Problem
from domain.rosters.engine.team.scale import SCALES, Scale
from domain.rosters.engine.team.search import Search

Report = Callable[[Progress], object]
"""Hears how far it is; who returns False stops it."""
SHOW_EVERY = 0.7
"""Seconds between two alternatives for showing: to make one takes some of the time in which it gets better."""
FILL_SECONDS = 2.0
ALIKE = 2
"""Alternatives that differ in no more slots than these are one."""


@dataclass(slots=True)
class Run:
    """One aim in the making."""

    ground: Ground
    scale: Scale
    seed: int
    report: Report | None
    began: float
    until: float = 0.0
    """When all aims must be done: a first roster is not cut short for the sake of a second."""
    shown: float = 0.0
    stopped: bool = False

    @classmethod
    def of(cls, ground: Ground, scale: Scale, seed: int, report: Report | None, began: float | None = None) -> Run:
        """One that begins now, or began with others before it."""
        return cls(ground, scale, seed, report, time.monotonic() if began is None else began)

    def tell(self, roster: Roster) -> None:
        """Report a roster; now and then with the alternative that it makes."""
        if self.report is None:
            return
        now = time.monotonic()
        wanted = sum(cell.count for cell in self.ground.cells)
        best, filled = None, sum(len(column.cells) for column in roster.values())
        if now - self.shown > SHOW_EVERY:
            best = alternative(
                self.ground.judge, lawful(self.ground.judge, held(self.ground, roster)), self.scale.aim, self.seed,
                keep_off=self.scale.keep_off, explain=False,
            )  # fmt: skip
            self.shown = time.monotonic()
        self.say(Progress("making", self.scale.aim, round(now - self.began, 2), filled, wanted - filled, best))

    def say(self, progress: Progress) -> None:
        """Report; who answers False stops the search."""
        if self.report is not None and self.report(progress) is False:
            self.stopped = True


def propose(
    problem: Problem,
    seconds: float,
    seeds: Sequence[int] = (1,),
    report: Report | None = None,
    halted: Callable[[], bool] | None = None,
) -> tuple[Alternative, ...]:
    """Up to three alternatives, each lawful by the checker and in some figure better than each other; within so many
    seconds.

    What cannot be filled, or not in time, is a gap of the alternative and says why. `halted` is asked all the time
    and stops it as a `report` does that returns False: then the best so far is what is returned.
    """
    return _made(problem, [SCALES[aim] for aim in AIMS], seconds, seeds, report, halted)


def _made(
    problem: Problem, scales: Sequence[Scale], seconds: float, seeds: Sequence[int], report: Report | None,
    halted: Callable[[], bool] | None,
) -> tuple[Alternative, ...]:  # fmt: skip
    began = time.monotonic()
    ground = Ground(problem)
    found: list[Alternative] = []
    start: Roster | None = None
    left = len(scales)
    net = None
    for scale in scales:
        costs = Costs(ground, scale, net)
        net = costs.net
        run = Run.of(ground, scale, seeds[0], report, began)
        run.until = began + seconds
        share = max(0.0, seconds - (time.monotonic() - began)) / left
        left -= 1
        start = best_of(run, costs, share, seeds, start, halted)
        found.append(offered(ground, start, scale, run.seed))
        run.say(_done(found[-1], run))
        if run.stopped or (halted is not None and halted()):
            break
    return tuple(undominated(_apart(found)))


def best_of(
    run: Run, costs: Costs, seconds: float, seeds: Sequence[int], start: Roster | None,
    halted: Callable[[], bool] | None,
) -> Roster:  # fmt: skip
    """The best roster of all seeds; each goes on from what the one before found."""
    until = time.monotonic() + seconds
    best = {carer: costs.column(carer, column.chain) for carer, column in start.items()} if start else None

    def halt() -> bool:
        return run.stopped or (halted is not None and halted())

    for number, seed in enumerate(seeds):
        now = time.monotonic()
        deadline = now + max(0.0, until - now) / (len(seeds) - number)
        whole = Clock(max(deadline, run.until), halt) if best is None else None
        search = Search(costs, Clock(deadline, halt), seed, run.tell, best, whole)
        before = search.cost
        best = search.run()
        if search.cost < before:
            run.seed = seed
    assert best is not None
    return best


def offered(ground: Ground, roster: Roster, scale: Scale, seed: int) -> Alternative:
    """What leaves: judged slot by slot, with what is open given to whoever still may."""
    mine = lawful(ground.judge, held(ground, roster))
    fill(ground.judge, mine, scale.keep_off, Clock.of(FILL_SECONDS))
    return alternative(ground.judge, mine, scale.aim, seed, keep_off=scale.keep_off)


def _done(made: Alternative, run: Run) -> Progress:
    stage = "stopped" if run.stopped else "done"
    seconds = round(time.monotonic() - run.began, 2)
    return Progress(stage, made.aim, seconds, made.totals.filled, made.totals.open, made)


def _apart(found: Sequence[Alternative]) -> list[Alternative]:
    """Without those that are all but the same as one before."""
    kept: list[Alternative] = []
    for one in found:
        if all(different(one, other) > ALIKE for other in kept):
            kept.append(one)
    return kept


def figures(one: Alternative) -> tuple[float, ...]:
    """What a team compares, as it is shown, less is better: open, mixes short, asked, wishes, jokers, points, hours."""
    wishes = [wish for outcome in one.carers for wish in outcome.wishes if wish.weight]
    unmet = [wish for wish in wishes if not wish.met]
    totals = one.totals
    return (
        totals.open, totals.mix_short, totals.asked, len(unmet), sum(wish.joker for wish in unmet),
        round(totals.points_apart, 1), totals.minutes_off // 60,
    )  # fmt: skip


def worse(one: Alternative, other: Alternative) -> bool:
    """Whether it is in no figure better than the other, and worse in some."""
    mine, theirs = figures(one), figures(other)
    return mine != theirs and all(a >= b for a, b in zip(mine, theirs, strict=True))


def undominated(found: Sequence[Alternative]) -> list[Alternative]:
    """Without those that are worse than another; where one would be left, the best of them stays beside it.

    For a team also chooses who works when, which no figure tells.
    """
    kept = [one for one in found if not any(worse(one, other) for other in found)]
    if len(kept) == 1 and len(found) > 1:
        kept.append(min((one for one in found if one is not kept[0]), key=figures))
    return kept
