"""Money that a resident asks for, or a carer for a resident: two others sign before it is paid."""

from __future__ import annotations

from eventsourcing.domain import event

from domain.finance.residents import refusals
from domain.kernel import Aggregate, Fact, FirstFact, Id, Sealed, acting, by_whom, did_that, who_did


class Withdrawal(Aggregate):
    """One withdrawal. What was asked never changes, so who signs signs exactly that."""

    TOPIC = "finance.Withdrawal"

    class WithdrawalAsked(FirstFact):
        """Cents of a resident were asked for, out of the bank account or the cash box of residents."""

        TOPIC = "finance.WithdrawalAsked"
        team: Id
        person: Id
        account: str
        cents: int
        text: Sealed

    class WithdrawalSigned(Fact):
        """Somebody signed it; with the second signature it was paid out and posted as `entry`."""

        TOPIC = "finance.WithdrawalSigned"
        team: Id
        person: Id
        entry: Id | None

    class WithdrawalGranted(Fact):
        """The second one signed it; the bank is to pay it: a line of its statement does."""

        TOPIC = "finance.WithdrawalGranted"
        team: Id
        person: Id

    class WithdrawalPaid(Fact):
        """The bank paid what two people signed for, as a line of its statement says; posted as `entry`."""

        TOPIC = "finance.WithdrawalPaid"
        team: Id
        person: Id
        line: Id
        entry: Id

    class WithdrawalRejected(Fact):
        """Somebody did not want to sign it, and said why: it is not paid."""

        TOPIC = "finance.WithdrawalRejected"
        team: Id
        person: Id
        why: Sealed

    class WithdrawalDropped(Fact):
        """Who asked for it no longer wants it."""

        TOPIC = "finance.WithdrawalDropped"
        team: Id
        person: Id

    @event(WithdrawalAsked)
    def __init__(
        self, team: Id, person: Id, account: str, cents: int, text: Sealed, by: Id, on_behalf_of: Id | None
    ) -> None:
        self.team = team
        self.person = person
        self.account = account
        self.cents = cents
        self.text = text
        self.state = "waiting"
        self.askers = who_did(by, on_behalf_of)
        self.signers: list[Id] = []
        """Who signed, and for whom."""

    @classmethod
    def asked(cls, id: Id, *, team: Id, person: Id, account: str, cents: int, text: Sealed) -> Withdrawal:
        """Ask for it; raises AmountNotAboveNothing."""
        if cents <= 0:
            raise refusals.AmountNotAboveNothing
        return cls.begin(id=id, team=team, person=person, account=account, cents=cents, text=text, **by_whom())

    def check_signer(self) -> None:
        """Who asked never signs, also not for another, and nobody signs for their own money or twice (check 6).

        Raises WithdrawalIsDecided, OwnWithdrawal, SignedAlready.
        """
        if self.state != "waiting":
            raise refusals.WithdrawalIsDecided
        if did_that([*self.askers, self.person]):
            raise refusals.OwnWithdrawal
        if did_that(self.signers):
            raise refusals.SignedAlready

    def sign(self, entry: Id | None) -> None:
        """Sign it, with the entry that pays it when this is the second signature; raises as `check_signer`."""
        self.check_signer()
        self._withdrawal_signed(team=self.team, person=self.person, entry=entry, **by_whom())

    def grant(self) -> None:
        """Sign it as the second one, and let it wait for the bank; raises as `check_signer`."""
        self.check_signer()
        self._withdrawal_granted(team=self.team, person=self.person, **by_whom())

    def check_granted(self) -> None:
        """Raises WithdrawalNotSigned, WithdrawalIsDecided unless two people signed it and it waits for the bank."""
        self._waiting()
        if self.state == "waiting":
            raise refusals.WithdrawalNotSigned

    def pay(self, line: Id, entry: Id) -> None:
        """Let a line of a statement have paid it; raises as `check_granted`."""
        self.check_granted()
        self._withdrawal_paid(team=self.team, person=self.person, line=line, entry=entry)

    def reject(self, why: Sealed) -> None:
        """Do not pay it; raises WithdrawalIsDecided, OwnWithdrawal."""
        self._waiting()
        if did_that(self.askers):
            raise refusals.OwnWithdrawal
        self._withdrawal_rejected(team=self.team, person=self.person, why=why)

    def drop(self) -> None:
        """No longer want it; raises WithdrawalIsDecided, NotYourWithdrawal."""
        self._waiting()
        if acting().person not in self.askers:
            raise refusals.NotYourWithdrawal
        self._withdrawal_dropped(team=self.team, person=self.person)

    def _waiting(self) -> None:
        if self.state not in ("waiting", "granted"):
            raise refusals.WithdrawalIsDecided

    @event(WithdrawalSigned)
    def _withdrawal_signed(self, team: Id, person: Id, entry: Id | None, by: Id, on_behalf_of: Id | None) -> None:
        self.signers = [*self.signers, *who_did(by, on_behalf_of)]
        if entry:
            self.state = "paid"

    @event(WithdrawalGranted)
    def _withdrawal_granted(self, team: Id, person: Id, by: Id, on_behalf_of: Id | None) -> None:
        self.signers = [*self.signers, *who_did(by, on_behalf_of)]
        self.state = "granted"

    @event(WithdrawalPaid)
    def _withdrawal_paid(self, team: Id, person: Id, line: Id, entry: Id) -> None:
        self.state = "paid"

    @event(WithdrawalRejected)
    def _withdrawal_rejected(self, team: Id, person: Id, why: Sealed) -> None:
        self.state = "rejected"

    @event(WithdrawalDropped)
    def _withdrawal_dropped(self, team: Id, person: Id) -> None:
        self.state = "dropped"
