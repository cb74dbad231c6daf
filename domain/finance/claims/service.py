"""The commands on claims. Asking, approving and paying are three acts; who asked does neither of the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.finance.claims import refusals
from domain.finance.claims.claim import Claim
from domain.finance.claims.claimed import Claimed, claims_of
from domain.finance.claims.iban import clean_iban
from domain.finance.claims.returning import Returning
from domain.finance.claims.suppliers import supplier_name
from domain.finance.ledger import Entry, Line, Posting
from domain.finance.ledger.entry import lines_of
from domain.finance.ledger.refusals import DayUnreadable, TextMissing
from domain.kernel import (
    Aggregate,
    CommandReused,
    Id,
    Refusal,
    Sealed,
    Spending,
    acting,
    command,
    id_of,
    iso_day,
    keyed,
    printable,
    today,
    whole_cents,
)

_SUPPLIER, _NUMBER, _TEXT = 120, 60, 300
_OLDEST = 366
SPENT_FUNDS = ("team", "household", "group")
"""Residents' money is not claimed: it has rules of its own."""


@dataclass(frozen=True, slots=True)
class WantedClaim:
    """A claim as somebody typed it; `receipt` is the digest of a picture that is kept already."""

    account: str
    cents: int
    day: str
    supplier: str
    text: str
    number: str = ""
    receipt: str | None = None
    missing: str = ""
    how: str = "cash"
    iban: str = ""


class Claims(Returning):
    """Claims made, changed, withdrawn, approved and declined."""

    @command("finance.make_claim")
    def make_claim(self, team: Id, *, claim: Id, wanted: WantedClaim) -> None:
        """Claim what was spent for the team."""
        self.authority.require("finance.make_claim", team)
        if self.workspace.get(Claim, claim):
            raise CommandReused
        made = Claim.made(claim, team, self._claimed(wanted))
        self.prepared(self._posting(made))
        self.workspace.save(made)

    @command("finance.make_claim")
    def change_claim(self, claim: Id, *, wanted: WantedClaim) -> None:
        """Let one's own claim be another one; what was approved of it is voided and taken back from the books."""
        found = self._claim(claim, "finance.make_claim")
        found.require_changeable()
        claimed = self._claimed(wanted)
        reversal, saved, unchanged = self._voided(found)
        found.change(claimed, reversal)
        self.prepared(self._posting(found))
        self.workspace.save(found, *saved, unchanged=unchanged)

    @command("finance.make_claim")
    def withdraw_claim(self, claim: Id) -> None:
        """No longer want one's own claim."""
        found = self._claim(claim, "finance.make_claim")
        found.withdraw()
        self.workspace.save(found)

    @command("finance.approve_claim")
    def decline_claim(self, claim: Id, *, why: str) -> None:
        """Do not approve a claim of somebody else, and say why."""
        found = self._claim(claim, "finance.approve_claim")
        found.decline(self._sealed_text(claims_of(found.maker), why, TextMissing))
        self.workspace.save(found)

    @command("finance.approve_claim")
    def approve_claim(self, claim: Id, *, content: str, mandate: Id) -> None:
        """Approve what somebody else claims, by the hash of what was seen and under a mandate: it is posted at once."""
        found = self._claim(claim, "finance.approve_claim")
        found.approve(content, mandate=mandate, entry=_act(found))
        spending = Spending(
            _act(found), found.fund, found.account, found.cents, found.day, found.seller, frozenset(found.requesters)
        )
        spent = self.mandates.spent(found.team, mandate, spending)
        ready = self.prepared(self._posting(found, self.text(found.team, found.day, self._told(found))))
        self.workspace.save(found, *spent, *ready.aggregates, unchanged=ready.unchanged)

    def _voided(self, claim: Claim) -> tuple[Id | None, Sequence[Aggregate], Mapping[Id, int]]:
        """What takes an approval back: an exact reversal of what was posted, and the mandate's amount."""
        if claim.entry is None or claim.mandate is None:
            return None, (), {}
        posted = self._the(Entry, claim.entry)
        returned = self.mandates.returned(claim.team, claim.mandate, _act(claim), claim.seller, claim.cents)
        if posted.reversal:  # somebody took it back in the ledger already
            return posted.reversal, returned, {posted.id: posted.version}
        day = posted.value_date
        why = self.text(claim.team, day, "De declaratie is veranderd; de goedkeuring is vervallen.")
        reversal = id_of("finance.claim_voided", claim.entry)
        lines = tuple(line._replace(cents=-line.cents) for line in lines_of(posted.lines))
        ready = self.prepared(
            Posting(
                reversal, claim.team, claim.fund, day, "reversal", lines, text=why, source=f"claim:{claim.id}",
                document=claim.receipt, after=posted.period,
            )
        )  # fmt: skip
        posted.reverse(reversal, why)
        return reversal, (posted, *ready.aggregates, *returned), ready.unchanged

    def _posting(self, claim: Claim, text: Sealed | None = None) -> Posting:
        """The costs, and what must still be paid. It is tried when somebody asks, so that refusals come early."""
        payable = self._the_chart().used_for("payable", claim.fund).code
        return Posting(
            _act(claim), claim.team, claim.fund, claim.day, "claim",
            (Line(claim.account, claim.cents), Line(payable, -claim.cents)),
            text=text, source=f"claim:{claim.id}", document=claim.receipt,
        )  # fmt: skip

    def _claimed(self, wanted: WantedClaim) -> Claimed:
        me = claims_of(acting().person)
        account = self._the_chart().account(wanted.account)
        if account.kind != "expense" or account.use or account.fund not in SPENT_FUNDS:
            raise refusals.AccountNotForClaims(account=wanted.account)
        if not whole_cents(wanted.cents) or wanted.cents <= 0:
            raise refusals.ClaimAmount
        day, missing = _bought(wanted.day), wanted.missing.strip()
        if not wanted.receipt and not missing:
            raise refusals.ReceiptMissing
        if wanted.receipt and missing:
            raise refusals.ReceiptOrReason
        if wanted.how not in ("cash", "bank"):
            raise refusals.PaidHow
        supplier = _text(wanted.supplier, _SUPPLIER, refusals.SupplierMissing)
        number = _text(wanted.number, _NUMBER, refusals.NumberTooLong, empty=True)
        vault, cents = self.workspace.vault, str(wanted.cents)
        iban = clean_iban(wanted.iban) if wanted.how == "bank" else ""
        return Claimed(
            account.fund, account.code, wanted.cents, day, vault.seal(me, supplier),
            keyed(vault, "suppliers", supplier_name(supplier)), vault.seal(me, number) if number else None,
            keyed(vault, "receipts", supplier_name(supplier), number or day, cents),
            vault.seal(me, _text(wanted.text, _TEXT, TextMissing)), wanted.receipt or None,
            vault.seal(me, _text(missing, _TEXT, refusals.ReceiptMissing)) if missing else None, wanted.how,
            vault.seal(me, iban) if iban else None,
        )  # fmt: skip

    def _told(self, claim: Claim) -> str:
        """What the entry is for, as the books keep it: longer than what a person may have erased."""
        parts = (self.workspace.vault.open(sealed) for sealed in (claim.supplier, claim.text))
        return ": ".join(part for part in parts if part) or "Declaratie"


def _act(claim: Claim) -> Id:
    """This content of this claim: what is spent once under a mandate, and posted once."""
    return id_of("finance.claim", claim.id, claim.content)


def _bought(text: str) -> str:
    try:
        day = iso_day(text)
    except ValueError:
        raise DayUnreadable(field="day") from None
    if not 0 <= (today() - date.fromisoformat(day)).days <= _OLDEST:
        raise refusals.ClaimDay
    return day


def _text(text: str, most: int, refusal: type[Refusal], *, empty: bool = False) -> str:
    try:
        plain = printable(text, most)
    except ValueError:
        raise refusal from None
    if not plain and not empty:
        raise refusal
    return plain
