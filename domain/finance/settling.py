"""Where the bank and the claims meet: a line of a statement that pays claims which were sent to the bank."""

from __future__ import annotations

from collections.abc import Sequence

from domain.finance.bank import Bank
from domain.finance.bank.refusals import LineIsNotTheirSum
from domain.finance.claims import Claim, Claims
from domain.finance.claims.refusals import OtherMoney
from domain.kernel import Id, Money, Service, command

MOST_CLAIMS = 500


class Settling(Service):
    """Claims paid by a line of a statement."""

    def __init__(self, bank: Bank, claims: Claims) -> None:
        super().__init__(bank.workspace, bank.authority)
        self.bank = bank
        self.claims = claims

    @command("finance.pay_claim")
    def pay_by_line(self, line: Id, *, claims: Sequence[Id]) -> None:
        """Let a line of a statement pay claims that were sent; together they are what it took from the bank.

        The line leaves suspense for what was still to be paid, and each claim is paid: once ever. Raises
        LineIsNotTheirSum, OtherMoney, LineIsResolved, ClaimNotApproved, ClaimIsPaid, OwnPayment, ClaimTakenBack.
        """
        found = self.bank.line_of(line, "finance.pay_claim")
        self.authority.require("finance.match_line", found.team)
        paid = [self._the(Claim, claim) for claim in dict.fromkeys(claims[:MOST_CLAIMS])]
        if any((claim.team, claim.fund) != (found.team, found.fund) for claim in paid):
            raise OtherMoney
        if not paid or sum(claim.cents for claim in paid) != -found.cents:
            raise LineIsNotTheirSum(amount=Money(-found.cents), sum=Money(sum(claim.cents for claim in paid)))
        payable, ready = self.bank.paying(found)
        unchanged = dict(ready.unchanged)
        for claim in paid:
            payments, standing = self.claims.paid_by_bank(claim, ready.entry.id)
            unchanged |= standing
        found.pay_claims(payable, [claim.id for claim in paid], ready.entry.id)
        self.workspace.save(found, payments, *paid, *ready.aggregates, unchanged=unchanged)
