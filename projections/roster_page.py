"""The roster as a page shows it: people by days, what stands in each cell, hours and cover."""

from __future__ import annotations

import json
import sqlite3
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from domain.kernel import Id
from projections.clock import shown_position
from projections.roster_shapes import Kind, Period, first_row, rows

LONGEST = timedelta(weeks=8)
"""A period is at most this long (domain.rosters.demand)."""


def period(views: sqlite3.Connection, roster: Id) -> Period | None:
    """A roster, if it was drafted at that moment."""
    found = first_row(
        views, "SELECT roster, team, first, last, state, published FROM rosters_roster WHERE roster = ?", roster
    )
    return Period(*found) if found else None


def periods_of(views: sqlite3.Connection, team: Id, first: str = "", last: str = "9999") -> tuple[Period, ...]:
    """The team's rosters that touch these days, in order."""
    found = rows(
        views,
        "SELECT roster, team, first, last, state, published FROM rosters_roster "
        "WHERE team = ? AND first BETWEEN ? AND ? AND last >= ? ORDER BY first",
        team, _longest_before(first), last, first,
    )  # fmt: skip
    return tuple(Period(*row) for row in found)


def _longest_before(day: str) -> str:
    """The first day on which a period that reaches `day` can begin: years of earlier periods are not read."""
    return (date.fromisoformat(day) - LONGEST).isoformat() if day else ""


def period_on(views: sqlite3.Connection, team: Id, day: str) -> Period | None:
    """The team's roster that a day is in."""
    return next(iter(periods_of(views, team, day, day)), None)


def kinds_of(views: sqlite3.Connection, team: Id) -> dict[str, Kind]:
    """The team's shift kinds in the order of the day."""
    found = rows(
        views,
        "SELECT code, name, place, start, minutes, breaks, needs, no_next FROM rosters_kind WHERE team = ? "
        "ORDER BY start, code",
        team,
    )
    return {row[0]: Kind._make((*row[:6], _list(row[6]), _list(row[7]))) for row in found}


def least_of(views: sqlite3.Connection, team: Id, days: tuple[str, ...]) -> dict[tuple[str, str], int]:
    """(kind, day) -> how many people the team wants, where it wants any."""
    weekly: dict[int, list[tuple[str, int]]] = {}
    for code, weekday, least in rows(
        views, "SELECT code, weekday, least FROM rosters_weekday_demand WHERE team = ?", team
    ):
        weekly.setdefault(weekday, []).append((code, least))
    monday = date.fromisoformat(days[0]).weekday()
    wanted = {(code, day): n for i, day in enumerate(days) for code, n in weekly.get((monday + i) % 7, ())}
    for code, day, least in rows(
        views,
        "SELECT code, date, least FROM rosters_date_demand WHERE team = ? AND date BETWEEN ? AND ?",
        team, days[0], days[-1],
    ):  # fmt: skip
        wanted[code, day] = least
    return {key: n for key, n in wanted.items() if n}


def days_from(first: str, number: int) -> tuple[str, ...]:
    """So many ISO days from a day."""
    start = date.fromisoformat(first)
    return tuple((start + timedelta(days=n)).isoformat() for n in range(number))


def roster_json(
    views: sqlite3.Connection, team: Id, day: str, *, position: int | None = None, drafts: bool = True
) -> dict[str, Any] | None:
    """The roster that a day is in, for machines (`roster show`, the API); None when there is none.

    Names stay out: the caller adds what it may show. `drafts`: also a roster that was not laid before the team yet.
    """
    found = period_on(views, team, day)
    if found is None or (found.state == "drafted" and not drafts):
        return None
    length = (date.fromisoformat(found.last) - date.fromisoformat(found.first)).days + 1
    days = days_from(found.first, length)
    found_shifts = rows(
        views,
        "SELECT shift, date, kind, start, end, person FROM rosters_shift WHERE roster = ? "
        "ORDER BY date, start, kind, shift",
        found.roster,
    )
    wanted = sorted(least_of(views, team, days).items(), key=lambda item: (item[0][1], item[0][0]))
    return {
        "team": team,
        "from": found.first,
        "to": found.last,
        "position": shown_position(views) if position is None else position,
        "shifts": [
            dict(zip(("id", "date", "kind", "start", "end", "person"), shift, strict=True)) for shift in found_shifts
        ],
        "demand": [{"date": day, "kind": code, "min": least} for (code, day), least in wanted],
    }


def touched(views: sqlite3.Connection, scope: Id) -> int:
    """The last position at which what is shown of a team or a person changed."""
    found = first_row(views, "SELECT position FROM main.touched WHERE scope = ?", scope)
    return int(found[0]) if found else 0


@lru_cache(256)
def _list(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))
