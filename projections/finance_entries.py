"""A team's entries with all their lines, in the order of value dates; for files that others read."""

from __future__ import annotations

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
    "WHERE e.team = ? AND e.value_date BETWEEN ? AND ? ORDER BY e.value_date, e.position, p.line"
)


def entries(
    views: sqlite3.Connection, team: Id, funds: Collection[str], first: str = "", last: str = LAST_DAY
) -> Iterator[PostedEntry]:
    """The entries of these funds with value dates in these days."""
    rows = views.execute(_ENTRIES, (team, first, last))
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
