"""What changed between two moments, in the groups that a controller reads it in."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Literal, NamedTuple

from domain.kernel import Id
from projections.finance_balances import LAST_DAY, Balance, Change, changes, trial_balance

Group = Literal["reversal", "reclassification", "reopening", "late", "posted"]


class Reopened(NamedTuple):
    """A period that took entries again between two positions."""

    period: str
    since: int
    until: int


def reopened(views: sqlite3.Connection, team: Id) -> list[Reopened]:
    """When which closed periods of a team stood open again, by position."""
    rows = views.execute(
        "SELECT period, since, until FROM finance_period_history WHERE team = ? AND state = 'reopened'", (team,)
    )
    return [Reopened(*row) for row in rows]


def group_of(change: Change, again: Iterable[Reopened]) -> Group:
    """Why a posting came after the moment looked from; a reversal is one also when it is late."""
    if change.kind == "reversal":
        return "reversal"
    if change.kind == "reclassification":
        return "reclassification"
    if any(one.period == change.period and one.since < change.position <= one.until for one in again):
        return "reopening"
    return "late" if change.late else "posted"


class Between(NamedTuple):
    """A team's balances at two moments, and every posting that lies between them."""

    before: list[Balance]
    after: list[Balance]
    changes: list[Change]

    def left(self, funds: frozenset[str]) -> Between:
        """Only of these funds."""
        return Between(*([one for one in part if one.fund in funds] for part in self))  # type: ignore[arg-type]

    def unexplained(self) -> dict[str, int]:
        """Cents by account that the changes do not explain: nothing, or the books are broken (check 17)."""
        cents: dict[str, int] = {}
        for account, amount in (
            *((one.account, one.cents) for one in self.before),
            *((one.account, one.cents) for one in self.changes),
            *((one.account, -one.cents) for one in self.after),
        ):
            cents[account] = cents.get(account, 0) + amount
        return {account: left for account, left in cents.items() if left}


def between(before: sqlite3.Connection, after: sqlite3.Connection, team: Id, known: int, on: str = LAST_DAY) -> Between:
    """What was known at position `known` (`before`), what is known at the moment of `after`, and what came between."""
    return Between(trial_balance(before, team, on), trial_balance(after, team, on), changes(after, team, known, on))
