"""A team's shifts by day, for a calendar of weeks or a month."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from domain.kernel import Id
from projections.roster_page import least_of
from projections.roster_shapes import rows


class DayShift(NamedTuple):
    """A shift as a calendar shows it."""

    date: str
    kind: str
    local_start: str
    local_end: str
    person: Id | None
    offered: int
    shift: Id
    roster: Id


def team_shifts(
    views: sqlite3.Connection, team: Id, first: str, last: str, *, drafts: bool
) -> dict[str, list[DayShift]]:
    """The team's shifts of these days, by day in the order of the clock; those of drafts only when asked."""
    found: dict[str, list[DayShift]] = {}
    for row in rows(
        views,
        "SELECT s.date, s.kind, s.local_start, s.local_end, s.person, s.offered, s.shift, s.roster "
        "FROM rosters_shift s JOIN rosters_roster r ON r.roster = s.roster "
        "WHERE s.team = ? AND s.date BETWEEN ? AND ? AND (r.state <> 'drafted' OR ?) "
        "ORDER BY s.date, s.start, s.kind, s.person IS NULL, s.shift",
        team, first, last, drafts,
    ):  # fmt: skip
        found.setdefault(row[0], []).append(DayShift._make(row))
    return found


def short_of(
    views: sqlite3.Connection, team: Id, days: tuple[str, ...], shifts: dict[str, list[DayShift]]
) -> dict[str, int]:
    """By day that has a roster: how many people the team still wants."""
    short: dict[str, int] = {}
    for (code, day), least in least_of(views, team, days).items():
        if day in shifts:
            there = sum(one.kind == code and one.person is not None for one in shifts[day])
            short[day] = short.get(day, 0) + max(least - there, 0)
    return {day: missing for day, missing in short.items() if missing}
