"""Which lines of the bank are in suspense in the books up to a period: a period closes when none of them is open."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from domain.kernel import Id

# What a line brought into suspense stands in entries of its own: the one that took it, and what took that back.
_LINES = (
    "SELECT l.line, l.fund, l.state = 'open' FROM finance_line l WHERE l.team = ? "
    "AND (l.state = 'open' OR (l.state = 'explained' AND l.entry IS NULL)) "
    "AND (SELECT coalesce(sum(p.cents), 0) FROM finance_entry e JOIN finance_posting p USING (position) "
    "WHERE e.source = 'line:' || l.line AND e.period <= ? AND p.account = l.against) != 0 ORDER BY l.line"
)


class InSuspense(NamedTuple):
    """A line that nothing took out of suspense; `waits`: nobody said what it is either."""

    line: Id
    fund: str
    waits: bool


def in_suspense(views: sqlite3.Connection, team: Id, period: str) -> list[InSuspense]:
    """The lines that are in suspense up to and including a period."""
    return [InSuspense(line, fund, bool(waits)) for line, fund, waits in views.execute(_LINES, (team, period))]
