"""The commands that pay approved claims: out of the cash box, or by the bank from a list that is sent once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from domain.finance.cash import CashBox, box_of
from domain.finance.claims import refusals
from domain.finance.claims.claim import Claim
from domain.finance.claims.iban import clean_iban
from domain.finance.claims.payments import PaymentList, payments_of
from domain.finance.ledger import Balances, Entry, Line, Poster, Posting, Prepared
from domain.finance.ledger.entry import lines_of
from domain.finance.ledger.posting import clean_value_date
from domain.kernel import Authority, Desk, Id, Mandating, command, declare, did_that, id_of, today

declare(
    {
        "finance.make_claim": ("member", "finance"),
        "finance.see_claims": ("finance", "planner", "member", "controller", "auditor"),
        "finance.approve_claim": ("finance", "planner", "member"),
        # a planner too: else who keeps the money could never be paid back what they spent
        "finance.pay_claim": ("finance", "planner"),
    }
)


def paid_entry(claim: Claim) -> Id:
    """The id of the entry that pays a claim: there is one, so that it is paid once, and once more if it came back."""
    return id_of("finance.claim_paid", claim.id, *([str(claim.backs)] if claim.backs else []))


class Paying(Poster):
    """Claims paid."""

    def __init__(self, workspace: Desk, authority: Authority, balances: Balances, mandates: Mandating) -> None:
        super().__init__(workspace, authority, balances)
        self.mandates = mandates

    @command("finance.pay_claim")
    def pay_from_cash(self, claim: Id, *, account: str, day: str = "") -> None:
        """Give somebody what they claimed out of a cash box, which never goes below nothing.

        On a day after the last count that two people signed, or today. Raises CountedSince, PaidDay, CashBelowNothing.
        """
        found = self._claim(claim, "finance.pay_claim")
        found.pay("cash", paid_entry(found))
        standing = self._standing(found)
        ready = self._payment(found, account, "cash", day)
        box = self.workspace.get(CashBox, box_of(found.team, account))
        if box:
            box.check_day(ready.entry.value_date)
        counted = {box_of(found.team, account): box.version if box else 0}
        self.workspace.save(found, *ready.aggregates, unchanged={**ready.unchanged, **standing, **counted})

    @command("finance.pay_claim")
    def put_on_list(self, claim: Id) -> None:
        """Let an approved claim wait for the next batch to the bank."""
        found = self._claim(claim, "finance.pay_claim")
        found.put_on_list()
        payments = self._payments(found)
        payments.put(claim, found.cents)
        self.workspace.save(found, payments, unchanged=self._standing(found))

    @command("finance.pay_claim")
    def take_off_list(self, claim: Id) -> None:
        """Let a claim not be in the next batch, so long as it was not sent."""
        found = self._claim(claim, "finance.pay_claim")
        payments = self._payments(found)
        payments.take_off(claim)
        found.take_off_list()
        self.workspace.save(found, payments)

    @command("finance.pay_claim")
    def export_payments(self, team: Id, *, fund: str, debtor: str) -> None:
        """Make a batch for the bank of what is on the list: once. `debtor`: the IBAN that it is paid from.

        One's own claims stay for a colleague, and those of whom the account number was erased: a batch with one of
        them would have no file. Raises NothingToPay, and OwnPayment or NoIban when there are no others.
        """
        self.authority.require("finance.pay_claim", team)
        payments = self.workspace.get(PaymentList, payments_of(team, fund))
        if payments is None:
            raise refusals.NothingToPay
        standing: dict[Id, int] = {}
        waiting = [self._the(Claim, id) for id in payments.waiting]
        others = [claim for claim in waiting if not did_that(claim.requesters)]
        claims = [claim for claim in others if self._payee(claim)]
        if waiting and not claims:
            raise refusals.NoIban if others else refusals.OwnPayment
        iban = self._payer(team, fund, debtor, claims)
        for claim in claims:
            standing |= self._standing(claim)
        payments.export([claim.id for claim in claims], self.workspace.vault.seal(payments.id, iban))
        self.workspace.save(payments, unchanged=standing)

    @command("finance.pay_claim")
    def confirm_payment(self, claim: Id, *, account: str, day: str = "") -> None:
        """Say that the bank paid a claim that was sent: it stands on the statement of that day.

        Only of a bank account whose statements are not taken here: there the line of the statement pays.
        """
        found = self._claim(claim, "finance.pay_claim")
        if self.balances.linked(found.team, account):
            raise refusals.BankLinePays
        payments, standing = self.paid_by_bank(found, paid_entry(found))
        ready = self._payment(found, account, "bank", day)
        self.workspace.save(found, payments, *ready.aggregates, unchanged={**ready.unchanged, **standing})

    def paid_by_bank(self, claim: Claim, entry: Id) -> tuple[PaymentList, dict[Id, int]]:
        """Let the bank pay a claim that was sent; the list to save with it, and what must not have moved.

        Also one that came back: then the bank paid it after all. Raises ClaimIsPaid, ClaimNotApproved, ClaimIsListed,
        OwnPayment, ClaimTakenBack.
        """
        payments = self._payments(claim)
        claim.pay("bank", entry, came_back=claim.id in payments.returned)
        payments.settle(claim.id)
        return payments, self._standing(claim)

    def owed(self, claims: Sequence[Claim]) -> tuple[Line, ...]:
        """What a line of the bank that pays claims takes off each account on which they stand."""
        sums = Counter[str]()
        for claim in claims:
            sums[self.payable_of(claim)] -= claim.cents
        return tuple(Line(account, cents) for account, cents in sorted(sums.items()))

    def payable_of(self, claim: Claim) -> str:
        """The account of what was still to be paid on which a claim was posted: by now there may be another."""
        return next(line.account for line in lines_of(self._the(Entry, claim.entry or "").lines) if line.cents < 0)

    def _payment(self, claim: Claim, account: str, use: str, day: str) -> Prepared:
        chart = self._the_chart()
        paying = chart.account(account)
        if paying.use != use or paying.fund != claim.fund:
            raise refusals.PayFromCash if use == "cash" else refusals.PayFromBank
        when = clean_value_date(day or today().isoformat())
        if not claim.day <= when <= today().isoformat():
            raise refusals.PaidDay(day=claim.day)
        return self.prepared(
            Posting(
                paid_entry(claim), claim.team, claim.fund, when, "payment",
                (Line(self.payable_of(claim), claim.cents), Line(account, -claim.cents)),
                text=self.text(claim.team, when, "Declaratie uitbetaald"), source=f"payment:{claim.id}",
                document=claim.receipt,
            )
        )  # fmt: skip

    def _payer(self, team: Id, fund: str, debtor: str, claims: Sequence[Claim]) -> str:
        """The IBAN that a batch is paid from: a linked one when the team has any, never one that is paid to.

        Raises IbanUnreadable, NotOurAccount, PayeesAccount.
        """
        iban, linked = clean_iban(debtor, "debtor"), self.balances.paid_from(team, fund)
        if linked and iban not in linked:
            raise refusals.NotOurAccount
        if any(self._payee(claim) == iban for claim in claims):
            raise refusals.PayeesAccount
        return iban

    def _payee(self, claim: Claim) -> str | None:
        """The IBAN of who gets it; None when there is none or it was erased."""
        return self.workspace.vault.open(claim.iban) if claim.iban else None

    def _standing(self, claim: Claim) -> dict[Id, int]:
        """The entry of what was approved, which must still stand when it is paid; raises ClaimTakenBack."""
        posted = self._the(Entry, claim.entry or "")
        if posted.reversal:
            raise refusals.ClaimTakenBack
        return {posted.id: posted.version}

    def _payments(self, claim: Claim) -> PaymentList:
        id = payments_of(claim.team, claim.fund)
        return self.workspace.get(PaymentList, id) or PaymentList.begin(id=id, team=claim.team, fund=claim.fund)

    def _claim(self, claim: Id, action: str) -> Claim:
        found = self._the(Claim, claim)
        self.authority.require(action, found.team)
        return found
