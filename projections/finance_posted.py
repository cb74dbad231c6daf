"""How much was posted when, for what a slider draws; residents' money is counted only where it is asked for."""

from __future__ import annotations

import sqlite3
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import datetime

import orjson

from domain.kernel import Id
from projections.clock import position_at
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
    return [max(count - less, 0) for count, less in zip(counts, own, strict=True)]  # a clock may have gone back


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
    """The same of the entries on some accounts, perhaps of one resident.

    By where they stand in the log: which positions they have stands in an index, when each was posted does not.
    """
    counts = [0] * parts
    (text,) = views.execute(  # all in one text: a row for each would cost more than all the rest
        f"SELECT group_concat(position) FROM finance_posting WHERE {_on(accounts, resident)}",
        _values(team, accounts, resident),
    ).fetchone()
    positions: set[int] = set(orjson.loads(f"[{text or ''}]"))
    if positions:
        until = position_at(views, f"{last.isoformat(timespec='seconds')}~")
        begins = [position_at(views, bound[:19]) for bound in _bounds(first, last, parts)]
        for position in positions:
            if begins[0] < position <= until:
                counts[bisect_left(begins, position) - 1] += 1
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
    account = "account" if resident is None else "resident = ? AND +account"  # of a resident along the index of that
    return f"team = ? AND {account} IN ({', '.join('?' for _ in accounts)})"


def _values(team: Id, accounts: Iterable[str], resident: Id | None) -> tuple[str, ...]:
    return (team, *([] if resident is None else [resident]), *accounts)
