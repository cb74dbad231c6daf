"""What cannot be before anything is tried: people whose own limits leave no schedule, days that want too many."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from domain.kernel import Refusal
from domain.rosters.engine.clock import Clock
from domain.rosters.engine.dive import best_for
from domain.rosters.engine.model import Flags, Ints, Person, Problem
from domain.rosters.engine.pricing import MOST_ROOM, Pricer


@dataclass(frozen=True, slots=True)
class Impossible:
    """Somebody for whom no schedule is lawful, and which limits, left out one by one, would make one so."""

    person: int
    id: str
    limits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wanting:
    """A day that wants more than there are people who may work then; it will be short by so many at least."""

    day: int
    kind: str | None
    """None: of all kinds together."""
    wanted: int
    available: int


class TooLarge(Refusal):
    """Dit vraagstuk is te groot: voor {id} zijn er te veel combinaties van dagen, diensten en minuten."""


def first_look(problem: Problem, clock: Clock) -> tuple[dict[int, Ints], list[Impossible]]:
    """A first lawful schedule for each in turn, until the time is up; and everybody who has none at all."""
    pricer, work = Pricer(problem), np.zeros_like(problem.need)
    placed: dict[int, Ints] = {}
    never: list[Impossible] = []
    for person, who in enumerate(problem.people):
        if pricer.shape(person).room > MOST_ROOM:
            raise TooLarge(id=who.id)
    for person, who in enumerate(problem.people):
        if clock.left <= 0:
            break
        schedule = best_for(problem, pricer, person, work)
        if schedule is not None:
            placed[person] = schedule
            work = work + problem.work([schedule])
        else:
            never.append(Impossible(person, who.id, _limits_in_the_way(problem, person, clock)))
    return placed, never


def _limits_in_the_way(problem: Problem, person: int, clock: Clock) -> tuple[str, ...]:
    who, days = problem.people[person], problem.days
    looser: dict[str, Person] = {
        "MinTotalMinutes": replace(who, min_minutes=0),
        "MaxTotalMinutes": replace(who, max_minutes=days * max(problem.minutes)),
        "MaxShifts": replace(who, most_of=(days,) * len(problem.kinds)),
        "MaxConsecutiveShifts": replace(who, max_run=days),
        "MinConsecutiveShifts": replace(who, min_run=1),
        "MinConsecutiveDaysOff": replace(who, min_off=1),
        "MaxWeekends": replace(who, max_weekends=days),
    }
    free = problem.free[[person]]
    everyday = free | (np.array([1, *who.most_of]) > 0)
    every_kind = free | free[:, :, 1:].any(axis=2, keepdims=True)
    tries = [(name, one, every_kind if name == "MaxShifts" else free) for name, one in looser.items()]
    tries.append(("DAYS_OFF", who, everyday))
    return tuple(name for name, one, may in tries if clock.left > 0 and _has_schedule(problem, person, one, may))


def _has_schedule(problem: Problem, person: int, who: Person, free: Flags) -> bool:
    """Whether there is one; who could not be looked at within memory is taken to have none."""
    alone = replace(problem, people=(who,), cost=problem.cost[[person]], free=free)
    pricer = Pricer(alone)
    if pricer.shape(0).room > MOST_ROOM:
        return False
    return best_for(alone, pricer, 0, np.zeros_like(problem.need)) is not None


def wanting(problem: Problem) -> list[Wanting]:
    """Days with a demand that cannot be met, whoever works."""
    found = []
    for day in range(problem.days):
        need = problem.need[day]
        free = problem.free[:, day, 1:]
        for kind, name in enumerate(problem.kinds):
            there = int(free[:, kind].sum())
            if need[kind] > there:
                found.append(Wanting(day, name, int(need[kind]), there))
        together, there = int(np.maximum(need, 0).sum()), int(free.any(axis=1).sum())
        if together > there:
            found.append(Wanting(day, None, together, there))
    return found
