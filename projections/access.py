"""Who may read the access log: all of it, or of oneself and of the resident whose relative one is."""

from __future__ import annotations

import sqlite3

from domain.kernel import EVERYONE, Id, declare

declare({"access.see_log": ("auditor", "privacy_officer"), "access.see_own": (EVERYONE,)})


def relative_of(views: sqlite3.Connection, person: Id, day: str) -> list[Id]:
    """The residents whose relative the person is on a day."""
    found = views.execute(
        "SELECT DISTINCT of FROM teams_relation WHERE person = ? AND role = 'relative' AND of IS NOT NULL "
        "AND since_day <= ? AND (until_day IS NULL OR ? <= until_day) ORDER BY of",
        (person, day, day),
    )
    return [row[0] for row in found]


def resident_on(views: sqlite3.Connection, person: Id, day: str) -> bool:
    """Whether the person lives in a team on a day."""
    found = views.execute(
        "SELECT 1 FROM teams_relation WHERE person = ? AND role = 'resident' AND since_day <= ? "
        "AND (until_day IS NULL OR ? <= until_day)",
        (person, day, day),
    )
    return found.fetchone() is not None
