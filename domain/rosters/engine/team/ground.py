"""The problem as the search sees it: alike slots as one cell, and what one works at a stretch as one block.

A block is a shift, or shifts that adjoin: late, sleep and early are one block, so that a chain is taken whole or not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from domain.kernel import Id
from domain.rosters.engine.team.judge import Judge
from domain.rosters.engine.team.own import LONGEST_AWAKE, minute, work_of
from domain.rosters.engine.team.problem import Carer, Problem, Slot, Weights
from domain.rosters.labour import Rules, Work, check, rules_at
from domain.rosters.labour.work import DAY, day_of, shifts_of
from domain.rosters.points import STANDARD_POINTS, PointSet, points_on

MOST_JOINED = 4
LONG_NIGHT = 10 * 60


@dataclass(frozen=True, slots=True)
class Cell:
    """Slots that are the same but for their id: who works one of them could as well work another."""

    slots: tuple[Id, ...]
    date: str
    kind: str
    day: int
    start: int
    end: int
    minutes: int
    points: int
    nature: str
    needs: tuple[str, ...]
    mixes: tuple[int, ...]

    @property
    def count(self) -> int:
        """How many are wanted."""
        return len(self.slots)


@dataclass(frozen=True, slots=True)
class Block:
    """What is worked at a stretch: cells by number, or work that somebody has for sure (`carer`)."""

    cells: tuple[int, ...]
    start: int
    end: int
    minutes: int
    points: int
    day: int
    last_day: int
    night: bool
    late_night: bool
    long_night: bool
    on_call: bool
    carer: int | None = None
    """Of whom it is a given; nobody else has it."""


class Ground:
    """Cells, blocks and what stands fast, of one problem."""

    def __init__(self, problem: Problem, judge: Judge | None = None) -> None:
        self.problem = problem
        self.judge = judge or Judge(problem)
        self.first, self.last = date.fromisoformat(problem.first), date.fromisoformat(problem.last)
        self.rules: Rules = next(iter(self.judge.of.values())).rules if problem.carers else _standard(problem)
        self.number = {carer.id: at for at, carer in enumerate(problem.carers)}
        self.cells = tuple(_cells(problem))
        self.of_slot = {slot: at for at, cell in enumerate(self.cells) for slot in cell.slots}
        self.blocks = tuple(self._chains())
        self.of_cells = {block.cells: at for at, block in enumerate(self.blocks)}
        self._in_block = np.zeros((len(self.blocks), len(self.cells)))
        for at, block in enumerate(self.blocks):
            self._in_block[at, list(block.cells)] = 1
        self.given = tuple(self._given())
        self.points = np.array([cell.points for cell in self.cells], dtype=np.float64)
        self.helps = [self._helps(carer) for carer in problem.carers]
        self.kept_minutes = [sum(slot.minutes for slot in self.judge.of[c.id].kept) for c in problem.carers]
        self.kept_points = [sum(points(problem, slot) for slot in self.judge.of[c.id].kept) for c in problem.carers]

    def _chains(self) -> Iterator[Block]:
        by_start: dict[int, list[int]] = defaultdict(list)
        for at, cell in enumerate(self.cells):
            by_start[cell.start].append(at)
        for at in range(len(self.cells)):
            yield from self._longer((at,), by_start)

    def _longer(self, chain: tuple[int, ...], by_start: dict[int, list[int]]) -> Iterator[Block]:
        if not self._may_be(chain):
            return
        yield self._block(chain)
        end = self.cells[chain[-1]]
        if len(chain) < MOST_JOINED and end.nature != "on_call":
            for after in by_start.get(end.end, ()):
                if self.cells[after].nature != "on_call":
                    yield from self._longer((*chain, after), by_start)

    def _may_be(self, chain: tuple[int, ...]) -> bool:
        """Whether the cells may be worked at a stretch by somebody who does nothing else."""
        if len(chain) == 1:
            return True
        cells = [self.cells[at] for at in chain]
        if any(b.kind in self.judge.no_next.get(a.kind, ()) and b.day == a.day + 1 for a, b in pairwise(cells)):
            return False
        if all(cell.nature == "work" for cell in cells):
            return sum(cell.minutes for cell in cells) <= LONGEST_AWAKE
        first = date.fromordinal(cells[0].day)
        return not any(v.severity == "refused" for v in check(self._works(chain), self.rules, first, self.last))

    def _works(self, chain: tuple[int, ...]) -> list[Work]:
        return [Work(c.start, c.end, c.nature, c.end - c.start - c.minutes) for c in (self.cells[at] for at in chain)]

    def _block(self, chain: tuple[int, ...]) -> Block:
        cells = [self.cells[at] for at in chain]
        works = self._works(chain)
        return block_of(self.rules, works, chain, cells[0].day, cells[-1].day, sum(cell.points for cell in cells))

    def _given(self) -> Iterator[Block]:
        """What people have for sure, near enough to matter to a stint."""
        since = minute_of_day(self.first) - 9 * DAY
        until = minute_of_day(self.last) + 9 * DAY
        for carer in self.problem.carers:
            works = sorted(
                (w for w in self.judge.of[carer.id].standing if w.kind != "absence" and since <= w.start < until),
                key=lambda work: work.start,
            )
            for shift in _joined(works, self.rules.terms.shift_rest):
                day, last = day_of(shift[0].start), day_of(shift[-1].start)
                yield block_of(self.rules, shift, (), day, last, 0, self.number[carer.id])

    def _helps(self, carer: Carer) -> tuple[tuple[int, ...], ...]:
        """By cell: the mixes to which somebody adds who works there."""
        codes = [mix.competence for mix in self.problem.mixes]
        return tuple(
            tuple(
                n for n in cell.mixes if any(c.code == codes[n] and c.span.holds(cell.date) for c in carer.competences)
            )
            for cell in self.cells
        )

    def worth(self, prices: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """What each block is worth, at prices of cells."""
        return np.asarray(self._in_block @ prices)

    def shut(self, need: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
        """Which blocks have a cell of which no more are wanted."""
        return np.asarray(self._in_block @ (need <= 0) > 0)

    def chain_of(self, slots: Sequence[Id]) -> list[int]:
        """The blocks in which somebody's slots are worked."""
        cells = sorted({self.of_slot[slot] for slot in slots}, key=lambda at: self.cells[at].start)
        found: list[int] = []
        chain: tuple[int, ...] = ()
        for at in cells:
            longer = (*chain, at)
            if chain and self.cells[chain[-1]].end == self.cells[at].start and longer in self.of_cells:
                found[-1], chain = self.of_cells[longer], longer
            elif (at,) in self.of_cells:
                chain = (at,)
                found.append(self.of_cells[chain])
        return found


def points(problem: Problem, slot: Slot) -> int:
    """What a slot weighs, by the points of its day."""
    return point_set(problem.points, slot.date).of(slot.place, slot.date)


def point_set(agreed: Sequence[Weights], day: str) -> PointSet:
    """The points that hold on a day."""
    sets = [PointSet(w.since, night=w.night, sleep=w.sleep, evening=w.evening, weekend=w.weekend) for w in agreed]
    return points_on(day, sets) if sets else STANDARD_POINTS


def _cells(problem: Problem) -> Iterator[Cell]:
    mixes: dict[Id, list[int]] = defaultdict(list)
    for number, mix in enumerate(problem.mixes):
        for id in mix.slots:
            mixes[id].append(number)
    alike: dict[tuple[object, ...], list[Slot]] = defaultdict(list)
    for slot in problem.slots:
        if not problem.stays(slot):
            key = (slot.start, slot.end, slot.date, slot.kind, slot.place, slot.minutes, slot.nature, slot.needs)
            alike[(*key, tuple(mixes[slot.id]))].append(slot)
    for _, slots in sorted(alike.items(), key=lambda one: one[0]):
        some, work = slots[0], work_of(slots[0])
        yield Cell(
            tuple(sorted(slot.id for slot in slots)), some.date, some.kind, date.fromisoformat(some.date).toordinal(),
            work.start, work.end, some.minutes, points(problem, some), some.nature, some.needs, tuple(mixes[some.id]),
        )  # fmt: skip


def block_of(
    rules: Rules, works: Sequence[Work], cells: tuple[int, ...], day: int, last_day: int, heavy: int,
    carer: int | None = None,
) -> Block:  # fmt: skip
    """A block of adjoining works, with what the law calls it."""
    terms = rules.terms
    on_call = any(work.kind == "on_call" for work in works)
    shifts = shifts_of(
        [work for work in works if work.kind != "on_call"], rest=terms.shift_rest, night=terms.night,
        more=terms.night_more_than, late=terms.late_night,
    )  # fmt: skip
    nights = [shift for shift in shifts if shift.night]
    long_night = any(shift.net > LONG_NIGHT for shift in nights)
    return Block(
        cells, works[0].start, max(work.end for work in works), sum(work.net for work in works), heavy, day, last_day,
        bool(nights), any(shift.late_night for shift in shifts), long_night, on_call, carer,
    )  # fmt: skip


def _joined(works: Sequence[Work], rest: int) -> Iterator[list[Work]]:
    together: list[Work] = []
    for work in works:
        if together and work.start - max(one.end for one in together) >= rest:
            yield together
            together = []
        together.append(work)
    if together:
        yield together


def minute_of_day(day: date) -> int:
    """The instant at which a local day begins, to within the hours that the clock is ahead."""
    return minute(f"{day.isoformat()}T00:00Z")


def _standard(problem: Problem) -> Rules:
    return rules_at("cao-ghz", problem.first)
