"""The versions of a budget, what each of them changed, and what waits to be the next one."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from domain.finance.budget import MONTHS, Months, budget_lines
from domain.kernel import Id

NOTHING: Months = (0,) * MONTHS


class Version(NamedTuple):
    """A version of a budget as it was agreed; decision and why are packed and sealed."""

    fund: str
    year: int
    version: int
    kind: str
    lines: dict[str, Months]
    proposal: Id
    proposer: Id
    by: Id
    position: int
    moment: str
    decision: str
    why: str
    from_account: str | None
    to_account: str | None
    cents: int | None


class BudgetProposal(NamedTuple):
    """A version that was proposed; decision, why and declined are packed and sealed."""

    proposal: Id
    fund: str
    year: int
    kind: str
    lines: dict[str, Months]
    from_account: str | None
    to_account: str | None
    months: list[int]
    decision: str
    why: str
    content: str
    state: str
    proposer: Id
    decider: Id | None
    declined: str | None
    since: int
    """The position at which it came to stand so."""


def versions(views: sqlite3.Connection, team: Id, fund: str, year: int) -> list[Version]:
    """The versions of a budget, the first one first."""
    found = views.execute(
        "SELECT fund, year, version, kind, lines, proposal, proposer, by, position, moment, decision, why, "
        "from_account, to_account, cents FROM finance_budget_version WHERE team = ? AND fund = ? AND year = ? "
        "ORDER BY version",
        (team, fund, year),
    )
    return [Version(**dict(row) | {"lines": budget_lines(json.loads(row["lines"]))}) for row in found]


def difference(old: Mapping[str, Months], new: Mapping[str, Months]) -> dict[str, Months]:
    """Cents by month that an account went up or down; only accounts that differ."""
    found = {
        account: tuple(b - a for a, b in zip(old.get(account, NOTHING), new.get(account, NOTHING), strict=True))
        for account in sorted({*old, *new})
    }
    return {account: months for account, months in found.items() if any(months)}


def changes_between(views: sqlite3.Connection, team: Id, known: int, last: int) -> list[tuple[Version, int]]:
    """The versions that came between two positions, with what each did to the budgeted costs less revenue."""
    kinds = dict(views.execute("SELECT account, kind FROM finance_account").fetchall())
    return [
        (one, sum(cents * (-1 if kinds[account] == "income" else 1) for account, cents in lines.items()))
        for one, lines in lines_between(views, team, known, last)
    ]


def lines_between(views: sqlite3.Connection, team: Id, known: int, last: int) -> list[tuple[Version, dict[str, int]]]:
    """The versions that came between two positions, with the cents of the year that each account went up or down."""
    came = views.execute(
        "SELECT fund, year, version FROM finance_budget_version WHERE team = ? AND position > ? AND position <= ? "
        "ORDER BY position",
        (team, known, last),
    ).fetchall()
    found = []
    for fund, year, number in came:
        both = [one for one in versions(views, team, fund, year) if one.version in (number - 1, number)]
        old: Mapping[str, Months] = both[0].lines if len(both) == 2 else {}
        moved = difference(old, both[-1].lines)
        found.append((both[-1], {account: sum(months) for account, months in moved.items()}))
    return found


_PROPOSALS = (
    "SELECT proposal, fund, year, kind, lines, from_account, to_account, months, decision, why, content, state, "
    "proposer, decider, declined, since FROM finance_budget_proposal WHERE team = ? AND "
)


def budget_proposal(views: sqlite3.Connection, team: Id, proposal: Id) -> BudgetProposal | None:
    """A proposal of the team."""
    return next(iter(_proposals(views.execute(_PROPOSALS + "proposal = ?", (team, proposal)))), None)


def budgets_waiting(views: sqlite3.Connection, team: Id) -> list[BudgetProposal]:
    """What waits to be adopted."""
    return _proposals(views.execute(_PROPOSALS + "state = 'proposed' ORDER BY year, fund", (team,)))


def _proposals(found: Iterable[Any]) -> list[BudgetProposal]:
    return [
        BudgetProposal(
            **dict(row) | {"lines": budget_lines(json.loads(row["lines"])), "months": json.loads(row["months"])}
        )
        for row in found
    ]
