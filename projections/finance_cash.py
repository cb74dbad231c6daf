"""Cash boxes as tables: what was agreed about each, and how it was counted."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from domain.finance.cash import CashBox
from domain.kernel import Id
from projections.finance_balances import LAST_DAY
from projections.finance_ledger import touch_money
from projections.fold import Views, on
from projections.tables import temporal

temporal("finance_cashbox", key=("team", "account"), columns=("most", "most_spent"))
temporal(
    "finance_count",
    key=("count",),
    columns=(
        "team", "account", "day", "pieces", "cents", "text", "counter", "counted", "state", "decider", "expected",
        "difference", "entry", "why",
    ),
    indexes=(("team", "account"),),
)  # fmt: skip
"""`state`: waiting, signed or rejected; `pieces` is JSON; `counted`: its position; text and why are sealed."""


@on(CashBox.CashBoxBegun)
def cash_box_begun(views: Views, fact: CashBox.CashBoxBegun) -> None:
    """A box without limits yet."""
    views.put("finance_cashbox", (fact.team, fact.account), most=None, most_spent=None)
    touch_money(views, fact.team)


@on(CashBox.CashLimitsSet)
def cash_limits_set(views: Views, fact: CashBox.CashLimitsSet) -> None:
    """What was agreed about it."""
    views.put("finance_cashbox", (fact.team, fact.account), most=fact.most, most_spent=fact.most_spent)
    touch_money(views, fact.team)


@on(CashBox.CashSpent)
def cash_spent(views: Views, fact: CashBox.CashSpent) -> None:
    """What was paid stands with the entry."""
    touch_money(views, fact.team)


@on(CashBox.CashCounted)
def cash_counted(views: Views, fact: CashBox.CashCounted) -> None:
    """A count that waits for a second person."""
    views.put(
        "finance_count", (fact.count,),
        team=fact.team, account=fact.account, day=fact.day, pieces=json.dumps(fact.pieces), cents=fact.cents,
        text=fact.text, counter=fact.by, counted=views.position, state="waiting", decider=None, expected=None,
        difference=None, entry=None, why=None,
    )  # fmt: skip
    touch_money(views, fact.team)


@on(CashBox.CountSigned)
def count_signed(views: Views, fact: CashBox.CountSigned) -> None:
    """Two people saw what lies there."""
    views.change(
        "finance_count", (fact.count,),
        state="signed", decider=fact.by, expected=fact.expected, difference=fact.difference, entry=fact.entry,
    )  # fmt: skip
    touch_money(views, fact.team)


@on(CashBox.CountRejected)
def count_rejected(views: Views, fact: CashBox.CountRejected) -> None:
    """It is to be counted again."""
    views.change("finance_count", (fact.count,), state="rejected", decider=fact.by, why=fact.why)
    touch_money(views, fact.team)


@dataclass(frozen=True, slots=True)
class Box:
    """A cash account with what was agreed about it, in cents; the name is packed and sealed."""

    account: str
    name: str
    fund: str
    most: int | None
    most_spent: int | None


@dataclass(frozen=True, slots=True)
class Count:
    """A count of a box; text and why are packed and sealed."""

    id: Id
    account: str
    day: str
    pieces: dict[int, int]
    cents: int
    text: str | None
    counter: Id
    counted: int
    state: str
    decider: Id | None
    expected: int | None
    difference: int | None
    entry: Id | None
    why: str | None


def boxes(views: sqlite3.Connection, team: Id) -> list[Box]:
    """The open cash accounts of the chart, with what this team agreed about them."""
    found = views.execute(
        "SELECT a.account, a.name, a.fund, b.most, b.most_spent FROM finance_account a "
        "LEFT JOIN finance_cashbox b ON b.team = ? AND b.account = a.account "
        "WHERE a.use = 'cash' AND a.fund != 'residents' AND a.closed = 0 ORDER BY a.account",
        (team,),
    )
    return [Box(*row) for row in found]


def counts(
    views: sqlite3.Connection, team: Id, account: str, limit: int = 12, *, on: str = LAST_DAY, state: str = ""
) -> list[Count]:
    """The last counts of a box, of days up to `on`, perhaps in one state; the newest first."""
    test = "team = ? AND account = ? AND day <= ? AND ? IN ('', state) ORDER BY counted DESC LIMIT ?"
    return _counts(views, test, (team, account, on, state, limit))


def count_of(views: sqlite3.Connection, team: Id, count: Id) -> Count | None:
    """A count of the team."""
    found = _counts(views, "team = ? AND count = ?", (team, count))
    return found[0] if found else None


def _counts(views: sqlite3.Connection, test: str, values: tuple[Any, ...]) -> list[Count]:
    rows = views.execute(
        "SELECT count, account, day, pieces, cents, text, counter, counted, state, decider, expected, difference, "
        f"entry, why FROM finance_count WHERE {test}",
        values,
    )
    return [
        Count(row[0], row[1], row[2], {int(c): n for c, n in json.loads(row[3]).items()}, *tuple(row)[4:])
        for row in rows
    ]
