"""A public instance from file to roster: what cannot be is said first, and what is made is written as text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from domain.rosters.engine.clock import Clock
from domain.rosters.engine.contradictions import Impossible, Wanting, first_look, wanting
from domain.rosters.engine.model import OFF, Ints, Problem, from_instance
from domain.rosters.engine.solve import Outcome, solve
from domain.rosters.instance import Instance


@dataclass(frozen=True, slots=True)
class Asked:
    """A problem, with what is known to be impossible in it."""

    problem: Problem
    first: dict[int, Ints]
    """A lawful schedule for everybody for whom one was found."""
    impossible: tuple[Impossible, ...]
    wanting: tuple[Wanting, ...]

    def sentences(self) -> list[str]:
        """What cannot be, each in one Dutch sentence."""
        said = []
        for one in self.impossible:
            limits = f" Zonder een van deze grenzen kan het wel: {', '.join(one.limits)}." if one.limits else ""
            said.append(f"Voor {one.id} bestaat geen rooster dat aan alle grenzen voldoet.{limits}")
        for want in self.wanting:
            kind = f"dienst {want.kind}" if want.kind else "alle diensten samen"
            said.append(
                f"Dag {want.day} vraagt {want.wanted} mensen voor {kind}, en er kunnen er hoogstens {want.available}."
            )
        return said


@dataclass(frozen=True, slots=True)
class Answer:
    """What was made of it."""

    asked: Asked
    outcome: Outcome
    """Of those who have a schedule."""
    roster: Ints
    """By person and day; whoever is in `without` has nothing but days off."""
    without: tuple[str, ...]

    @property
    def status(self) -> str:
        """`optimal`, `feasible` or `none`."""
        return "none" if self.without else self.outcome.status

    @property
    def interrupted(self) -> bool:
        """Whether somebody called a halt."""
        return self.outcome.interrupted

    @property
    def failure(self) -> str:
        """What went wrong in a search, if anything did."""
        return self.outcome.failure

    @property
    def text(self) -> str:
        """A line for each employee, in the instance's order; a shift by its id, a day off empty."""
        names = ("", *self.asked.problem.kinds)
        return "".join(",".join(names[done] for done in row) + "\n" for row in self.roster)

    def json(self) -> dict[str, Any]:
        """For a machine; without a whole roster there is no objective."""
        problem = self.asked.problem
        short = problem.need - problem.work(self.roster)
        whole = self.status != "none"
        return {
            "objective": int(self.outcome.cost) if whole else None,
            "bound": int(self.outcome.bound) if whole and np.isfinite(self.outcome.bound) else None,
            "status": self.status,
            "violations": [{"employee": id, "rule": "no lawful schedule"} for id in self.without],
            "impossible": [{"employee": one.id, "limits": list(one.limits)} for one in self.asked.impossible],
            "wanting": [
                {"day": one.day, "shift": one.kind, "wanted": one.wanted, "available": one.available}
                for one in self.asked.wanting
            ],
            "gaps": [
                {"day": int(day), "shift": problem.kinds[kind], "short": int(short[day, kind])}
                for day, kind in np.argwhere(short > 0)
            ],
        }


def before(instance: Instance, deadline: float) -> Asked:
    """Look at an instance before the search: what cannot be, and a first schedule for everybody else."""
    problem = from_instance(instance)
    first, never = first_look(problem, Clock(deadline))
    return Asked(problem, first, tuple(never), tuple(wanting(problem)))


def make(asked: Asked, deadline: float, workers: int, seed: int) -> Answer:
    """The best roster before the deadline; who has no schedule is left out, and the others are planned all the same."""
    problem, placed = asked.problem, sorted(asked.first)
    first = np.array([asked.first[person] for person in placed], dtype=np.int64).reshape(-1, problem.days)
    part = replace(
        problem, people=tuple(problem.people[p] for p in placed), cost=problem.cost[placed], free=problem.free[placed]
    )
    outcome = solve(part, first, Clock(deadline), workers, seed) if placed else Outcome(first, part.roster_cost(first))
    roster = np.full((len(problem.people), problem.days), OFF, dtype=np.int64)
    roster[placed] = outcome.roster
    without = tuple(who.id for person, who in enumerate(problem.people) if person not in asked.first)
    return Answer(asked, outcome, roster, without)
