"""What the books' commands ask of all entries together, as it is now."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager

from domain.kernel import Id
from projections.finance_suspense import in_suspense

# A period is never earlier than its value date: so what the books of a year took is what has value dates in it and was
# not late into a later one, and what was late into it; without what carried other years forward, with its own.
_RESULT = (
    "SELECT a.fund, x.account, sum(x.cents) FROM ("
    "SELECT k.account, (SELECT t.cents FROM finance_total t WHERE t.team = k.team AND t.account = k.account "
    "AND t.month = k.month ORDER BY t.since DESC LIMIT 1) AS cents FROM finance_month k "
    "WHERE k.team = :team AND k.month BETWEEN :first AND :last "
    "UNION ALL SELECT p.account, CASE WHEN e.period > :last THEN -p.cents ELSE p.cents END FROM finance_entry e "
    "JOIN finance_posting p USING (position) WHERE e.team = :team AND e.late = 1 AND ((e.period > :last "
    "AND e.value_date BETWEEN :first || '-01' AND :last || '-31') "
    "OR (e.period BETWEEN :first AND :last AND e.value_date < :first || '-01')) AND e.period >= :first "
    "UNION ALL SELECT p.account, CASE WHEN e.period BETWEEN :first AND :last THEN -p.cents ELSE 0 END "
    "+ CASE e.source WHEN :source THEN p.cents ELSE 0 END FROM finance_entry e JOIN finance_posting p USING (position) "
    "WHERE +e.team = :team AND e.source >= 'year:' AND e.source < 'year;' AND e.kind = 'carry_forward') x "
    "JOIN finance_account a ON a.account = x.account AND a.kind IN ('income', 'expense') "
    "GROUP BY a.fund, x.account HAVING sum(x.cents) != 0 ORDER BY a.fund, x.account"
)


def are_used(views: sqlite3.Connection, team: Id) -> bool:
    """Whether anything was posted in a team's books, or any period of them was closed."""
    found = views.execute(
        "SELECT EXISTS (SELECT 1 FROM finance_entry WHERE team = :team) "
        "OR EXISTS (SELECT 1 FROM finance_period WHERE team = :team)",
        {"team": team},
    )
    return bool(found.fetchone()[0])


class BalancesNow:
    """The balances, read from the views as they are now."""

    def __init__(
        self,
        now: Callable[[], AbstractContextManager[sqlite3.Connection]],
        opened: Callable[[str], str | None] = lambda packed: None,
    ) -> None:
        self.now = now
        self.opened = opened

    def are_used(self, team: Id) -> bool:
        """Whether anything was posted in a team's books, or any period of them was closed."""
        with self.now() as views:
            return are_used(views, team)

    def linked(self, team: Id, account: str) -> bool:
        """Whether an account of a team takes the statements of a bank."""
        with self.now() as views:
            found = views.execute(
                "SELECT 1 FROM finance_bank_account WHERE team = ? AND account = ? AND closed = 0", (team, account)
            )
            return found.fetchone() is not None

    def paid_from(self, team: Id, fund: str) -> list[str]:
        """The IBANs of the bank accounts that a team linked for a fund."""
        with self.now() as views:
            found = views.execute(
                "SELECT iban FROM finance_bank_account WHERE team = ? AND fund = ? AND closed = 0", (team, fund)
            ).fetchall()
        return [iban for (packed,) in found if (iban := self.opened(packed))]

    def in_suspense(self, team: Id, period: str) -> dict[Id, bool]:
        """The lines of the bank that are in suspense in the books up to a period: whether each is still open."""
        with self.now() as views:
            return {one.line: one.waits for one in in_suspense(views, team, period)}

    def on_account(self, account: str) -> list[tuple[str, int]]:
        """The names of the teams that have money on an account, with the cents."""
        with self.now() as views:
            rows = views.execute(
                "SELECT t.name, sum(f.cents) FROM finance_total f JOIN teams_team t USING (team) WHERE f.account = ? "
                "GROUP BY f.team HAVING sum(f.cents) != 0 ORDER BY f.team",
                (account,),
            )
            return [(self.opened(name) or "", cents) for name, cents in rows]

    def linked_by(self, account: str) -> list[str]:
        """The names of the teams of which an account takes the statements of a bank."""
        with self.now() as views:
            rows = views.execute(
                "SELECT t.name FROM finance_bank_account b JOIN teams_team t USING (team) WHERE b.account = ? "
                "AND b.closed = 0 ORDER BY b.team",
                (account,),
            )
            return [self.opened(row[0]) or "" for row in rows]

    def ordered_by(self, account: str) -> list[str]:
        """The names of the teams that ordered something on an account which is not invoiced yet."""
        with self.now() as views:
            rows = views.execute(
                "SELECT DISTINCT t.team, t.name FROM finance_commitment c JOIN teams_team t USING (team) "
                "WHERE c.account = ? AND c.cents > c.consumed + c.released ORDER BY t.team",
                (account,),
            )
            return [self.opened(row[1]) or "" for row in rows]

    def result(self, team: Id, year: int) -> list[tuple[str, str, int]]:
        """Fund, account and cents of a year's result by booking period, in so far as it is not carried forward."""
        with self.now() as views:
            asked = {"team": team, "first": f"{year}-01", "last": f"{year}-12", "source": f"year:{year}"}
            rows = views.execute(_RESULT, asked)
            return [(fund, account, cents) for fund, account, cents in rows]
