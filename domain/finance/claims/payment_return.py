"""A payment that was sent and that the bank did not carry out: one person says so, and another confirms it."""

from __future__ import annotations

from eventsourcing.domain import event

from domain.finance.claims import refusals
from domain.kernel import Aggregate, Fact, FirstFact, Id, Sealed, by_whom, did_that, id_of, who_did


def return_of(claim: Id, batch: int) -> Id:
    """The id of what is said of one attempt to pay a claim by the bank."""
    return id_of("finance.payment_return", claim, str(batch))


class PaymentReturn(Aggregate):
    """One claim in one batch, of which somebody said that the bank refused it or never got it."""

    TOPIC = "finance.PaymentReturn"

    class ReturnAsked(FirstFact):
        """Somebody wrote that the bank did not pay a claim that was sent, and why."""

        TOPIC = "finance.ReturnAsked"
        team: Id
        claim: Id
        batch: int
        why: Sealed

    class ReturnAskedAgain(Fact):
        """Somebody wrote it once more, after it was dropped."""

        TOPIC = "finance.ReturnAskedAgain"
        team: Id
        claim: Id
        batch: int
        why: Sealed

    class ReturnConfirmed(Fact):
        """Somebody else confirmed that the bank did not pay the claim: it can be sent anew."""

        TOPIC = "finance.ReturnConfirmed"
        team: Id
        claim: Id
        batch: int

    class ReturnDropped(Fact):
        """It was not so after all: the payment still stands with the bank."""

        TOPIC = "finance.ReturnDropped"
        team: Id
        claim: Id
        batch: int

    @event(ReturnAsked)
    def __init__(self, team: Id, claim: Id, batch: int, why: Sealed, by: Id, on_behalf_of: Id | None) -> None:
        self.team, self.claim, self.batch = team, claim, batch
        self._asked(by, on_behalf_of)

    def ask_again(self, why: Sealed) -> None:
        """Say it once more; raises ReturnIsAsked."""
        if self.state != "dropped":
            raise refusals.ReturnIsAsked
        self._return_asked_again(team=self.team, claim=self.claim, batch=self.batch, why=why, **by_whom())

    def confirm(self) -> None:
        """Confirm it, not being who said so; raises NoReturnAsked, OwnReturn."""
        self._require_asked()
        if did_that(self.askers):
            raise refusals.OwnReturn
        self._return_confirmed(team=self.team, claim=self.claim, batch=self.batch)

    def drop(self) -> None:
        """Say that it is not so; raises NoReturnAsked."""
        self._require_asked()
        self._return_dropped(team=self.team, claim=self.claim, batch=self.batch)

    def _require_asked(self) -> None:
        if self.state != "asked":
            raise refusals.NoReturnAsked

    def _asked(self, by: Id, on_behalf_of: Id | None) -> None:
        self.state, self.askers = "asked", who_did(by, on_behalf_of)

    @event(ReturnAskedAgain)
    def _return_asked_again(
        self, team: Id, claim: Id, batch: int, why: Sealed, by: Id, on_behalf_of: Id | None
    ) -> None:
        self._asked(by, on_behalf_of)

    @event(ReturnConfirmed)
    def _return_confirmed(self, team: Id, claim: Id, batch: int) -> None:
        self.state = "confirmed"

    @event(ReturnDropped)
    def _return_dropped(self, team: Id, claim: Id, batch: int) -> None:
        self.state = "dropped"
