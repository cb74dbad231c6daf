"""What changed between two moments, in the groups that a controller reads it in."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Literal, NamedTuple, Protocol

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


class Posted(Protocol):
    """What is asked of an entry that became known."""

    @property
    def position(self) -> int:
        """Where it was posted."""

    @property
    def period(self) -> str:
        """Its booking period."""

    @property
    def kind(self) -> str:
        """What it is for."""

    @property
    def late(self) -> int:
        """1 when it is in a later period than that of its value date."""


def group_of(entry: Posted, again: Iterable[Reopened], *, within_costs: bool = False) -> Group:
    """Why an entry came after the moment looked from; a reversal is one also when it is late.

    `within_costs`: it moves costs to other accounts of costs, whoever called it what.
    """
    if entry.kind == "reversal":
        return "reversal"
    if entry.kind == "reclassification" or within_costs:
        return "reclassification"
    if any(one.period == entry.period and one.since < entry.position <= one.until for one in again):
        return "reopening"
    return "late" if entry.late else "posted"


def groups_of(views: sqlite3.Connection, team: Id, found: Iterable[Change]) -> dict[int, Group]:
    """The group of each entry by its position, for all the lines of these entries."""
    again = reopened(views, team)
    costs = {row[0] for row in views.execute("SELECT account FROM finance_account WHERE kind = 'expense'")}
    lines: dict[int, list[Change]] = {}
    for line in found:
        lines.setdefault(line.position, []).append(line)
    return {
        position: group_of(of_one[0], again, within_costs=all(line.account in costs for line in of_one))
        for position, of_one in lines.items()
    }


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


def page_end(views: sqlite3.Connection, team: Id, known: int, most: int) -> int | None:
    """The last position before the entry that is one too many, after `known`; None when there are no more than that."""
    row = views.execute(
        "SELECT position FROM finance_entry WHERE team = ? AND position > ? ORDER BY position LIMIT 1 OFFSET ?",
        (team, known, most),
    ).fetchone()
    return int(row[0]) - 1 if row else None


def between(before: sqlite3.Connection, after: sqlite3.Connection, team: Id, known: int, on: str = LAST_DAY) -> Between:
    """What was known at position `known` (`before`), what is known at the moment of `after`, and what came between."""
    return Between(trial_balance(before, team, on), trial_balance(after, team, on), changes(after, team, known, on))
