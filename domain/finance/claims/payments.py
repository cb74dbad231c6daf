"""A team's payment list: what waits for the bank, and the batches that were made of it, each once."""

from __future__ import annotations

from eventsourcing.domain import event

from domain.finance.claims import refusals
from domain.kernel import Aggregate, Fact, FirstFact, Id, Sealed, id_of


def payments_of(team: Id, fund: str) -> Id:
    """The id of the payment list of a team's fund: each fund has a bank account of its own."""
    return id_of("finance.payments", team, fund)


class PaymentList(Aggregate):
    """Claims that wait, in the order in which they were put there; and the number of the last batch."""

    TOPIC = "finance.PaymentList"
    class_version = 2

    class PaymentListBegun(FirstFact):
        """A team began to pay claims from a fund by the bank."""

        TOPIC = "finance.PaymentListBegun"
        team: Id
        fund: str

    class PaymentPut(Fact):
        """A claim was put on the list, for so many cents."""

        TOPIC = "finance.PaymentPut"
        team: Id
        claim: Id
        cents: int

    class PaymentTakenOff(Fact):
        """A claim was taken off the list before it was sent."""

        TOPIC = "finance.PaymentTakenOff"
        team: Id
        claim: Id

    class PaymentListExported(Fact):
        """What was on the list (all or some) was made into a batch for the bank, once, to be paid from this account."""

        TOPIC = "finance.PaymentListExported"
        team: Id
        batch: int
        claims: list[Id]
        cents: int
        debtor: Sealed

    class PaymentReturned(Fact):
        """A claim that was sent came back: the bank did not pay it."""

        TOPIC = "finance.PaymentReturned"
        team: Id
        claim: Id
        batch: int

    @event(PaymentListBegun)
    def __init__(self, team: Id, fund: str) -> None:
        self.team = team
        self.fund = fund
        self.waiting: dict[str, int] = {}
        self.sent: dict[str, int] = {}
        """The batch in which each claim was sent."""
        self.returned: dict[str, int] = {}
        """The last batch from which each claim came back."""
        self.batch = 0

    def put(self, claim: Id, cents: int) -> None:
        """Let a claim wait."""
        self._payment_put(team=self.team, claim=claim, cents=cents)

    def take_off(self, claim: Id) -> None:
        """Let it wait no more; raises ClaimIsSent, ClaimNotApproved."""
        if claim in self.sent:
            raise refusals.ClaimIsSent(batch=self.sent[claim])
        if claim not in self.waiting:
            raise refusals.ClaimNotApproved
        self._payment_taken_off(team=self.team, claim=claim)

    def batch_of(self, claim: Id) -> int:
        """In which batch a claim stands with the bank; raises ClaimNotSent."""
        if claim not in self.sent:
            raise refusals.ClaimNotSent
        return self.sent[claim]

    def last_batch(self, claim: Id) -> int:
        """In which batch a claim was sent last, also when it came back from it; raises ClaimNotSent."""
        return self.returned[claim] if claim in self.returned and claim not in self.sent else self.batch_of(claim)

    def give_back(self, claim: Id) -> None:
        """Let it stand with the bank no more; raises ClaimNotSent."""
        self._payment_returned(team=self.team, claim=claim, batch=self.last_batch(claim))

    def settle(self, claim: Id) -> None:
        """Let the bank have paid a claim: what came back and waits to be sent anew waits no more.

        Raises ClaimIsListed when it was never sent.
        """
        if claim not in self.sent and claim not in self.returned:
            raise refusals.ClaimIsListed
        if claim in self.waiting:
            self._payment_taken_off(team=self.team, claim=claim)

    def export(self, claims: list[Id], debtor: Sealed) -> None:
        """Make a batch of these that wait; raises NothingToPay."""
        if not claims:
            raise refusals.NothingToPay
        self._payment_list_exported(
            team=self.team, batch=self.batch + 1, claims=claims, cents=sum(self.waiting[claim] for claim in claims),
            debtor=debtor,
        )  # fmt: skip

    @event(PaymentPut)
    def _payment_put(self, team: Id, claim: Id, cents: int) -> None:
        self.waiting[claim] = cents

    @event(PaymentTakenOff)
    def _payment_taken_off(self, team: Id, claim: Id) -> None:
        del self.waiting[claim]

    @event(PaymentListExported)
    def _payment_list_exported(self, team: Id, batch: int, claims: list[Id], cents: int, debtor: Sealed) -> None:
        self.batch = batch
        self.sent |= dict.fromkeys(claims, batch)
        for claim in claims:
            del self.waiting[claim]

    @event(PaymentReturned)
    def _payment_returned(self, team: Id, claim: Id, batch: int) -> None:
        self.sent.pop(claim, None)
        self.returned[claim] = batch
