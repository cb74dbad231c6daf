"""The moments at which a roster changed."""

from __future__ import annotations

import sqlite3

from domain.kernel import Id
from projections.roster_shapes import rows
from projections.tables import FAR

_TABLES = ("rosters_roster", "rosters_shift", "rosters_hours", "rosters_swap")


def changes_of(views: sqlite3.Connection, roster: Id) -> list[tuple[int, str]]:
    """(position, moment) of every command that changed a roster, oldest first; a command's facts count once.

    Where a row of the roster began or ended, something changed: its own rows tell, however long the team's history is.
    """
    places = " UNION ".join(
        f"SELECT {edge} FROM main.{table}_history WHERE roster = ?1 AND {edge} < {FAR}"
        for table in _TABLES
        for edge in ("since", "until")
    )
    found = rows(
        views,
        f"SELECT max(position), moment FROM trail_fact WHERE position IN ({places}) "
        "GROUP BY coalesce(command, position) ORDER BY 1",
        roster,
    )
    return [(position, moment) for position, moment in found]
