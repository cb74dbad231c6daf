"""An expense claim. What is approved is a content, by its hash: a change voids it (check 7)."""

from __future__ import annotations

from eventsourcing.domain import event

from domain.finance.claims import refusals
from domain.finance.claims.claimed import Claimed
from domain.kernel import Aggregate, Fact, FirstFact, Id, Sealed, acting, by_whom, did_that, who_did


class Claim(Aggregate):
    """Money that somebody spent for the team, from asking until it is paid back."""

    TOPIC = "finance.Claim"
    class_version = 2

    class ClaimMade(FirstFact):
        """Somebody claimed what was spent for the team, with a receipt or a reason why there is none."""

        TOPIC = "finance.ClaimMade"
        team: Id
        fund: str
        account: str
        cents: int
        day: str
        supplier: Sealed
        seller: Id
        number: Sealed | None
        same: Id
        text: Sealed
        receipt: str | None
        missing: Sealed | None
        how: str
        iban: Sealed | None
        content: str

    class ClaimChanged(Fact):
        """The claim became another one; what was approved of it counts no more, and was reversed if it was posted."""

        TOPIC = "finance.ClaimChanged"
        team: Id
        fund: str
        account: str
        cents: int
        day: str
        supplier: Sealed
        seller: Id
        number: Sealed | None
        same: Id
        text: Sealed
        receipt: str | None
        missing: Sealed | None
        how: str
        iban: Sealed | None
        content: str
        reversal: Id | None

    class ClaimApproved(Fact):
        """Somebody else approved the content with this hash, under a mandate; it was posted as this entry."""

        TOPIC = "finance.ClaimApproved"
        team: Id
        content: str
        mandate: Id
        entry: Id

    class ClaimDeclined(Fact):
        """Somebody else did not approve it, and said why."""

        TOPIC = "finance.ClaimDeclined"
        team: Id
        why: Sealed

    class ClaimWithdrawn(Fact):
        """Who made it no longer wants it."""

        TOPIC = "finance.ClaimWithdrawn"
        team: Id

    class ClaimListed(Fact):
        """It was put on the payment list."""

        TOPIC = "finance.ClaimListed"
        team: Id

    class ClaimUnlisted(Fact):
        """It was taken off the payment list, or the bank did not pay it: it can be paid in another way, or anew."""

        TOPIC = "finance.ClaimUnlisted"
        team: Id

    class ClaimPaid(Fact):
        """It was paid, from the cash box or by the bank, as this entry: once, unless the bank gives it back."""

        TOPIC = "finance.ClaimPaid"
        team: Id
        how: str
        entry: Id

    class ClaimGivenBack(Fact):
        """The bank paid it and gave it back, as this entry: it is to be paid once more."""

        TOPIC = "finance.ClaimGivenBack"
        team: Id
        entry: Id

    @event(ClaimMade)
    def __init__(
        self, team: Id, fund: str, account: str, cents: int, day: str, supplier: Sealed, seller: Id,
        number: Sealed | None, same: Id, text: Sealed, receipt: str | None, missing: Sealed | None, how: str,
        iban: Sealed | None, content: str, by: Id, on_behalf_of: Id | None,
    ) -> None:  # fmt: skip
        self.team = team
        self.maker = by
        self.requesters = who_did(by, on_behalf_of)
        self.state = "made"
        self.content = content
        self.mandate: Id | None = None
        self.entry: Id | None = None
        self.paid_how = ""
        """How it was paid last."""
        self.backs = 0
        """How often the bank gave it back."""
        self._take(fund, account, cents, day, supplier, seller, number, same, text, receipt, missing, how, iban)

    @classmethod
    def made(cls, id: Id, team: Id, claimed: Claimed) -> Claim:
        """Claim it."""
        return cls.begin(id=id, team=team, **claimed.fields(), content=claimed.content(id, team))

    def change(self, claimed: Claimed, reversal: Id | None) -> None:
        """Let it be another claim; raises NotYourClaim and what `require_changeable` does."""
        self.require_changeable()
        self._claim_changed(
            team=self.team, **claimed.fields(), content=claimed.content(self.id, self.team), reversal=reversal,
            **by_whom(),
        )  # fmt: skip

    def require_changeable(self) -> None:
        """Raises NotYourClaim, ClaimIsListed, ClaimIsPaid, ClaimDecided."""
        if acting().person != self.maker:
            raise refusals.NotYourClaim
        self._require("made", "approved")

    def approve(self, content: str, *, mandate: Id, entry: Id) -> None:
        """Approve this very content, not being who asked; raises ClaimDecided, ClaimChanged, OwnClaim."""
        self._require("made")
        self.refuse_requester(refusals.OwnClaim)
        if content != self.content:
            raise refusals.ClaimChanged
        self._claim_approved(team=self.team, content=content, mandate=mandate, entry=entry)

    def decline(self, why: Sealed) -> None:
        """Do not approve it; raises ClaimDecided, OwnClaim."""
        self._require("made")
        self.refuse_requester(refusals.OwnClaim)
        self._claim_declined(team=self.team, why=why)

    def withdraw(self) -> None:
        """No longer want it; raises NotYourClaim, ClaimDecided."""
        if acting().person != self.maker:
            raise refusals.NotYourClaim
        self._require("made")
        self._claim_withdrawn(team=self.team)

    def put_on_list(self) -> None:
        """Wait to be sent to the bank; raises ClaimNotApproved and others, OwnPayment, NoIban."""
        self._require("approved")
        self.refuse_requester(refusals.OwnPayment)
        if self.iban is None:
            raise refusals.NoIban
        self._claim_listed(team=self.team)

    def take_off_list(self) -> None:
        """No longer wait for that; raises ClaimNotApproved."""
        if self.state != "listed":
            raise refusals.ClaimNotApproved
        self._claim_unlisted(team=self.team)

    def pay(self, how: str, entry: Id, *, came_back: bool = False) -> None:
        """Be paid; `came_back`: it was sent and the bank refused it, and perhaps pays it after all.

        Raises ClaimIsPaid, ClaimIsListed, ClaimNotApproved, OwnPayment.
        """
        self._require("listed" if how == "bank" else "approved", *(["approved"] if came_back else []))
        self.refuse_requester(refusals.OwnPayment)
        self._claim_paid(team=self.team, how=how, entry=entry)

    def require_paid_by_bank(self) -> None:
        """Raises ClaimNotPaidByBank, OwnPayment unless the bank paid it and whoever acts did not ask it."""
        if (self.state, self.paid_how) != ("paid", "bank"):
            raise refusals.ClaimNotPaidByBank
        self.refuse_requester(refusals.OwnPayment)

    def give_back(self, entry: Id) -> None:
        """Let it be paid once more; raises ClaimNotPaidByBank, OwnPayment."""
        self.require_paid_by_bank()
        self._claim_given_back(team=self.team, entry=entry)

    def require_at_bank(self) -> None:
        """Raises ClaimIsPaid, ClaimNotSent, OwnPayment unless it may have been sent and whoever acts did not ask it."""
        if self.state != "listed":
            raise refusals.ClaimIsPaid if self.state == "paid" else refusals.ClaimNotSent
        self.refuse_requester(refusals.OwnPayment)

    def refuse_requester(self, refusal: type[Exception]) -> None:
        """Also on behalf of somebody else who asked neither approves nor pays (check 6)."""
        if did_that(self.requesters):
            raise refusal

    def _require(self, *states: str) -> None:
        if self.state in states:
            return
        if self.state == "paid":
            raise refusals.ClaimIsPaid
        if self.state == "listed":
            raise refusals.ClaimIsListed
        raise refusals.ClaimDecided if "made" in states else refusals.ClaimNotApproved

    def _take(
        self, fund: str, account: str, cents: int, day: str, supplier: Sealed, seller: Id, number: Sealed | None,
        same: Id, text: Sealed, receipt: str | None, missing: Sealed | None, how: str, iban: Sealed | None,
    ) -> None:  # fmt: skip
        self.fund, self.account, self.cents, self.day = fund, account, cents, day
        self.supplier, self.seller, self.number, self.same, self.text = supplier, seller, number, same, text
        self.receipt, self.missing, self.how, self.iban = receipt, missing, how, iban

    @event(ClaimChanged)
    def _claim_changed(
        self, team: Id, fund: str, account: str, cents: int, day: str, supplier: Sealed, seller: Id,
        number: Sealed | None, same: Id, text: Sealed, receipt: str | None, missing: Sealed | None, how: str,
        iban: Sealed | None, content: str, reversal: Id | None, by: Id, on_behalf_of: Id | None,
    ) -> None:  # fmt: skip
        self.requesters = list(dict.fromkeys([*self.requesters, *who_did(by, on_behalf_of)]))
        self.state, self.content, self.mandate, self.entry = "made", content, None, None
        self._take(fund, account, cents, day, supplier, seller, number, same, text, receipt, missing, how, iban)

    @event(ClaimApproved)
    def _claim_approved(self, team: Id, content: str, mandate: Id, entry: Id) -> None:
        self.state, self.mandate, self.entry = "approved", mandate, entry

    @event(ClaimDeclined)
    def _claim_declined(self, team: Id, why: Sealed) -> None:
        self.state = "declined"

    @event(ClaimWithdrawn)
    def _claim_withdrawn(self, team: Id) -> None:
        self.state = "withdrawn"

    @event(ClaimListed)
    def _claim_listed(self, team: Id) -> None:
        self.state = "listed"

    @event(ClaimUnlisted)
    def _claim_unlisted(self, team: Id) -> None:
        self.state = "approved"

    @event(ClaimPaid)
    def _claim_paid(self, team: Id, how: str, entry: Id) -> None:
        self.state, self.paid_how = "paid", how

    @event(ClaimGivenBack)
    def _claim_given_back(self, team: Id, entry: Id) -> None:
        self.state = "approved"
        self.backs += 1
