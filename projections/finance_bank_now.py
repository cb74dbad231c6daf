"""What the bank's commands ask of the books, as they are now."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager

from domain.finance.bank import Held
from domain.kernel import Id
from projections.finance_balances import balance


class BankBooksNow:
    """The bank in the books, read from the views as they are now."""

    def __init__(self, now: Callable[[], AbstractContextManager[sqlite3.Connection]]) -> None:
        self.now = now

    def balance(self, team: Id, account: str) -> int:
        """The cents on an account of a team, over every value date."""
        with self.now() as views:
            return balance(views, team, account)

    def lines(self, bank: Id, first: str, last: str) -> Mapping[Id, Held]:
        """The lines of a bank account that were booked in these days, by key."""
        with self.now() as views:
            rows = views.execute(
                "SELECT line, booked_on, cents FROM finance_line WHERE bank = ? AND booked_on BETWEEN ? AND ?",
                (bank, first, last),
            )
            return {line: Held(booked_on, cents) for line, booked_on, cents in rows}

    def linked_to(self, team: Id, account: str) -> Id | None:
        """The bank account that a team keeps on an account of the chart."""
        with self.now() as views:
            row = views.execute(
                "SELECT bank FROM finance_bank_account WHERE team = ? AND account = ? AND closed = 0", (team, account)
            ).fetchone()
            return row[0] if row else None
