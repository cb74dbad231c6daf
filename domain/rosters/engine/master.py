"""Weighs schedules against each other: one for each person, and cover that may fall short at its price (an LP)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import highspy
import numpy as np

from domain.rosters.engine.model import Floats, Ints, Problem

_SURE = 1 - 1e-6
_DUAL, _PRIMAL = 1, 4
"""HiGHS's numbers of the two methods."""
_MOST_ITERATIONS = 50_000


def quiet_highs() -> highspy.Highs:
    """A solver that prints nothing and keeps to one thread (HiGHS refuses to change that within a process)."""
    highs = highspy.Highs()  # type: ignore[no-untyped-call]
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("threads", 1)
    return highs


@dataclass(frozen=True, slots=True)
class Weighed:
    """The LP's answer: its value, a price for every shift, one for every person, and each schedule's weight."""

    value: float
    prices: Floats
    shares: Floats
    weights: Floats


class Master:
    """The LP over the schedules so far."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.schedules: list[Ints] = []
        self.people: list[int] = []
        self.fixed: dict[int, int] = {}
        """Person to the number of the schedule that they keep for now."""
        self._known: dict[tuple[int, bytes], int] = {}
        self._of: list[list[int]] = [[] for _ in problem.people]
        self._highs = quiet_highs()
        self._highs.setOptionValue("presolve", "off")
        self._highs.setOptionValue("simplex_iteration_limit", _MOST_ITERATIONS)
        self._bounds_changed = False
        self.last: Weighed | None = None
        """What the last LP said, of the schedules of then."""
        self._rows()

    def _rows(self) -> None:
        problem, inf = self.problem, highspy.kHighsInf
        need = problem.need.ravel().astype(np.float64)
        bounds = np.concatenate([need, np.ones(len(problem.people))])
        none = np.zeros(len(bounds), dtype=np.int32)
        self._highs.addRows(len(bounds), bounds, bounds, 0, none, np.zeros(0, dtype=np.int32), np.zeros(0))
        cells = len(need)
        self._slacks = 2 * cells
        rows = np.concatenate([np.arange(cells), np.arange(cells)]).astype(np.int32)
        signs = np.concatenate([np.ones(cells), -np.ones(cells)])
        costs = np.concatenate([problem.under.ravel(), problem.over.ravel()]).astype(np.float64)
        starts = np.arange(2 * cells, dtype=np.int32)
        zeros = np.zeros(2 * cells)
        self._highs.addCols(2 * cells, costs, zeros, np.full(2 * cells, inf), 2 * cells, starts, rows, signs)

    def add(self, person: int, schedule: Ints) -> int:
        """A schedule's number; it is added when it is new."""
        key = (person, schedule.tobytes())
        if key in self._known:
            return self._known[key]
        number = self._known[key] = len(self.schedules)
        self.schedules.append(schedule)
        self.people.append(person)
        self._of[person].append(number)
        days = np.flatnonzero(schedule)
        kinds = len(self.problem.kinds)
        rows = np.append(days * kinds + schedule[days] - 1, self.problem.need.size + person).astype(np.int32)
        closed = person in self.fixed
        self._highs.addCol(
            float(self.problem.schedule_cost(person, schedule)), 0.0, 0.0 if closed else highspy.kHighsInf,
            len(rows), rows, np.ones(len(rows)),
        )  # fmt: skip
        return number

    def fix(self, person: int, number: int) -> None:
        """Let somebody keep one schedule."""
        self.fixed[person] = number
        for other in self._of[person]:
            self._bound(other, 0.0, 0.0)
        self._bound(number, 1.0, 1.0)

    def release(self, people: Iterable[int]) -> None:
        """Let them have any schedule again."""
        for person in people:
            del self.fixed[person]
            for number in self._of[person]:
                self._bound(number, 0.0, highspy.kHighsInf)

    def _bound(self, number: int, low: float, high: float) -> None:
        self._highs.changeColBounds(self._slacks + number, low, high)
        self._bounds_changed = True

    def slim(self, prices: Floats, roomy: int, most: int) -> None:
        """Forget what whoever is fixed will not do; where others have `roomy` schedules, keep the `most` promising."""
        closed = sum(len(self._of[person]) for person in self.fixed)
        free = self.free()
        many = max(1, len(free))
        crowded = {person for person in free if len(self._of[person]) > roomy // many}
        if closed < len(self.schedules) / 5 and not crowded:
            return
        basis = self._highs.getBasis()
        basic = highspy.HighsBasisStatus.kBasic
        used = [status == basic for status in basis.col_status[self._slacks :]]
        keep = set(self.fixed.values())
        for person, numbers in enumerate(self._of):
            keep |= {number for number in numbers if used[number]}
            if person in crowded:
                numbers = sorted(numbers, key=lambda number: self._reduced(number, prices))[: most // many]
            keep |= set(numbers if person not in self.fixed else ())
        self._keep(sorted(keep), basis)

    def _reduced(self, number: int, prices: Floats) -> float:
        schedule = self.schedules[number]
        days = np.flatnonzero(schedule)
        cost = self.problem.schedule_cost(self.people[number], schedule)
        return cost - float(prices[days, schedule[days] - 1].sum())

    def _keep(self, keep: list[int], basis: highspy.HighsBasis) -> None:
        """Only these schedules; the basis stands, as those in it are among them."""
        statuses = basis.col_status
        basis.col_status = [*statuses[: self._slacks], *(statuses[self._slacks + number] for number in keep)]
        gone = np.ones(self._slacks + len(self.schedules), dtype=np.int32)
        gone[: self._slacks] = 0
        gone[[self._slacks + number for number in keep]] = 0
        self._highs.deleteCols(int(gone.sum()), np.flatnonzero(gone).astype(np.int32))
        self._highs.setBasis(basis)
        if self.last is not None:
            there = [number for number in keep if number < len(self.last.weights)]
            self.last = replace(self.last, weights=self.last.weights[there])
        place = {number: at for at, number in enumerate(keep)}
        self.schedules = [self.schedules[number] for number in keep]
        self.people = [self.people[number] for number in keep]
        self.fixed = {person: place[number] for person, number in self.fixed.items()}
        self._known = {key: place[number] for key, number in self._known.items() if number in place}
        self._of = [[place[number] for number in numbers if number in place] for numbers in self._of]

    def free(self) -> list[int]:
        """Who is not fixed."""
        return [person for person in range(len(self.problem.people)) if person not in self.fixed]

    def heaviest(self) -> Ints:
        """The schedules of those who are fixed; of the others those that the last LP gave the most weight."""
        weights = np.zeros(len(self.schedules))
        if self.last is not None:
            weights[: len(self.last.weights)] = self.last.weights
        chosen = [
            self.fixed.get(person, max(known, key=lambda number: float(weights[number])))
            for person, known in enumerate(self._of)
        ]
        return np.stack([self.schedules[number] for number in chosen])

    def solve(self) -> Weighed:
        """Weigh all schedules, from where the last time ended."""
        # Who stands at a basis that new schedules can only better goes on with the primal method; fixing breaks that.
        self._highs.setOptionValue("simplex_strategy", _DUAL if self._bounds_changed else _PRIMAL)
        self._bounds_changed = False
        self._highs.run()
        if self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            self._highs.clearSolver()
            self._highs.setOptionValue("simplex_strategy", _DUAL)
            self._highs.run()
        solution = self._highs.getSolution()
        duals = np.array(solution.row_dual)
        cells = self.problem.need.size
        self.last = Weighed(
            float(self._highs.getInfo().objective_function_value), duals[:cells].reshape(self.problem.need.shape),
            duals[cells:], np.array(solution.col_value)[self._slacks :],
        )  # fmt: skip
        return self.last

    def whole(self, weights: Floats) -> Ints | None:
        """The roster, when everybody has one schedule only."""
        sure = np.flatnonzero(weights > _SURE)
        if len(sure) != len(self.problem.people):
            return None
        roster = np.zeros((len(sure), self.problem.days), dtype=np.int64)
        for number in sure:
            roster[self.people[number]] = self.schedules[number]
        return roster

    def bound(self, prices: Floats, best: dict[int, float]) -> float:
        """What no roster (with those that are fixed) can be below: Lagrange's bound at prices within their box."""
        kept = 0.0
        for person, number in self.fixed.items():
            schedule = self.schedules[number]
            days = np.flatnonzero(schedule)
            paid = prices[days, schedule[days] - 1].sum()
            kept += self.problem.schedule_cost(person, schedule) - float(paid)
        return float((prices * self.problem.need).sum()) + kept + sum(best.values())
