"""The trial balance as it was known at X and at Y, the equation between them, and its proof."""

from __future__ import annotations

from dataclasses import dataclass, field

from flask import g

from domain.kernel import Id
from projections.finance_balances import trial_balance
from projections.finance_overview import AccountRow, Fresh, accounts, fresh, last_days
from projections.finance_replay import moved
from web.finance_changes import LISTED, Group, changes_told, grouped
from web.finance_words import SHOWN_FUNDS
from web.shown import shown_day


@dataclass(frozen=True, slots=True)
class Row:
    """An account at X and at Y; `change` is what was posted in between, added up by itself."""

    account: AccountRow
    before: int
    change: int
    after: int
    fresh: Fresh

    @property
    def debit(self) -> int | None:
        """The balance at Y when it is on the debit side."""
        return self.after if self.after > 0 or (self.after == 0 and self.account.kind in ("asset", "expense")) else None

    @property
    def credit(self) -> int | None:
        """The balance at Y when it is on the credit side."""
        return -self.after if self.debit is None else None


@dataclass(slots=True)
class Fund:
    """The accounts of one fund, which is never added up with another."""

    fund: str
    rows: list[Row] = field(default_factory=list)
    entries: int = 0

    def total(self, name: str) -> int:
        """The sum of a column."""
        return sum(getattr(row, name) or 0 for row in self.rows)

    def costs(self, name: str) -> int:
        """The sum of a column over the accounts of costs."""
        return sum(getattr(row, name) for row in self.rows if row.account.kind == "expense")


@dataclass(slots=True)
class Replayed:
    """Everything that the replay shows."""

    funds: list[Fund]
    head: Fund
    """The fund of the equation."""
    changes: dict[str, dict[str, Group]]
    listed: int
    entries: int
    accounts: int
    wrong: list[tuple[str, int]]
    """The accounts of which the changes do not explain the difference, with the cents that are left: none, or the
    books are broken."""

    @property
    def whole(self) -> bool:
        """Whether every change is listed."""
        return self.entries <= LISTED


def replayed(team: Id, on: str, known: int, only: str) -> Replayed:
    """A team's books on a value date, as known at position `known` and at the moment of the page."""
    chart, day = accounts(g.views), shown_day().isoformat()
    with g.house.at(known) as then:
        before = {one.account: one.cents for one in trial_balance(then, team, on)}
    after = {one.account: one.cents for one in trial_balance(g.views, team, on)}
    between, last = moved(g.views, team, known, on), last_days(g.views, team)
    funds = {fund: Fund(fund) for fund in SHOWN_FUNDS if not only or fund == only}
    wrong = []
    for code in sorted(before.keys() | after.keys() | between.keys()):
        account = chart[code]
        if account.fund not in funds:
            continue
        change, entries = (between[code].cents, between[code].entries) if code in between else (0, 0)
        row = Row(
            account, before.get(code, 0), change, after.get(code, 0),
            fresh(account, after.get(code, 0), last.get(code), day),
        )  # fmt: skip
        funds[account.fund].rows.append(row)
        funds[account.fund].entries += entries
        if row.before + row.change != row.after:
            wrong.append((code, row.after - row.before - row.change))
    told = [one for one in changes_told(team, known, on, chart) if one.fund in funds]
    entries = sum(fund.entries for fund in funds.values())
    shown = [fund for fund in funds.values() if fund.rows]
    return Replayed(
        shown, shown[0] if shown else Fund(only or "team"), grouped(told, whole=entries <= LISTED), len(told), entries,
        sum(len(fund.rows) for fund in shown), wrong,
    )  # fmt: skip
