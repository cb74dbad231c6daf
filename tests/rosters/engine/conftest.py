"""Small instances of the public format, made up, and what brute force says about them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import strategies as some

from bench.instances import broken, sections
from domain.rosters.engine.clock import Clock
from domain.rosters.engine.contradictions import first_look
from domain.rosters.engine.model import Problem, from_instance
from domain.rosters.engine.search import Search
from domain.rosters.instance import read_instance

WEEK = """
SECTION_HORIZON
7
SECTION_SHIFTS
E,480,
L,480,E
SECTION_STAFF
Anna,E=7|L=7,2400,960,5,2,2,1
Bram,E=7|L=0,2400,960,5,2,2,1
Chris,E=2|L=7,2400,960,5,2,2,0
SECTION_DAYS_OFF
Anna,0
SECTION_SHIFT_ON_REQUESTS
Bram,1,E,3
SECTION_SHIFT_OFF_REQUESTS
Chris,4,L,2
SECTION_COVER
0,E,1,100,1
1,E,1,100,1
1,L,1,100,1
2,E,1,100,1
2,L,1,100,1
3,E,1,100,1
3,L,1,100,1
4,E,1,100,1
5,E,1,100,1
6,E,1,100,1
"""


@pytest.fixture
def week() -> str:
    return WEEK


def problem_of(text: str) -> Problem:
    return from_instance(read_instance(text.encode()))


@dataclass
class Found:
    """What a search in this process came to."""

    problem: Problem
    roster: np.ndarray
    cost: float
    bound: float

    @property
    def text(self) -> str:
        names = ("", *self.problem.kinds)
        return "".join(",".join(names[done] for done in row) + "\n" for row in self.roster)


def search(problem: Problem, seconds: float = 5, seed: int = 1, share: float = 0.4) -> Found:
    """Search in this process; everybody must have a schedule."""
    placed, never = first_look(problem, Clock.of(seconds))
    assert not never
    first = np.array([placed[person] for person in range(len(problem.people))])
    bounds = [-np.inf]

    def tell(roster: np.ndarray, bound: float) -> tuple[None, float]:
        bounds.append(bound)
        return None, bound

    searching = Search(problem, first, Clock.of(seconds), seed, tell, share=share)
    searching.run()
    assert bounds == sorted(bounds), "a bound never falls"
    return Found(problem, searching.roster, searching.cost, searching.bound)


@some.composite
def instances(draw: some.DrawFn, most_days: int = 7, most_people: int = 2) -> str:
    """A tiny instance; its limits may leave somebody without any schedule."""
    days = draw(some.integers(3, most_days))
    kinds = ["E", "L"][: draw(some.integers(1, 2))]
    lengths = {kind: draw(some.sampled_from([240, 360, 480])) for kind in kinds}
    shifts = [f"E,{lengths['E']},", *(f"L,{lengths[kind]},E" for kind in kinds[1:])]
    staff, off, wishes = [], [], {"ON": [], "OFF": []}
    for name in ("A", "B", "C")[: draw(some.integers(1, most_people))]:
        most = "|".join(f"{kind}={draw(some.sampled_from([days, days, 2, 1, 0]))}" for kind in kinds)
        low = draw(some.integers(0, days * 240))
        run = draw(some.integers(1, 5))
        limits = (low + draw(some.integers(0, 960)), low, run, draw(some.integers(1, min(run, 3))))
        staff.append(",".join(map(str, (name, most, *limits, draw(some.integers(1, 3)), draw(some.integers(0, 1))))))
        off += [f"{name},{day}" for day in draw(some.lists(some.integers(0, days - 1), max_size=1))]
        for way, into in wishes.items():
            day = draw(some.integers(0, days - 1))
            kind, weight = draw(some.sampled_from(kinds)), draw(some.integers(1, 9))
            if not any(f"{name},{day},{kind}," in wish for wish in itertools.chain(*wishes.values())):
                into.append(f"{name},{day},{kind},{weight}")
            assert way in ("ON", "OFF")
    cover = [
        f"{day},{kind},{draw(some.integers(0, 2))},{draw(some.integers(0, 20))},{draw(some.integers(0, 3))}"
        for day in range(days)
        for kind in kinds
    ]
    parts = {"HORIZON": [str(days)], "SHIFTS": shifts, "STAFF": staff, "DAYS_OFF": off}
    parts |= {f"SHIFT_{way}_REQUESTS": lines for way, lines in wishes.items()} | {"COVER": cover}
    return "\n".join(line for name, lines in parts.items() for line in (f"SECTION_{name}", *lines)) + "\n"


def lawful_schedules(text: str) -> list[np.ndarray]:
    """Each person's lawful schedules, by trying all; the judge of bench/ says which are."""
    said = sections(text)
    kinds = ["", *(fields[0] for fields in said["SHIFTS"])]
    days = int(said["HORIZON"][0][0])
    found = []
    for fields in said["STAFF"]:
        alone = _alone(text, fields[0])
        tries = itertools.product(range(len(kinds)), repeat=days)
        found.append(
            np.array([one for one in tries if not broken(alone, ",".join(kinds[k] for k in one))]).reshape(-1, days)
        )
    return found


def _alone(text: str, who: str) -> str:
    """The instance with one of its employees only, and without what broken() does not look at."""
    return "\n".join(_lines_for(text, who))


def _lines_for(text: str, who: str) -> Iterator[str]:
    section = ""
    for line in text.split("\n"):
        section = line if line.startswith("SECTION_") else section
        names_people = section in ("SECTION_STAFF", "SECTION_DAYS_OFF")
        if section in ("SECTION_HORIZON", "SECTION_SHIFTS") or (names_people and line.split(",")[0] in (section, who)):
            yield line


def optimum(problem: Problem, schedules: list[np.ndarray]) -> int:
    """The least cost of all rosters that can be put together."""
    works = [np.stack([one == kind + 1 for kind in range(len(problem.kinds))], axis=2) for one in schedules]
    own = [
        np.array([problem.cost[person, np.arange(problem.days), one].sum() for one in each])
        for person, each in enumerate(schedules)
    ]
    best = np.inf
    for chosen in itertools.product(*(range(len(each)) for each in schedules[:-1])):
        others = sum((works[person][place].astype(int) for person, place in enumerate(chosen)), 0)
        short = problem.need - (others + works[-1].astype(int))
        cover = (np.maximum(short, 0) * problem.under + np.maximum(-short, 0) * problem.over).sum(axis=(1, 2))
        before = sum(own[person][place] for person, place in enumerate(chosen))
        best = min(best, int((cover + own[-1]).min()) + before)
    return int(best)
