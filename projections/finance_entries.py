"""A team's entries with all their lines, in the order of value dates; for files that others read."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from domain.kernel import Id
from projections.finance_balances import LAST_DAY


class PostedLine(NamedTuple):
    """Cents on an account: debit above nothing, credit below."""

    number: int
    account: str
    cents: int


class PostedEntry(NamedTuple):
    """An entry as it was posted; text is packed and sealed."""

    position: int
    entry: Id
    team: Id
    fund: str
    value_date: str
    period: str
    kind: str
    late: int
    text: str | None
    source: str | None
    document: str | None
    by: Id
    moment: str
    lines: tuple[PostedLine, ...]


_ENTRIES = (
    "SELECT e.position, e.entry, e.team, e.fund, e.value_date, e.period, e.kind, e.late, e.text, e.source, e.document, "
    "e.by, e.moment, p.line, p.account, p.cents FROM finance_entry e CROSS JOIN finance_posting p USING (position) "
    "WHERE e.team = ? AND e.value_date BETWEEN ? AND ? AND (? = '' OR e.kind = ?) "
    "ORDER BY e.value_date, e.position, p.line"
)


def entries(
    views: sqlite3.Connection, team: Id, funds: Collection[str], first: str = "", last: str = LAST_DAY, kind: str = ""
) -> Iterator[PostedEntry]:
    """The entries of these funds with value dates in these days, of one kind or of all."""
    rows = views.execute(_ENTRIES, (team, first, last, kind, kind))
    for _, of_one in groupby(rows, key=itemgetter(0)):
        lines = list(of_one)
        if lines[0][3] in funds:
            yield PostedEntry._make((*lines[0][:13], tuple(PostedLine(*line[13:]) for line in lines)))


def count(views: sqlite3.Connection, team: Id, first: str = "", last: str = LAST_DAY) -> int:
    """How many entries there are, of all funds."""
    found = views.execute(
        "SELECT count(*) FROM finance_entry WHERE team = ? AND value_date BETWEEN ? AND ?", (team, first, last)
    )
    return int(found.fetchone()[0])


class Year(NamedTuple):
    """What a year of a team adds up to: cents by account that it began with, and its own lines."""

    opening: dict[str, int]
    lines: int
    debit: int
    credit: int
    periods: frozenset[str]


_SUMS = (
    "SELECT p.account, sum(p.cents) FROM finance_posting p JOIN finance_entry e USING (position) "
    "WHERE p.team = ? AND p.fund IN (SELECT value FROM json_each(?)) AND (p.value_date < ? OR "
    "(p.value_date <= ? AND e.kind IN (SELECT value FROM json_each(?)))) GROUP BY p.account"
)
_LINES = (
    "SELECT p.period, count(*), sum(max(p.cents, 0)), sum(max(-p.cents, 0)) "
    "FROM finance_entry e CROSS JOIN finance_posting p USING (position) "
    "WHERE e.team = ? AND e.fund IN (SELECT value FROM json_each(?)) AND e.value_date BETWEEN ? AND ? "
    "AND e.kind NOT IN (SELECT value FROM json_each(?)) GROUP BY p.period"
)


def year_of(views: sqlite3.Connection, team: Id, funds: Collection[str], year: int, openings: Collection[str]) -> Year:
    """The year of these funds. `openings`: kinds of entries of the year itself that stand in what it began with."""
    first, last = f"{year}-01-01", f"{year}-12-31"
    kept, opens = json.dumps(sorted(funds)), json.dumps(sorted(openings))
    sums = dict(views.execute(_SUMS, (team, kept, first, last, opens)).fetchall())
    rows = views.execute(_LINES, (team, kept, first, last, opens)).fetchall()
    return Year(
        sums, sum(row[1] for row in rows), sum(row[2] for row in rows), sum(row[3] for row in rows),
        frozenset(row[0] for row in rows),
    )  # fmt: skip
