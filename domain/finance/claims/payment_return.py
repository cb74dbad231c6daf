"""A payment that was sent and that the bank refused or gave back: one person says so, and another confirms it."""

from __future__ import annotations

from typing import Any

from eventsourcing.domain import event

from domain.finance.claims import refusals
from domain.kernel import Aggregate, Fact, FirstFact, Id, Sealed, by_whom, did_that, id_of, who_did


def return_of(claim: Id, batch: int) -> Id:
    """The id of what is said of one attempt to pay a claim by the bank."""
    return id_of("finance.payment_return", claim, str(batch))


class PaymentReturn(Aggregate):
    """One claim in one batch, of which somebody said that the bank refused it, never got it, or gave it back."""

    TOPIC = "finance.PaymentReturn"
    class_version = 2

    class ReturnAsked(FirstFact):
        """Somebody wrote that the bank did not pay a claim that was sent, and why; or gave it back by a line."""

        TOPIC = "finance.ReturnAsked"
        class_version = 2
        team: Id
        claim: Id
        batch: int
        why: Sealed
        line: Id | None

        @staticmethod
        def upcast_v1_v2(fields: dict[str, Any]) -> None:
            """It was not paid."""
            fields["line"] = None

    class ReturnAskedAgain(Fact):
        """Somebody wrote it once more, after it was dropped or paid after all."""

        TOPIC = "finance.ReturnAskedAgain"
        class_version = 2
        team: Id
        claim: Id
        batch: int
        why: Sealed
        line: Id | None

        @staticmethod
        def upcast_v1_v2(fields: dict[str, Any]) -> None:
            """It was not paid."""
            fields["line"] = None

    class ReturnConfirmed(Fact):
        """Somebody else confirmed that the bank did not pay the claim, or gave it back: it can be sent anew."""

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
    def __init__(
        self, team: Id, claim: Id, batch: int, why: Sealed, line: Id | None, by: Id, on_behalf_of: Id | None
    ) -> None:
        self.team, self.claim, self.batch = team, claim, batch
        self._asked(line, by, on_behalf_of)

    def ask_again(self, why: Sealed, line: Id | None) -> None:
        """Say it once more; raises ReturnIsAsked. What it was paid since is no reason not to say that it came back."""
        if self.state == "asked" and not (line and self.line is None):
            raise refusals.ReturnIsAsked
        self._return_asked_again(team=self.team, claim=self.claim, batch=self.batch, why=why, line=line, **by_whom())

    def confirm(self) -> None:
        """Confirm it, not being who said so; raises NoReturnAsked, OwnReturn."""
        self.require_asked()
        if did_that(self.askers):
            raise refusals.OwnReturn
        self._return_confirmed(team=self.team, claim=self.claim, batch=self.batch)

    def drop(self) -> None:
        """Say that it is not so; raises NoReturnAsked."""
        self.require_asked()
        self._return_dropped(team=self.team, claim=self.claim, batch=self.batch)

    def require_asked(self) -> None:
        """Raises NoReturnAsked unless it waits for another."""
        if self.state != "asked":
            raise refusals.NoReturnAsked

    def _asked(self, line: Id | None, by: Id, on_behalf_of: Id | None) -> None:
        self.state, self.askers = "asked", who_did(by, on_behalf_of)
        self.line = line
        """The line by which the bank gave it back, when it had paid it."""

    @event(ReturnAskedAgain)
    def _return_asked_again(
        self, team: Id, claim: Id, batch: int, why: Sealed, line: Id | None, by: Id, on_behalf_of: Id | None
    ) -> None:
        self._asked(line, by, on_behalf_of)

    @event(ReturnConfirmed)
    def _return_confirmed(self, team: Id, claim: Id, batch: int) -> None:
        self.state = "confirmed"

    @event(ReturnDropped)
    def _return_dropped(self, team: Id, claim: Id, batch: int) -> None:
        self.state = "dropped"
