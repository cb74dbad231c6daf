"""Any balance, on any value date, as known at the moment of the connection; amounts in cents, debit above nothing.

A trial balance of a team is the sum of its totals by month up to the month asked for, and of the postings in that month
up to the day. The totals remember (their history is the knowledge of each moment): a past moment costs the same as now.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from domain.finance.ledger import FUNDS, period_of
from domain.finance.ledger.period import next_period
from domain.kernel import Id
from projections.clock import position_at

LAST_DAY = "9999-12-31"
"""Every value date."""


class Balance(NamedTuple):
    """What is on an account of a team: cents, debit above nothing."""

    account: str
    fund: str
    cents: int

    @property
    def debit(self) -> int:
        """The balance when it is on the debit side."""
        return max(self.cents, 0)

    @property
    def credit(self) -> int:
        """The balance when it is on the credit side."""
        return max(-self.cents, 0)


# The totals of one key have a long history: only its last row that the moment shows is read, through the primary key.
TOTAL = (
    "(SELECT t.cents FROM finance_total t WHERE t.team = k.team AND t.account = k.account AND t.month = k.month "
    "ORDER BY t.since DESC LIMIT 1)"
)
_IN_MONTH = (
    "(SELECT sum(p.cents) FROM finance_posting p WHERE p.team = k.team AND p.account = k.account "
    "AND p.value_date >= :first AND p.value_date <= :on)"
)


def trial_balance(views: sqlite3.Connection, team: Id, on: str = LAST_DAY) -> list[Balance]:
    """Every account that anything was posted to with a value date up to `on`, in the order of funds and codes."""
    month = period_of(on)
    found = views.execute(
        f"SELECT k.account, min(k.fund), sum(CASE WHEN k.month < :month THEN {TOTAL} ELSE {_IN_MONTH} END), "
        "min(k.month) FROM finance_month k WHERE k.team = :team AND k.month <= :month GROUP BY k.account",
        {"team": team, "month": month, "first": f"{month}-01", "on": on},
    )
    balances = [Balance(account, fund, cents) for account, fund, cents, _ in found if cents is not None]
    return sorted(balances, key=lambda b: (FUNDS.index(b.fund), b.account))


def balance(views: sqlite3.Connection, team: Id, account: str, on: str = LAST_DAY) -> int:
    """What is on one account at the end of a day."""
    month = period_of(on)
    found = views.execute(
        f"SELECT sum(CASE WHEN k.month < :month THEN {TOTAL} ELSE {_IN_MONTH} END) FROM finance_month k "
        "WHERE k.team = :team AND k.account = :account AND k.month <= :month",
        {"team": team, "account": account, "month": month, "first": f"{month}-01", "on": on},
    ).fetchone()
    return int(found[0] or 0)


@dataclass(frozen=True, slots=True)
class Posted:
    """A line on the card of an account, with the entry that it is of; text is packed and sealed."""

    position: int
    line: int
    entry: Id
    value_date: str
    period: str
    kind: str
    late: int
    """1 when it is in a later period than that of its value date."""
    cents: int
    text: str | None
    source: str | None
    document: str | None
    resident: Id | None
    by: Id
    moment: str
    balance: int
    """What was on the account after it, in the order of value dates."""


ON_CARD = (
    "SELECT p.position, p.line, e.entry, p.value_date, p.period, e.kind, e.late, p.cents, e.text, e.source, "
    "e.document, p.resident, e.by, e.moment FROM finance_posting p JOIN finance_entry e USING (position) "
    "WHERE p.team = ? AND p.account = ? AND p.value_date BETWEEN ? AND ? "
)
_CARD = f"{ON_CARD}ORDER BY p.value_date, p.position, p.line"


def card(
    views: sqlite3.Connection, team: Id, account: str, first: str = "", last: str = LAST_DAY, *, skip: int = 0,
    limit: int = -1,
) -> list[Posted]:  # fmt: skip
    """The lines of an account with value dates in these days, with the balance after each."""
    before = balance(views, team, account, _day_before(first)) if first else 0
    rows = views.execute(f"{_CARD} LIMIT ? OFFSET ?", (team, account, first, last, limit, skip)).fetchall()
    if skip:
        passed = views.execute(f"SELECT sum(cents) FROM ({_CARD} LIMIT ?)", (team, account, first, last, skip))
        before += int(passed.fetchone()[0] or 0)
    found = []
    for row in rows:
        before += row["cents"]
        found.append(Posted(**dict(row), balance=before))
    return found


class Change(NamedTuple):
    """A posting that became known between two moments."""

    position: int
    line: int
    account: str
    fund: str
    cents: int
    value_date: str
    period: str
    entry: Id
    kind: str
    late: int
    source: str | None
    text: str | None
    by: Id
    moment: str


# Of the posting only what stands in the index is read: a posting itself would be looked up before its day is known.
_CHANGES = (
    "SELECT p.position, p.line, p.account, e.fund, p.cents, p.value_date, e.period, e.entry, e.kind, e.late, e.source, "
    "e.text, e.by, e.moment FROM finance_posting p JOIN finance_entry e USING (position) "
    "WHERE p.team = ? AND p.after = ? AND p.position > ? AND p.position <= ? AND p.value_date <= ?"
)


def changes(views: sqlite3.Connection, team: Id, known: int, on: str = LAST_DAY) -> list[Change]:
    """What was posted after position `known`, up to the moment of the connection, with value dates up to `on`.

    What was posted in the month of its value date, or before it, was posted before the end of the month of `on`.
    """
    end = known_by_month_end(views, on)
    far = 2**62
    rows = views.execute(_CHANGES, (team, 1, known, far, on)).fetchall()
    if end > known:
        rows += views.execute(_CHANGES, (team, 0, known, end, on)).fetchall()
    found = [Change(*row) for row in rows]
    return sorted(found, key=lambda change: (change.position, change.line))


def known_by_month_end(views: sqlite3.Connection, on: str) -> int:
    """The last position that was recorded before the month of `on` was over.

    By the running maximum of moments, as `finance_posting.after` is: so it is exact whatever a clock did.
    """
    return position_at(views, f"{next_period(period_of(on))}-01") if period_of(on) < period_of(LAST_DAY) else 2**62


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()
