"""Withdrawals of residents' money as tables: what waits for two signatures, and what then waits for the bank."""

from __future__ import annotations

import json
import sqlite3
from typing import Any, NamedTuple

from domain.finance.residents import Withdrawal
from domain.kernel import Id
from projections.finance_residents import of_resident
from projections.fold import Views, on
from projections.tables import temporal

temporal(
    "finance_withdrawal",
    key=("withdrawal",),
    columns=("team", "person", "account", "cents", "text", "asker", "asked_at", "state", "signers", "entry", "why"),
    indexes=(("team", "state"), ("team", "person")),
)
"""`state`: waiting, granted (the bank is to pay it), paid, rejected or dropped; `signers` is JSON, `asked_at` a
position; text and why are sealed."""


@on(Withdrawal.WithdrawalAsked)
def withdrawal_asked(views: Views, fact: Withdrawal.WithdrawalAsked) -> None:
    """It waits for two signatures."""
    views.put(
        "finance_withdrawal", (fact.originator_id,),
        team=fact.team, person=fact.person, account=fact.account, cents=fact.cents, text=fact.text, asker=fact.by,
        asked_at=views.position, state="waiting", signers="[]", entry=None, why=None,
    )  # fmt: skip
    of_resident(views, fact)


@on(Withdrawal.WithdrawalSigned)
def withdrawal_signed(views: Views, fact: Withdrawal.WithdrawalSigned) -> None:
    """One more signature; with the second it is paid."""
    (row,) = [views.get("finance_withdrawal", fact.originator_id) or {}]
    views.change(
        "finance_withdrawal", (fact.originator_id,),
        signers=json.dumps([*json.loads(row["signers"]), fact.by]), entry=fact.entry,
        state="paid" if fact.entry else "waiting",
    )  # fmt: skip
    of_resident(views, fact)


@on(Withdrawal.WithdrawalGranted)
def withdrawal_granted(views: Views, fact: Withdrawal.WithdrawalGranted) -> None:
    """Two people signed; the bank is to pay it."""
    (row,) = [views.get("finance_withdrawal", fact.originator_id) or {}]
    signers = json.dumps([*json.loads(row["signers"]), fact.by])
    views.change("finance_withdrawal", (fact.originator_id,), signers=signers, state="granted")
    of_resident(views, fact)


@on(Withdrawal.WithdrawalPaid)
def withdrawal_paid(views: Views, fact: Withdrawal.WithdrawalPaid) -> None:
    """The bank paid it."""
    views.change("finance_withdrawal", (fact.originator_id,), state="paid", entry=fact.entry)
    of_resident(views, fact)


@on(Withdrawal.WithdrawalRejected)
def withdrawal_rejected(views: Views, fact: Withdrawal.WithdrawalRejected) -> None:
    """It is not paid."""
    views.change("finance_withdrawal", (fact.originator_id,), state="rejected", why=fact.why)
    of_resident(views, fact)


@on(Withdrawal.WithdrawalDropped)
def withdrawal_dropped(views: Views, fact: Withdrawal.WithdrawalDropped) -> None:
    """Who asked no longer wants it."""
    views.change("finance_withdrawal", (fact.originator_id,), state="dropped")
    of_resident(views, fact)


class Asked(NamedTuple):
    """A withdrawal; text and why are packed and sealed."""

    withdrawal: Id
    team: Id
    person: Id
    account: str
    cents: int
    text: str
    asker: Id
    asked_at: int
    state: str
    signers: tuple[Id, ...]
    entry: Id | None
    why: str | None


def withdrawals(views: sqlite3.Connection, team: Id, state: str, person: Id | None = None) -> list[Asked]:
    """A team's withdrawals in a state, of everybody or of one resident, the oldest first."""
    one = "" if person is None else " AND person = ?"
    return _asked(views, f"team = ? AND state = ?{one} ORDER BY asked_at", (team, state, *([person] if person else [])))


def granted_for(views: sqlite3.Connection, team: Id, bank: Id, cents: int) -> list[Asked]:
    """The withdrawals of exactly so many cents that wait for this bank account, the oldest first."""
    test = (
        "team = ? AND state = 'granted' AND cents = ? "
        "AND account = (SELECT account FROM finance_bank_account WHERE bank = ?) ORDER BY asked_at"
    )
    return _asked(views, test, (team, cents, bank))


def paid_with(views: sqlite3.Connection, team: Id, person: Id, entry: Id) -> Asked | None:
    """The withdrawal of a resident that an entry paid."""
    found = _asked(views, "team = ? AND person = ? AND entry = ?", (team, person, entry))
    return found[0] if found else None


def withdrawal_of(views: sqlite3.Connection, team: Id, withdrawal: Id) -> Asked | None:
    """A withdrawal of the team."""
    found = _asked(views, "team = ? AND withdrawal = ?", (team, withdrawal))
    return found[0] if found else None


def _asked(views: sqlite3.Connection, test: str, values: tuple[Any, ...]) -> list[Asked]:
    rows = views.execute(
        "SELECT withdrawal, team, person, account, cents, text, asker, asked_at, state, signers, entry, why "
        f"FROM finance_withdrawal WHERE {test}",
        values,
    )
    return [Asked._make((*row[:9], tuple(json.loads(row[9])), *row[10:])) for row in rows]
