"""What the books' commands ask of all entries together, as it is now."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager

from domain.kernel import Id

_RESULT = (
    "SELECT p.fund, p.account, sum(p.cents) FROM finance_posting p JOIN finance_entry e USING (position) "
    "JOIN finance_account a ON a.account = p.account "
    "WHERE p.team = ? AND a.kind IN ('income', 'expense') AND "
    "((p.period BETWEEN ? AND ? AND e.kind != 'carry_forward') OR (e.kind = 'carry_forward' AND e.source = ?)) "
    "GROUP BY p.fund, p.account HAVING sum(p.cents) != 0 ORDER BY p.fund, p.account"
)


class BalancesNow:
    """The balances, read from the views as they are now."""

    def __init__(self, now: Callable[[], AbstractContextManager[sqlite3.Connection]]) -> None:
        self.now = now

    def linked(self, team: Id, account: str) -> bool:
        """Whether an account of a team takes the statements of a bank."""
        with self.now() as views:
            found = views.execute(
                "SELECT 1 FROM finance_bank_account WHERE team = ? AND account = ? AND closed = 0", (team, account)
            )
            return found.fetchone() is not None

    def result(self, team: Id, year: int) -> list[tuple[str, str, int]]:
        """Fund, account and cents of a year's result by booking period, in so far as it is not carried forward."""
        with self.now() as views:
            rows = views.execute(_RESULT, (team, f"{year}-01", f"{year}-12", f"year:{year}"))
            return [(fund, account, cents) for fund, account, cents in rows]
