"""The blocks of a period in the order of time, with the ways from one to the next within a stint."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from domain.rosters.engine.team.ground import Block, Ground
from domain.rosters.engine.team.scale import HOUR, Pace, ends, needed_rest, nights_on, stint, turn
from domain.rosters.labour.work import wall

Floats = npt.NDArray[np.float32]
HALF = 12 * HOUR
STEPS = 112
"""About so many steps of minutes at most."""


@dataclass(frozen=True, slots=True)
class Arc:
    """A way on from an earlier node within a stint."""

    source: int
    shift: int
    """Half days between the beginnings of the two."""
    cost: float


@dataclass(slots=True)
class Node:
    """A block in the order of time, with what leads to it."""

    block: Block
    number: int
    """In the ground's blocks; -1 for what is given."""
    position: int
    steps: int
    arcs: list[Arc]
    most: int
    """The last half day back on which its stint may have begun."""
    stints: Floats
    """What a stint that ends here costs, by the half day back on which it began."""
    beyond: npt.NDArray[np.int64]
    """By a number of days: the half days back from which a stint would be longer."""


class Net:
    """The nodes and arcs of one ground: the same for every price."""

    def __init__(self, ground: Ground, pace: Pace, most_minutes: int) -> None:
        self.ground, self.pace = ground, pace
        self.unit = max(30, -(-most_minutes // STEPS // 15) * 15)
        self.steps = most_minutes // self.unit + 2
        self.turns = {
            (early, late): nights_on(pace, early, late, False) for early in (False, True) for late in (False, True)
        }
        self.runs = [carer.limits.max_run for carer in ground.problem.carers]
        self.back = pace.span // HALF + 1
        every = [(block, at) for at, block in enumerate(ground.blocks)] + [(block, -1) for block in ground.given]
        every.sort(key=lambda one: (one[0].start, one[1] >= 0, one[0].end))
        self.nodes: list[Node] = []
        self._earliest: dict[int, int] = {}
        for block, number in every:
            self._add(block, number)
        self.starts = np.array([node.block.start for node in self.nodes], dtype=np.int64)
        self.ends = np.array([node.block.end for node in self.nodes], dtype=np.int64)
        self.by_end = sorted(range(len(self.nodes)), key=lambda at: self.nodes[at].block.end)
        self.ends_in_order = [self.nodes[at].block.end for at in self.by_end]

    def _add(self, block: Block, number: int) -> None:
        origin = self.ground.first.toordinal()
        position = 2 * (block.day - origin) + int(block.start - wall(block.day) >= HALF)
        self._earliest.setdefault(position, block.start)
        node = Node(
            block,
            number,
            position,
            self._steps(block),
            [],
            0,
            np.zeros(0, dtype=np.float32),
            np.zeros(0, dtype=np.int64),
        )
        latest = block.end - self.pace.span
        node.most = self.back - 1
        if number >= 0:
            node.most = max(
                (j for j in range(self.back) if self._earliest.get(position - j, block.start) >= latest), default=0
            )
        days = [block.day - origin - (position - j) // 2 for j in range(self.back)]
        node.beyond = np.searchsorted(np.array(days), np.arange(32))
        node.stints = np.array([stint(day + 1) + ends(block) for day in days], dtype=np.float32)
        node.arcs = list(self._arcs(node))
        self.nodes.append(node)

    def _arcs(self, node: Node) -> list[Arc]:
        found, block = [], node.block
        for at in range(len(self.nodes) - 1, -1, -1):
            early = self.nodes[at].block
            rest = block.start - early.end
            if block.start - early.start > 4 * 24 * HOUR:
                break
            both_given = node.number < 0 and self.nodes[at].number < 0
            if both_given and early.carer == block.carer and rest < self.pace.after_nights:
                found.append(Arc(at, node.position - self.nodes[at].position, 0.0))
            elif not both_given and rest < self.pace.row_ends and rest >= needed_rest(self.pace, early, block):
                if not self._follows(early, block):
                    found.append(Arc(at, node.position - self.nodes[at].position, turn(self.pace, early, block)))
        return found

    def _follows(self, early: Block, late: Block) -> bool:
        """Whether the team does not want a kind of the later after one of the earlier."""
        cells, no_next = self.ground.cells, self.ground.judge.no_next
        return any(
            cells[b].day == cells[a].day + 1 and cells[b].kind in no_next.get(cells[a].kind, ())
            for a in early.cells
            for b in late.cells
        )

    def _steps(self, block: Block) -> int:
        """Minutes in steps; rounded up on one day and down on another, so that it evens out."""
        if not block.cells:
            return 0
        at = block.day
        return (at + 1) * block.minutes // self.unit - at * block.minutes // self.unit
