"""Shortest paths through somebody's days, for many people with the same limits at once.

A state is what somebody did last (a kind and the length of its run, or days off, saturated at their minimum) times
what has been used up: minutes, weekends, and counts of kinds where they are kept. The tables are dense, but of a day
they know only the minutes with which the limits can still be kept; a day's step takes slices of them, and the way back
looks predecessors up in index arrays.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from domain.rosters.engine.model import OFF, Floats, Ints

Move = tuple[tuple[slice, ...], tuple[slice, ...]]
"""Where a step arrives in the tables, and where it comes from."""


def _move(used: tuple[int, ...], before: int) -> Move:
    """The slices over what is used up, behind so many axes; less than nothing is used where the table moves on."""
    all_before = (slice(None),) * before
    to = (slice(max(n, 0), min(n, 0) or None) for n in used)
    source = (slice(max(-n, 0), min(-n, 0) or None) for n in used)
    return (*all_before, *to), (*all_before, *source)


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
    enough: int = field(init=False)
    """How many cells of minutes are within the limits on the last day."""
    begins: tuple[int, ...] = field(init=False)
    """By day: the minutes (in units) of which a table's first cell speaks."""

    def __post_init__(self) -> None:
        """The table's size without days and people: fewer minutes could not be made good, and more not be worked."""
        low = [max(0, self.least - self._most_work(self.days - day)) for day in range(self.days + 1)]
        high = [min(self.sizes[0], self._most_work(day)) for day in range(self.days + 1)]
        width = max(1, *(above - below + 1 for below, above in zip(low, high, strict=True)))
        object.__setattr__(self, "enough", max(0, self.sizes[0] + 1 - low[-1]))
        object.__setattr__(self, "begins", tuple(low))
        object.__setattr__(self, "cells", (width, *(size + 1 for size in self.sizes[1:])))
        object.__setattr__(self, "states", self.min_off + len(self.kinds) * self.max_run)

    def _most_work(self, days: int) -> int:
        """What can be worked at most in so many days on end."""
        stints, rest = divmod(days, self.max_run + self.min_off)
        return max(self.lengths, default=0) * (stints * self.max_run + min(rest, self.max_run))

    @property
    def room(self) -> int:
        """Cells in one person's tables."""
        return (self.days + 1) * (self.states + 1) * math.prod(self.cells)

    def opens(self, day: int) -> bool:
        """Whether a weekend begins on a day."""
        return self.weekend[day] >= 0 and (day == 0 or self.weekend[day - 1] != self.weekend[day])

    def used(self, day: int, place: int, run: int) -> tuple[int, ...]:
        """What a shift uses up, as a step in the tables; run is 1 when it is the first after days off."""
        in_weekend = self.weekend[day] >= 0 and (run == 1 or self.opens(day))
        minutes, *rest = self.unused(day)
        counts = (int(self.kinds[place] == kind) for kind in self.counted)
        return (minutes + self.lengths[place], int(in_weekend), *(a + b for a, b in zip(rest[1:], counts, strict=True)))

    def unused(self, day: int) -> tuple[int, ...]:
        """A day off, as a step in the tables: the next begin at other minutes."""
        return (self.begins[day] - self.begins[day + 1], *(0 for _ in self.cells[1:]))

    def ends(self, day: int) -> slice:
        """The run lengths (less one) after which `day` may be off: long enough, or begun on the first day."""
        return slice(self.min_run - 1, self.max_run) if day >= self.min_run else slice(max(day - 1, 0), self.max_run)

    @cached_property
    def moves(self) -> list[list[tuple[Move, Move]]]:
        """By day and place: how a first shift moves within the tables, and how a next one does."""
        return [
            [(_move(self.used(day, place, 1), 2), _move(self.used(day, place, 2), 3)) for place in places]
            for day in range(self.days)
            for places in [range(len(self.kinds))]
        ]

    @cached_property
    def rests(self) -> list[Move]:
        """By day: how a day off moves within the tables."""
        return [_move(self.unused(day), 2) for day in range(self.days)]

    @cached_property
    def used_cells(self) -> Ints:
        """By day and state: how far the flat cell before lies behind the one after it."""
        strides = np.cumprod((1, *self.cells[:0:-1]))[::-1]
        found = np.zeros((self.days, self.states + 1), dtype=np.int64)
        for day in range(self.days):
            found[day, : self.states] = np.dot(strides, self.unused(day))
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
    def sources(self) -> list[tuple[list[int], bool, list[slice]]]:
        """Places that may follow the same places: those before (of the entry above too, if that is said), and them.

        They come as slices of places that stand together and use up as much.
        """
        groups: dict[frozenset[int], list[int]] = {}
        for place in range(len(self.kinds)):
            before = frozenset(a for a in range(len(self.kinds)) if self.follows[a][place])
            groups.setdefault(before, []).append(place)
        found, last = [], frozenset[int]()
        for before in sorted(groups, key=len):
            more = bool(last) and last <= before
            found.append((sorted(before - last if more else before), more, self._together(groups[before])))
            last = before
        return found

    def _together(self, places: list[int]) -> list[slice]:
        found: list[slice] = []
        for place in places:
            first = found[-1].start if found else -1
            if found and found[-1].stop == place and self.used(0, first, 1) == self.used(0, place, 1):
                found[-1] = slice(first, place + 1)
            else:
                found.append(slice(place, place + 1))
        return found


class Tables:
    """Shortest paths of some people of one shape, forward; with `back`, also from each state to the end."""

    def __init__(self, shape: Shape, costs: Floats) -> None:
        self.shape = shape
        self._prices = costs.reshape(*costs.shape, *(1 for _ in shape.cells))
        self._of_kinds = self._prices[:, :, [kind + 1 for kind in shape.kinds]]
        self.forward = np.full((shape.days + 1, len(costs), shape.states + 1, *shape.cells), np.inf)
        if not shape.begins[0]:
            self.forward[0, :, shape.min_off - 1].reshape(len(costs), -1)[:, 0] = 0.0
        for day in range(shape.days):
            self._step(day)
        self.forward[-1, :, :, shape.enough :] = np.inf

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
        rested, price_off = off[:, -1:], self.price_of(day, OFF)[:, None]
        run: Floats | None = None
        for before, more, parts in shape.sources:
            run = run if more else None
            for place in before:
                run = work[:, place] if run is None else np.minimum(run, work[:, place])
            for part in parts:
                price = self._of_kinds[:, day, part]
                (to, source), (to_next, source_next) = shape.moves[day][part.start]
                work_next[:, part, 0][to] = rested[source] + price
                if run is not None and shape.max_run > 1:
                    work_next[:, part, 1:][to_next] = run[:, None, :-1][source_next] + price[:, :, None]
        to, source = shape.rests[day]
        off_next[:, 1:][to] = off[:, :-1][source] + price_off
        ended = work[:, :, shape.ends(day)].min(axis=(1, 2), initial=np.inf)[:, None]
        off_next[:, :1][to] = ended[source] + price_off
        again = off_next[:, -1:]
        again[to] = np.minimum(again[to], rested[source] + price_off)

    def best(self, most: int) -> list[list[tuple[float, Ints]]]:
        """For each person the cheapest schedules, one for each way to end, cheapest first."""
        last = self.forward[-1]
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
        onward[-1][:, : shape.states, : shape.enough] = 0.0
        for day in range(shape.days - 1, -1, -1):
            self._step_back(day, onward)
        return onward

    def _step_back(self, day: int, onward: Floats) -> None:
        shape = self.shape
        off, work = self.split(onward[day])
        off_next, work_next = self.split(onward[day + 1])
        price_off = self.price_of(day, OFF)[:, None]
        source, to = shape.rests[day]
        off[:, :-1][to] = off_next[:, 1:][source] + price_off
        off[:, -1:][to] = off_next[:, -1:][source] + price_off
        work[:, :, shape.ends(day)][(slice(None), *to)] = (off_next[:, :1][source] + price_off)[:, None]
        for place in range(len(shape.kinds)):
            price = self._of_kinds[:, day, place : place + 1]
            (source, to), (source_next, to_next) = shape.moves[day][place]
            rested = off[:, -1:]
            rested[to] = np.minimum(rested[to], work_next[:, place : place + 1, 0][source] + price)
            if shape.max_run > 1:
                longer = work_next[:, place : place + 1, 1:][source_next] + price[:, :, None]
                for a in range(len(shape.kinds)):
                    if shape.follows[a][place]:
                        here = work[:, a : a + 1, :-1]
                        here[to_next] = np.minimum(here[to_next], longer)
