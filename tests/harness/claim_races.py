"""Processes that approve, pay or link at the same moment, over one data folder."""

from __future__ import annotations

import multiprocessing
from collections.abc import Sequence
from datetime import datetime
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any, NamedTuple

from domain.kernel import Acting, Id, Refusal, act_as, fixed_clock
from projections.house import House

PATIENCE = 60.0


class Act(NamedTuple):
    """What a process does as somebody: the name of a command with what it is about and what goes in."""

    person: Id
    command: str
    about: Id
    given: dict[str, Any]
    service: str = "claims"


def raced(data: Path, moment: datetime, races: Sequence[Sequence[Act]]) -> list[list[str]]:
    """Let as many processes as a race has acts do them at once, race after race; what came of each: `` or a refusal."""
    context = multiprocessing.get_context("spawn")  # no connection or thread of this process goes along
    many = len(races[0])
    together = context.Barrier(many)
    outcomes: Any = context.Queue()
    children = [
        context.Process(
            target=_racer, args=(data, moment, [race[number] for race in races], number, together, outcomes)
        )
        for number in range(many)
    ]
    for child in children:
        child.start()
    found = dict(outcomes.get(timeout=4 * PATIENCE) for _ in children)
    for child in children:
        child.join(PATIENCE)
    return [[found[number][race] for number in range(many)] for race in range(len(races))]


def _racer(data: Path, moment: datetime, acts: Sequence[Act], number: int, together: Barrier, outcomes: Any) -> None:
    with fixed_clock(moment):
        house = House(data)
        came = []
        for act in acts:
            together.wait(PATIENCE)
            came.append(_outcome(house, act))
        house.close()
    outcomes.put((number, came))


def _outcome(house: House, act: Act) -> str:
    try:
        with act_as(Acting(act.person, "")):
            getattr(getattr(house, act.service), act.command)(act.about, **act.given)
    except Refusal as refusal:
        return type(refusal).__name__
    return ""
