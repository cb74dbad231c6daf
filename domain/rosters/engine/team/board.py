"""A roster in the making: everybody's schedule, what is left open, and what it all costs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from domain.rosters.engine.team.ground import Ground
from domain.rosters.engine.team.price import Column, Costs
from domain.rosters.engine.team.scale import MIX, OPEN, POINT_STEPS, off_share

Ints = npt.NDArray[np.int64]
Roster = dict[int, Column]


@dataclass(frozen=True, slots=True)
class Left:
    """What some carers have to share: slots of each cell, even points of each, and how short each mix is."""

    ground: Ground
    need: Ints
    share: tuple[float | None, ...]
    mixes: tuple[int, ...]


class Board:
    """What a roster leaves open and costs, by one aim's costs."""

    def __init__(self, costs: Costs) -> None:
        self.costs, self.ground = costs, costs.ground
        self.need = np.array([cell.count for cell in self.ground.cells], dtype=np.int64)
        self.share = tuple(shares(self.ground))
        self.least = tuple(self._least())

    def _least(self) -> Iterable[int]:
        """What each mix asks beyond those who keep a slot of it."""
        judge, carers = self.ground.judge, {carer.id: carer for carer in self.ground.problem.carers}
        for mix in self.ground.problem.mixes:
            kept = [
                slot for id in mix.slots if (slot := judge.slots[id]).carer in carers and id not in self.ground.of_slot
            ]
            able = sum(
                any(c.code == mix.competence and c.span.holds(slot.date) for c in carers[slot.carer].competences)
                for slot in kept
                if slot.carer is not None
            )
            yield mix.least - able

    def left(self, roster: Mapping[int, Column]) -> Left:
        """What these schedules leave to others."""
        need, mixes = self.need.copy(), list(self.least)
        for column in roster.values():
            for cell in column.cells:
                need[cell] -= 1
                for mix in self.ground.helps[column.carer][cell]:
                    mixes[mix] -= 1
        return Left(self.ground, need, self.share, tuple(mixes))

    def cost(self, roster: Roster) -> float:
        """What a roster costs: the schedules, what is open and short, and what is uneven."""
        left = self.left(roster)
        total = OPEN * float(left.need.sum()) + MIX * sum(max(0, one) for one in left.mixes)
        return total + sum(self.own(column) for column in roster.values())

    def own(self, column: Column) -> float:
        """What a schedule costs with its points."""
        share = self.share[column.carer]
        return column.cost + (0.0 if share is None else off_share(column.points, share, self.costs.scale))

    def marginal(self, column: Column) -> float:
        """What one point more would cost a carer from here, less where it would be more even."""
        share = self.share[column.carer]
        if share is None:
            return 0.0
        away, sign = abs(column.points - share), 1 if column.points >= share else -1
        for wide, weight in POINT_STEPS:
            if away <= wide:
                return sign * weight * self.costs.scale.point
            away -= wide
        return 0.0

    def open(self, roster: Roster) -> int:
        """How many slots nobody works."""
        return int(self.left(roster).need.sum())


def shares(ground: Ground) -> Iterable[float | None]:
    """Points that would be even for each, on top of what they keep; nothing for whom they are not counted.

    Even is by contract hours over this period and those before: who carried more than even then gets so much less.
    """
    carers = ground.problem.carers
    counted = [carer.contract > 0 and not carer.flex for carer in carers]
    hours = sum(carer.contract for carer, one in zip(carers, counted, strict=True) if one)
    out = sum(cell.points * cell.count for cell in ground.cells)
    out += sum(kept for kept, one in zip(ground.kept_points, counted, strict=True) if one)
    carried = sum(carer.carried for carer, one in zip(carers, counted, strict=True) if one)
    for carer, kept, one in zip(carers, ground.kept_points, counted, strict=True):
        even = (out + carried) * carer.contract / hours - carer.carried if one else 0.0
        yield even - kept if one else None
