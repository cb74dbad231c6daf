"""What carers do with each other's shifts: offer, claim, swap."""

from __future__ import annotations

from eventsourcing.domain import event

from domain.kernel import CommandReused, Fact, Id, acting
from domain.rosters import refusals
from domain.rosters.roster_part import RosterPart, moment_now


class RosterExchange(RosterPart):
    """Shifts from hand to hand."""

    class ShiftOffered(Fact):
        """A carer offered a shift to the team, and keeps it until somebody takes it."""

        TOPIC = "rosters.ShiftOffered"
        shift: Id

    class OfferWithdrawn(Fact):
        """A carer keeps a shift that was on offer."""

        TOPIC = "rosters.OfferWithdrawn"
        shift: Id

    class ShiftClaimed(Fact):
        """A carer took a shift that was open or on offer."""

        TOPIC = "rosters.ShiftClaimed"
        shift: Id
        person: Id
        was: Id | None

    class SwapProposed(Fact):
        """A carer asked a colleague to swap two shifts."""

        TOPIC = "rosters.SwapProposed"
        swap: Id
        giving: Id
        wanting: Id
        asker: Id
        asked: Id

    class SwapEnded(Fact):
        """A proposal to swap was declined, withdrawn or overtaken by a change."""

        TOPIC = "rosters.SwapEnded"
        swap: Id
        how: str
        giving: Id
        wanting: Id
        asker: Id
        asked: Id

    class ShiftSwapped(Fact):
        """Two carers swapped two shifts; both agreed."""

        TOPIC = "rosters.ShiftSwapped"
        swap: Id
        giving: Id
        wanting: Id
        asker: Id
        asked: Id

    def offer_shift(self, shift: Id) -> None:
        """Offer one's own shift to the team; raises NotYourShift, ShiftIsOver."""
        self._own_to_come(shift)
        if not self.shift(shift)["offered"]:
            self.end_offers_by(shift)
            self._shift_offered(shift=shift)

    def withdraw_offer(self, shift: Id) -> None:
        """Keep one's own shift; raises NotYourShift."""
        self._changeable()
        if self.shift(shift)["person"] != acting().person:
            raise refusals.NotYourShift
        self.end_open_offer(shift)

    def end_open_offer(self, shift: Id) -> None:
        """Let a shift no longer be on offer to everybody; nothing happens when it is not."""
        if self.shift(shift)["offered"]:
            self._offer_withdrawn(shift=shift)

    def claim_shift(self, shift: Id) -> Id | None:
        """Take an open or offered shift; who had it. Raises TakenByOther when somebody was first, ShiftIsOver."""
        self._changeable()
        standing = self.shift(shift)
        me, was = acting().person, standing["person"]
        if was == me:
            raise refusals.TakenByOther(first=me)
        if was is not None and not standing["offered"]:
            raise refusals.TakenByOther(first=was)
        if standing["end"] <= moment_now():
            raise refusals.ShiftIsOver
        self._uncalled(shift)
        self._shift_claimed(shift=shift, person=me, was=was)
        self.settle(shift, "filled")
        return str(was) if was else None

    def propose_swap(self, swap: Id, *, giving: Id, wanting: Id) -> None:
        """Ask a colleague to swap; raises NotYourShift, SwapWithYourself, ShiftIsOver, ShiftNotOffered (it is open)."""
        if swap in self.swaps:
            raise CommandReused
        self._own_to_come(giving)
        other = self.shift(wanting)
        if other["person"] is None:
            raise refusals.ShiftNotOffered
        if other["person"] == acting().person:
            raise refusals.SwapWithYourself
        if other["start"] <= moment_now():
            raise refusals.ShiftIsOver
        self._swap_proposed(
            swap=swap, giving=giving, wanting=wanting, asker=acting().person, asked=str(other["person"])
        )

    def end_swap(self, swap: Id) -> None:
        """Decline or withdraw a proposal; raises SwapGone, SwapNotForYou."""
        found = self.swap(swap)
        if acting().person not in (found["asker"], found["asked"]):
            raise refusals.SwapNotForYou
        how = "declined" if acting().person == found["asked"] else "withdrawn"
        self._swap_ended(swap=swap, how=how, **found)

    def swap_shift(self, swap: Id) -> None:
        """Agree to a proposal: both shifts change hands. Raises SwapGone, SwapNotForYou, ShiftIsOver."""
        self._changeable()
        found = self.swap(swap)
        if acting().person != found["asked"]:
            raise refusals.SwapNotForYou
        if any(self.shift(found[side])["start"] <= moment_now() for side in ("giving", "wanting")):
            raise refusals.ShiftIsOver
        self._shift_swapped(swap=swap, **found)
        self.settle(found["giving"], "filled")
        self.settle(found["wanting"], "filled")

    def swap(self, swap: Id) -> dict[str, str]:
        """The proposal as it stands; raises SwapGone."""
        try:
            return self.swaps[swap]
        except KeyError:
            raise refusals.SwapGone from None

    def end_swaps_of(self, shift: Id) -> None:
        """End the proposals in which a shift is one of both."""
        for swap, found in list(self.swaps.items()):
            if shift in (found["giving"], found["wanting"]):
                self._swap_ended(swap=swap, how="overtaken", **found)

    @event(ShiftOffered)
    def _shift_offered(self, shift: Id) -> None:
        self.shifts[shift]["offered"] = True

    @event(OfferWithdrawn)
    def _offer_withdrawn(self, shift: Id) -> None:
        self.shifts[shift]["offered"] = False

    @event(ShiftClaimed)
    def _shift_claimed(self, shift: Id, person: Id, was: Id | None) -> None:
        self._handed(shift, person)

    @event(SwapProposed)
    def _swap_proposed(self, swap: Id, giving: Id, wanting: Id, asker: Id, asked: Id) -> None:
        self.swaps[swap] = {"giving": giving, "wanting": wanting, "asker": asker, "asked": asked}

    @event(SwapEnded)
    def _swap_ended(self, swap: Id, how: str, giving: Id, wanting: Id, asker: Id, asked: Id) -> None:
        del self.swaps[swap]

    @event(ShiftSwapped)
    def _shift_swapped(self, swap: Id, giving: Id, wanting: Id, asker: Id, asked: Id) -> None:
        del self.swaps[swap]
        self._handed(giving, asked)
        self._handed(wanting, asker)
