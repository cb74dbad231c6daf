"""Budget against what was ordered, what was posted, and what is still to be expected; amounts as people say them.

Costs of an expense account and revenue of an income account both stand above nothing here.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from domain.finance.budget import FUNDS_BUDGETED, MONTHS, Months
from domain.kernel import Id
from projections.finance_balances import TOTAL
from projections.finance_budget_versions import NOTHING, versions
from projections.finance_forecast import Cost


class Order(NamedTuple):
    """A commitment; supplier and text are packed and sealed."""

    commitment: Id
    fund: str
    account: str
    cents: int
    consumed: int
    released: int
    supplier: str
    text: str
    expected: str
    orderers: list[Id]

    @property
    def left(self) -> int:
        """What is still to be invoiced."""
        return self.cents - self.consumed - self.released


class Use(NamedTuple):
    """What an invoice took of an order, with the whole invoice; `reversed` when that was taken back since.

    Number and missing are packed and sealed.
    """

    entry: Id
    cents: int
    value_date: str
    invoiced: int
    reversed: int
    number: str | None
    missing: str | None
    twice: int
    """1 when another invoice or claim of the team has its supplier, number and amount (check 12)."""
    mandate: Id | None
    """Under which it was taken; None for what was taken before one was asked for."""


@dataclass(slots=True)
class Figures:
    """An account in a year, in cents by month: January first. `actual` goes up to a day; `later` is posted after it."""

    account: str
    kind: str
    budget: Months = NOTHING
    actual: list[int] = field(default_factory=lambda: [0] * MONTHS)
    committed: list[int] = field(default_factory=lambda: [0] * MONTHS)
    roster: list[int] = field(default_factory=lambda: [0] * MONTHS)
    later: int = 0

    @property
    def budgeted(self) -> int:
        """The budget of the year."""
        return sum(self.budget)

    def budget_to(self, month: int) -> int:
        """The budget up to and including a month."""
        return sum(self.budget[:month])

    @property
    def posted(self) -> int:
        """What was posted with value dates in the year, up to the day."""
        return sum(self.actual)

    @property
    def ordered(self) -> int:
        """What was ordered and is not yet invoiced."""
        return sum(self.committed)

    @property
    def rostered(self) -> int:
        """What the published roster will still cost."""
        return sum(self.roster)

    @property
    def left(self) -> int:
        """What of the budget is neither spent nor ordered."""
        return self.budgeted - self.posted - self.ordered

    @property
    def expected(self) -> int:
        """What was posted in the whole year, what was ordered, and what the roster will still cost."""
        return self.posted + self.later + self.ordered + self.rostered


_ORDERS = (
    "SELECT commitment, fund, account, cents, consumed, released, supplier, text, expected, orderers "
    "FROM finance_commitment WHERE team = :team AND "
)
_OF_YEAR = (
    "(:account = '' OR account = :account) AND (substr(expected, 1, 4) = :year "
    "OR (:year = :now AND substr(expected, 1, 4) < :now AND cents > consumed + released))"
)


def orders(views: sqlite3.Connection, team: Id, year: int, day: str, account: str = "") -> list[Order]:
    """The orders of which the invoice is expected in a year, perhaps of one account.

    Those that were expected before the year of `day` and are still open are of the year of `day`: it is still to come.
    """
    asked = {"team": team, "account": account, "year": str(year), "now": day[:4]}
    return _orders(views.execute(f"{_ORDERS}{_OF_YEAR} ORDER BY expected, commitment", asked))


def order_of(views: sqlite3.Connection, team: Id, commitment: Id) -> Order | None:
    """An order of the team."""
    asked = {"team": team, "commitment": commitment}
    return next(iter(_orders(views.execute(_ORDERS + "commitment = :commitment", asked))), None)


def _orders(found: Iterable[Any]) -> list[Order]:
    return [Order(**dict(row) | {"orderers": json.loads(row["orderers"])}) for row in found]


def uses_of(views: sqlite3.Connection, commitment: Id) -> list[Use]:
    """The invoices that took of an order, as they were posted."""
    found = views.execute(
        "SELECT u.entry, u.cents, e.value_date, (SELECT sum(p.cents) FROM finance_posting p "
        "WHERE p.position = e.position AND p.cents > 0), "
        "EXISTS (SELECT 1 FROM finance_reversal r WHERE r.entry = u.entry), u.number, u.missing, "
        "EXISTS (SELECT 1 FROM finance_commitment_use v JOIN finance_entry o ON o.entry = v.entry "
        "WHERE v.same = u.same AND v.entry != u.entry AND o.team = e.team) "
        "OR EXISTS (SELECT 1 FROM finance_claim c WHERE c.team = e.team AND c.same = u.same AND c.number IS NOT NULL "
        "AND c.state NOT IN ('declined', 'withdrawn')), u.mandate "
        "FROM finance_commitment_use u JOIN finance_entry e ON e.entry = u.entry WHERE u.commitment = ? "
        "ORDER BY u.position",
        (commitment,),
    )
    return [Use(*row) for row in found]


# what is carried forward is no revenue or cost
_MONTHS = (
    f"SELECT k.account, k.month, {TOTAL} FROM finance_month k "
    "JOIN finance_account a ON a.account = k.account AND a.kind IN ('income', 'expense') "
    "WHERE k.team = ? AND k.month BETWEEN ? AND ?"
)
# the accounts first: else every posting of the team is read
_POSTED_IN = (
    "SELECT p.account, sum(p.cents) FROM finance_account a CROSS JOIN finance_posting p ON p.account = a.account "
    "WHERE a.kind IN ('income', 'expense') AND p.team = ? AND p.value_date BETWEEN ? AND ? GROUP BY p.account"
)
_CARRIED = (
    "SELECT p.account, p.value_date, sum(p.cents) FROM finance_entry e JOIN finance_posting p USING (position) "
    "JOIN finance_account a ON a.account = p.account AND a.kind IN ('income', 'expense') "
    "WHERE +e.team = ? AND e.source >= 'year:' AND e.source < 'year;' AND e.value_date BETWEEN ? AND ? "
    "AND e.kind = 'carry_forward' GROUP BY p.account, p.value_date"
)


def figures(
    views: sqlite3.Connection, team: Id, year: int, on: str, costs: Iterable[Cost], after: str
) -> dict[str, list[Figures]]:
    """Every account by fund with a budget or anything on it in the year, with what was posted up to `on`.

    `after`: an order expected before this day stands in its month, and in its year alone: it is still to come.
    """
    chart = {row[0]: (row[1], row[2]) for row in views.execute("SELECT account, kind, fund FROM finance_account")}
    found: dict[str, Figures] = {}

    def of(account: str) -> Figures:
        return found.setdefault(account, Figures(account, chart[account][0]))

    for fund in FUNDS_BUDGETED:
        standing = versions(views, team, fund, year)
        for account, months in (standing[-1].lines if standing else {}).items():
            of(account).budget = months
    _add_posted(views, team, year, on, of)
    for order in orders(views, team, year, after):
        comes = max(order.expected, after)
        if order.left and comes[:4] == str(year):
            of(order.account).committed[int(comes[5:7]) - 1] += order.left
    for cost in costs:
        if cost.rate and cost.day[:4] == str(year):
            for account in dict.fromkeys(filter(None, (cost.rate.account, cost.rate.ort_account))):
                of(account).roster[int(cost.day[5:7]) - 1] += cost.on(account)
    shown = {fund: [found[a] for a in sorted(found) if chart[a][1] == fund] for fund in FUNDS_BUDGETED}
    return {fund: lines for fund, lines in shown.items() if lines}


def _add_posted(views: sqlite3.Connection, team: Id, year: int, on: str, of: Any) -> None:
    for account, month, cents in views.execute(_MONTHS, (team, f"{year}-01", f"{year}-12")).fetchall():
        if month < on[:7]:
            of(account).actual[int(month[5:7]) - 1] += _said(of(account), cents or 0)
        else:
            of(account).later += _said(of(account), cents or 0)
    if on[:4] == str(year):
        for account, cents in views.execute(_POSTED_IN, (team, f"{on[:7]}-01", on)).fetchall():
            _happened(of(account), int(on[5:7]), _said(of(account), cents))
    for account, day, cents in views.execute(_CARRIED, (team, f"{year}-01-01", f"{year}-12-31")).fetchall():
        if day <= on:
            of(account).actual[int(day[5:7]) - 1] -= _said(of(account), cents)
        else:
            of(account).later -= _said(of(account), cents)


def _happened(line: Figures, month: int, cents: int) -> None:
    line.actual[month - 1] += cents
    line.later -= cents


def _said(line: Figures, cents: int) -> int:
    """As people say it: revenue stands in credit."""
    return -cents if line.kind == "income" else cents
