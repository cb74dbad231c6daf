"""The moments at which a roster changed."""

from __future__ import annotations

import sqlite3

from domain.kernel import Id
from projections.roster_shapes import rows


def changes_of(views: sqlite3.Connection, roster: Id, team: Id) -> list[tuple[int, str]]:
    """(position, moment) of every command that changed a roster, oldest first; a command's facts count once."""
    found = rows(
        views,
        "SELECT max(f.position), f.moment FROM trail_concern c JOIN trail_fact f USING (position) "
        "WHERE c.subject = ? AND c.position >= (SELECT min(since) FROM main.rosters_roster_history WHERE roster = ?) "
        "AND f.originator = ? GROUP BY coalesce(f.command, f.position) ORDER BY 1",
        team, roster, roster,
    )  # fmt: skip
    return [(position, moment) for position, moment in found]
