"""Where the bank meets what it is to pay: a line of a statement pays claims that were sent, gives one back, or pays
what two signed for."""

from __future__ import annotations

from collections.abc import Sequence

from domain.finance.bank import Bank, BankAccount, BankLine
from domain.finance.bank.refusals import LineIsNotTheirSum, LineIsNotThePayment
from domain.finance.bank.refusals_residents import LineIsNotWithdrawal
from domain.finance.claims import Claim, Claims
from domain.finance.claims.refusals import OtherMoney
from domain.finance.ledger import Line
from domain.finance.residents import Residents, Withdrawal
from domain.kernel import Id, Money, NotThere, Service, command

MOST_CLAIMS = 500


class Settling(Service):
    """Claims, and withdrawals of residents, paid by a line of a statement; and claims given back by one."""

    def __init__(self, bank: Bank, claims: Claims, residents: Residents) -> None:
        super().__init__(bank.workspace, bank.authority)
        self.bank = bank
        self.claims = claims
        self.residents = residents

    @command("finance.pay_claim")
    def pay_by_line(self, line: Id, *, claims: Sequence[Id]) -> None:
        """Let a line of a statement pay claims that were sent; together they are what it took from the bank.

        The line leaves suspense for what was still to be paid, and each claim is paid: once ever. Who may pay claims
        may do this, also without keeping the books: else who keeps them could not be paid back. Raises
        LineIsNotTheirSum, OtherMoney, LineIsResolved, ClaimNotApproved, ClaimIsPaid, OwnPayment, ClaimTakenBack.
        """
        found = self.bank.line_of(line, "finance.pay_claim")
        paid = [self._the(Claim, claim) for claim in dict.fromkeys(claims[:MOST_CLAIMS])]
        if any((claim.team, claim.fund) != (found.team, found.fund) for claim in paid):
            raise OtherMoney
        if not paid or sum(claim.cents for claim in paid) != -found.cents:
            raise LineIsNotTheirSum(amount=Money(-found.cents), sum=Money(sum(claim.cents for claim in paid)))
        parts = self.claims.owed(paid)
        ready = self.bank.paying(found, parts)
        unchanged = dict(ready.unchanged)
        for claim in paid:
            payments, standing = self.claims.paid_by_bank(claim, ready.entry.id)
            unchanged |= standing
        found.pay_claims(parts, [claim.id for claim in paid], ready.entry.id)
        self.workspace.save(found, payments, *paid, *ready.aggregates, unchanged=unchanged)

    @command("finance.pay_claim")
    def ask_back(self, line: Id, *, claim: Id) -> None:
        """Write that by a line that came in the bank gave back what it had paid of a claim; another confirms it.

        Raises LineIsResolved, OtherMoney, LineIsNotThePayment, ClaimNotPaidByBank, OwnPayment, ReturnIsAsked.
        """
        found = self.bank.line_of(line, "finance.pay_claim")
        found.check_open()
        paid = self._the(Claim, claim)
        if (paid.team, paid.fund) != (found.team, found.fund):
            raise OtherMoney
        if paid.cents != found.cents:
            raise LineIsNotThePayment(amount=Money(found.cents), sum=Money(paid.cents))
        said = self.claims.back(paid, line)
        self.workspace.save(said, unchanged={claim: paid.version, line: found.version})

    @command("finance.approve_claim")
    def confirm_back(self, claim: Id) -> None:
        """Confirm what another wrote: the bank gave it back. The line is what is to be paid, and the claim approved.

        Raises NoReturnAsked, OwnReturn, OwnPayment, ClaimNotPaidByBank, LineIsResolved.
        """
        paid, said, payments = self.claims.given_back(claim)
        found = self._the(BankLine, said.line or "")
        found.check_open()
        payable = self.claims.payable_of(paid)
        ready = self.bank.paying(found, (Line(payable, found.cents),))
        found.give_back(payable, claim, ready.entry.id)
        paid.give_back(ready.entry.id)
        self.workspace.save(said, found, paid, payments, *ready.aggregates, unchanged=ready.unchanged)

    @command("finance.match_line")
    def pay_withdrawal(self, line: Id, *, withdrawal: Id) -> None:
        """Let a line of a statement have paid a resident's withdrawal that two others signed, once ever.

        Raises LineIsNotWithdrawal, LineIsResolved, ProposalWaits, WithdrawalNotSigned, WithdrawalIsDecided.
        """
        found = self.bank.line_of(line, "finance.match_line")
        asked = self._the(Withdrawal, withdrawal)
        if asked.team != found.team:
            raise NotThere
        asked.check_granted()
        self.bank.check_no_proposal(found)
        if (self._the(BankAccount, found.bank).account, -found.cents) != (asked.account, asked.cents):
            raise LineIsNotWithdrawal(amount=Money(found.cents), asked=Money(-asked.cents), account=asked.account)
        owed, ready = self.bank.paying_out(found, self.residents.freed(asked), asked.text)
        found.match(owed, ready.entry.id, resident=asked.person, rule=None)
        asked.pay(line, ready.entry.id)
        self.workspace.save(found, asked, *ready.aggregates, unchanged=ready.unchanged)
