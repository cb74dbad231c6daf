"""Races: several processes take the same shift, plan the same person, and send the same form at the same moment."""

from __future__ import annotations

import argparse
import json
import multiprocessing
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from pathlib import Path

from bench.home import CARERS, ONE, OTHER, SHARED, Plan, broken, found
from domain.kernel import OPERATOR, Acting, Id, Refusal, act_as, id_of
from projections.house import House

PATIENCE = 120.0
Outcome = int | str | None
"""The position of a command's first fact, or the name of what refused it."""

_KINDS = ("same form", "same shift", "same person")


def measured(data: Path, database: str | None, races: int, processes: int = 4) -> dict[str, object]:
    """Run so many races and say what came of them."""
    days = -(-races // len(_KINDS))
    plan = found(data, database, days)
    started = time.perf_counter()
    outcomes = _raced(data, database, plan, processes)
    seconds = time.perf_counter() - started
    house = House(data, database)
    try:
        wrong = list(broken(house, data / "again.db"))
    finally:
        house.close()
    names: Counter[str] = Counter()
    for race, found_outcomes in outcomes.items():
        wins = [outcome for outcome in found_outcomes if not isinstance(outcome, str)]
        alike = len(set(wins)) == 1 and (len(wins) == processes or not race.startswith(_KINDS[0]))
        if not alike or (len(wins) != 1 and not race.startswith(_KINDS[0])):
            wrong.append(f"{race}: {found_outcomes}")
        names.update(outcome for outcome in found_outcomes if isinstance(outcome, str))
    return {
        "races": len(outcomes),
        "processes": processes,
        "doubles": len(wrong),
        "wrong": wrong[:10],
        "refused": dict(names),
        "seconds": round(seconds, 1),
    }


def _raced(data: Path, database: str | None, plan: Plan, processes: int) -> dict[str, list[Outcome]]:
    context = multiprocessing.get_context("fork")
    together = context.Barrier(processes)
    ends = []
    for number in range(processes):
        reading, writing = context.Pipe(duplex=False)
        child = context.Process(target=_racer, args=(data, database, plan, number, together, writing))
        child.start()
        writing.close()
        ends.append((child, reading))
    outcomes: dict[str, list[Outcome]] = {}
    for child, reading in ends:
        for race, outcome in reading.recv():
            outcomes.setdefault(race, []).append(outcome)
        child.join()
    return outcomes


def _racer(data: Path, database: str | None, plan: Plan, number: int, together: Barrier, writing: Connection) -> None:
    house = House(data, database)
    outcomes: list[tuple[str, Outcome]] = []
    for day in range(plan.days):
        for kind, race in zip(_KINDS, _races_of(house, plan, number, day), strict=True):
            together.wait(PATIENCE)
            outcomes.append((f"{kind} {day}", _outcome(*race)))
    house.close()
    writing.send(outcomes)


def _races_of(house: House, plan: Plan, number: int, day: int) -> Iterable[tuple[Acting, Callable[[], int | None]]]:
    """What this process does on a day: open a shift, claim it, plan the carer whom two woongroepen share."""
    one, date = plan.roster(ONE, day), plan.day(day)
    shift = id_of("bench shift", date)
    yield (
        Acting(OPERATOR, "", command=id_of("bench command", date)),
        lambda: house.rosters.plan_shift(one, shift=shift, date=date, kind="D", person=None),
    )
    half = len(CARERS) // 2  # whoever wins every race must still have the week's rest: the other half has the next day
    carer = CARERS[number % half + half * (day % 2)]
    yield Acting(carer, ""), lambda: house.rosters.claim_shift(one, shift)
    team = (ONE, OTHER)[number % 2]
    own: Id = id_of("bench shift", date, str(number))
    whom = SHARED[day % len(SHARED)]
    yield (
        Acting(OPERATOR, ""),
        lambda: house.rosters.plan_shift(plan.roster(team, day), shift=own, date=date, kind="L", person=whom),
    )


def _outcome(who: Acting, act: Callable[[], int | None]) -> Outcome:
    try:
        with act_as(who):
            return act()
    except Refusal as refusal:
        return type(refusal).__name__


def run(races: int = 10_000) -> dict[str, object]:
    """Race four processes on a fresh SQLite home."""
    with tempfile.TemporaryDirectory() as folder:
        return measured(Path(folder), None, races) | {"limit": {"doubles": 0}}


def main(arguments: list[str] | None = None) -> int:
    """Print what came of the races as JSON; 1 when anything came twice."""
    parser = argparse.ArgumentParser(prog="python -m bench.races", description=__doc__)
    parser.add_argument("--races", type=int, default=10_000)
    parser.add_argument("--processes", type=int, default=4)
    parser.add_argument("--data", type=Path, help="an empty folder; by default one that goes away")
    parser.add_argument("--database", help="a PostgreSQL address; by default SQLite")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        result = measured(given.data or Path(folder), given.database, given.races, given.processes)
    print(json.dumps(result))
    return 1 if result["doubles"] else 0


if __name__ == "__main__":
    sys.exit(main())
