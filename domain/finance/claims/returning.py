"""The commands on a claim that was sent and that the bank did not pay: one says so, another confirms it."""

from __future__ import annotations

from domain.finance.claims import refusals
from domain.finance.claims.claim import Claim, claims_of
from domain.finance.claims.paying import Paying
from domain.finance.claims.payment_return import PaymentReturn, return_of
from domain.finance.ledger.refusals import TextMissing
from domain.kernel import Id, command


class Returning(Paying):
    """Payments that came back."""

    @command("finance.pay_claim")
    def ask_return(self, claim: Id, *, why: str) -> None:
        """Write that the bank refused a claim that was sent, or never got it; it comes back when another confirms."""
        found = self._claim(claim, "finance.pay_claim")
        found.require_at_bank()
        batch = self._payments(found).batch_of(claim)
        told = self._sealed_text(claims_of(found.maker), why, TextMissing)
        said = self.workspace.get(PaymentReturn, return_of(claim, batch))
        if said is None:
            said = PaymentReturn.begin(id=return_of(claim, batch), team=found.team, claim=claim, batch=batch, why=told)
        else:
            said.ask_again(told)
        self.workspace.save(said, unchanged={claim: found.version})

    @command("finance.approve_claim")
    def confirm_return(self, claim: Id) -> None:
        """Confirm what somebody else wrote: the bank did not pay; the claim is approved and can be sent anew."""
        found = self._claim(claim, "finance.approve_claim")
        said = self._said(found)
        said.confirm()
        payments = self._payments(found)
        payments.give_back(claim)
        found.take_off_list()
        self.workspace.save(said, found, payments)

    @command("finance.approve_claim")
    def drop_return(self, claim: Id) -> None:
        """Say that the bank did not refuse it after all."""
        said = self._said(self._claim(claim, "finance.approve_claim"))
        said.drop()
        self.workspace.save(said)

    def _said(self, claim: Claim) -> PaymentReturn:
        """What somebody wrote of a claim that is with the bank; raises NoReturnAsked and as `require_at_bank`."""
        claim.require_at_bank()
        said = self.workspace.get(PaymentReturn, return_of(claim.id, self._payments(claim).batch_of(claim.id)))
        if said is None:
            raise refusals.NoReturnAsked
        return said
