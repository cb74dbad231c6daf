"""One person's own roster over all teams: shifts by week, hours, absence, wishes, and what their calendar shows."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta
from typing import NamedTuple

from domain.kernel import Id
from projections.roster_shapes import rows


class OwnShift(NamedTuple):
    """A shift of one's own, with its team and what was recorded of it."""

    shift: Id
    roster: Id
    team: Id
    date: str
    kind: str
    start: str
    end: str
    local_start: str
    local_end: str
    minutes: int
    offered: int
    state: str
    worked_start: str | None
    worked_end: str | None
    worked: int | None


class OwnAbsence(NamedTuple):
    """Days on which one is not there; the kind is packed and sealed."""

    absence: Id
    first: str
    last: str
    kind: str


class OwnWish(NamedTuple):
    """What one would like on a day; kind '' is any."""

    day: str
    kind: str
    level: str


class Dated(NamedTuple):
    """A shift as a calendar shows it: how often it changed, when last, and whether it still is one's own."""

    shift: Id
    team: Id
    kind: str
    start: str
    end: str
    state: str
    versions: int
    changed: str
    own: bool
    dropped: bool


def monday_of(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


def own_shifts(views: sqlite3.Connection, person: Id, first: str, last: str) -> list[OwnShift]:
    """The person's shifts in all teams in these days, in order; what is only drafted is not theirs yet."""
    found = rows(
        views,
        "SELECT s.shift, s.roster, s.team, s.date, s.kind, s.start, s.end, s.local_start, s.local_end, s.minutes, "
        "s.offered, r.state, h.start, h.end, h.minutes FROM rosters_shift s JOIN rosters_roster r USING (roster) "
        "LEFT JOIN rosters_hours h ON h.shift = s.shift WHERE s.person = ? AND s.date BETWEEN ? AND ? "
        "AND r.state <> 'drafted' ORDER BY s.start",
        person, first, last,
    )  # fmt: skip
    return [OwnShift._make(row) for row in found]


def own_absences(views: sqlite3.Connection, person: Id, since: str) -> list[OwnAbsence]:
    """Absences that last until a day or longer."""
    found = rows(
        views,
        "SELECT absence, first, last, kind FROM rosters_absence WHERE person = ? AND last >= ? ORDER BY first",
        person, since,
    )  # fmt: skip
    return [OwnAbsence._make(row) for row in found]


def own_wishes(views: sqlite3.Connection, person: Id, since: str) -> list[OwnWish]:
    """Wishes from a day on."""
    found = rows(
        views,
        "SELECT day, kind, level FROM rosters_wish WHERE person = ? AND day >= ? ORDER BY day, kind",
        person,
        since,
    )
    return [OwnWish._make(row) for row in found]


def calendar(views: sqlite3.Connection, person: Id, since: str, position: int) -> list[Dated]:
    """The shifts from a day on that are or were the person's, drafts left out."""
    found = rows(
        views,
        "SELECT o.shift, o.team, o.kind, o.start, o.end, r.state,"
        # a step of the roster changes what its shifts are: from tentative to confirmed
        " (SELECT count(*) FROM main.rosters_shift_history v WHERE v.shift = o.shift AND v.since <= ?1)"
        " + (SELECT count(*) - 1 FROM main.rosters_roster_history p WHERE p.roster = o.roster AND p.since <= ?1),"
        " coalesce((SELECT moment FROM trail_fact WHERE position = max("
        "   (SELECT max(CASE WHEN v.until <= ?1 THEN v.until ELSE v.since END)"
        "   FROM main.rosters_shift_history v WHERE v.shift = o.shift AND v.since <= ?1),"
        "   (SELECT max(p.since) FROM main.rosters_roster_history p"
        "   WHERE p.roster = o.roster AND p.since <= ?1))), ''),"
        " s.person IS NOT NULL AND s.person = ?2, s.shift IS NULL "
        "FROM (SELECT shift, team, kind, start, end, roster, max(since) FROM main.rosters_shift_history"
        "      WHERE person = ?2 AND date >= ?3 AND since <= ?1 GROUP BY shift) o "
        "JOIN rosters_roster r ON r.roster = o.roster LEFT JOIN rosters_shift s ON s.shift = o.shift "
        "WHERE r.state <> 'drafted' ORDER BY o.start, o.shift",
        position, person, since,
    )  # fmt: skip
    return [Dated._make(row) for row in found]
