"""Finds each person's cheapest lawful schedules exactly: shortest paths over the days, for many people at once.

A state is what somebody did last (a kind and the length of its run, or days off, saturated at their minimum) times
what has been used up: minutes, weekends, and a kind's count once a best path breaks its limit. The tables are
dense; a day's step takes slices of them, and the way back looks predecessors up in index arrays.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from domain.rosters.engine.model import OFF, Floats, Ints, Problem

_ROOM = 4_000_000
"""Cells in the tables of one go: 32 MB."""


@dataclass(frozen=True, slots=True)
class Priced:
    """A schedule with what it costs at the prices asked."""

    person: int
    value: float
    schedule: Ints


@dataclass(frozen=True)
class Shape:
    """What people with the same limits share: the states, and how one leads to another."""

    days: int
    kinds: int
    min_run: int
    max_run: int
    min_off: int
    sizes: tuple[int, ...]
    """The highest minutes (in units), weekends and counts."""
    least: int
    lengths: tuple[int, ...]
    follows: tuple[tuple[bool, ...], ...]
    weekend: tuple[int, ...]
    counted: tuple[int, ...]
    cells: tuple[int, ...] = field(init=False)
    states: int = field(init=False)

    def __post_init__(self) -> None:
        """The table's size without the days and the people."""
        object.__setattr__(self, "cells", tuple(size + 1 for size in self.sizes))
        object.__setattr__(self, "states", self.min_off + self.kinds * self.max_run)

    def opens(self, day: int) -> bool:
        """Whether a weekend begins on a day."""
        return self.weekend[day] >= 0 and (day == 0 or self.weekend[day - 1] != self.weekend[day])

    def used(self, day: int, kind: int, run: int) -> tuple[int, ...]:
        """What a shift uses up; run is 1 when it is the first after days off."""
        in_weekend = self.weekend[day] >= 0 and (run == 1 or self.opens(day))
        return (self.lengths[kind], int(in_weekend), *(int(kind == counted) for counted in self.counted))

    def ends(self, day: int) -> slice:
        """The run lengths (less one) after which `day` may be off: long enough, or begun on the first day."""
        return slice(self.min_run - 1, self.max_run) if day >= self.min_run else slice(max(day - 1, 0), self.max_run)

    def sources(self) -> list[tuple[list[int], list[int]]]:
        """Kinds that may follow the same kinds, with those."""
        groups: dict[tuple[int, ...], list[int]] = {}
        for kind in range(self.kinds):
            before = tuple(a for a in range(self.kinds) if self.follows[a][kind])
            groups.setdefault(before, []).append(kind)
        return [(list(before), kinds) for before, kinds in groups.items()]


def _moves(used: tuple[int, ...]) -> tuple[tuple[slice, ...], tuple[slice, ...]]:
    """Slices over what is used up: where a step arrives, and where it comes from."""
    to = tuple(slice(n, None) if n else slice(None) for n in used)
    return (slice(None), *to), (slice(None), *(slice(None, -n) if n else slice(None) for n in used))


@lru_cache(maxsize=256)
def _predecessors(shape: Shape) -> tuple[Ints, Ints]:
    """By state the states before it, padded with the state that is never reached, and each one's run length."""
    off, run, kinds = shape.min_off, shape.max_run, range(shape.kinds)
    work = [off + k * run + r for k in kinds for r in range(run)]
    before: list[list[int]] = [[*work] if state == 0 else [state - 1] for state in range(off)]
    before[-1].append(off - 1)
    for kind in kinds:
        before.append([off - 1])
        for r in range(1, run):
            before.append([off + a * run + r - 1 for a in kinds if shape.follows[a][kind]])
    padded = np.full((shape.states, max(map(len, before))), shape.states, dtype=np.int64)
    for state, there in enumerate(before):
        padded[state, : len(there)] = there
    lengths = np.array([0] * off + [r + 1 for _ in kinds for r in range(run)] + [0], dtype=np.int64)
    return padded, lengths


class Tables:
    """Shortest paths of some people of one shape, forward; with `back`, also from each state to the end."""

    def __init__(self, shape: Shape, costs: Floats) -> None:
        self.shape, self.costs = shape, costs
        self.forward = np.full((shape.days + 1, len(costs), shape.states + 1, *shape.cells), np.inf)
        self.forward[0, :, shape.min_off - 1].reshape(len(costs), -1)[:, 0] = 0.0
        for day in range(shape.days):
            self._step(day)

    def split(self, table: Floats) -> tuple[Floats, Floats]:
        """A day's table as days off, and as kinds by run lengths."""
        shape = self.shape
        work = table[:, shape.min_off : shape.states]
        return table[:, : shape.min_off], work.reshape(len(table), shape.kinds, shape.max_run, *shape.cells)

    def price_of(self, day: int, done: int) -> Floats:
        """What it costs each person to do that on a day."""
        return self.costs[:, day, done].reshape(-1, *(1 for _ in self.shape.cells))

    def _step(self, day: int) -> None:
        shape = self.shape
        off, work = self.split(self.forward[day])
        off_next, work_next = self.split(self.forward[day + 1])
        rested, price_off = off[:, -1], self.price_of(day, OFF)
        for before, kinds in shape.sources():
            run = work[:, before].min(axis=1) if before else None
            for kind in kinds:
                price = self.price_of(day, kind + 1)
                to, source = _moves(shape.used(day, kind, 1))
                work_next[:, kind, 0][to] = rested[source] + price
                if run is not None and shape.max_run > 1:
                    to, source = _moves(shape.used(day, kind, 2))
                    to, source = (to[0], slice(None), *to[1:]), (source[0], slice(None), *source[1:])
                    work_next[:, kind, 1:][to] = run[:, :-1][source] + price[:, None]
        off_next[:, 1:] = off[:, :-1] + price_off[:, None]
        off_next[:, 0] = work[:, :, shape.ends(day)].min(axis=(1, 2), initial=np.inf) + price_off
        if shape.min_off > 1:
            np.minimum(off_next[:, -1], rested + price_off, out=off_next[:, -1])
        else:
            np.minimum(off_next[:, 0], rested + price_off, out=off_next[:, 0])

    def best(self, most: int) -> list[list[tuple[float, Ints]]]:
        """For each person the cheapest schedules, one for each way to end, cheapest first."""
        last = self.forward[-1].copy()
        last[:, :, : self.shape.least] = np.inf
        flat = last.reshape(len(last), -1)
        most = min(most, flat.shape[1])
        ends = np.argpartition(flat, most - 1, axis=1)[:, :most]
        values = np.take_along_axis(flat, ends, axis=1)
        people = np.repeat(np.arange(len(last)), most)
        schedules = self._back(people, ends.ravel(), values.ravel())
        found: list[list[tuple[float, Ints]]] = [[] for _ in range(len(last))]
        for person, value, schedule in zip(people, values.ravel(), schedules, strict=True):
            if np.isfinite(value):
                found[person].append((float(value), schedule))
        for one in found:
            one.sort(key=lambda pair: pair[0])
        return found

    def _back(self, people: Ints, ends: Ints, values: Floats) -> Ints:
        """The schedules that end in these cells, all at once, day by day backwards."""
        shape = self.shape
        room = int(np.prod(shape.cells))
        state, cell = ends // room, ends % room
        dead = ~np.isfinite(values)
        state[dead], cell[dead] = shape.states, 0
        before, lengths = _predecessors(shape)
        before = np.vstack([before, np.full((1, before.shape[1]), shape.states)])
        schedules = np.zeros((len(people), shape.days), dtype=np.int64)
        for day in range(shape.days - 1, -1, -1):
            kind = (state - shape.min_off) // shape.max_run
            works = (state >= shape.min_off) & ~dead
            schedules[:, day] = np.where(works, kind + 1, OFF)
            cell = cell - _used_cells(shape, day)[state]
            there = before[state]
            table = self.forward[day].reshape(len(self.costs), -1, room)
            reached = table[people[:, None], there, cell[:, None]]
            if day < shape.min_run:
                allowed = lengths[there] == day
            else:
                allowed = lengths[there] >= shape.min_run
            ended = (state < shape.min_off)[:, None] & (there >= shape.min_off) & ~allowed
            reached = np.where(ended, np.inf, reached)
            state = there[np.arange(len(people)), reached.argmin(axis=1)]
            state[dead], cell[dead] = shape.states, 0
        return schedules

    def onward(self) -> Floats:
        """By day, person and state: the cheapest way from there to the end (the state's own day not counted)."""
        shape = self.shape
        onward = np.full_like(self.forward, np.inf)
        onward[-1][:, : shape.states, shape.least :] = 0.0
        for day in range(shape.days - 1, -1, -1):
            self._step_back(day, onward)
        return onward

    def _step_back(self, day: int, onward: Floats) -> None:
        shape = self.shape
        off, work = self.split(onward[day])
        off_next, work_next = self.split(onward[day + 1])
        price_off = self.price_of(day, OFF)
        off[:, :-1] = off_next[:, 1:] + price_off[:, None]
        off[:, -1] = off_next[:, -1] + price_off
        work[:, :, shape.ends(day)] = (off_next[:, 0] + price_off)[:, None, None]
        for kind in range(shape.kinds):
            price = self.price_of(day, kind + 1)
            source, to = _moves(shape.used(day, kind, 1))
            rested = off[:, -1]
            rested[to] = np.minimum(rested[to], work_next[:, kind, 0][source] + price)
            if shape.max_run > 1:
                source, to = _moves(shape.used(day, kind, 2))
                source, to = (source[0], slice(None), *source[1:]), (to[0], slice(None), *to[1:])
                longer = work_next[:, kind, 1:][source] + price[:, None]
                for a in range(shape.kinds):
                    if shape.follows[a][kind]:
                        here = work[:, a, :-1]
                        here[to] = np.minimum(here[to], longer)


@lru_cache(maxsize=4096)
def _used_cells(shape: Shape, day: int) -> Ints:
    """By state, how far the flat cell before a day lies behind the one after it."""
    strides = np.cumprod((1, *shape.cells[:0:-1]))[::-1]
    used = [0] * shape.min_off
    for kind in range(shape.kinds):
        for run in range(1, shape.max_run + 1):
            used.append(int(np.dot(strides, shape.used(day, kind, run))))
    return np.array([*used, 0], dtype=np.int64)


class Pricer:
    """Asks for schedules of a problem's people; remembers whose kinds have to be counted."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.counted: list[tuple[int, ...]] = [() for _ in problem.people]
        self._wish = np.where(problem.free, problem.cost.astype(np.float64), np.inf)
        self._follows = tuple(tuple(bool(may) for may in row) for row in problem.follows)

    def shape(self, person: int) -> Shape:
        """The states of somebody."""
        problem, who = self.problem, self.problem.people[person]
        lengths = tuple(minutes // problem.unit for minutes in problem.minutes)
        most = min(who.max_minutes // problem.unit, problem.days * max(lengths))
        there = len({number for number in problem.weekend if number >= 0})
        free_weekends = who.max_weekends >= there
        weekend = (-1,) * problem.days if free_weekends else problem.weekend
        counted = self.counted[person]
        sizes = (most, 0 if free_weekends else who.max_weekends, *(who.most_of[kind] for kind in counted))
        least = -(-who.min_minutes // problem.unit)
        return Shape(
            problem.days, len(problem.kinds), who.min_run, who.max_run, who.min_off, sizes, least, lengths,
            self._follows, weekend, counted,
        )  # fmt: skip

    def costs(self, people: list[int], prices: Floats) -> Floats:
        """What each day costs each of them, with a price paid for every shift."""
        found = self._wish[people].copy()
        found[:, :, 1:] -= prices
        return found

    def groups(self, people: list[int]) -> list[tuple[Shape, list[int]]]:
        """People by shape, in goes that fit in memory."""
        by_shape: dict[Shape, list[int]] = {}
        for person in people:
            by_shape.setdefault(self.shape(person), []).append(person)
        goes = []
        for shape, members in by_shape.items():
            room = (shape.days + 1) * (shape.states + 1) * int(np.prod(shape.cells))
            many = max(1, _ROOM // room)
            goes += [(shape, members[at : at + many]) for at in range(0, len(members), many)]
        return goes

    def price(self, people: list[int], prices: Floats, most: int = 4) -> dict[int, list[Priced]]:
        """Each person's best lawful schedules at these prices; the first is the best there is. Empty: there is none."""
        found: dict[int, list[Priced]] = {}
        waiting = list(people)
        while waiting:
            for shape, members in self.groups(waiting):
                for person, best in zip(members, Tables(shape, self.costs(members, prices)).best(most), strict=True):
                    found[person] = [Priced(person, value, schedule) for value, schedule in best]
            waiting = [person for person in waiting if found[person] and self._count(person, found[person][0])]
        return {person: [one for one in best if not self._broken(one)] for person, best in found.items()}

    def _broken(self, priced: Priced) -> list[int]:
        """The kinds of which a schedule has too many."""
        counts = np.bincount(priced.schedule, minlength=len(self.problem.kinds) + 1)[1:]
        return [int(kind) for kind in np.flatnonzero(counts > self.problem.people[priced.person].most_of)]

    def _count(self, person: int, best: Priced) -> bool:
        """Begin to count what the best schedule has too many of; whether there was any."""
        broken = self._broken(best)
        if broken:
            self.counted[person] = tuple(sorted({*self.counted[person], *broken}))
        return bool(broken)
