"""Expense claims with what became of them, and the payment lists."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from domain.finance.claims import Claim, PaymentList
from domain.kernel import Id, who_did
from projections.finance_ledger import touch_money
from projections.fold import Views, on
from projections.tables import temporal

temporal(
    "finance_claim",
    key=("claim",),
    columns=(
        "team", "maker", "fund", "account", "cents", "day", "supplier", "seller", "number", "same", "text", "receipt",
        "missing", "how", "iban", "content", "state", "decider", "mandate", "entry", "why", "payer", "paid", "made",
        "decided", "askers", "deciders", "payers",
    ),
    indexes=(("team", "state", "made"), ("maker",), ("team", "same")),
)  # fmt: skip
"""supplier, number, text, missing, iban and why are packed and sealed; seller and same are keyed hashes; `paid`: the
entry that paid it; `made` and `decided` are positions; `askers`, `deciders` and `payers`, JSON, are all whose act it
was: also the one on whose behalf it was done."""
temporal("finance_payment", key=("team", "claim"), columns=("cents", "batch"))
"""What was put on a payment list; `batch`: in which it was sent."""
temporal(
    "finance_batch", key=("payments", "batch"), columns=("team", "fund", "claims", "cents", "debtor", "by", "position")
)
"""`claims` is JSON; `debtor` is packed and sealed; `position`: when it was made."""
temporal("finance_payments", key=("payments",), columns=("team", "fund"))

_CONTENT = (
    "fund", "account", "cents", "day", "supplier", "seller", "number", "same", "text", "receipt", "missing", "how",
    "iban", "content",
)  # fmt: skip


@on(Claim.ClaimMade)
def claim_made(views: Views, fact: Claim.ClaimMade) -> None:
    """A claim that waits."""
    views.put(
        "finance_claim", (fact.originator_id,),
        team=fact.team, maker=fact.by, made=views.position, askers=_whose(fact), **_content(fact), **_UNDECIDED,
    )  # fmt: skip
    _touch(views, fact, fact.by)


@on(Claim.ClaimChanged)
def claim_changed(views: Views, fact: Claim.ClaimChanged) -> None:
    """It is another claim, which nobody has looked at."""
    standing = views.get("finance_claim", fact.originator_id) or {}
    _change(views, fact, askers=_whose(fact, standing["askers"]), **_content(fact), **_UNDECIDED)


@on(Claim.ClaimApproved)
def claim_approved(views: Views, fact: Claim.ClaimApproved) -> None:
    """It is posted, and waits to be paid."""
    _change(
        views, fact, state="approved", decider=fact.by, deciders=_whose(fact), mandate=fact.mandate, entry=fact.entry,
        decided=views.position,
    )  # fmt: skip


@on(Claim.ClaimDeclined)
def claim_declined(views: Views, fact: Claim.ClaimDeclined) -> None:
    """It is not paid."""
    _change(views, fact, state="declined", decider=fact.by, why=fact.why, decided=views.position)


@on(Claim.ClaimWithdrawn)
def claim_withdrawn(views: Views, fact: Claim.ClaimWithdrawn) -> None:
    """It is no longer wanted."""
    _change(views, fact, state="withdrawn")


@on(Claim.ClaimListed)
def claim_listed(views: Views, fact: Claim.ClaimListed) -> None:
    """It waits for the bank."""
    _change(views, fact, state="listed", payer=fact.by, payers=_whose(fact))


@on(Claim.ClaimUnlisted)
def claim_unlisted(views: Views, fact: Claim.ClaimUnlisted) -> None:
    """It does not."""
    _change(views, fact, state="approved", payer=None, payers=None)


@on(Claim.ClaimPaid)
def claim_paid(views: Views, fact: Claim.ClaimPaid) -> None:
    """It is paid."""
    _change(views, fact, state="paid", how=fact.how, payer=fact.by, payers=_whose(fact), paid=fact.entry)


@on(Claim.ClaimGivenBack)
def claim_given_back(views: Views, fact: Claim.ClaimGivenBack) -> None:
    """It is to be paid once more."""
    _change(views, fact, state="approved", payer=None, payers=None, paid=None)


@on(PaymentList.PaymentListBegun)
def payment_list_begun(views: Views, fact: PaymentList.PaymentListBegun) -> None:
    """A team's payment list."""
    views.put("finance_payments", (fact.originator_id,), team=fact.team, fund=fact.fund)
    touch_money(views, fact.team)


@on(PaymentList.PaymentPut)
def payment_put(views: Views, fact: PaymentList.PaymentPut) -> None:
    """A claim on it."""
    views.put("finance_payment", (fact.team, fact.claim), cents=fact.cents, batch=None)
    touch_money(views, fact.team)


@on(PaymentList.PaymentTakenOff)
def payment_taken_off(views: Views, fact: PaymentList.PaymentTakenOff) -> None:
    """A claim off it."""
    views.drop("finance_payment", (fact.team, fact.claim))
    touch_money(views, fact.team)


@on(PaymentList.PaymentListExported)
def payment_list_exported(views: Views, fact: PaymentList.PaymentListExported) -> None:
    """A batch for the bank."""
    payments = views.get("finance_payments", fact.originator_id) or {}
    views.put(
        "finance_batch", (fact.originator_id, fact.batch),
        team=fact.team, fund=payments["fund"], claims=json.dumps(fact.claims), cents=fact.cents, debtor=fact.debtor,
        by=fact.by, position=views.position,
    )  # fmt: skip
    for claim in fact.claims:
        views.change("finance_payment", (fact.team, claim), batch=fact.batch)
    touch_money(views, fact.team)


_UNDECIDED: dict[str, Any] = {"state": "made"} | dict.fromkeys(
    ("decider", "mandate", "entry", "why", "payer", "paid", "decided", "deciders", "payers")
)


def _whose(fact: Any, before: str = "[]") -> str:
    return json.dumps([*json.loads(before), *who_did(fact.by, fact.on_behalf_of)])


def _content(fact: Any) -> dict[str, Any]:
    return {name: getattr(fact, name) for name in _CONTENT}


def _change(views: Views, fact: Any, **changes: Any) -> None:
    standing = views.get("finance_claim", fact.originator_id) or {}
    views.change("finance_claim", (fact.originator_id,), **changes)
    _touch(views, fact, standing["maker"])


def _touch(views: Views, fact: Any, maker: Id) -> None:
    views.touch(maker)
    touch_money(views, fact.team)


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim as it was known; supplier, number, text, missing, iban and why are packed and sealed."""

    claim: Id
    team: Id
    maker: Id
    fund: str
    account: str
    cents: int
    day: str
    supplier: str
    seller: Id
    number: str | None
    same: Id
    text: str
    receipt: str | None
    missing: str | None
    how: str
    iban: str | None
    content: str
    state: str
    decider: Id | None
    mandate: Id | None
    entry: Id | None
    why: str | None
    payer: Id | None
    paid: Id | None
    made: int
    decided: int | None
    batch: int | None


@dataclass(frozen=True, slots=True)
class Batch:
    """What was sent to the bank at once; `debtor` is packed and sealed."""

    batch: int
    fund: str
    claims: tuple[Id, ...]
    cents: int
    debtor: str
    by: Id
    position: int


_CLAIM = (
    "SELECT c.claim, c.team, maker, fund, account, c.cents, day, supplier, seller, number, same, text, receipt, "
    "missing, how, iban, content, state, decider, mandate, entry, why, payer, paid, made, decided, "
    "p.batch FROM finance_claim c LEFT JOIN finance_payment p ON p.claim = c.claim AND p.team = c.team WHERE "
)


def claim_of(views: sqlite3.Connection, claim: Id) -> ClaimView | None:
    """A claim, if it was made."""
    found = _claims(views, "c.claim = ?", claim)
    return found[0] if found else None


def claims_in(
    views: sqlite3.Connection, team: Id, *states: str, limit: int = 200, before: int = 2**62
) -> list[ClaimView]:
    """A team's claims in these states, the last ones first; only those made before a position."""
    test = "c.team = ? AND state = ? AND made < ? ORDER BY made DESC LIMIT ?"  # of each the last, along the index
    found = [one for state in states for one in _claims(views, test, team, state, before, limit)]
    return sorted(found, key=lambda one: one.made, reverse=True)[:limit]


def waiting_for_batch(views: sqlite3.Connection, team: Id) -> dict[str, int]:
    """How many cents wait for a batch, by fund."""
    rows = views.execute(
        "SELECT c.fund, sum(c.cents) FROM finance_claim c LEFT JOIN finance_payment p ON p.claim = c.claim "
        "AND p.team = c.team WHERE c.team = ? AND c.state = 'listed' AND p.batch IS NULL GROUP BY c.fund",
        (team,),
    )
    return dict(rows.fetchall())


def claims_by(
    views: sqlite3.Connection, person: Id, team: Id | None = None, limit: int = 200, before: int = 2**62
) -> list[ClaimView]:
    """What somebody claimed, the last ones first; only those made before a position."""
    test = "maker = ? AND (? IS NULL OR c.team = ?) AND made < ? ORDER BY made DESC LIMIT ?"
    return _claims(views, test, person, team, team, before, limit)


def claims_like(views: sqlite3.Connection, claim: ClaimView) -> list[ClaimView]:
    """Other claims of the team for the same supplier, number and amount (check 12), but those that are no longer."""
    return _claims(
        views, "c.team = ? AND same = ? AND c.claim != ? AND state NOT IN ('declined', 'withdrawn') ORDER BY made",
        claim.team, claim.same, claim.claim,
    )  # fmt: skip


def batches_of(views: sqlite3.Connection, team: Id) -> list[Batch]:
    """What a team sent to the bank, the last batch first."""
    rows = views.execute(
        "SELECT batch, fund, claims, cents, debtor, by, position FROM finance_batch WHERE team = ? "
        "ORDER BY position DESC LIMIT 50",
        (team,),
    )
    return [Batch(row[0], row[1], tuple(json.loads(row[2])), *row[3:]) for row in rows]


def _claims(views: sqlite3.Connection, test: str, *arguments: object) -> list[ClaimView]:
    return [ClaimView(*row) for row in views.execute(_CLAIM + test, arguments)]
