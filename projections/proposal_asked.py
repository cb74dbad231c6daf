"""What people were asked for a roster, by day and kind, as the page of a proposal reads it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from domain.kernel import Id
from projections.roster_shapes import rows


@dataclass(frozen=True, slots=True)
class AskedOf:
    """What somebody was asked for a kind of shift on a day, the last time."""

    shift: Id
    answer: str
    """yes, no, or nothing yet."""
    how: str
    """How the search for it ended; nothing while it runs."""
    ends: str


def asked_in(views: sqlite3.Connection, roster: Id) -> dict[tuple[str, str, Id], AskedOf]:
    """By day, kind and person what was asked for this roster."""
    found = rows(
        views,
        "SELECT h.date, h.kind, a.person, a.shift, a.answer, s.how, s.ends FROM rosters_ask a "
        "JOIN rosters_search s ON s.search = a.search "
        "JOIN rosters_shift h ON h.roster = a.roster AND h.shift = a.shift WHERE a.roster = ? ORDER BY a.position",
        roster,
    )
    return {(day, kind, person): AskedOf(*rest) for day, kind, person, *rest in found}
