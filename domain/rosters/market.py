"""Commands of the swap market: offer a shift to some or against one wanted back, take it, decline it, keep it."""

from __future__ import annotations

from collections.abc import Sequence

from domain.kernel import Id, acting, command, today
from domain.rosters.asking import MOST_ASKED
from domain.rosters.desk import RosterDesk
from domain.rosters.refusals import NobodyChosen


class Market(RosterDesk):
    """Offers to colleagues of choice; the rules are asked for both sides, before and again when one says yes."""

    @command("rosters.swap_shift")
    def offer_shift_to(
        self, roster: Id, *, offer: Id, shift: Id, to: Sequence[Id] = (), against: Sequence[Id] = ()
    ) -> None:
        """Offer one's own shift to some colleagues, or against one of these shifts of theirs.

        Refused when it would not fit one of those chosen, or when what is wanted back does not fit oneself.
        """
        found = self._laid(roster, "rosters.swap_shift")
        to, against = list(dict.fromkeys(to)), list(dict.fromkeys(against))
        if len(to) + len(against) > MOST_ASKED:
            raise NobodyChosen
        for person in to:
            self._member_here(person, found.team)
        found.offer_shift_to(offer, shift, to=to, against=against)
        standing, demand = found.offer(offer), self._demand(found.team)
        for number, person in enumerate(standing["to"]):
            wanted = standing["against"][number] if standing["against"] else None
            self._fits(found, demand, standing["person"], gives=shift, takes=wanted)
            self._fits(found, demand, person, gives=wanted, takes=shift)
        self.workspace.save(found)

    @command("rosters.swap_shift")
    def take_offer(self, roster: Id, offer: Id, *, against: Id | None = None) -> None:
        """Take what is offered, for a shift of one's own if one is wanted back; raises TakenByOther, OfferGone."""
        found = self._laid(roster, "rosters.swap_shift")
        shift, giver = found.take_offer(offer, against=against)
        demand = self._demand(found.team)
        if against:
            self._fits(found, demand, giver, gives=shift, takes=against, wished=True)
        giving, taking = self._agenda(giver), self._agenda(acting().person)
        given, wanted = giving.release(shift), taking.release(against) if against else None
        if against:
            self._reserve(giving, found, against, demand, wished=True)
        self._reserve(taking, found, shift, demand)
        self._require_joined(giving, giving.booked(), given)
        self._require_joined(taking, taking.booked(), wanted)
        self.workspace.save(found, giving, taking)

    @command("rosters.swap_shift")
    def decline_offer(self, roster: Id, offer: Id) -> None:
        """Not want what is offered."""
        found = self._laid(roster, "rosters.swap_shift")
        found.decline_offer(offer)
        self.workspace.save(found)

    @command("rosters.swap_shift")
    def end_offer(self, roster: Id, offer: Id) -> None:
        """Take back what one offered."""
        found = self._laid(roster, "rosters.swap_shift")
        found.end_offer(offer)
        self.workspace.save(found)

    def _member_here(self, person: Id, team: Id) -> None:
        """Raises NotThere for whoever does not work in the team: who they are is not told."""
        self.authority.require_worked(person, team, today().isoformat(), "9999")
