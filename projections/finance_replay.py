"""What the replay of a team's books reads: what moved between two moments, and how much was posted on which day.

The sums of what moved are added up from the postings themselves, while a balance comes from the totals by month: that
the one explains the difference of the other is a proof, and no tautology.
"""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from domain.finance.ledger.period import next_period
from domain.kernel import Id
from projections.clock import known_position
from projections.finance_balances import LAST_DAY, known_by_month_end

_FAR = 2**62


class Moved(NamedTuple):
    """What came on an account between two moments, and of how many entries the first line is on it."""

    account: str
    cents: int
    entries: int


class Changed(NamedTuple):
    """An entry that became known between two moments; `text` is packed and sealed, `lines` are account and cents."""

    position: int
    entry: Id
    fund: str
    value_date: str
    period: str
    kind: str
    late: int
    source: str | None
    text: str | None
    by: Id
    moment: str
    lines: list[tuple[str, int]]


class Again(NamedTuple):
    """A period that was reopened: until when, by whom (packed why), and who asked."""

    position: int
    period: str
    until: str
    why: str
    by: Id
    asked_by: Id


_POSTINGS = "FROM finance_posting WHERE team = ? AND after = ? AND position > ? AND position <= ? AND value_date <= ?"
# Account by account there is nothing to sort, which costs most; but what came before the moment is read as well.
_ACCOUNTS = (
    "WITH RECURSIVE held(account) AS (SELECT min(account) FROM finance_posting WHERE team = :team UNION ALL "
    "SELECT (SELECT min(p.account) FROM finance_posting p WHERE p.team = :team AND p.account > held.account) FROM held "
    "WHERE account IS NOT NULL) SELECT account FROM held WHERE account IS NOT NULL"
)
_OF_ACCOUNT = (
    "SELECT sum(cents), sum(line = 0) FROM finance_posting WHERE team = ? AND account = ? AND value_date <= ? "
    "AND +position > ? HAVING count(*)"
)
_WIDE = 0.4
"""From this part of the log on that lies between two moments, reading every posting costs less than sorting those."""


def _spans(views: sqlite3.Connection, team: Id, known: int, on: str) -> list[tuple[object, ...]]:
    spans: list[tuple[object, ...]] = [(team, 1, known, _FAR, on)]
    if (end := known_by_month_end(views, on)) > known:
        spans.append((team, 0, known, end, on))
    return spans


def moved(views: sqlite3.Connection, team: Id, known: int, on: str = LAST_DAY) -> dict[str, Moved]:
    """The sum by account of what was posted after position `known`, with value dates up to `on`."""
    end = min(known_by_month_end(views, on), known_position(views))
    if end - known > end * _WIDE:
        return _moved_widely(views, team, known, on)
    found: dict[str, Moved] = {}
    for span in _spans(views, team, known, on):
        # every column stands in the index, so that no posting itself is looked up
        query = f"SELECT account, sum(cents), sum(line = 0) {_POSTINGS} GROUP BY account"
        for account, cents, entries in views.execute(query, span):
            had = found.get(account, Moved(account, 0, 0))
            found[account] = Moved(account, had.cents + cents, had.entries + entries)
    return found


def _moved_widely(views: sqlite3.Connection, team: Id, known: int, on: str) -> dict[str, Moved]:
    """The same, by reading every posting of the team."""
    accounts = [account for (account,) in views.execute(_ACCOUNTS, {"team": team})]
    return {
        account: Moved(account, *row)
        for account in accounts
        for row in views.execute(_OF_ACCOUNT, (team, account, on, known))
    }


def changed(views: sqlite3.Connection, team: Id, known: int, on: str, *, limit: int) -> list[Changed]:
    """The last entries that were posted after position `known`, with value dates up to `on`, the newest first."""
    positions: set[int] = set()
    for span in _spans(views, team, known, on):
        query = f"SELECT DISTINCT position {_POSTINGS} ORDER BY position DESC LIMIT ?"
        positions.update(row[0] for row in views.execute(query, (*span, limit)))
    return entries_at(views, sorted(positions, reverse=True)[:limit])


def entries_at(views: sqlite3.Connection, positions: list[int]) -> list[Changed]:
    """The entries that were posted at these positions, in this order, with their lines."""
    asked = ",".join(map(str, positions))
    lines: dict[int, list[tuple[str, int]]] = {}
    for position, account, cents in views.execute(
        f"SELECT position, account, cents FROM finance_posting WHERE position IN ({asked}) ORDER BY position, line"
    ):
        lines.setdefault(position, []).append((account, cents))
    rows = views.execute(
        "SELECT position, entry, fund, value_date, period, kind, late, source, text, by, moment FROM finance_entry "
        f"WHERE position IN ({asked})"
    )
    found = {row[0]: Changed._make((*row, lines[row[0]])) for row in rows}
    return [found[position] for position in positions if position in found]


def reversed_by(views: sqlite3.Connection, reversals: list[Id]) -> dict[Id, tuple[Id, str | None, str]]:
    """What each reversal takes back: the entry, its text and the reason (both packed)."""
    found = {}
    for reversal in reversals:
        row = views.execute(
            "SELECT r.entry, e.text, r.why FROM finance_reversal r JOIN finance_entry e ON e.entry = r.entry "
            "WHERE r.reversal = ?",
            (reversal,),
        ).fetchone()
        if row:
            found[reversal] = (row[0], row[1], row[2])
    return found


def requesters_of(views: sqlite3.Connection, source: str | None) -> list[Id]:
    """Who proposed what an entry was posted from."""
    kind, _, id = (source or "").partition(":")
    if kind != "proposal":
        return []
    row = views.execute("SELECT requesters FROM finance_proposal WHERE proposal = ?", (id,)).fetchone()
    return [str(who) for (who,) in views.execute("SELECT value FROM json_each(?)", (row[0],))] if row else []


def reopenings(views: sqlite3.Connection, team: Id, known: int, last: int) -> list[Again]:
    """The periods that were reopened after position `known`, up to `last`, the newest first."""
    rows = views.execute(
        "SELECT a.since, a.period, a.open_until, a.why, a.by, b.asked_by FROM main.finance_period_history a "
        "JOIN main.finance_period_history b ON b.team = a.team AND b.period = a.period AND b.until = a.since "
        "WHERE a.team = ? AND a.state = 'reopened' AND a.asked_by IS NULL AND b.asked_by IS NOT NULL "
        "AND a.why IS NOT NULL "
        "AND a.since > ? AND a.since <= ? ORDER BY a.since DESC",
        (team, known, last),
    )
    return [Again(*row) for row in rows]


def closes(views: sqlite3.Connection, team: Id) -> list[tuple[str, int]]:
    """The closed periods with the position of their last close, the newest first."""
    rows = views.execute(
        "SELECT period, closed_at FROM finance_period WHERE team = ? AND closed_at IS NOT NULL ORDER BY period DESC",
        (team,),
    )
    return [(row[0], row[1]) for row in rows]


_CHANGED_AFTER = (
    "SELECT 1 FROM finance_posting WHERE team = ? AND after = 1 AND position > ? AND position <= ? "
    "AND value_date < ? LIMIT 1"
)


def last_close_that_changed(views: sqlite3.Connection, team: Id, position: int) -> tuple[str, int] | None:
    """The newest close after which something was posted in what was closed: its period and where it was recorded.

    Of each older close only what came between it and the next is looked at: what came later changed the newer one too,
    unless that closed an earlier period.
    """
    rows = views.execute(
        "SELECT DISTINCT closed_at, period FROM main.finance_period_history WHERE team = ? AND closed_at IS NOT NULL "
        "AND since <= ? ORDER BY closed_at DESC, period DESC LIMIT 60",
        (team, position),
    ).fetchall()
    seen_from, seen_period = _FAR, ""
    for closed_at, period in rows:
        until = seen_from if period <= seen_period else _FAR
        if views.execute(_CHANGED_AFTER, (team, closed_at, until, f"{next_period(period)}-01")).fetchone():
            return period, closed_at
        seen_from, seen_period = closed_at, period
    return None


def posted_by_day(views: sqlite3.Connection, team: Id, first: str, last: str) -> dict[str, int]:
    """How many entries have each of these days as their value date."""
    rows = views.execute(
        "SELECT value_date, count(*) FROM finance_entry WHERE team = ? AND value_date BETWEEN ? AND ? "
        "GROUP BY value_date",
        (team, first, last),
    )
    return {row[0]: row[1] for row in rows}
