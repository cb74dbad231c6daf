"""How much was posted when, for what a slider draws; residents' money is counted only where it is asked for."""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import datetime

from domain.kernel import Id
from projections.finance_replay import posted_by_day


def posted_between(views: sqlite3.Connection, team: Id, first: datetime, last: datetime, parts: int) -> list[int]:
    """How many entries were posted in each of so many equal parts of the time between two instants (UTC).

    Each part is counted along the index: of a hundred thousand entries that takes a quarter of what naming the hour of
    each does. Then what is of residents is taken off: of that there is little.
    """
    bounds = _bounds(first, last, parts)
    ends = [*bounds[1:], f"{last.isoformat(timespec='seconds')}~"]
    counts = [
        int(
            views.execute(
                "SELECT count(*) FROM finance_entry WHERE team = ? AND moment >= ? AND moment < ?", (team, *part)
            ).fetchone()[0]
        )
        for part in zip(bounds, ends, strict=True)
    ]
    own = posted_on_between(views, team, residents_accounts(views), first, last, parts)
    return [count - less for count, less in zip(counts, own, strict=True)]


def posted_days(views: sqlite3.Connection, team: Id, first: str, last: str) -> dict[str, int]:
    """How many entries have each of these days as their value date, without those of residents' money."""
    counts = posted_by_day(views, team, first, last)
    for day, less in posted_on_days(views, team, residents_accounts(views), first, last).items():
        counts[day] -= less
    return counts


def posted_on_between(
    views: sqlite3.Connection, team: Id, accounts: Sequence[str], first: datetime, last: datetime, parts: int,
    resident: Id | None = None,
) -> list[int]:  # fmt: skip
    """The same of the entries on some accounts, perhaps of one resident."""
    bounds, counts = _bounds(first, last, parts), [0] * parts
    rows = views.execute(
        "SELECT e.moment FROM finance_entry e WHERE e.moment >= ? AND e.moment < ? AND e.position IN "
        f"(SELECT position FROM finance_posting WHERE {_on(accounts, resident)})",
        (bounds[0], f"{last.isoformat(timespec='seconds')}~", *_values(team, accounts, resident)),
    )
    for (moment,) in rows:
        counts[bisect_right(bounds, moment) - 1] += 1
    return counts


def posted_on_days(
    views: sqlite3.Connection, team: Id, accounts: Sequence[str], first: str, last: str, resident: Id | None = None
) -> dict[str, int]:
    """How many entries on some accounts have each of these days as their value date, perhaps of one resident."""
    rows = views.execute(
        f"SELECT value_date, count(DISTINCT position) FROM finance_posting WHERE {_on(accounts, resident)} "
        "AND value_date BETWEEN ? AND ? GROUP BY value_date",
        (*_values(team, accounts, resident), first, last),
    )
    return {row[0]: row[1] for row in rows}


def residents_accounts(views: sqlite3.Connection) -> list[str]:
    """The accounts of the fund of residents."""
    return [row[0] for row in views.execute("SELECT account FROM finance_account WHERE fund = 'residents'")]


def _bounds(first: datetime, last: datetime, parts: int) -> list[str]:
    return [(first + (last - first) * number / parts).isoformat(timespec="seconds") for number in range(parts)]


def _on(accounts: Iterable[str], resident: Id | None) -> str:
    of = "" if resident is None else " AND resident = ?"
    return f"team = ? AND account IN ({', '.join('?' for _ in accounts)}){of}"


def _values(team: Id, accounts: Iterable[str], resident: Id | None) -> tuple[str, ...]:
    return (team, *accounts, *([] if resident is None else [resident]))
