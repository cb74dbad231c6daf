"""What the engine is asked: people with their limits, and what each day wants; and what a roster then costs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import gcd
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from domain.rosters.instance import Instance

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

OFF = 0
"""In a schedule: a day off. A shift of kind k stands as k + 1."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody's limits over all days of the problem."""

    id: str
    most_of: tuple[int, ...]
    min_minutes: int
    max_minutes: int
    min_run: int
    max_run: int
    min_off: int
    max_weekends: int


@dataclass(frozen=True)
class Problem:
    """A roster to be made. `cost` and `free` are by person, day and what is done (0 off, k + 1 kind k)."""

    days: int
    kinds: tuple[str, ...]
    minutes: tuple[int, ...]
    follows: Flags
    """By kind and kind of the next day: whether it may."""
    weekend: tuple[int, ...]
    """By day: the number of its weekend, or -1."""
    people: tuple[Person, ...]
    cost: Ints
    free: Flags
    need: Ints
    """By day and kind; below zero where others already are too many."""
    under: Ints
    over: Ints

    @cached_property
    def unit(self) -> int:
        """The common divisor of all lengths."""
        return gcd(*self.minutes)

    def schedule_cost(self, person: int, schedule: Ints) -> int:
        """What somebody's schedule costs in wishes that are not met."""
        return int(self.cost[person, np.arange(self.days), schedule].sum())

    def work(self, schedules: Sequence[Ints] | Ints) -> Ints:
        """How many work each day and kind."""
        roster = np.asarray(schedules).reshape(-1, self.days)
        return np.stack([(roster == kind + 1).sum(axis=0) for kind in range(len(self.kinds))], axis=1)

    def cover_cost(self, work: Ints) -> int:
        """What too few and too many cost."""
        short = self.need - work
        return int((np.maximum(short, 0) * self.under + np.maximum(-short, 0) * self.over).sum())

    def roster_cost(self, roster: Ints) -> int:
        """What a whole roster costs."""
        own = sum(self.schedule_cost(person, schedule) for person, schedule in enumerate(roster))
        return own + self.cover_cost(self.work(roster))

    def part(self, people: Sequence[int], roster: Ints) -> Problem:
        """The same problem for some, with everybody else as in the roster."""
        others = np.delete(roster, people, axis=0)
        return Problem(
            self.days, self.kinds, self.minutes, self.follows, self.weekend,
            tuple(self.people[p] for p in people), self.cost[people], self.free[people],
            self.need - self.work(others), self.under, self.over,
        )  # fmt: skip

    def lawful(self, person: int, schedule: Ints) -> bool:
        """Whether a schedule keeps all of somebody's limits; what other processes hand over is judged by it."""
        who, works = self.people[person], schedule > 0
        if not self.free[person, np.arange(self.days), schedule].all():
            return False
        minutes = sum(self.minutes[kind - 1] for kind in schedule[works])
        weekends = {self.weekend[day] for day in np.flatnonzero(works)} - {-1}
        counts = np.bincount(schedule, minlength=len(self.kinds) + 1)[1:]
        follows = all(
            self.follows[a - 1, b - 1] for a, b in zip(schedule, schedule[1:], strict=False) if a > 0 and b > 0
        )
        return bool(
            follows
            and who.min_minutes <= minutes <= who.max_minutes
            and len(weekends) <= who.max_weekends
            and all(counts <= who.most_of)
            and all(_run_fits(who, self.days, *run) for run in runs(works))
        )


def runs(works: Flags) -> list[tuple[bool, int, int]]:
    """The stretches of work and of days off: whether it is work, its first day, its length."""
    edges = [0, *(int(day) + 1 for day in np.flatnonzero(works[1:] != works[:-1])), len(works)]
    return [(bool(works[a]), a, b - a) for a, b in zip(edges, edges[1:], strict=False)]


def _run_fits(who: Person, days: int, work: bool, first: int, length: int) -> bool:
    """A stretch at the edge of the horizon may go on beyond it, so it is never too short."""
    inside = first > 0 and first + length < days
    if work:
        return length <= who.max_run and (not inside or length >= who.min_run)
    return not inside or length >= who.min_off


def from_instance(instance: Instance) -> Problem:
    """The problem that a public instance states; its day 0 is a Monday."""
    kinds, days = tuple(instance.shifts), instance.horizon
    place = {kind: number for number, kind in enumerate(kinds)}
    number_of = {id: number for number, id in enumerate(instance.staff)}
    cost = np.zeros((len(number_of), days, len(kinds) + 1), dtype=np.int64)
    free = np.ones(cost.shape, dtype=np.bool_)
    for id, off in instance.days_off.items():
        free[number_of[id], sorted(off), 1:] = False
    for wish in instance.on_requests:
        cell = cost[number_of[wish.staff], wish.day]
        cell += wish.weight
        cell[place[wish.shift] + 1] -= wish.weight
    for wish in instance.off_requests:
        cost[number_of[wish.staff], wish.day, place[wish.shift] + 1] += wish.weight
    need, under, over = (np.zeros((days, len(kinds)), dtype=np.int64) for _ in range(3))
    for (day, kind), least in instance.cover.items():
        need[day, place[kind]] = least
        under[day, place[kind]], over[day, place[kind]] = instance.cover_weights[day, kind]
    people = tuple(
        Person(
            who.id, tuple(who.max_shifts.get(kind, days) for kind in kinds), who.min_minutes, who.max_minutes,
            max(1, who.min_run), max(1, min(who.max_run, days)), max(1, who.min_off), who.max_weekends,
        )
        for who in instance.staff.values()
    )  # fmt: skip
    for number, who in enumerate(instance.staff.values()):
        free[number, :, 1:] &= np.array(people[number].most_of) > 0
        if not who.max_run:
            free[number, :, 1:] = False
    return Problem(
        days, kinds, tuple(shift.minutes for shift in instance.shifts.values()),
        np.array([[b not in instance.shifts[a].no_next for b in kinds] for a in kinds], dtype=np.bool_),
        tuple(day // 7 if day % 7 >= 5 else -1 for day in range(days)), people, cost, free, need, under, over,
    )  # fmt: skip
