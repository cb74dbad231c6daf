"""Changes to somebody's published roster by another's hand, until they said that they saw them."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from domain.kernel import Id
from projections.notices_fold import UNSEEN
from projections.roster_shapes import first_row, rows


class News(NamedTuple):
    """A change that whose roster it is has not seen, with the shift as it then was."""

    person: Id
    shift: Id
    roster: Id
    team: Id
    position: int
    what: str
    """gained, lost, moved, or hours (that were written)."""
    by: Id
    date: str
    kind: str
    local_start: str
    local_end: str


_WITH_ACCOUNT = "AND person NOT IN (SELECT person FROM people_agency) "
"""Who is from an agency signs in nowhere and can tick nothing off."""
_NEWS = f"SELECT {', '.join(News._fields)} FROM rosters_notice WHERE {UNSEEN} "


def news_for(views: sqlite3.Connection, person: Id) -> list[News]:
    """What somebody has not seen yet, in all teams, the oldest change first."""
    return [News._make(row) for row in rows(views, _NEWS + "AND person = ? ORDER BY position", person)]


def unseen_in(views: sqlite3.Connection, team: Id, since: str, by: Id | None) -> list[News]:
    """What others in a team have not seen yet of shifts from a day on: what `by` changed, or everybody (None)."""
    found = rows(
        views,
        _NEWS + _WITH_ACCOUNT + "AND team = ?1 AND date >= ?2 AND (?3 IS NULL OR by = ?3) "
        "ORDER BY date, local_start, person",
        team, since, by,
    )  # fmt: skip
    return [News._make(row) for row in found]


def unseen_of(views: sqlite3.Connection, shift: Id, person: Id) -> News | None:
    """What somebody has not seen yet of one shift."""
    found = first_row(views, _NEWS + _WITH_ACCOUNT + "AND person = ? AND shift = ?", person, shift)
    return News._make(found) if found else None
