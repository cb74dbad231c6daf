"""Shows that no roster is better: what cannot be in a better one falls away, and HiGHS goes through the rest.

The model is a flow: somebody goes from day to day, waiting or by a stint of work and the days off that must follow.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import highspy
import numpy as np

from domain.rosters.engine.dive import rounded
from domain.rosters.engine.master import quiet_highs
from domain.rosters.engine.model import OFF, Flags, Floats, Ints, Person, Problem
from domain.rosters.engine.paths import Tables
from domain.rosters.engine.pricing import Pricer

_EPS = 1e-6
_FOUND = int(highspy.SolutionStatus.kSolutionStatusFeasible)


@dataclass(frozen=True, slots=True)
class Left:
    """What a better roster may still hold: by person, day and kind; by person, first day and length of a stint."""

    shifts: Flags
    stints: Flags

    @property
    def size(self) -> int:
        """How many choices there are."""
        return int(self.shifts.sum() + self.stints.sum())


@dataclass(frozen=True, slots=True)
class Proof:
    """A better roster, or none, and the cost below which there certainly is none."""

    roster: Ints | None
    bound: float


def what_is_left(problem: Problem, pricer: Pricer, prices: Floats, below: float) -> Left:
    """Everything through which a path leads that, by Lagrange's bound, could cost less than `below`."""
    people = list(range(len(problem.people)))
    longest = max(who.max_run for who in problem.people)
    shifts = np.full((len(people), problem.days, len(problem.kinds)), np.inf)
    stints = np.full((len(people), problem.days, longest + 1), np.inf)
    best = np.full(len(people), np.inf)
    for shape, members in pricer.groups(people):
        tables = Tables(shape, pricer.costs(members, prices))
        onward = tables.onward()
        rest = tuple(range(2, onward.ndim - 1))
        best[members] = tables.forward[-1].min(axis=tuple(range(1, onward.ndim - 1)))
        for day in range(problem.days):
            _, done = tables.split(tables.forward[day + 1])
            _, onward_done = tables.split(onward[day + 1])
            shifts[np.ix_(members, [day], shape.kinds)] = (done + onward_done).min(axis=tuple(range(2, done.ndim)))[
                :, None
            ]
            ended = onward_done if day + 1 == problem.days else _after_a_day_off(tables, onward, day + 1)
            runs = (done + ended).min(axis=(1, *(axis + 1 for axis in rest)))
            for run in range(1, min(shape.max_run, day + 1) + 1):
                if shape.min_run <= run or day + 1 == problem.days or run == day + 1:
                    stints[members, day + 1 - run, run] = runs[:, run - 1]
    slack = below - _EPS - (float((prices * problem.need).sum()) + float(best.sum()))
    return Left(shifts - best[:, None, None] < slack, stints - best[:, None, None] < slack)


def _after_a_day_off(tables: Tables, onward: Floats, day: int) -> Floats:
    """What it costs from each cell of `day` to the end when that is the first day off."""
    to, source = tables.shape.rests[day]
    off, _ = tables.split(onward[day + 1])
    found = np.full_like(off[:, :1], np.inf)
    found[source] = off[:, :1][to] + tables.price_of(day, OFF)[:, None]
    return found[:, None]


@dataclass
class _Model:
    """Columns and rows as they come, handed to HiGHS in one go."""

    costs: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    rows: list[tuple[float, float]] = field(default_factory=list)
    cells: list[tuple[int, int, float]] = field(default_factory=list)

    def column(self, cost: float, upper: float = 1.0, whole: bool = True) -> int:
        self.costs.append(cost)
        self.upper.append(upper)
        self.whole.append(whole)
        return len(self.costs) - 1

    def row(self, low: float, high: float, cells: list[tuple[int, float]]) -> None:
        self.cells += [(len(self.rows), column, value) for column, value in cells]
        self.rows.append((low, high))

    def solve(self, seconds: float, below: float) -> tuple[Floats | None, float]:
        """The best answer that costs less, if it was found, and the bound."""
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.costs), len(self.rows)
        lp.col_cost_, lp.col_upper_ = np.array(self.costs), np.array(self.upper)
        lp.col_lower_ = np.zeros(len(self.costs))
        lp.row_lower_, lp.row_upper_ = (np.array([row[side] for row in self.rows]) for side in (0, 1))
        kinds = highspy.HighsVarType
        lp.integrality_ = [kinds.kInteger if whole else kinds.kContinuous for whole in self.whole]
        counts = np.bincount([row for row, _, _ in self.cells], minlength=len(self.rows))
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.concatenate([[0], np.cumsum(counts)])
        lp.a_matrix_.index_ = np.array([column for _, column, _ in self.cells])
        lp.a_matrix_.value_ = np.array([value for _, _, value in self.cells])
        highs = quiet_highs()
        for option, value in (("time_limit", seconds), ("mip_rel_gap", 0.0), ("mip_abs_gap", 0.999),
                              ("objective_bound", below - 0.5)):  # fmt: skip
            highs.setOptionValue(option, value)
        highs.passModel(lp)
        highs.run()
        info, status = highs.getInfo(), highs.getModelStatus()
        done = highspy.HighsModelStatus
        if status in (done.kInfeasible, done.kObjectiveBound):
            return None, below
        value = float(info.objective_function_value)
        found = None
        if int(info.primal_solution_status) == _FOUND and value < below - 0.5:
            found = np.array(highs.getSolution().col_value)
        if status == done.kOptimal:
            return found, min(below, value)
        return found, min(below, float(info.mip_dual_bound))


def prove(problem: Problem, left: Left, below: float, seconds: float) -> Proof:
    """Look for a roster that costs less than `below` among what is left."""
    model = _Model()
    shift_at: dict[tuple[int, int, int], int] = {}
    constant = 0.0
    for person, who in enumerate(problem.people):
        off = problem.cost[person, :, OFF]
        constant += float(off.sum())
        for day, kind in np.argwhere(left.shifts[person]):
            cost = float(problem.cost[person, day, kind + 1] - off[day])
            shift_at[person, int(day), int(kind)] = model.column(cost)
        stints = {(int(a), int(n)): model.column(0.0) for a, n in np.argwhere(left.stints[person])}
        _path(model, problem, who, stints)
        own = {(day, kind): column for (p, day, kind), column in shift_at.items() if p == person}
        _link(model, problem, stints, own)
        _limits(model, problem, who, stints, own)
    _cover(model, problem, shift_at)
    values, bound = model.solve(seconds, below - constant)
    if values is None:
        return Proof(None, min(below, rounded(bound + constant)))
    roster = np.zeros((len(problem.people), problem.days), dtype=np.int64)
    for (person, day, kind), column in shift_at.items():
        if values[column] > 0.5:
            roster[person, day] = kind + 1
    return Proof(roster, rounded(bound + constant))


Stints = dict[tuple[int, int], int]
Own = dict[tuple[int, int], int]


def _path(model: _Model, problem: Problem, who: Person, stints: Stints) -> None:
    """From the first day to the last, waiting or by stints that end with the days off that they need."""
    flows: list[list[tuple[int, float]]] = [[] for _ in range(problem.days + 1)]
    for (first, length), column in stints.items():
        flows[first].append((column, 1.0))
        flows[min(problem.days, first + length + who.min_off)].append((column, -1.0))
    for day in range(problem.days):
        wait = model.column(0.0, whole=False)
        flows[day].append((wait, 1.0))
        flows[day + 1].append((wait, -1.0))
    for day, cells in enumerate(flows[:-1]):
        starts = 1.0 if day == 0 else 0.0
        model.row(starts, starts, cells)


def _link(model: _Model, problem: Problem, stints: Stints, own: Own) -> None:
    """A day within a stint has one shift, and one that may follow yesterday's."""
    kinds = range(len(problem.kinds))
    within: list[list[tuple[int, float]]] = [[] for _ in range(problem.days)]
    for (first, length), column in stints.items():
        for day in range(first, first + length):
            within[day].append((column, -1.0))
    forbidden = {tuple(b for b in kinds if not problem.follows[a, b]) for a in kinds} - {()}
    for day in range(problem.days):
        model.row(0.0, 0.0, [*within[day], *((own[day, kind], 1.0) for kind in kinds if (day, kind) in own)])
        for after in forbidden:
            before = [a for a in kinds if not any(problem.follows[a, b] for b in after)]
            pair = [(own[day, a], 1.0) for a in before if (day, a) in own]
            pair += [(own[day + 1, b], 1.0) for b in after if (day + 1, b) in own]
            if len(pair) > 1:
                model.row(-highspy.kHighsInf, 1.0, pair)


def _limits(model: _Model, problem: Problem, who: Person, stints: Stints, own: Own) -> None:
    """Minutes, how many of a kind, and weekends."""
    unit = problem.unit
    model.row(
        float(-(-who.min_minutes // unit)), float(who.max_minutes // unit),
        [(column, float(problem.minutes[kind] // unit)) for (_, kind), column in own.items()],
    )  # fmt: skip
    for kind, most in enumerate(who.most_of):
        if most < min(problem.days, who.max_minutes // problem.minutes[kind]):
            model.row(0.0, float(most), [(column, 1.0) for (_, k), column in own.items() if k == kind])
    touched = []
    for (first, length), column in stints.items():
        many = len({problem.weekend[day] for day in range(first, first + length)} - {-1})
        if many:
            touched.append((column, float(many)))
    model.row(0.0, float(who.max_weekends), touched)


def _cover(model: _Model, problem: Problem, shift_at: dict[tuple[int, int, int], int]) -> None:
    there: dict[tuple[int, int], list[tuple[int, float]]] = {}
    for (_, day, kind), column in shift_at.items():
        there.setdefault((day, kind), []).append((column, 1.0))
    for day, kind in np.ndindex(problem.need.shape):
        need = float(problem.need[day, kind])
        short = model.column(float(problem.under[day, kind]), highspy.kHighsInf, whole=False)
        many = model.column(float(problem.over[day, kind]), highspy.kHighsInf, whole=False)
        model.row(need, need, [*there.get((day, kind), []), (short, 1.0), (many, -1.0)])
