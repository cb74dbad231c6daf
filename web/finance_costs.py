"""Kosten per maand, drawn beside their table, and what is still to be paid."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from flask import g, render_template, request
from flask.typing import ResponseReturnValue

from domain.finance.ledger.closing import previous_period
from domain.finance.ledger.period import next_period
from domain.kernel import Id
from projections.finance_open import by_month, open_items
from projections.finance_overview import AccountRow, accounts
from projections.finance_replay import Changed, entries_at
from web.acts import acts, team_or_404
from web.finance import bp
from web.finance_words import SHOWN_FUNDS
from web.pages import asked_page
from web.shown import shown_day

MONTHS = 12
LISTED = 100
_MONTH = re.compile(r"(?:19|20|21)\d\d-(?:0[1-9]|1[0-2])")
HIGH, WIDE = 28, 10


@dataclass(frozen=True, slots=True)
class Bar:
    """A month as it is drawn: from the line of nothing up, or down when money came back."""

    x: int
    y: int
    height: int
    month: str
    cents: int


@dataclass(frozen=True, slots=True)
class CostRow:
    """An account with its months."""

    account: AccountRow
    cents: list[int]
    bars: list[Bar]
    base: int

    @property
    def total(self) -> int:
        """All the months together."""
        return sum(self.cents)


@dataclass(frozen=True, slots=True)
class Owed:
    """A posting that is not settled whole."""

    entry: Changed
    account: AccountRow
    cents: int
    left: int
    days: int


@dataclass(slots=True)
class Open:
    """What is open in a fund; of very many a page is listed."""

    listed: list[Owed] = field(default_factory=list)
    count: int = 0
    left: int = 0
    later: int = 0
    """How many come after those that are listed."""


@bp.get("/teams/<id:team>/money/costs")
@acts("finance.see_money")
def costs(team: Id) -> ResponseReturnValue:
    """What each account cost in twelve months."""
    team_or_404("finance.see_money", team)
    g.tab, asked = "finance.overview", request.args.get("until", "")
    last = asked if _MONTH.fullmatch(asked) else shown_day().isoformat()[:7]
    months = [last]
    while len(months) < MONTHS:
        months.insert(0, previous_period(months[0]))
    chart, found = accounts(g.views), by_month(g.views, team, months[0], last)
    funds: dict[str, list[CostRow]] = {}
    for code, cents in sorted(found.items()):
        account = chart[code]
        if account.kind == "expense" and account.fund in SHOWN_FUNDS and any(cents.values()):
            values = [cents.get(month, 0) for month in months]
            funds.setdefault(account.fund, []).append(CostRow(account, values, *drawn(months, values)))
    totals = {fund: [sum(row.cents[n] for row in rows) for n in range(MONTHS)] for fund, rows in funds.items()}
    return render_template(
        "finance/costs.html", team=team, months=months, funds={f: funds[f] for f in SHOWN_FUNDS if f in funds},
        totals={fund: (values, *drawn(months, values)) for fund, values in totals.items()},
        earlier=previous_period(months[0]), later=_later(last),
    )  # fmt: skip


@bp.get("/teams/<id:team>/money/open")
@acts("finance.see_money")
def open_posts(team: Id) -> ResponseReturnValue:
    """What must still be paid, the oldest first, a page at a time."""
    team_or_404("finance.see_money", team)
    g.tab, day, page = "finance.overview", shown_day(), asked_page()
    owed: dict[str, Open] = {}
    for account in accounts(g.views).values():
        if account.use == "payable" and account.fund in SHOWN_FUNDS:
            found = open_items(g.views, team, account.account, limit=LISTED, skip=page * LISTED)
            fund = owed.setdefault(account.fund, Open())
            fund.count += found.many
            fund.left += found.left
            fund.later += max(0, found.many - (page + 1) * LISTED)
            entries = {one.position: one for one in entries_at(g.views, [item.position for item in found.items])}
            fund.listed += [
                Owed(entries[item.position], account, item.cents, item.left,
                     (day - date.fromisoformat(entries[item.position].value_date)).days)
                for item in found.items
            ]  # fmt: skip
    owed = {fund: owed[fund] for fund in SHOWN_FUNDS if fund in owed and owed[fund].count}
    more = any(one.later for one in owed.values())
    return render_template("finance/open.html", team=team, owed=owed, page=page, more=more)


def drawn(months: list[str], cents: list[int]) -> tuple[list[Bar], int]:
    """The months as bars, and where the line of nothing is."""
    top, bottom = max(0, *cents), min(0, *cents)
    span = (top - bottom) or 1
    base = round(HIGH * top / span)
    bars = []
    for number, (month, value) in enumerate(zip(months, cents, strict=True)):
        height = max(1, round(HIGH * abs(value) / span)) if value else 0
        bars.append(Bar(number * WIDE + 1, base - height if value > 0 else base, height, month, value))
    return bars, base


def _later(last: str) -> str | None:
    """The last month of the next twelve, when they have begun."""
    today, later = shown_day().isoformat()[:7], last
    for _ in range(MONTHS):
        later = next_period(later)
    return min(later, today) if last < today else None
