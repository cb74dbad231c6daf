"""What blocks and schedules cost each carer, and a schedule that passes the checker for what a path proposes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from domain.kernel import Id
from domain.rosters.engine.team.ground import Block, Ground
from domain.rosters.engine.team.net import Net
from domain.rosters.engine.team.own import Said, minute
from domain.rosters.engine.team.problem import Carer, Wish
from domain.rosters.engine.team.scale import VISIT, Scale, most_minutes, off_contract, pace_of, shape
from domain.rosters.labour.work import DAY

Floats = npt.NDArray[np.float64]
ONE_SHIFT = 12 * 60.0


@dataclass(frozen=True, slots=True)
class Column:
    """A lawful schedule of one carer: its blocks in order of time, and what it costs by itself."""

    carer: int
    chain: tuple[int, ...]
    cells: tuple[int, ...]
    cost: float
    points: int
    minutes: int


class Costs:
    """One aim's costs on a ground."""

    def __init__(self, ground: Ground, scale: Scale, net: Net | None = None) -> None:
        self.ground, self.scale = ground, scale
        self.carers = ground.problem.carers
        self.pace = pace_of(ground.rules)
        self.most = [self._most(at, carer) for at, carer in enumerate(self.carers)]
        self.net = net or Net(ground, self.pace, max(self.most, default=0))
        self._given: list[list[Block]] = [[] for _ in self.carers]
        for block in ground.given:
            self._given[int(block.carer if block.carer is not None else 0)].append(block)
        self.had = self._had()
        many = len(self.carers)
        self.blocks = np.array([self._blocks(at) for at in range(many)]).reshape(many, len(ground.blocks))
        self.ending = np.array([self._ending(at) for at in range(many)]).reshape(many, self.net.steps)
        self.unmet = [sum(scale.of_wish(w) for w in carer.wishes if w.level == "want") for carer in self.carers]
        self._columns: dict[tuple[int, tuple[int, ...]], Column] = {}

    def _most(self, at: int, carer: Carer) -> int:
        """The most minutes that somebody is proposed for, on top of what they keep."""
        return max(0, most_minutes(self.ground.problem, carer) - self.ground.kept_minutes[at])

    def part(self, carer: int) -> float:
        """Minutes that are somebody's part of the work, by contract, with half a shift of play.

        Of who visits it is a shift: to take one before the team's own people may free one of them for another.
        """
        if self.carers[carer].visitor:
            return ONE_SHIFT
        kept = sum(self.ground.kept_minutes)
        work = sum(cell.count * cell.minutes for cell in self.ground.cells) + kept
        hours = sum(one.contract for one in self.carers if not one.flex) or 1
        mine = 0 if self.carers[carer].flex else self.carers[carer].contract
        return mine * min(1.0, work / hours) + 4 * 60 - self.ground.kept_minutes[carer]

    def _had(self) -> list[frozenset[int]]:
        """By carer: the cells in which they have a slot now that the engine may change."""
        found: list[set[int]] = [set() for _ in self.carers]
        for slot, cell in self.ground.of_slot.items():
            holder = self.ground.judge.slots[slot].carer
            if holder in self.ground.number:
                found[self.ground.number[holder]].add(cell)
        return [frozenset(cells) for cells in found]

    def _blocks(self, at: int) -> Floats:
        """What each block costs a carer by itself; infinite where it may not be."""
        may = np.array([self._may(at, cell) for cell in range(len(self.ground.cells))], dtype=bool)
        own = np.array([self._cell(at, cell) for cell in range(len(self.ground.cells))])
        return np.array([
            own[list(block.cells)].sum() + self._wishes(at, block.cells) if may[list(block.cells)].all() else np.inf
            for block in self.ground.blocks
        ])  # fmt: skip

    def _may(self, at: int, cell: int) -> bool:
        carer, found = self.carers[at], self.ground.cells[cell]
        if any(kind == found.kind and limit <= 0 for kind, limit in carer.limits.max_shifts):
            return False
        if self.scale.keep_off and not carer.off_days and found.date not in self.ground.judge.of[carer.id].works_on:
            return False
        return not any(said.forbids for said in self.ground.judge.of[carer.id].alone(found.slots[0]))

    def _cell(self, at: int, cell: int) -> float:
        """What a change costs, the nearer the more: to keep a shift is worth what it costs to lose it."""
        nearness = 1.0
        if self.scale.near and self.ground.problem.frozen:
            ahead = max(0.0, (self.ground.cells[cell].start - minute(self.ground.problem.frozen)) / DAY)
            nearness += self.scale.near * 7 / (7 + ahead)
        asked = VISIT if self.carers[at].asks(self.ground.cells[cell].date) else 0.0
        return asked + nearness * (-self.scale.change if cell in self.had[at] else self.scale.gain)

    def _wishes(self, at: int, cells: Sequence[int]) -> float:
        """What comes true by these cells less what does not."""
        return sum(
            self.scale.of_wish(wish) * (1 if wish.level == "rather_not" else -1)
            for wish in self.carers[at].wishes
            if wish.level != "cannot" and any(self._about(wish, cell) for cell in cells)
        )

    def _about(self, wish: Wish, cell: int) -> bool:
        found = self.ground.cells[cell]
        return wish.date == found.date and wish.kind in (None, found.kind)

    def _ending(self, at: int) -> Floats:
        minutes = np.arange(self.net.steps, dtype=np.float64) * self.net.unit
        cost = off_contract(
            minutes + self.ground.kept_minutes[at], self.carers[at].contract, self.scale, self.carers[at].flex
        )
        return np.where(minutes <= self.most[at] + self.net.unit / 2, cost, np.inf)

    def column(self, carer: int, chain: tuple[int, ...]) -> Column:
        """The schedule of these blocks; whether it is lawful is for `refused` to say."""
        key = (carer, chain)
        if key not in self._columns:
            self._columns[key] = self._column(carer, chain)
        return self._columns[key]

    def slots(self, chain: Sequence[int]) -> list[Id]:
        """A slot of each cell of these blocks: alike ones stand for each other."""
        cells = self.ground.cells
        return [cells[cell].slots[0] for at in chain for cell in self.ground.blocks[at].cells]

    def refused(self, carer: int, chain: Sequence[int]) -> list[Said]:
        """What forbids a schedule of these blocks."""
        minutes = sum(self.ground.blocks[at].minutes for at in chain)
        found = self.ground.judge.refused(self.carers[carer].id, self.slots(chain))
        if not found and minutes > self.most[carer] and chain:
            end = self.ground.blocks[chain[-1]].end
            return [Said("own-hours", "", "warned", minutes, self.most[carer], 0, end, True)]
        return found

    def _column(self, carer: int, chain: tuple[int, ...]) -> Column:
        blocks = [self.ground.blocks[at] for at in chain]
        minutes = sum(block.minutes for block in blocks)
        cost = float(self.blocks[carer, list(chain)].sum()) + self.unmet[carer]
        together = sorted([*blocks, *self._given[carer]], key=lambda block: block.start)
        cost += shape(self.pace, together)
        whose = self.carers[carer]
        cost += float(off_contract(minutes + self.ground.kept_minutes[carer], whose.contract, self.scale, whose.flex))
        cells = tuple(cell for block in blocks for cell in block.cells)
        return Column(carer, chain, cells, cost, sum(block.points for block in blocks), minutes)

    def lawful(self, carer: int, chain: tuple[int, ...], costs: Floats) -> Column:
        """The schedule, or what is left of it when the blocks that cost most are left out until it is lawful.

        With nothing left it is lawful: only what is new or worse than what stands is judged.
        """
        while said := self.refused(carer, chain):
            near = [at for at in chain if self._touches(at, said[0])] or list(chain)
            gone = max(near, key=lambda at: (costs[at], at))
            chain = tuple(at for at in chain if at != gone)
        return self.column(carer, chain)

    def _touches(self, at: int, said: Said) -> bool:
        block = self.ground.blocks[at]
        return block.start <= said.until and said.since <= block.end
