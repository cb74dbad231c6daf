"""Who works in a team for an agency, and the hours that the agency will bill."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from domain.kernel import Id
from projections.roster_shapes import first_row, rows


class Hired(NamedTuple):
    """Somebody from an agency in a team; name and agency are packed and sealed."""

    person: Id
    name: str
    agency: str
    since: str
    until: str | None


class Billed(NamedTuple):
    """A shift of a published roster worked for an agency; what was recorded goes before what was planned."""

    person: Id
    name: str
    agency: str
    date: str
    kind: str
    start: str
    end: str
    minutes: int
    recorded: int


def agency_of(views: sqlite3.Connection, person: Id) -> str | None:
    """The packed name of a person's agency; None for colleagues."""
    found = first_row(views, "SELECT agency FROM people_agency WHERE person = ?", person)
    return str(found[0]) if found else None


def hired_in(views: sqlite3.Connection, team: Id, day: str) -> list[Hired]:
    """Everybody from an agency whose time in a team has not ended before a day."""
    found = rows(
        views,
        "SELECT r.person, p.name, a.agency, min(r.since_day), max(r.until_day) FROM teams_relation r "
        "JOIN people_agency a USING (person) JOIN people_person p USING (person) "
        "WHERE r.team = ? AND r.role = 'member' AND (r.until_day IS NULL OR r.until_day >= ?) GROUP BY r.person",
        team, day,
    )  # fmt: skip
    return [Hired._make(row) for row in found]


def billed_in(views: sqlite3.Connection, team: Id, first: str, last: str) -> list[Billed]:
    """The shifts of people from agencies that begin on these days, in order."""
    found = rows(
        views,
        "SELECT s.person, p.name, a.agency, s.date, s.kind, coalesce(h.start, s.start), coalesce(h.end, s.end), "
        "coalesce(h.minutes, s.minutes), h.minutes IS NOT NULL FROM rosters_shift s "
        "JOIN rosters_roster r ON r.roster = s.roster JOIN people_agency a ON a.person = s.person "
        "JOIN people_person p ON p.person = s.person "
        "LEFT JOIN rosters_hours h ON h.roster = s.roster AND h.shift = s.shift "
        "WHERE s.team = ? AND s.date BETWEEN ? AND ? AND r.state IN ('published', 'closed') "
        "ORDER BY s.date, s.start, s.shift",
        team, first, last,
    )  # fmt: skip
    return [Billed._make(row) for row in found]
