"""Commands by which carers hand shifts to each other."""

from __future__ import annotations

from domain.kernel import Id, acting, command
from domain.rosters.desk import RosterDesk
from domain.rosters.roster import Roster


class Exchange(RosterDesk):
    """Offer, claim and swap."""

    @command("rosters.offer_shift")
    def offer_shift(self, roster: Id, shift: Id) -> None:
        """Offer one's own shift to the team; it stays one's own until somebody takes it.

        Refused when nobody could take it: a sleep shift that joins two others does not go alone.
        """
        found = self._laid(roster, "rosters.offer_shift")
        found.offer_shift(shift)
        self._fits(found, self._demand(found.team), acting().person, gives=shift, takes=None)
        self.workspace.save(found)

    @command("rosters.offer_shift")
    def withdraw_offer(self, roster: Id, shift: Id) -> None:
        """Keep a shift that was on offer."""
        found = self._laid(roster, "rosters.offer_shift")
        found.withdraw_offer(shift)
        self.workspace.save(found)

    @command("rosters.take_shift")
    def claim_shift(self, roster: Id, shift: Id) -> None:
        """Take a shift that is open or on offer; raises TakenByOther when somebody was first, GapsNotYet."""
        found = self._laid(roster, "rosters.take_shift")
        if found.shift(shift)["person"] is None:
            self._rounds_allow(found)
        was = found.claim_shift(shift)
        taking = self._agenda(acting().person)
        self._reserve(taking, found, shift, self._demand(found.team))
        agendas = [taking]
        if was:
            agendas.append(self._agenda(was))
            self._give_up(agendas[-1], shift)
        self.workspace.save(found, *agendas)

    @command("rosters.swap_shift")
    def propose_swap(self, roster: Id, *, swap: Id, giving: Id, wanting: Id) -> None:
        """Ask a colleague to swap two shifts; refused at once when it would not fit one of both."""
        found = self._laid(roster, "rosters.swap_shift")
        found.propose_swap(swap, giving=giving, wanting=wanting)
        self._check(found, swap)
        self.workspace.save(found)

    @command("rosters.swap_shift")
    def end_swap(self, roster: Id, swap: Id) -> None:
        """Decline a proposal made to oneself, or withdraw one's own."""
        found = self._laid(roster, "rosters.swap_shift")
        found.end_swap(swap)
        self.workspace.save(found)

    @command("rosters.swap_shift")
    def swap_shift(self, roster: Id, swap: Id) -> None:
        """Agree to a proposal: both shifts change hands, in both agendas."""
        found = self._laid(roster, "rosters.swap_shift")
        proposal = dict(found.swap(swap))
        found.swap_shift(swap)
        demand, giving, wanting = self._demand(found.team), proposal["giving"], proposal["wanting"]
        self._fits(found, demand, proposal["asker"], gives=giving, takes=wanting, wished=True)
        asker, asked = self._agenda(proposal["asker"]), self._agenda(proposal["asked"])
        given, wanted = asker.release(giving), asked.release(wanting)
        self._reserve(asker, found, wanting, demand, wished=True)
        self._reserve(asked, found, giving, demand)
        self._require_joined(asker, asker.booked(), given)
        self._require_joined(asked, asked.booked(), wanted)
        self.workspace.save(found, asker, asked)

    def _check(self, found: Roster, swap: Id) -> None:
        """Raises what would refuse the swap, for either of both, as who proposes it may know."""
        proposal, demand = found.swap(swap), self._demand(found.team)
        giving, wanting = proposal["giving"], proposal["wanting"]
        self._fits(found, demand, proposal["asker"], gives=giving, takes=wanting)
        self._fits(found, demand, proposal["asked"], gives=wanting, takes=giving)
