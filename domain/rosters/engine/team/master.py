"""Weighs schedules against each other: one for each carer, every cell covered or at its price left open (an LP).

Points and mixes are rows of their own, so that fairness and competence get a price for every shift as cover does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from domain.rosters.engine.master import quiet_highs
from domain.rosters.engine.team.board import Left
from domain.rosters.engine.team.price import Column, Floats
from domain.rosters.engine.team.scale import POINT_STEPS, Scale

_DUAL, _PRIMAL = 1, 4
_MOST_ITERATIONS = 50_000
BOX = 100.0
"""What a cell short or a cell too many costs here. Far less than in the roster: with 10,000 the prices swing so that
the first 27 rounds of a team of 12 bring nothing."""
_SURE = 1 - 1e-6


@dataclass(frozen=True, slots=True)
class Weighed:
    """The LP's answer: its value, prices of cells, carers, points and mixes, and each schedule's weight."""

    value: float
    cells: Floats
    carers: Floats
    points: Floats
    mixes: Floats
    weights: Floats


class Master:
    """The LP over the schedules so far, for some carers and what the others leave open."""

    def __init__(self, left: Left, carers: Sequence[int], scale: Scale, box: float) -> None:
        self.ground, self.left, self.carers, self.scale = left.ground, left, tuple(carers), scale
        self.box = box
        self.columns: list[Column] = []
        self.fixed: dict[int, int] = {}
        self._known: dict[tuple[int, tuple[int, ...]], int] = {}
        self._of: dict[int, list[int]] = {carer: [] for carer in carers}
        self._row = {carer: at for at, carer in enumerate(carers)}
        self._highs = quiet_highs()
        self._highs.setOptionValue("presolve", "off")
        self._highs.setOptionValue("simplex_iteration_limit", _MOST_ITERATIONS)
        self._moved = False
        self._rows()

    def _rows(self) -> None:
        left, inf, cells, carers = self.left, highspy.kHighsInf, len(self.left.need), len(self.carers)
        self._at = (cells, cells + carers, cells + 2 * carers)
        shares = [left.share[carer] for carer in self.carers]
        low = [*left.need, *[1.0] * carers, *(-inf if one is None else one for one in shares), *left.mixes]
        high = [*left.need, *[1.0] * carers, *(inf if one is None else one for one in shares), *[inf] * len(left.mixes)]
        none = np.zeros(len(low), dtype=np.int32)
        bounds = np.array(low, dtype=np.float64), np.array(high, dtype=np.float64)
        self._highs.addRows(len(low), *bounds, 0, none, np.zeros(0, dtype=np.int32), np.zeros(0))
        slacks = [(at, sign, self.box, inf) for at in range(cells) for sign in (1.0, -1.0)]
        slacks += [(self._at[2] + at, 1.0, 0.6 * self.box, inf) for at in range(len(left.mixes))]
        for at, one in enumerate(shares):
            if one is not None:
                steps = [(wide, weight * self.scale.point) for wide, weight in POINT_STEPS]
                slacks += [(cells + carers + at, sign, cost, wide) for sign in (1.0, -1.0) for wide, cost in steps]
        for row, sign, cost, most in slacks:
            self._highs.addCol(cost, 0.0, most, 1, np.array([row], dtype=np.int32), np.array([sign]))
        self._slacks = len(slacks)

    def new(self, column: Column) -> bool:
        """Whether a schedule was never added."""
        return (column.carer, column.chain) not in self._known

    def drop(self, number: int) -> None:
        """Take a schedule out for good."""
        self._of[self.columns[number].carer].remove(number)
        self._bound(number, 0.0, 0.0)

    def add(self, column: Column) -> int:
        """A schedule's number; it is added when it is new."""
        key = (column.carer, column.chain)
        if key in self._known:
            return self._known[key]
        number = self._known[key] = len(self.columns)
        self.columns.append(column)
        self._of[column.carer].append(number)
        entries: dict[int, float] = {}
        for cell in column.cells:
            entries[cell] = entries.get(cell, 0.0) + 1.0
            for mix in self.ground.helps[column.carer][cell]:
                entries[self._at[2] + mix] = entries.get(self._at[2] + mix, 0.0) + 1.0
        row = self._row[column.carer]
        entries[self._at[0] + row] = 1.0
        if self.left.share[column.carer] is not None and column.points:
            entries[self._at[1] + row] = float(column.points)
        self._highs.addCol(
            column.cost, 0.0, 0.0 if column.carer in self.fixed else highspy.kHighsInf, len(entries),
            np.array(list(entries), dtype=np.int32), np.array(list(entries.values())),
        )  # fmt: skip
        return number

    def fix(self, number: int) -> None:
        """Let somebody keep one schedule."""
        column = self.columns[number]
        self.fixed[column.carer] = number
        for other in self._of[column.carer]:
            self._bound(other, 0.0, 0.0)
        self._bound(number, 1.0, 1.0)

    def release(self) -> None:
        """Let everybody have any schedule again."""
        for carer in self.fixed:
            for number in self._of[carer]:
                self._bound(number, 0.0, highspy.kHighsInf)
        self.fixed.clear()

    def _bound(self, number: int, low: float, high: float) -> None:
        self._highs.changeColBounds(self._slacks + number, low, high)
        self._moved = True

    def free(self) -> list[int]:
        """Who is not fixed."""
        return [carer for carer in self.carers if carer not in self.fixed]

    def solve(self) -> Weighed:
        """Weigh all schedules, from where the last time ended."""
        self._highs.setOptionValue("simplex_strategy", _DUAL if self._moved else _PRIMAL)
        self._moved = False
        self._highs.run()
        if self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            self._highs.clearSolver()
            self._highs.setOptionValue("simplex_strategy", _DUAL)
            self._highs.run()
        solution = self._highs.getSolution()
        duals = np.array(solution.row_dual)
        a, b, c = self._at
        value = float(self._highs.getInfo().objective_function_value)
        weights = np.array(solution.col_value)[self._slacks :]
        return Weighed(value, duals[:a], duals[a:b], duals[b:c], duals[c:], weights)

    def worth(self, weighed: Weighed, carer: int) -> Floats:
        """What each block is worth when this carer works it: its cover, its points and what it does for the mix."""
        found = weighed.cells + weighed.points[self._row[carer]] * self.ground.points
        for cell, mixes in enumerate(self.ground.helps[carer]):
            for mix in mixes:
                found[cell] += weighed.mixes[mix]
        return self.ground.worth(found)

    def share(self, weighed: Weighed, carer: int) -> float:
        """What the schedules of somebody pay at least, for there being one."""
        return float(weighed.carers[self._row[carer]])

    def whole(self, weighed: Weighed) -> dict[int, Column] | None:
        """Everybody's schedule, when each has one only."""
        sure = [self.columns[at] for at in np.flatnonzero(weighed.weights > _SURE)]
        return {column.carer: column for column in sure} if len(sure) == len(self.carers) else None
