"""Shifts that a carer offers to colleagues of choice, or against a shift wanted back. The first who says yes has it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from eventsourcing.domain import event

from domain.kernel import CommandReused, Fact, Id, acting
from domain.rosters import refusals
from domain.rosters.asking import MOST_ASKED
from domain.rosters.roster_part import RosterPart, moment_now


class RosterMarket(RosterPart):
    """Offers that wait for an answer, and who took those that were taken."""

    class ShiftOfferedTo(Fact):
        """A carer offered a shift to these colleagues; with `against`, each for one of these shifts of theirs."""

        TOPIC = "rosters.ShiftOfferedTo"
        offer: Id
        shift: Id
        person: Id
        to: list[str]
        against: list[str]

    class OfferDeclined(Fact):
        """A colleague does not want a shift that was offered."""

        TOPIC = "rosters.OfferDeclined"
        offer: Id
        shift: Id
        person: Id

    class OfferNarrowed(Fact):
        """A shift that was wanted back is not any more what it was; the others still are."""

        TOPIC = "rosters.OfferNarrowed"
        offer: Id
        shift: Id
        wanting: Id

    class OfferTaken(Fact):
        """A colleague took a shift that was offered, and gave the shift that was wanted back, if any was."""

        TOPIC = "rosters.OfferTaken"
        offer: Id
        shift: Id
        person: Id
        was: Id
        against: Id | None

    class OfferEnded(Fact):
        """An offer was withdrawn, declined by everybody, or overtaken by a change of the shift."""

        TOPIC = "rosters.OfferEnded"
        offer: Id
        shift: Id
        person: Id
        how: str

    def offer_shift_to(self, offer: Id, shift: Id, *, to: Sequence[Id], against: Sequence[Id]) -> None:
        """Offer one's own shift to some, or against shifts of others; an earlier offer of it goes.

        Raises NotYourShift, ShiftIsOver, NobodyChosen, SwapWithYourself, ShiftNotOffered (one of those is open).
        """
        if offer in self.offers or offer in self.given:
            raise CommandReused
        self._own_to_come(shift)
        to, against = list(dict.fromkeys(to)), list(dict.fromkeys(against))
        if bool(to) == bool(against) or len(to) + len(against) > MOST_ASKED:
            raise refusals.NobodyChosen
        to = to or [self._wanted_back(wanting) for wanting in against]
        if acting().person in to:
            raise refusals.SwapWithYourself
        self.end_open_offer(shift)
        self.end_offers_by(shift)
        self._shift_offered_to(offer=offer, shift=shift, person=acting().person, to=to, against=against)

    def decline_offer(self, offer: Id) -> None:
        """Not want it; when nobody does, the offer ends. Raises OfferGone, SwapNotForYou."""
        self._changeable()
        found, me = self._offered_to_me(offer), acting().person
        if me not in found["declined"]:
            self._offer_declined(offer=offer, shift=found["shift"], person=me)
        if set(found["to"]) <= set(found["declined"]):
            self._offer_ended(offer=offer, shift=found["shift"], person=found["person"], how="declined")

    def take_offer(self, offer: Id, *, against: Id | None) -> tuple[Id, Id]:
        """Take it, for one's own shift that is wanted back: the shift, and whose it was.

        Raises TakenByOther, OfferGone, ShiftIsOver.
        """
        self._changeable()
        if offer in self.given:
            raise refusals.TakenByOther(first=self.given[offer])
        found, me = self._offered_to_me(offer), acting().person
        wanted = [mine for who, mine in zip(found["to"], found["against"], strict=False) if who == me]
        if against not in (wanted or [None]):
            raise refusals.OfferGone
        if any(self.shift(one)["start"] <= moment_now() for one in (found["shift"], against) if one):
            raise refusals.ShiftIsOver
        self._offer_taken(offer=offer, shift=found["shift"], person=me, was=found["person"], against=against)
        for one in (found["shift"], against):
            if one:
                self.settle(one, "filled")
        return found["shift"], found["person"]

    def end_offer(self, offer: Id) -> None:
        """Take back what one offered; raises OfferGone, NotYourShift."""
        self._changeable()
        if self.offer(offer)["person"] != acting().person:
            raise refusals.NotYourShift
        self._offer_ended(offer=offer, shift=self.offer(offer)["shift"], person=acting().person, how="withdrawn")

    def offer(self, offer: Id) -> dict[str, Any]:
        """The offer as it stands; raises OfferGone."""
        try:
            return self.offers[offer]
        except KeyError:
            raise refusals.OfferGone from None

    def end_offers_of(self, shift: Id, how: str) -> None:
        """End the offers of a shift; those that want it back want it no longer."""
        for offer, found in list(self.offers.items()):
            left = [one for one in found["against"] if one != shift]
            if found["shift"] == shift or (found["against"] and not left):
                self._offer_ended(offer=offer, shift=found["shift"], person=found["person"], how=how)
            elif left != found["against"]:
                self._offer_narrowed(offer=offer, shift=found["shift"], wanting=shift)

    def end_offers_by(self, shift: Id) -> None:
        """End what the owner offered of a shift; that others want it back stays."""
        for offer, found in list(self.offers.items()):
            if found["shift"] == shift:
                self._offer_ended(offer=offer, shift=shift, person=found["person"], how="withdrawn")

    def _offered_to_me(self, offer: Id) -> dict[str, Any]:
        found = self.offer(offer)
        if acting().person not in found["to"]:
            raise refusals.SwapNotForYou
        return found

    def _wanted_back(self, shift: Id) -> Id:
        standing = self.shift(shift)
        if standing["person"] is None:
            raise refusals.ShiftNotOffered
        if standing["start"] <= moment_now():
            raise refusals.ShiftIsOver
        return str(standing["person"])

    @event(ShiftOfferedTo)
    def _shift_offered_to(self, offer: Id, shift: Id, person: Id, to: list[str], against: list[str]) -> None:
        self.offers[offer] = {
            "shift": shift, "person": person, "to": list(to), "against": list(against), "declined": [],
        }  # fmt: skip

    @event(OfferDeclined)
    def _offer_declined(self, offer: Id, shift: Id, person: Id) -> None:
        self.offers[offer]["declined"].append(person)

    @event(OfferNarrowed)
    def _offer_narrowed(self, offer: Id, shift: Id, wanting: Id) -> None:
        found = self.offers[offer]
        left = [(who, one) for who, one in zip(found["to"], found["against"], strict=True) if one != wanting]
        found.update(to=[who for who, _ in left], against=[one for _, one in left])

    @event(OfferTaken)
    def _offer_taken(self, offer: Id, shift: Id, person: Id, was: Id, against: Id | None) -> None:
        del self.offers[offer]
        self.given[offer] = person
        self._handed(shift, person)
        if against:
            self._handed(against, was)

    @event(OfferEnded)
    def _offer_ended(self, offer: Id, shift: Id, person: Id, how: str) -> None:
        del self.offers[offer]
