"""What the front page of a team's money shows: where the books stand, what waits, and how fresh each account is."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta
from typing import NamedTuple

from domain.finance.ledger.period import next_period
from domain.kernel import Id

STALE_AFTER = timedelta(days=35)
"""A bank account or a cash box on which nothing was posted for so long misses a statement or a count."""
WATCHED = ("cash", "bank")


class AccountRow(NamedTuple):
    """An account of the chart; the name is packed and sealed."""

    account: str
    name: str
    fund: str
    kind: str
    use: str
    rgs: str
    closed: int


class TeamBooks(NamedTuple):
    """A team that keeps books here, and until when: the last value date, and the moment of the last entry."""

    team: Id
    name: str
    first: str | None
    posted: str | None
    waiting: int


class Fresh(NamedTuple):
    """Until which day an account is kept up: `good`, `half` (something is open on it) or `old`."""

    state: str
    last: str | None


def accounts(views: sqlite3.Connection) -> dict[str, AccountRow]:
    """The chart by code."""
    found = views.execute("SELECT account, name, fund, kind, use, rgs, closed FROM finance_account ORDER BY account")
    return {row["account"]: AccountRow(*row) for row in found}


def books_first(views: sqlite3.Connection, team: Id) -> str | None:
    """The first period of a team's books; None when it keeps none."""
    row = views.execute("SELECT first FROM finance_books WHERE team = ?", (team,)).fetchone()
    return row[0] if row else None


def teams_with_books(views: sqlite3.Connection) -> list[TeamBooks]:
    """Every team, with the moment of its last entry and how many proposals wait."""
    rows = views.execute(
        "SELECT t.team, t.name, b.first, (SELECT max(e.moment) FROM finance_entry e WHERE e.team = t.team), "
        "(SELECT count(*) FROM finance_proposal p WHERE p.team = t.team AND p.state = 'proposed' "
        "AND p.fund != 'residents') "
        "FROM teams_team t LEFT JOIN finance_books b USING (team)"
    )
    return [TeamBooks(*row) for row in rows]


def waiting(views: sqlite3.Connection, team: Id) -> int:
    """How many proposals wait for a second pair of eyes."""
    found = views.execute(
        "SELECT count(*) FROM finance_proposal WHERE team = ? AND state = 'proposed' AND fund != 'residents'",
        (team,),
    ).fetchone()
    return int(found[0])


def last_days(views: sqlite3.Connection, team: Id) -> dict[str, str]:
    """The last value date on each account of a team."""
    keys = views.execute("SELECT account, max(month) FROM finance_month WHERE team = ? GROUP BY account", (team,))
    return {account: _last_day(views, team, account) for account, _ in keys.fetchall()}


def _last_day(views: sqlite3.Connection, team: Id, account: str) -> str:
    found = views.execute(
        "SELECT value_date FROM finance_posting WHERE team = ? AND account = ? ORDER BY value_date DESC LIMIT 1",
        (team, account),
    ).fetchone()
    return str(found[0])


def fresh(account: AccountRow, cents: int, last: str | None, day: str) -> Fresh:
    """How fresh an account is on a day: what is open asks first, what nobody posted to for weeks is old."""
    if account.use in ("payable", "suspense") and cents:
        return Fresh("half", last)
    if account.use in WATCHED and last and date.fromisoformat(day) - date.fromisoformat(last) > STALE_AFTER:
        return Fresh("old", last)
    return Fresh("good", last)


def over_and_open(views: sqlite3.Connection, team: Id, first: str, day: str) -> list[str]:
    """The periods of the books that are over and not closed, the oldest first."""
    closed = {
        row["period"]
        for row in views.execute(
            "SELECT period FROM finance_period WHERE team = ? AND state IN ('closed', 'reopened')", (team,)
        )
    }
    found, period = [], first
    while period < day[:7]:
        if period not in closed:
            found.append(period)
        period = next_period(period)
    return found
