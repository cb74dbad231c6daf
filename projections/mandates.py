"""The division of authorities: every mandate, and what was spent under it."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from domain.kernel import Id
from domain.mandates import Limits, Mandate, Purchases
from projections.finance_ledger import touch_money
from projections.fold import Views, on
from projections.tables import temporal

temporal(
    "mandates_mandate",
    key=("mandate",),
    columns=(
        "team", "person", "for_role", "giver", "funds", "accounts", "per_act", "per_period", "per", "together", "first",
        "last", "decision", "given", "ended", "ended_by", "why",
    ),
    indexes=(("team",),),
)  # fmt: skip
"""`funds` and `accounts` are JSON; `decision` and `why` are packed and sealed; `given` and `ended` are positions."""
temporal("mandates_use", key=("mandate", "act"), columns=("team", "cents", "day", "supplier", "by"))
temporal("mandates_purchase", key=("team", "supplier", "act"), columns=("cents", "day"))
temporal("mandates_stream", key=("stream",), columns=("supplier",))
"""The streams of purchases, each with its supplier: a keyed hash."""


@on(Mandate.MandateGiven)
def mandate_given(views: Views, fact: Mandate.MandateGiven) -> None:
    """A mandate that stands."""
    views.put(
        "mandates_mandate", (fact.originator_id,),
        team=fact.team, person=fact.person, for_role=fact.for_role, giver=fact.by, funds=json.dumps(fact.funds),
        accounts=json.dumps(fact.accounts), per_act=fact.per_act, per_period=fact.per_period, per=fact.per,
        together=fact.together, first=fact.first, last=fact.last, decision=fact.decision, given=views.position,
        ended=None, ended_by=None, why=None,
    )  # fmt: skip
    touch_money(views, fact.team)


@on(Mandate.MandateEnded)
def mandate_ended(views: Views, fact: Mandate.MandateEnded) -> None:
    """It holds no more."""
    views.change(
        "mandates_mandate", (fact.originator_id,), ended=views.position, ended_by=fact.by, why=fact.why.packed()
    )
    touch_money(views, fact.team)


@on(Mandate.MandateUsed)
def mandate_used(views: Views, fact: Mandate.MandateUsed) -> None:
    """What was spent under it."""
    views.put(
        "mandates_use", (fact.originator_id, fact.act),
        team=fact.team, cents=fact.cents, day=fact.day, supplier=fact.supplier, by=fact.by,
    )  # fmt: skip
    touch_money(views, fact.team)


@on(Mandate.MandateReturned)
def mandate_returned(views: Views, fact: Mandate.MandateReturned) -> None:
    """It was not spent after all."""
    views.drop("mandates_use", (fact.originator_id, fact.act))
    touch_money(views, fact.team)


@on(Purchases.PurchasesBegun)
def purchases_begun(views: Views, fact: Purchases.PurchasesBegun) -> None:
    """A supplier of a team."""
    views.put("mandates_stream", (fact.originator_id,), supplier=fact.supplier)
    touch_money(views, fact.team)


@on(Purchases.PurchaseCounted)
def purchase_counted(views: Views, fact: Purchases.PurchaseCounted) -> None:
    """What counts together with what is bought there."""
    stream = views.row("mandates_stream", fact.originator_id) or ("",)
    views.put("mandates_purchase", (fact.team, stream[0], fact.act), cents=fact.cents, day=fact.day)
    touch_money(views, fact.team)


@on(Purchases.PurchaseTakenBack)
def purchase_taken_back(views: Views, fact: Purchases.PurchaseTakenBack) -> None:
    """It counts no more."""
    stream = views.row("mandates_stream", fact.originator_id) or ("",)
    views.drop("mandates_purchase", (fact.team, stream[0], fact.act))
    touch_money(views, fact.team)


@dataclass(frozen=True, slots=True)
class MandateView:
    """A mandate as it was known; decision and why are packed and sealed."""

    id: Id
    team: Id
    person: Id | None
    for_role: str | None
    giver: Id
    funds: tuple[str, ...]
    accounts: tuple[str, ...]
    limits: Limits
    first: str
    last: str
    decision: str
    given: int
    ended: int | None
    ended_by: Id | None
    why: str | None

    def holds(self, day: str) -> bool:
        """Whether it may be used on a day, as far as was known."""
        return self.ended is None and self.first <= day <= self.last

    def covers(self, fund: str, account: str) -> bool:
        """Whether it is for this account of this fund."""
        return fund in self.funds and (not self.accounts or account in self.accounts)


_MANDATE = (
    "SELECT mandate, team, person, for_role, giver, funds, accounts, per_act, per_period, per, together, first, last, "
    "decision, given, ended, ended_by, why FROM mandates_mandate WHERE "
)


def mandates_of(views: sqlite3.Connection, team: Id) -> list[MandateView]:
    """Every mandate that a team gave, the last one first."""
    return [_mandate(row) for row in views.execute(f"{_MANDATE} team = ? ORDER BY given DESC", (team,))]


def mandate_of(views: sqlite3.Connection, team: Id, mandate: Id) -> MandateView | None:
    """A mandate of a team."""
    row = views.execute(f"{_MANDATE} mandate = ? AND team = ?", (mandate, team)).fetchone()
    return _mandate(row) if row else None


def used_of(views: sqlite3.Connection, mandate: MandateView, day: str) -> int:
    """The cents that were spent under a mandate in the month or the year of a day."""
    period = day[:7] if mandate.limits.per == "month" else day[:4]
    found = views.execute(
        "SELECT coalesce(sum(cents), 0) FROM mandates_use WHERE mandate = ? AND day LIKE ? || '%'", (mandate.id, period)
    )
    return int(found.fetchone()[0])


def bought_at(views: sqlite3.Connection, team: Id, supplier: Id, day: str, within: int) -> int:
    """The cents that were approved at a supplier fewer than so many days before or after a day."""
    found = views.execute(
        "SELECT coalesce(sum(cents), 0) FROM mandates_purchase WHERE team = ? AND supplier = ? "
        "AND abs(julianday(day) - julianday(?)) < ?",
        (team, supplier, day, within),
    )
    return int(found.fetchone()[0])


def _mandate(row: sqlite3.Row) -> MandateView:
    values = dict(row)
    limits = Limits(*(values.pop(name) for name in ("per_act", "per_period", "per", "together")))
    funds, accounts = (tuple(json.loads(values.pop(name))) for name in ("funds", "accounts"))
    return MandateView(id=values.pop("mandate"), limits=limits, funds=funds, accounts=accounts, **values)
