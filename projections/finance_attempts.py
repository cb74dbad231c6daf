"""Every time that a claim was sent to the bank, and what became of it: with the bank still, or refused."""

from __future__ import annotations

import sqlite3
from typing import Any, NamedTuple

from domain.finance.claims import PaymentList, PaymentReturn
from domain.kernel import Id
from projections.finance_ledger import touch_money
from projections.fold import Views, on
from projections.tables import temporal

temporal(
    "finance_attempt",
    key=("claim", "batch"),
    columns=("team", "cents", "state", "why", "asker", "asked", "second", "line"),
    indexes=(("team", "state"),),
)
"""`state`: sent, asked (somebody wrote that the bank refused it, at position `asked`) or returned; why is sealed;
`line`: of the bank, by which it gave back what it had paid."""


class Attempt(NamedTuple):
    """One time that a claim was sent; `why` is packed and sealed."""

    batch: int
    state: str
    why: str | None
    asker: Id | None
    asked: int | None
    second: Id | None
    line: Id | None


@on(PaymentList.PaymentListExported)
def claims_sent(views: Views, fact: PaymentList.PaymentListExported) -> None:
    """Each claim of the batch is with the bank."""
    for claim in fact.claims:
        cents = (views.get("finance_claim", claim) or {}).get("cents")
        views.put(
            "finance_attempt", (claim, fact.batch),
            team=fact.team, cents=cents, state="sent", why=None, asker=None, asked=None, second=None,
            line=None,
        )  # fmt: skip


@on(PaymentReturn.ReturnAsked, PaymentReturn.ReturnAskedAgain)
def return_asked(views: Views, fact: Any) -> None:
    """Somebody wrote that the bank refused it, or gave it back."""
    _change(views, fact, state="asked", why=fact.why, asker=fact.by, asked=views.position, line=fact.line)


@on(PaymentReturn.ReturnConfirmed)
def return_confirmed(views: Views, fact: PaymentReturn.ReturnConfirmed) -> None:
    """Somebody else confirmed it."""
    _change(views, fact, state="returned", second=fact.by)


@on(PaymentReturn.ReturnDropped)
def return_dropped(views: Views, fact: PaymentReturn.ReturnDropped) -> None:
    """It was not so."""
    _change(views, fact, state="sent", why=None, asker=None, asked=None, line=None)


@on(PaymentList.PaymentReturned)
def payment_returned(views: Views, fact: PaymentList.PaymentReturned) -> None:
    """It stands on no list any more; that it was sent stays."""
    views.drop("finance_payment", (fact.team, fact.claim))
    touch_money(views, fact.team)


def _change(views: Views, fact: Any, **changes: Any) -> None:
    views.change("finance_attempt", (fact.claim, fact.batch), **changes)
    touch_money(views, fact.team)


def attempts_of(views: sqlite3.Connection, claim: Id) -> list[Attempt]:
    """Every time that a claim was sent, the first one first."""
    rows = views.execute(
        "SELECT batch, state, why, asker, asked, second, line FROM finance_attempt WHERE claim = ? ORDER BY batch",
        (claim,),
    )
    return [Attempt(*row) for row in rows]


def returns_asked(views: sqlite3.Connection, team: Id) -> dict[Id, Id]:
    """The claims of which somebody wrote that the bank did not pay them or gave them back, with who wrote it."""
    rows = views.execute(
        "SELECT a.claim, a.asker FROM finance_attempt a JOIN finance_claim c USING (claim) "
        "WHERE a.team = ? AND a.state = 'asked' AND (c.state = 'listed' OR (a.line IS NOT NULL AND c.state = 'paid'))",
        (team,),
    )
    return dict(map(tuple, rows))


def back_by(views: sqlite3.Connection, team: Id, line: Id) -> Id | None:
    """The claim of which somebody wrote that the bank gave it back by this line, so long as nobody confirmed it."""
    row = views.execute(
        "SELECT claim FROM finance_attempt WHERE team = ? AND state = 'asked' AND line = ?", (team, line)
    ).fetchone()
    return row[0] if row else None
