"""Finds carers' cheapest schedules at the prices of the day: a shortest path through the blocks of the period.

A state is the last block, the half day on which the stint began (so that no stint outlasts what leaves the weekly
rest), the number of nights in a row, and the minutes so far in steps. All carers go through the same blocks at once,
as one axis of each array: 12 carers and 221 blocks take 40 ms of CPU, one carer at a time 12 x 10.
What somebody has for sure (history, other teams, kept shifts) is a block of theirs that no path may leave out.
"""

from __future__ import annotations

from bisect import bisect_right

import numpy as np
import numpy.typing as npt

from domain.rosters.engine.team.net import Arc, Floats, Net, Node
from domain.rosters.engine.team.scale import LONE_DAY_OFF, LONG_OFF, begins, nights_on
from domain.rosters.engine.team.walk import walk

INF = np.float32(np.inf)


class Tables:
    """The cheapest way to every state of some carers, and the schedules read back from it."""

    def __init__(self, net: Net, carers: list[int], costs: npt.NDArray[np.float64], ending: npt.NDArray[np.float64]):
        """`costs`: by carer (of these) and block, infinite where it may not be; `ending`: by carer and step."""
        self.net, self.carers = net, carers
        self.costs = costs.astype(np.float32)
        self.ending = ending.astype(np.float32)
        self.row = {carer: slice(at, at + 1) for at, carer in enumerate(carers)}
        self.ways: list[Floats | None] = [None] * len(net.nodes)
        shape = (len(net.nodes), len(carers), net.steps)
        self.closes: Floats = np.full(shape, INF, dtype=np.float32)
        """By node, carer and step: the cheapest with a stint that ends there; after many nights apart."""
        self.after: Floats = np.full(shape, INF, dtype=np.float32)
        self.runs = [
            (np.array([at for at, c in enumerate(carers) if net.runs[c] == most]), most)
            for most in sorted({net.runs[carer] or 0 for carer in carers} - {0})
        ]
        self.since = np.full(len(carers), -(2**60), dtype=np.int64)
        self.newest = -(2**60)
        """When the last of what anybody has for sure began."""
        self._history: list[list[int]] = [[-(2**60)] for _ in carers]
        self._run()

    def begun(self, row: int, start: int) -> int:
        """When what a carer has for sure last began before a moment: no path leads past it."""
        return max(one for one in self._history[row] if one < start)

    def of(self, node: Node, row: int) -> int | None:
        """The place of a carer in a node's arrays; None when it is somebody else's."""
        rows = self._rows(node)
        return row - rows.start if rows is not None and rows.start <= row < rows.stop else None

    def _rows(self, node: Node) -> slice | None:
        """The rows of the carers whose node it is; None when they are not among these."""
        if node.number >= 0:
            return slice(0, len(self.carers))
        return self.row.get(int(node.block.carer if node.block.carer is not None else -1))

    def _run(self) -> None:
        net, many = self.net, len(self.carers)
        may = np.isfinite(self.costs).max(axis=0, initial=False).tolist()
        shape = (many, net.steps)
        # The cheapest of what ended long enough ago: for a lone day off, the same after many nights, for more days.
        near, nights, far = (np.full(shape, INF, dtype=np.float32) for _ in range(3))
        far[:, 0] = 0
        gaps = (net.pace.row_ends, max(net.pace.row_ends, net.pace.after_nights), LONG_OFF)
        done = [0, 0, 0]
        for at, node in enumerate(net.nodes):
            rows = self._rows(node)
            if rows is None or (node.number >= 0 and not may[node.number]):
                continue
            for which, table in enumerate((near, nights, far)):
                done[which] = self._merge(table, which, done[which], node.block.start - gaps[which])
            opening = np.minimum(np.minimum(near[rows], nights[rows]) + LONE_DAY_OFF, far[rows])
            self._node(at, node, rows, opening + np.float32(begins(node.block)))
            if node.number < 0:
                near[rows] = nights[rows] = far[rows] = INF
                self.since[rows] = self.newest = node.block.start
                self._history[rows.start].append(node.block.start)
        self._root = far

    def _merge(self, table: Floats, which: int, done: int, until: int) -> int:
        """Take in all stints that ended by then; of nobody what lies before what they have for sure."""
        net = self.net
        upto = bisect_right(net.ends_in_order, until)
        for at in net.by_end[done:upto]:
            if self.ways[at] is None:
                continue
            start = net.nodes[at].block.start
            parts = ((self.closes,), (self.after,), (self.closes, self.after))[which]
            for part in parts if net.nodes[at].block.night else parts[:1] if which != 1 else ():
                found = part[at]
                if start < self.newest and (late := self.since > start).any():
                    found = np.where(late[:, None], INF, found)
                np.minimum(table, found, out=table)
        return upto

    def _node(self, at: int, node: Node, rows: slice, opening: Floats) -> None:
        net, night = self.net, node.block.night
        many = rows.stop - rows.start
        into = np.full((many, 3 if night else 1, net.back, net.steps), INF, dtype=np.float32)
        into[:, 0, 0] = opening
        everybody = node.number >= 0
        for arc in node.arcs:
            source, early = self.ways[arc.source], net.nodes[arc.source]
            if source is None:
                continue
            if everybody and early.number >= 0 and early.block.start >= self.newest:
                if arc.cost:
                    source = source + np.float32(arc.cost)
                wide = net.back - arc.shift
                for there, to in net.turns[early.block.night, night]:
                    part = into[:, to, arc.shift :]
                    np.minimum(part, source[:, there, :wide], out=part)
            else:
                self._arc(into, node, arc, rows)
        if node.number >= 0:
            into[:, :, node.most + 1 :] = INF
            for some, most in self.runs:
                into[some, :, int(node.beyond[most]) :] = INF
        here = np.full_like(into, INF) if node.steps else into
        cost = np.zeros(many, dtype=np.float32) if node.number < 0 else self.costs[rows, node.number]
        here[..., node.steps :] = into[..., : net.steps - node.steps]
        here += cost[:, None, None, None]
        self.ways[at] = here
        few = net.pace.nights - 1 if night else 1
        ending = here + node.stints[None, None, :, None]
        self.closes[at, rows] = ending[:, :few].min(axis=(1, 2))
        if night and few < 3:
            self.after[at, rows] = ending[:, few:].min(axis=(1, 2))

    def _arc(self, every: Floats, node: Node, arc: Arc, rows: slice) -> None:
        source = self.ways[arc.source]
        early = self.net.nodes[arc.source]
        theirs = self._rows(early)
        if source is None or theirs is None:
            return
        low, high = max(rows.start, theirs.start), min(rows.stop, theirs.stop)
        if low >= high:
            return
        source = source[low - theirs.start : high - theirs.start]
        into = every[low - rows.start : high - rows.start]
        late = self.since[low:high] > early.block.start
        if late.all():
            return
        if late.any():
            source = np.where(late[:, None, None, None], INF, source)
        if arc.cost:
            source = source + np.float32(arc.cost)
        given = node.number < 0
        for there, to in nights_on(self.net.pace, early.block.night, node.block.night, given):
            _lower(into[:, to], source[:, there], arc.shift, given)

    def best(self, row: int, most: int) -> list[tuple[float, tuple[int, ...]]]:
        """A carer's cheapest schedules with different numbers of minutes: what each costs, and its blocks."""
        final = self._final(row)
        total = final + self.ending[row]
        found: list[tuple[float, tuple[int, ...]]] = []
        for step in np.argsort(total, kind="stable")[: 3 * most]:
            if not np.isfinite(total[step]) or len(found) == most:
                break
            chain = walk(self, row, int(step))
            if all(chain != other for _, other in found):
                found.append((float(total[step]), chain))
        return found

    def _final(self, row: int) -> Floats:
        there = self.net.starts >= self.since[row]
        found = np.minimum(self.closes[there, row], self.after[there, row])
        return np.asarray(np.minimum(self._root[row], found.min(axis=0, initial=INF)))


def _lower(into: Floats, source: Floats, shift: int, given: bool) -> None:
    """Take what is cheaper, so many half days further on; what somebody has may last beyond what fits."""
    wide = into.shape[1]
    shift = max(shift, 0)
    if shift < wide:
        np.minimum(into[:, shift:], source[:, : wide - shift], out=into[:, shift:])
    if given and shift:
        beyond = source[:, max(0, wide - shift) :].min(axis=1)
        np.minimum(into[:, -1], beyond, out=into[:, -1])
