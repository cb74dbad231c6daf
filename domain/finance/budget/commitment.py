"""What was ordered and is not yet invoiced. It falls exactly as it is invoiced, and never below nothing."""

from __future__ import annotations

from typing import Any

from eventsourcing.domain import event

from domain.finance.budget import refusals
from domain.finance.ledger.entry import MOST_CENTS
from domain.kernel import Aggregate, Fact, FirstFact, Id, Money, Sealed, by_whom, did_that, who_did


class Commitment(Aggregate):
    """An order: cents on an account that an invoice will ask for."""

    TOPIC = "finance.Commitment"
    class_version = 4

    class CommitmentEntered(FirstFact):
        """Something was ordered for cents, of which the invoice is expected about a day."""

        TOPIC = "finance.CommitmentEntered"
        team: Id
        fund: str
        account: str
        cents: int
        supplier: Sealed
        text: Sealed
        expected: str

    class CommitmentAdjusted(Fact):
        """The order became another amount in all, or is expected on another day."""

        TOPIC = "finance.CommitmentAdjusted"
        team: Id
        cents: int
        expected: str
        why: Sealed

    class CommitmentConsumed(Fact):
        """An invoice was posted: so many cents of the order are actual costs now."""

        TOPIC = "finance.CommitmentConsumed"
        class_version = 3
        team: Id
        entry: Id
        cents: int
        mandate: Id | None
        """Under which it was taken; None when nobody asked for one yet."""
        seller: Id | None
        """A keyed hash of the supplier, with whose other sales it counts together."""
        number: Sealed | None
        same: Id | None
        """A keyed hash of supplier, number and amount, as a claim has it; None when the invoice has no number."""
        missing: Sealed | None
        """Why there is no paper; None when there is (check 12)."""

        @staticmethod
        def upcast_v1_v2(fields: dict[str, Any]) -> None:
            """Nobody asked for the number, nor why there was no paper."""
            fields |= {"number": None, "same": None, "missing": None}

        @staticmethod
        def upcast_v2_v3(fields: dict[str, Any]) -> None:
            """Two people looked at it, and no mandate was asked for."""
            fields |= {"mandate": None, "seller": None}

    class CommitmentRestored(Fact):
        """The invoice was reversed: so many cents of the order stand open again."""

        TOPIC = "finance.CommitmentRestored"
        team: Id
        entry: Id
        cents: int

    class CommitmentReleased(Fact):
        """What is left of the order will not be invoiced."""

        TOPIC = "finance.CommitmentReleased"
        team: Id
        cents: int
        why: Sealed

    @event(CommitmentEntered)
    def __init__(
        self, team: Id, fund: str, account: str, cents: int, supplier: Sealed, text: Sealed, expected: str, by: Id,
        on_behalf_of: Id | None,
    ) -> None:  # fmt: skip
        self.team, self.fund, self.account, self.expected = team, fund, account, expected
        self.cents, self.supplier = cents, supplier
        self.used: dict[Id, int] = {}
        """Cents by the entry of the invoice."""
        self.under: dict[Id, list[Id]] = {}
        """The mandate and the seller by the entry of the invoice."""
        self.released = 0
        self.orderers = who_did(by, on_behalf_of)

    @classmethod
    def entered(
        cls, id: Id, *, team: Id, fund: str, account: str, cents: int, supplier: Sealed, text: Sealed, expected: str
    ) -> Commitment:
        """Enter one; raises AmountNotAboveNothing."""
        _check_amount(cents)
        return cls.begin(
            id=id, team=team, fund=fund, account=account, cents=cents, supplier=supplier, text=text, expected=expected,
            **by_whom(),
        )  # fmt: skip

    @property
    def left(self) -> int:
        """What is still to be invoiced."""
        return self.cents - sum(self.used.values()) - self.released

    def adjust(self, cents: int, expected: str, why: Sealed) -> None:
        """Let it be another amount in all; raises AmountNotAboveNothing, BelowInvoiced, CommitmentIsOver."""
        _check_amount(cents)
        if self.released:
            raise refusals.CommitmentIsOver
        if cents < sum(self.used.values()):
            raise refusals.BelowInvoiced
        if (cents, expected) != (self.cents, self.expected):
            self._commitment_adjusted(team=self.team, cents=cents, expected=expected, why=why, **by_whom())

    def consume(
        self, entry: Id, cents: int, *, mandate: Id, seller: Id, number: Sealed | None = None, same: Id | None = None,
        missing: Sealed | None = None,
    ) -> None:  # fmt: skip
        """Let it fall by exactly an invoice (check 13); raises OwnCommitment, CommitmentIsOver, InvoiceAboveOrder.

        What is above the order nobody asked for: who ordered lets it be more first, so two people look at each cent.
        """
        if did_that(self.orderers):
            raise refusals.OwnCommitment
        _check_amount(cents)
        if self.left <= 0:
            raise refusals.CommitmentIsOver
        if cents > self.left:
            raise refusals.InvoiceAboveOrder(left=Money(self.left))
        self._commitment_consumed(
            team=self.team, entry=entry, cents=cents, mandate=mandate, seller=seller, number=number, same=same,
            missing=missing,
        )  # fmt: skip

    def restore(self, entry: Id) -> None:
        """Let what an invoice took stand open again, when that was reversed; raises InvoiceStands."""
        if entry not in self.used:
            raise refusals.InvoiceStands
        self._commitment_restored(team=self.team, entry=entry, cents=self.used[entry])

    def release(self, why: Sealed) -> None:
        """Let the rest go; raises CommitmentIsOver."""
        if self.left <= 0:
            raise refusals.CommitmentIsOver
        self._commitment_released(team=self.team, cents=self.left, why=why)

    @event(CommitmentAdjusted)
    def _commitment_adjusted(
        self, team: Id, cents: int, expected: str, why: Sealed, by: Id, on_behalf_of: Id | None
    ) -> None:
        self.cents, self.expected = cents, expected
        self.orderers = list(dict.fromkeys([*self.orderers, *who_did(by, on_behalf_of)]))

    @event(CommitmentConsumed)
    def _commitment_consumed(
        self, team: Id, entry: Id, cents: int, mandate: Id | None, seller: Id | None, number: Sealed | None,
        same: Id | None, missing: Sealed | None,
    ) -> None:  # fmt: skip
        self.used[entry] = cents
        if mandate and seller:
            self.under[entry] = [mandate, seller]

    @event(CommitmentRestored)
    def _commitment_restored(self, team: Id, entry: Id, cents: int) -> None:
        del self.used[entry]
        self.under.pop(entry, None)

    @event(CommitmentReleased)
    def _commitment_released(self, team: Id, cents: int, why: Sealed) -> None:
        self.released += cents


def _check_amount(cents: int) -> None:
    if type(cents) is not int or not 0 < cents <= MOST_CENTS:
        raise refusals.AmountNotAboveNothing
