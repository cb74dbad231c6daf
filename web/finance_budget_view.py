"""What the page of the budget shows: the figures by fund, their totals, and the bars that are drawn of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from flask import g, request

from domain.kernel import Id
from projections.finance_budget_page import Figures, figures
from projections.finance_budget_versions import Version, versions
from projections.finance_forecast import Cost, published_until, roster_costs
from web.finance_clocks import Asked, asked_day
from web.finance_words import SHOWN_FUNDS
from web.shown import shown_day

WHOLE, WIDE = 200, 260
"""Units of the budget of a year, the same for each account, and of the longest bar that is drawn."""
KINDS_SHOWN = ("expense", "income")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks: value dates up to `asked.on` in its year, and the account of which the months are open."""

    asked: Asked
    open: str

    @property
    def on(self) -> str:
        """Value dates up to and including this day."""
        return self.asked.on

    @property
    def year(self) -> int:
        """The year of the budget."""
        return int(self.on[:4])

    @property
    def month(self) -> int:
        """The month of `on` in the year."""
        return int(self.on[5:7])


@dataclass(frozen=True, slots=True)
class Bar:
    """An account as it is drawn against its own budget: how wide its parts are, and the percentage that they make."""

    account: str
    planned: int
    """Where the budget up to and including the month ends."""
    posted: int
    ordered: int
    rostered: int
    share: int


@dataclass(frozen=True, slots=True)
class FundShown:
    """A fund with its accounts, costs before revenue, the totals of each, and its chart."""

    fund: str
    parts: list[tuple[str, list[Figures], Figures]]
    bars: list[Bar]
    versions: list[Version]


@dataclass(frozen=True, slots=True)
class Shown:
    """The page."""

    funds: list[FundShown]
    missing: dict[str, int]
    """Rostered minutes of which nobody set what they cost, by kind."""
    roster_until: str | None
    roster_after: str
    """The day after which the roster is still to be paid for: that of the page."""
    rostered: int


def asked() -> Wanted:
    """What the address asks; `?year=` alone is that year up to today, or to its end."""
    today, typed = shown_day(), request.args.get("year", "")
    year = int(typed) if re.fullmatch(r"20\d\d", typed, re.ASCII) else today.year
    day = asked_day(min(max(today.isoformat(), f"{year}-01-01"), f"{year}-12-31"))
    return Wanted(day, request.args.get("open", "")[:10])


def the_costs(team: Id, year: int) -> list[Cost]:
    """What the published roster will still cost in a year, after the day of the page."""
    day = max(shown_day().isoformat(), f"{year - 1}-12-31")
    return roster_costs(g.views, team, day, f"{year}-12-31", g.position)


def shown(team: Id, wanted: Wanted) -> Shown:
    """Everything of the page."""
    costs = the_costs(team, wanted.year)
    found = figures(g.views, team, wanted.year, wanted.on, costs, shown_day().isoformat())
    funds = []
    for fund in SHOWN_FUNDS:
        agreed, lines = versions(g.views, team, fund, wanted.year), found.get(fund, [])
        if lines or agreed:
            parts = [(kind, part, total(kind, part)) for kind in KINDS_SHOWN if (part := of_kind(lines, kind))]
            funds.append(FundShown(fund, parts, bars(lines, wanted.month), agreed))
    missing: dict[str, int] = {}
    for cost in costs:
        if cost.rate is None:
            missing[cost.kind] = missing.get(cost.kind, 0) + cost.minutes
    return Shown(
        funds, missing, published_until(g.views, team), shown_day().isoformat(), sum(cost.cents for cost in costs)
    )


def of_kind(lines: Iterable[Figures], kind: str) -> list[Figures]:
    """The costs, or the revenue."""
    return [line for line in lines if line.kind == kind]


def total(kind: str, lines: Iterable[Figures]) -> Figures:
    """What they are together."""
    found = Figures("", kind)
    for line in lines:
        found.budget = tuple(a + b for a, b in zip(found.budget, line.budget, strict=True))
        for name in ("actual", "committed", "roster"):
            setattr(found, name, [a + b for a, b in zip(getattr(found, name), getattr(line, name), strict=True)])
        found.later += line.later
    return found


def bars(lines: Iterable[Figures], month: int) -> list[Bar]:
    """The costs that have a budget as they are drawn; what came back more than it cost has no width."""
    found = []
    for line in of_kind(lines, "expense"):
        if (budget := line.budgeted) <= 0:
            continue
        ends = [line.posted, line.posted + line.ordered, line.posted + line.ordered + line.rostered]
        at = [0, *(min(WIDE, max(0, end) * WHOLE // budget) for end in ends)]
        posted, ordered, rostered = (max(0, end - begin) for begin, end in pairwise(at))
        planned = max(0, line.budget_to(month)) * WHOLE // budget
        share = (200 * ends[-1] + budget) // (2 * budget)
        found.append(Bar(line.account, min(WIDE, planned), posted, ordered, rostered, share))
    return found


def month_of(year: int, number: int) -> str:
    """A month of the year as text: `2026-03`."""
    return date(year, number, 1).isoformat()[:7]
