"""The commands on a claim that was sent and that the bank did not pay: one says so, another confirms it.

What the bank paid and then gave back goes the same way, with the line of the statement that says so (`Settling`).
"""

from __future__ import annotations

from domain.finance.claims import refusals
from domain.finance.claims.claim import Claim
from domain.finance.claims.claimed import claims_of
from domain.finance.claims.paying import Paying
from domain.finance.claims.payment_return import PaymentReturn, return_of
from domain.finance.claims.payments import PaymentList
from domain.finance.ledger.refusals import TextMissing
from domain.kernel import Id, command


class Returning(Paying):
    """Payments that came back."""

    @command("finance.pay_claim")
    def ask_return(self, claim: Id, *, why: str) -> None:
        """Write that the bank refused a claim that was sent, or never got it; it comes back when another confirms."""
        found = self._claim(claim, "finance.pay_claim")
        found.require_at_bank()
        said = self._say(found, self._payments(found).batch_of(claim), why, None)
        self.workspace.save(said, unchanged={claim: found.version})

    @command("finance.approve_claim")
    def confirm_return(self, claim: Id) -> None:
        """Confirm what somebody else wrote: the bank did not pay; the claim is approved and can be sent anew."""
        found = self._claim(claim, "finance.approve_claim")
        found.require_at_bank()
        said, payments = self._said(found)
        said.confirm()
        payments.give_back(claim)
        found.take_off_list()
        self.workspace.save(said, found, payments)

    @command("finance.approve_claim")
    def drop_return(self, claim: Id) -> None:
        """Say that the bank did not refuse it after all, or did not give it back."""
        found = self._claim(claim, "finance.approve_claim")
        found.refuse_requester(refusals.OwnPayment)
        said, _ = self._said(found)
        said.drop()
        self.workspace.save(said)

    def back(self, claim: Claim, line: Id) -> PaymentReturn:
        """What is written of a claim that the bank paid and gave back; raises ClaimNotPaidByBank, OwnPayment."""
        claim.require_paid_by_bank()
        return self._say(claim, self._payments(claim).last_batch(claim.id), "De bank gaf het bedrag terug.", line)

    def given_back(self, claim: Id) -> tuple[Claim, PaymentReturn, PaymentList]:
        """A claim that the bank gave back, as another confirms it; raises NoReturnAsked, OwnReturn, OwnPayment."""
        found = self._claim(claim, "finance.approve_claim")
        found.require_paid_by_bank()
        said, payments = self._said(found)
        if said.line is None:
            raise refusals.NoReturnAsked
        said.confirm()
        payments.give_back(claim)
        return found, said, payments

    def _say(self, claim: Claim, batch: int, why: str, line: Id | None) -> PaymentReturn:
        told = self._sealed_text(claims_of(claim.maker), why, TextMissing)
        id = return_of(claim.id, batch)
        said = self.workspace.get(PaymentReturn, id)
        if said is None:
            return PaymentReturn.begin(id=id, team=claim.team, claim=claim.id, batch=batch, why=told, line=line)
        said.ask_again(told, line)
        return said

    def _said(self, claim: Claim) -> tuple[PaymentReturn, PaymentList]:
        """What somebody wrote of the last time that a claim was sent, with the list; raises NoReturnAsked."""
        payments = self._payments(claim)
        said = self.workspace.get(PaymentReturn, return_of(claim.id, payments.last_batch(claim.id)))
        if said is None:
            raise refusals.NoReturnAsked
        said.require_asked()
        return said, payments
