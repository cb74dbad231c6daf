"""The card of an account, a page at a time from any line: a page costs the same on a card of a million lines."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from domain.kernel import Id
from projections.finance_balances import LAST_DAY, ON_CARD, Posted, balance

Place = tuple[str, int, int]
"""Where a line stands on a card: value date, position, number."""
BEFORE_ALL: Place = ("", 0, -1)
AFTER_ALL: Place = (LAST_DAY, 2**62, 0)

# Days are asked up to that of the place only: the index is read from the day on, not from the line on.
_LINES = ON_CARD + (
    "AND (p.value_date, p.position, p.line) {than} (?, ?, ?) "
    "ORDER BY p.value_date {order}, p.position {order}, p.line {order} LIMIT ?"
)


class Page(NamedTuple):
    """Lines in the order of their value dates, what was on the account before them, and where other pages begin."""

    lines: list[Posted]
    before: int
    older: Place | None
    newer: Place | None


def page_before(
    views: sqlite3.Connection, team: Id, account: str, end: Place, *, first: str, last: str, limit: int
) -> Page:
    """The last lines that stand before a place."""
    query = _LINES.format(than="<", order="DESC")
    rows = views.execute(query, (team, account, first, min(last, end[0]), *end, limit + 1)).fetchall()
    return _page(views, team, account, rows[:limit][::-1], first, last, older=len(rows) > limit)


def page_after(
    views: sqlite3.Connection, team: Id, account: str, begin: Place, *, first: str, last: str, limit: int
) -> Page:
    """The first lines that stand after a place."""
    query = _LINES.format(than=">", order="ASC")
    rows = views.execute(query, (team, account, max(first, begin[0]), last, *begin, limit)).fetchall()
    older = bool(rows) and _beside(views, team, account, _place(rows[0]), first, last, "<", "DESC") is not None
    return _page(views, team, account, rows, first, last, older=older)


def place_of(views: sqlite3.Connection, team: Id, account: str, position: int) -> Place | None:
    """Where the entry at a position first stands on the card; None when it is not on it."""
    row = views.execute(
        "SELECT value_date, position, line FROM finance_posting WHERE position = ? AND +team = ? AND +account = ? "
        "ORDER BY line LIMIT 1",
        (position, team, account),
    ).fetchone()
    return (row[0], row[1], row[2]) if row else None


def steps(
    views: sqlite3.Connection, team: Id, account: str, at: Place, *, first: str, last: str
) -> tuple[int | None, int | None]:
    """The positions of the entries just before and just after the one that stands at a place."""
    begin, end = (at[0], at[1], -1), (at[0], at[1], 2**31)
    before = _beside(views, team, account, begin, first, last, "<", "DESC")
    after = _beside(views, team, account, end, first, last, ">", "ASC")
    return (before[1] if before else None), (after[1] if after else None)


def _beside(
    views: sqlite3.Connection, team: Id, account: str, at: Place, first: str, last: str, than: str, order: str
) -> Place | None:
    days = (first, min(last, at[0])) if than == "<" else (max(first, at[0]), last)
    row = views.execute(
        "SELECT value_date, position, line FROM finance_posting WHERE team = ? AND account = ? "
        f"AND value_date BETWEEN ? AND ? AND (value_date, position, line) {than} (?, ?, ?) "
        f"ORDER BY value_date {order}, position {order}, line {order} LIMIT 1",
        (team, account, *days, *at),
    ).fetchone()
    return (row[0], row[1], row[2]) if row else None


def _page(
    views: sqlite3.Connection, team: Id, account: str, rows: list[sqlite3.Row], first: str, last: str, *, older: bool
) -> Page:
    if not rows:
        return Page([], balance(views, team, account, last), None, None)
    begin, end = _place(rows[0]), _place(rows[-1])
    after = views.execute(
        "SELECT sum(cents) FROM finance_posting WHERE team = ? AND account = ? AND value_date = ? "
        "AND (position, line) > (?, ?)",
        (team, account, end[0], end[1], end[2]),
    ).fetchone()[0]
    left = before = balance(views, team, account, end[0]) - (after or 0) - sum(row["cents"] for row in rows)
    lines = []
    for row in rows:
        left += row["cents"]
        lines.append(Posted(*(*row, left)))
    newer = _beside(views, team, account, end, first, last, ">", "ASC")
    return Page(lines, before, begin if older else None, end if newer else None)


def _place(row: sqlite3.Row) -> Place:
    return row["value_date"], row["position"], row["line"]
