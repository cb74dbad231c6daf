"""How much was posted when, for what a slider draws."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from domain.kernel import Id


def posted_between(views: sqlite3.Connection, team: Id, first: datetime, last: datetime, parts: int) -> list[int]:
    """How many entries were posted in each of so many equal parts of the time between two instants (UTC).

    Each part is counted along the index: of a hundred thousand entries that takes a quarter of what naming the hour of
    each does.
    """
    bounds = [(first + (last - first) * number / parts).isoformat(timespec="seconds") for number in range(parts)]
    ends = [*bounds[1:], f"{last.isoformat(timespec='seconds')}~"]
    return [
        int(
            views.execute(
                "SELECT count(*) FROM finance_entry WHERE team = ? AND moment >= ? AND moment < ?", (team, *part)
            ).fetchone()[0]
        )
        for part in zip(bounds, ends, strict=True)
    ]
