"""Makes whole rosters: prices to convergence, fixes somebody, prices again; the rest by weight when time is up."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, inf

import numpy as np

from domain.rosters.engine.clock import Clock, OutOfTime
from domain.rosters.engine.master import Master, Weighed
from domain.rosters.engine.model import Floats, Ints, Problem
from domain.rosters.engine.pricing import Offer, Pricer

_EPS = 1e-6
_SMOOTH = 0.5
_SURE = 0.999
_NEAR = 0.5
"""In a dive: how far the LP may be from its bound."""
_ROOMY, _SLIM = 3000, 1500
"""In a dive: schedules of those who are free, and how many of them stay when there are more."""


@dataclass(frozen=True, slots=True)
class Converged:
    """An LP without a better schedule to add (or whose bound says enough), with the best bound and its prices."""

    weighed: Weighed
    bound: float
    prices: Floats

    @property
    def whole_bound(self) -> float:
        """The bound for rosters, whose cost is a whole number."""
        return rounded(self.bound)


def rounded(bound: float) -> float:
    """The least whole cost that a bound allows."""
    return ceil(bound - _EPS) if bound > -inf else bound


def converge(
    master: Master, pricer: Pricer, clock: Clock, ceiling: float = inf, before: Converged | None = None,
    near_enough: float = _EPS, most: int = 2,
) -> Converged:  # fmt: skip
    """Price and weigh in turns until no schedule is better, or the bound says that a roster costs `ceiling` or more.

    What was found `before` more people were fixed still bounds it, and its prices are still good. Each person gets
    `most` new schedules a round.
    """
    bound, centre = (-inf, None) if before is None else (before.bound, before.prices)
    people, best = master.free(), -inf
    while True:
        weighed = master.solve()
        if rounded(bound) >= min(weighed.value - _EPS, ceiling) or weighed.value - bound < near_enough:
            break
        _check(clock, bound)
        near = weighed.prices if centre is None else (1 - _SMOOTH) * weighed.prices + _SMOOTH * centre
        better = False
        for prices in (near, weighed.prices):
            found = pricer.price(people, prices, most)
            here = master.bound(prices, {person: found[person].value for person in people})
            bound = max(bound, here)
            if here > best:
                best, centre = here, prices
            better = _add_better(master, weighed, found)
            if better or prices is weighed.prices:
                break
            _check(clock, bound)
        if not better:
            break
    return Converged(weighed, bound, weighed.prices if centre is None else centre)


def _check(clock: Clock, bound: float) -> None:
    """Who runs out of time says what is known by then."""
    try:
        clock.check()
    except OutOfTime as late:
        late.bound = bound
        raise


def _add_better(master: Master, weighed: Weighed, found: dict[int, Offer]) -> bool:
    """Add what the LP would gain by; whether there was any."""
    better = False
    for person, offer in found.items():
        for schedule in offer.schedules:
            days = np.flatnonzero(schedule)
            paid = float(weighed.prices[days, schedule[days] - 1].sum()) + weighed.shares[person]
            if master.problem.schedule_cost(person, schedule) - paid < -_EPS:
                master.add(person, schedule)
                better = True
    return better


def dive(
    master: Master, pricer: Pricer, clock: Clock, rng: np.random.Generator, ceiling: float = inf, share: float = 0.0
) -> Ints | None:
    """A roster, or None when it would cost `ceiling` or more; `share` of those who are left are fixed at a time.

    When time is up, the others get what weighs most.
    """
    kept, found = set(master.fixed), None
    try:
        while True:
            found = converge(master, pricer, clock, ceiling, found, _NEAR, 4)
            roster = master.whole(found.weighed.weights)
            if roster is not None or rounded(found.bound) >= ceiling:
                return roster
            _fix_some(master, found.weighed.weights, rng, share)
            master.slim(found.prices, _ROOMY, _SLIM)
    except OutOfTime:
        return master.heaviest()
    finally:
        master.release(set(master.fixed) - kept)


def _fix_some(master: Master, weights: Floats, rng: np.random.Generator, share: float) -> None:
    """Fix those who have one schedule already, and of the others the surest."""
    score = weights + 0.3 * rng.random(len(weights)) * (weights > _EPS)
    more = max(1, int(share * len(master.free())))
    for number in np.argsort(-score):
        person = master.people[number]
        if weights[number] <= _EPS or person in master.fixed:
            continue
        if weights[number] < _SURE:
            if more == 0:
                continue
            more -= 1
        master.fix(person, int(number))


def greedy(problem: Problem, pricer: Pricer, spare: Ints, rng: np.random.Generator) -> Ints:
    """One after the other takes what helps most now; who finds nothing has what `spare` says."""
    roster, work = spare.copy(), np.zeros_like(problem.need)
    for person in rng.permutation(len(roster)):
        chosen = best_for(problem, pricer, int(person), work)
        if chosen is not None:
            roster[person] = chosen
        work = work + problem.work([roster[person]])
    return roster


def best_for(problem: Problem, pricer: Pricer, person: int, work: Ints) -> Ints | None:
    """Somebody's schedule that is best with the work of the others as it is; None when there is none."""
    gains = np.where(work < problem.need, problem.under, -problem.over).astype(np.float64)
    found = pricer.price([person], gains, most=1)[person].schedules
    return found[0] if found else None


def polish(problem: Problem, pricer: Pricer, roster: Ints, clock: Clock) -> Ints:
    """Let each person choose again while the others stand, until nobody gains."""
    roster, settled, person = roster.copy(), 0, 0
    while settled < len(roster) and clock.left > 0:
        others = problem.work(roster) - problem.work([roster[person]])
        chosen = best_for(problem, pricer, person, others)
        settled += 1
        if chosen is not None and _costs(problem, person, chosen, others) < _costs(
            problem, person, roster[person], others
        ):
            roster[person], settled = chosen, 0
        person = (person + 1) % len(roster)
    return roster


def _costs(problem: Problem, person: int, schedule: Ints, others: Ints) -> int:
    return problem.schedule_cost(person, schedule) + problem.cover_cost(others + problem.work([schedule]))
