"""Finds each person's cheapest lawful schedules at the prices of the day, exactly."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from domain.rosters.engine.model import Flags, Floats, Ints, Person, Problem
from domain.rosters.engine.paths import Shape, Tables

ROOM = 4_000_000
"""Cells in the tables of one go: 32 MB."""
MOST_ROOM = 48_000_000
"""Cells in the tables of one person: with more, a kind is not counted."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What no schedule of somebody is below (infinite: there is none), and lawful schedules, the cheapest first."""

    value: float
    schedules: list[Ints]


@lru_cache(maxsize=2048)
def _same(shape: Shape) -> Shape:
    """The first shape that is equal: what it has worked out about itself is kept."""
    return shape


class Pricer:
    """Asks for schedules of a problem's people."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self._wish = np.where(problem.free, problem.cost.astype(np.float64), np.inf)
        self._may: Flags = np.any(problem.free, axis=1)
        self._alike: dict[Person, tuple[int, ...]] = {}
        self._shapes: dict[tuple[int, tuple[int, ...]], Shape] = {}

    def shape(self, person: int, counted: tuple[int, ...] = ()) -> Shape:
        """The states of somebody, with the kinds of which the number is kept."""
        if (person, counted) not in self._shapes:
            self._shapes[person, counted] = _same(self._shape(person, counted))
        return self._shapes[person, counted]

    def _shape(self, person: int, counted: tuple[int, ...]) -> Shape:
        problem, who = self.problem, self.problem.people[person]
        kinds = self._kinds(who)
        lengths = tuple(problem.minutes[kind] // problem.unit for kind in kinds)
        most = min(who.max_minutes // problem.unit, problem.days * max(lengths, default=0))
        enough = who.max_weekends >= len({number for number in problem.weekend if number >= 0})
        sizes = (most, 0 if enough else who.max_weekends, *(who.most_of[kind] for kind in counted))
        return Shape(
            problem.days, kinds, who.min_run, who.max_run, who.min_off, sizes, -(-who.min_minutes // problem.unit),
            lengths, tuple(tuple(bool(problem.follows[a, b]) for b in kinds) for a in kinds),
            (-1,) * problem.days if enough else problem.weekend, counted,
        )  # fmt: skip

    def _kinds(self, who: Person) -> tuple[int, ...]:
        """The kinds that somebody with these limits may do: one table for all of them costs less than one for each."""
        key = replace(who, id="", most_of=())
        if key not in self._alike:
            alike = [number for number, one in enumerate(self.problem.people) if replace(one, id="", most_of=()) == key]
            self._alike[key] = tuple(int(kind) for kind in np.flatnonzero(self._may[alike, 1:].any(axis=0)))
        return self._alike[key]

    def costs(self, people: list[int], prices: Floats) -> Floats:
        """What each day costs each of them, with a price paid for every shift."""
        found = self._wish[people].copy()
        found[:, :, 1:] -= prices
        return found

    def groups(
        self, people: list[int], counted: dict[int, tuple[int, ...]] | None = None
    ) -> list[tuple[Shape, list[int]]]:
        """People by shape, in goes that fit in memory."""
        by_shape: dict[int, tuple[Shape, list[int]]] = {}
        for person in people:
            shape = self.shape(person, (counted or {}).get(person, ()))
            by_shape.setdefault(id(shape), (shape, []))[1].append(person)
        goes = []
        for shape, members in by_shape.values():
            many = max(1, ROOM // shape.room)
            goes += [(shape, members[at : at + many]) for at in range(0, len(members), many)]
        return goes

    def price(self, people: list[int], prices: Floats, most: int = 4) -> dict[int, Offer]:
        """Each person's best lawful schedules; kinds are counted only when a best path has too many of them."""
        found: dict[int, Offer] = {}
        counted: dict[int, tuple[int, ...]] = {}
        waiting = list(people)
        while waiting:
            again = []
            for shape, members in self.groups(waiting, counted):
                tables = Tables(shape, self.costs(members, prices))
                for person, best in zip(members, tables.best(most), strict=True):
                    value = best[0][0] if best else np.inf
                    found[person] = Offer(value, [one for _, one in best if not self._broken(person, one)])
                    more = self._broken(person, best[0][1]) if best else []
                    wider = tuple(sorted({*counted.get(person, ()), *more[:1]}))
                    if more and self.shape(person, wider).room <= MOST_ROOM:
                        counted[person] = wider
                        again.append(person)
            waiting = again
        return found

    def _broken(self, person: int, schedule: Ints) -> list[int]:
        """The kinds of which a schedule has too many, the worst first."""
        over = np.bincount(schedule, minlength=len(self.problem.kinds) + 1)[1:] - self.problem.people[person].most_of
        return [int(kind) for kind in np.argsort(-over, kind="stable") if over[kind] > 0]
