"""When people who were on call were called out: work for the law and for hours, apart from the shift itself."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import Any, NamedTuple

from domain.kernel import AMSTERDAM, Id, parse_instant
from domain.rosters import Booking, Roster
from projections.fold import Views, on
from projections.notices_fold import notify
from projections.roster_shapes import rows
from projections.tables import temporal

temporal(
    "rosters_call",
    key=("roster", "call"),
    columns=("shift", "team", "person", "date", "kind", "start", "end", "minutes"),
    indexes=(("shift",), ("person", "date")),
)
"""`date`: the local day on which the call began."""


@on(Roster.CalledOut)
def called_out(views: Views, fact: Roster.CalledOut) -> None:
    """The call; what was worked of the shift is the sum of its calls."""
    shift = _shift(views, fact.originator_id, fact.shift)
    day = parse_instant(fact.start).astimezone(AMSTERDAM).date().isoformat()
    views.put(
        "rosters_call", (fact.originator_id, fact.call),
        shift=fact.shift, team=shift["team"], person=fact.person, date=day, kind=shift["kind"], start=fact.start,
        end=fact.end, minutes=fact.minutes,
    )  # fmt: skip
    _worked(views, fact)
    notify(views, fact, fact.shift, fact.person, "hours", shift["team"])


@on(Roster.CallWithdrawn)
def call_withdrawn(views: Views, fact: Roster.CallWithdrawn) -> None:
    """The call is gone."""
    shift = _shift(views, fact.originator_id, fact.shift)
    views.drop("rosters_call", (fact.originator_id, fact.call))
    _worked(views, fact)
    notify(views, fact, fact.shift, fact.person, "hours", shift["team"])


def _shift(views: Views, roster: Id, shift: Id) -> dict[str, Any]:
    found = views.get("rosters_shift", roster, shift)
    if found is None:
        raise KeyError(shift)
    views.touch(found["team"])
    views.touch(found["person"])
    return found


def _worked(views: Views, fact: Any) -> None:
    calls = views.rows("rosters_call", roster=fact.originator_id, shift=fact.shift)
    key = (fact.originator_id, fact.shift)
    if not calls:
        views.drop("rosters_hours", key)
        return
    first, last = min(call["start"] for call in calls), max(call["end"] for call in calls)
    views.put_row("rosters_hours", key, (fact.person, first, last, sum(call["minutes"] for call in calls)))


class Call(NamedTuple):
    """A call."""

    call: Id
    start: str
    end: str
    minutes: int
    since: int
    """The position of the fact."""


def calls_of(views: sqlite3.Connection, shift: Id) -> list[Call]:
    """The calls of a shift, in order."""
    found = rows(
        views, "SELECT call, start, end, minutes, since FROM rosters_call WHERE shift = ? ORDER BY start", shift
    )
    return [Call._make(row) for row in found]


def calls_on(views: sqlite3.Connection, shifts: Iterable[Id]) -> dict[Id, list[Call]]:
    """The calls of each of these shifts, in order."""
    wanted, found = list(shifts), dict[Id, list[Call]]()
    if not wanted:
        return found
    for shift, *call in rows(
        views,
        "SELECT shift, call, start, end, minutes, since FROM rosters_call "
        "WHERE shift IN (SELECT value FROM json_each(?)) ORDER BY start",
        json.dumps(wanted),
    ):
        found.setdefault(shift, []).append(Call._make(call))
    return found


def called_in(views: sqlite3.Connection, whose: Iterable[Id], first: str, last: str) -> dict[Id, list[Booking]]:
    """What people worked on calls that began on these days, as the checker knows it."""
    found: dict[Id, list[Booking]] = {}
    for person, call, start, end, kind, day, minutes, roster, team in rows(
        views,
        "SELECT person, call, start, end, kind, date, minutes, roster, team FROM rosters_call "
        "WHERE person IN (SELECT value FROM json_each(?)) AND date BETWEEN ? AND ? ORDER BY start",
        json.dumps(list(whose)), first, last,
    ):  # fmt: skip
        found.setdefault(person, []).append(Booking(call, start, end, kind, day, minutes, False, roster, team))
    return found
