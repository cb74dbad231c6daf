"""What is still open on the accounts of what must be paid, and what each account cost by month."""

from __future__ import annotations

import sqlite3
from collections import deque
from typing import NamedTuple

from domain.kernel import Id


class Item(NamedTuple):
    """A posting that is not settled whole; `left` is what is still open of it, with its sign."""

    position: int
    account: str
    value_date: str
    cents: int
    left: int


def open_items(views: sqlite3.Connection, team: Id, account: str) -> list[Item]:
    """What is open on an account, the oldest first.

    What comes against it settles the same amount first, else the oldest. Whatever lies before the last day on which
    the account stood at nothing is settled.
    """
    rows = views.execute(
        "SELECT value_date, position, line, cents FROM finance_posting WHERE team = ? AND account = ? "
        "ORDER BY value_date, position, line",
        (team, account),
    ).fetchall()
    total, begin = 0, 0
    for number, row in enumerate(rows, start=1):
        total += row[3]
        if total == 0:
            begin = number
    held: deque[Item] = deque()
    for value_date, position, _line, cents in rows[begin:]:
        left = _settle(held, cents)
        if left:
            held.append(Item(position, account, value_date, cents, left))
    return list(held)


def _settle(held: deque[Item], cents: int) -> int:
    """Take cents off what is open on the other side; what is left of them."""
    same = next((number for number, item in enumerate(held) if item.left == -cents), None)
    if same is not None:
        del held[same]
        return 0
    while cents and held and (held[0].left > 0) != (cents > 0):
        oldest = held.popleft()
        rest = oldest.left + cents
        if (rest > 0) == (oldest.left > 0) and rest:
            held.appendleft(oldest._replace(left=rest))
            return 0
        cents = rest
    return cents


_TOTAL = (
    "(SELECT t.cents FROM finance_total t WHERE t.team = k.team AND t.account = k.account AND t.month = k.month "
    "ORDER BY t.since DESC LIMIT 1)"
)


def by_month(views: sqlite3.Connection, team: Id, first: str, last: str) -> dict[str, dict[str, int]]:
    """Cents by account and month of value dates, without what carried a year forward."""
    found: dict[str, dict[str, int]] = {}
    for account, month, cents in views.execute(
        f"SELECT k.account, k.month, {_TOTAL} FROM finance_month k WHERE k.team = ? AND k.month BETWEEN ? AND ?",
        (team, first, last),
    ):
        found.setdefault(account, {})[month] = cents
    for year in range(int(first[:4]), int(last[:4]) + 1):
        for account, cents in views.execute(
            "SELECT p.account, sum(p.cents) FROM finance_entry e JOIN finance_posting p USING (position) "
            "WHERE e.team = ? AND e.value_date = ? AND e.kind = 'carry_forward' GROUP BY p.account",
            (team, f"{year}-01-01"),
        ):
            if f"{year}-01" in found.get(account, {}):
                found[account][f"{year}-01"] -= cents
    return found
