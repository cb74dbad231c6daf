"""Races for money: several processes approve, take back, spend, close and pay the same at the same moment."""

from __future__ import annotations

import argparse
import json
import multiprocessing
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from pathlib import Path

from bench.purse import KEEPERS, SPENT, TEAM, Rounds, begun, broken, content, mandate, one
from domain.finance.claims import Claim
from domain.kernel import Acting, Id, Refusal, act_as, today
from projections.house import House

PATIENCE = 120.0
Outcome = int | str | None
Act = Callable[[], int | None]

WINNERS = {
    "same proposal": 1, "same reversal": 1, "same box": 3, "closing": 4, "same mandate": 3, "same claim": 1,
    "same payment": 1,
}  # fmt: skip
"""How many of four get what they want: a box and a mandate of 100 are enough for three times 30, a period that is
closed takes nothing more but the posts land in the next, and the rest is done once."""


def measured(data: Path, database: str | None, rounds: int) -> dict[str, object]:
    """Run so many rounds of all kinds and say what came of them."""
    plan = begun(data, database, rounds)
    started = time.perf_counter()
    outcomes = _raced(data, database, plan)
    seconds = time.perf_counter() - started
    house = House(data, database)
    try:
        wrong = list(broken(house))
    finally:
        house.close()
    refused: Counter[str] = Counter()
    for race, found in outcomes.items():
        losers = [outcome for outcome in found if isinstance(outcome, str)]
        if len(found) - len(losers) != WINNERS[race.rsplit(" ", 1)[0]]:
            wrong.append(f"{race}: {found}")
        refused.update(losers)
    return {
        "races": len(outcomes),
        "processes": len(KEEPERS),
        "doubles": len(wrong),
        "wrong": wrong[:10],
        "refused": dict(refused),
        "seconds": round(seconds, 1),
    }


def _raced(data: Path, database: str | None, plan: Rounds) -> dict[str, list[Outcome]]:
    context = multiprocessing.get_context("fork")
    together = context.Barrier(len(KEEPERS))
    ends = []
    for racer in range(len(KEEPERS)):
        reading, writing = context.Pipe(duplex=False)
        child = context.Process(target=_racer, args=(data, database, plan, racer, together, writing))
        child.start()
        writing.close()
        ends.append((child, reading))
    outcomes: dict[str, list[Outcome]] = {}
    for child, reading in ends:
        for race, outcome in reading.recv():
            outcomes.setdefault(race, []).append(outcome)
        child.join()
    return outcomes


def _racer(data: Path, database: str | None, plan: Rounds, racer: int, together: Barrier, writing: Connection) -> None:
    house = House(data, database)
    outcomes: list[tuple[str, Outcome]] = []
    for number in range(plan.number):
        for kind, act in _races_of(house, plan, number, racer):
            together.wait(PATIENCE)
            outcomes.append((f"{kind} {number}", _outcome(KEEPERS[racer], act)))
    house.close()
    writing.send(outcomes)


def _races_of(house: House, plan: Rounds, number: int, racer: int) -> Iterator[tuple[str, Act]]:
    """What this process does in a round; what it has to know first it asks before the others are there."""
    day, box = today().isoformat(), plan.box(number)
    yield "same proposal", _approving(house, one("same", number))
    yield "same reversal", _approving(house, one("back", number, racer))
    yield "same box", lambda: house.cash.spend_cash(
        TEAM, box, spending=one("spent", number, racer), cents=SPENT, day=day, expense="4350", text="Brood",
        no_receipt="Weg",
    )  # fmt: skip
    if racer:
        yield "closing", _approving(house, one("late", number, racer))
    else:
        yield "closing", lambda: house.ledger.close_period(TEAM, plan.period(number))
    yield "same mandate", _claimed(house, one("purchase", number, racer), number)
    yield "same claim", _claimed(house, one("claim", number), plan.other(number))
    other = plan.box(plan.other(number))
    yield "same payment", lambda: house.claims.pay_from_cash(one("claim", number), account=other)


def _approving(house: House, proposal: Id) -> Act:
    seen = content(house, proposal)
    return lambda: house.ledger.approve_entry(proposal, content=seen)


def _claimed(house: House, claim: Id, number: int) -> Act:
    found = house.workspace.get(Claim, claim)
    assert found
    return lambda: house.claims.approve_claim(claim, content=found.content, mandate=mandate(number))


def _outcome(keeper: Id, act: Act) -> Outcome:
    try:
        with act_as(Acting(keeper, "")):
            return act()
    except Refusal as refusal:
        return type(refusal).__name__


def main(arguments: list[str] | None = None) -> int:
    """Print what came of the races as JSON; 1 when anything came twice."""
    parser = argparse.ArgumentParser(prog="python -m bench.money_races", description=__doc__)
    parser.add_argument("--rounds", type=int, default=60, help=f"each has {len(WINNERS)} races")
    parser.add_argument("--data", type=Path, help="an empty folder; by default one that goes away")
    parser.add_argument("--database", help="a PostgreSQL address; by default SQLite")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        result = measured(given.data or Path(folder), given.database, given.rounds)
    print(json.dumps(result))
    return 1 if result["doubles"] else 0


if __name__ == "__main__":
    sys.exit(main())
