"""Shortest paths through somebody's days, for many people with the same limits at once.

A state is what somebody did last (a kind and the length of its run, or days off, saturated at their minimum) times
what has been used up: minutes, weekends, and counts of kinds where they are kept. The tables are dense; a day's step
takes slices of them, and the way back looks predecessors up in index arrays.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from domain.rosters.engine.model import OFF, Floats, Ints

Move = tuple[tuple[slice, ...], tuple[slice, ...]]
"""Where a step arrives in the tables, and where it comes from."""


def _move(used: tuple[int, ...], *, spread: bool = False) -> Move:
    """The slices over what is used up; with `spread`, over run lengths too."""
    before = (slice(None), slice(None)) if spread else (slice(None),)
    to = tuple(slice(n, None) if n else slice(None) for n in used)
    return (*before, *to), (*before, *(slice(None, -n) if n else slice(None) for n in used))


@dataclass(frozen=True)
class Shape:
    """What people with the same limits share: the states, and how one leads to another."""

    days: int
    kinds: tuple[int, ...]
    """Those that they may do; a state knows a kind by its place among these."""
    min_run: int
    max_run: int
    min_off: int
    sizes: tuple[int, ...]
    """The highest minutes (in units), weekends and counts."""
    least: int
    lengths: tuple[int, ...]
    """By place, in units."""
    follows: tuple[tuple[bool, ...], ...]
    """By place, and place of the next day."""
    weekend: tuple[int, ...]
    counted: tuple[int, ...]
    cells: tuple[int, ...] = field(init=False)
    states: int = field(init=False)

    def __post_init__(self) -> None:
        """The table's size without the days and the people."""
        object.__setattr__(self, "cells", tuple(size + 1 for size in self.sizes))
        object.__setattr__(self, "states", self.min_off + len(self.kinds) * self.max_run)

    @property
    def room(self) -> int:
        """Cells in one person's tables."""
        return (self.days + 1) * (self.states + 1) * math.prod(self.cells)

    def opens(self, day: int) -> bool:
        """Whether a weekend begins on a day."""
        return self.weekend[day] >= 0 and (day == 0 or self.weekend[day - 1] != self.weekend[day])

    def used(self, day: int, place: int, run: int) -> tuple[int, ...]:
        """What a shift uses up; run is 1 when it is the first after days off."""
        in_weekend = self.weekend[day] >= 0 and (run == 1 or self.opens(day))
        return (self.lengths[place], int(in_weekend), *(int(self.kinds[place] == kind) for kind in self.counted))

    def ends(self, day: int) -> slice:
        """The run lengths (less one) after which `day` may be off: long enough, or begun on the first day."""
        return slice(self.min_run - 1, self.max_run) if day >= self.min_run else slice(max(day - 1, 0), self.max_run)

    @cached_property
    def moves(self) -> list[list[tuple[Move, Move]]]:
        """By day and place: how a first shift moves within the tables, and how a next one does."""
        return [
            [(_move(self.used(day, place, 1)), _move(self.used(day, place, 2), spread=True)) for place in places]
            for day in range(self.days)
            for places in [range(len(self.kinds))]
        ]

    @cached_property
    def used_cells(self) -> Ints:
        """By day and state: how far the flat cell before lies behind the one after it."""
        strides = np.cumprod((1, *self.cells[:0:-1]))[::-1]
        found = np.zeros((self.days, self.states + 1), dtype=np.int64)
        for day in range(self.days):
            for place in range(len(self.kinds)):
                begin = self.min_off + place * self.max_run
                found[day, begin : begin + self.max_run] = np.dot(strides, self.used(day, place, 2))
                found[day, begin] = np.dot(strides, self.used(day, place, 1))
        return found

    @cached_property
    def predecessors(self) -> tuple[Ints, Ints]:
        """By state the states before it, padded with one that is never reached; and each one's run length."""
        off, run, places = self.min_off, self.max_run, range(len(self.kinds))
        work = [off + k * run + r for k in places for r in range(run)]
        before: list[list[int]] = [[*work] if state == 0 else [state - 1] for state in range(off)]
        before[-1].append(off - 1)
        for place in places:
            before.append([off - 1])
            for r in range(1, run):
                before.append([off + a * run + r - 1 for a in places if self.follows[a][place]])
        padded = np.full((self.states + 1, max(map(len, before))), self.states, dtype=np.int64)
        for state, there in enumerate(before):
            padded[state, : len(there)] = there
        return padded, np.array([0] * off + [r + 1 for _ in places for r in range(run)] + [0], dtype=np.int64)

    @cached_property
    def sources(self) -> list[tuple[list[int], bool, list[int]]]:
        """Places that may follow the same places: those before (of the entry above too, if that is said), and them."""
        groups: dict[frozenset[int], list[int]] = {}
        for place in range(len(self.kinds)):
            before = frozenset(a for a in range(len(self.kinds)) if self.follows[a][place])
            groups.setdefault(before, []).append(place)
        found, last = [], frozenset[int]()
        for before in sorted(groups, key=len):
            more = bool(last) and last <= before
            found.append((sorted(before - last if more else before), more, groups[before]))
            last = before
        return found


class Tables:
    """Shortest paths of some people of one shape, forward; with `back`, also from each state to the end."""

    def __init__(self, shape: Shape, costs: Floats) -> None:
        self.shape = shape
        self._prices = costs.reshape(*costs.shape, *(1 for _ in shape.cells))
        self.forward = np.full((shape.days + 1, len(costs), shape.states + 1, *shape.cells), np.inf)
        self.forward[0, :, shape.min_off - 1].reshape(len(costs), -1)[:, 0] = 0.0
        for day in range(shape.days):
            self._step(day)

    def split(self, table: Floats) -> tuple[Floats, Floats]:
        """A day's table as days off, and as kinds by run lengths."""
        shape = self.shape
        work = table[:, shape.min_off : shape.states]
        return table[:, : shape.min_off], work.reshape(len(table), len(shape.kinds), shape.max_run, *shape.cells)

    def price_of(self, day: int, done: int) -> Floats:
        """What it costs each person to do that on a day."""
        return self._prices[:, day, done]

    def _step(self, day: int) -> None:
        shape = self.shape
        off, work = self.split(self.forward[day])
        off_next, work_next = self.split(self.forward[day + 1])
        rested, price_off = off[:, -1], self.price_of(day, OFF)
        run: Floats | None = None
        for before, more, places in shape.sources:
            run = run if more else None
            for place in before:
                run = work[:, place] if run is None else np.minimum(run, work[:, place])
            for kind in places:
                price = self.price_of(day, shape.kinds[kind] + 1)
                (to, source), (to_next, source_next) = shape.moves[day][kind]
                work_next[:, kind, 0][to] = rested[source] + price
                if run is not None and shape.max_run > 1:
                    work_next[:, kind, 1:][to_next] = run[:, :-1][source_next] + price[:, None]
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
        before, lengths = shape.predecessors
        done = np.array(
            [OFF] * shape.min_off + [kind + 1 for kind in shape.kinds for _ in range(shape.max_run)] + [OFF]
        )
        schedules = np.zeros((len(people), shape.days), dtype=np.int64)
        for day in range(shape.days - 1, -1, -1):
            schedules[:, day] = done[state]
            cell = cell - shape.used_cells[day, state]
            there = before[state]
            table = self.forward[day].reshape(len(self._prices), -1, room)
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
        for kind in range(len(shape.kinds)):
            price = self.price_of(day, shape.kinds[kind] + 1)
            (source, to), (source_next, to_next) = shape.moves[day][kind]
            rested = off[:, -1]
            rested[to] = np.minimum(rested[to], work_next[:, kind, 0][source] + price)
            if shape.max_run > 1:
                longer = work_next[:, kind, 1:][source_next] + price[:, None]
                for a in range(len(shape.kinds)):
                    if shape.follows[a][kind]:
                        here = work[:, a, :-1]
                        here[to_next] = np.minimum(here[to_next], longer)
