"""Makes a roster better: some people choose all over again, solved like the whole, while the others stand."""

from __future__ import annotations

import numpy as np

from domain.rosters.engine.clock import Clock
from domain.rosters.engine.dive import dive
from domain.rosters.engine.master import Master
from domain.rosters.engine.model import Ints, Problem
from domain.rosters.engine.pricing import Pricer

LEAST, MOST = 6, 18
_SEEDS = 40
_SIDEWAYS = 0.3
"""How often a roster that is as good but another is let in."""


def improve(
    problem: Problem, pool: Master, reduced: dict[int, list[int]], roster: Ints, clock: Clock, rng: np.random.Generator
) -> Ints:
    """The roster with some people's schedules made anew, where that is no worse."""
    size = int(rng.integers(LEAST, MOST + 1))
    people = choose(problem, roster, min(size, len(roster)), rng)
    part = problem.part(people, roster)
    now = part.roster_cost(roster[people])
    master = Master(part)
    for place, person in enumerate(people):
        master.add(place, roster[person])
        for number in reduced.get(person, [])[:_SEEDS]:
            master.add(place, pool.schedules[number])
    ceiling = now + 1 if rng.random() < _SIDEWAYS else now
    found = dive(master, Pricer(part), clock, rng, ceiling)
    if found is None or part.roster_cost(found) > now:
        return roster
    better = roster.copy()
    better[people] = found
    return better


def choose(problem: Problem, roster: Ints, size: int, rng: np.random.Generator) -> list[int]:
    """Who chooses again: by chance, or those who could change something about a cell whose cover costs."""
    everybody = np.arange(len(roster))
    weights = np.ones(len(roster))
    wrong = problem.need - problem.work(roster)
    costs = np.maximum(wrong, 0) * problem.under + np.maximum(-wrong, 0) * problem.over
    if costs.any() and rng.random() < 0.5:
        cells = np.argwhere(costs > 0)
        day, kind = cells[rng.choice(len(cells), p=costs[costs > 0] / costs.sum())]
        weights = weights + 3 * problem.free[:, day, kind + 1] + 3 * (roster[:, day] == kind + 1)
    elif rng.random() < 0.5:
        own = np.array([problem.schedule_cost(person, schedule) for person, schedule in enumerate(roster)])
        weights = weights + own / max(1, own.mean())
    return sorted(int(p) for p in rng.choice(everybody, size, replace=False, p=weights / weights.sum()))


def by_reduced_cost(master: Master, prices: np.ndarray) -> dict[int, list[int]]:
    """Each person's schedules in a pool, the most promising first."""
    found: dict[int, list[tuple[float, int]]] = {}
    for number, (person, schedule) in enumerate(zip(master.people, master.schedules, strict=True)):
        days = np.flatnonzero(schedule)
        value = master.problem.schedule_cost(person, schedule) - float(prices[days, schedule[days] - 1].sum())
        found.setdefault(person, []).append((value, number))
    return {person: [number for _, number in sorted(pairs)] for person, pairs in found.items()}
