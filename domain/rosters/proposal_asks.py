"""The command by which a proposal asks somebody of another team: nothing is theirs before their own yes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from domain.kernel import Id, NotThere, Refusal, act_as, acting, command
from domain.rosters.asks import Asks
from domain.rosters.demand import Demand
from domain.rosters.proposals import Placement, placements_in
from domain.rosters.proposing import Proposing, new_shift
from domain.rosters.refusals import NotAgreed
from domain.rosters.refusals import proposing as refusals
from domain.rosters.roster import Roster, moment_now


class ProposalAsks(Proposing, Asks):
    """Proposals, with those of other teams who are in them."""

    @command("rosters.seek_replacement")
    def ask_proposed(self, roster: Id, proposal: Id, *, alternative: int, person: Id) -> None:
        """Ask somebody of another team for the shifts that an alternative has for them, as after a sick call.

        Who plans does: what is wanted and not in the roster yet comes into it open. Others may be asked for the same
        shifts; the first yes has one. Raises what stands against asking when nothing is left to ask.
        """
        found = self._laid(roster, "rosters.seek_replacement")
        self.authority.require("rosters.plan_shift", found.team)
        self._after_the_wishes(found)
        proposals = self._proposals(roster)
        chosen = placements_in(proposals.alternative(proposal, alternative))
        wanted = [p for p in chosen if p.asks and p.person == person]
        if not wanted:
            raise NotThere
        if found.team not in self._agenda(person).asking:
            raise NotAgreed
        with act_as(replace(acting(), cause=proposals.cause_of(proposal))):
            self._ask_each(found, wanted)
        self.workspace.save(found)

    def _ask_each(self, found: Roster, wanted: Iterable[Placement]) -> None:
        """Ask for all that can be asked; raises the first thing against it when that is nothing."""
        demand, against, asked = self._demand(found.team), None, 0
        for placement in wanted:
            try:
                asked += self._asked(found, demand, placement)
            except Refusal as refusal:
                against = against or refusal
        if not asked:
            raise against or refusals.AskedAlready

    def _asked(self, found: Roster, demand: Demand, placement: Placement) -> bool:
        """Ask for one shift; whether there was anything to ask."""
        day, code, person = placement.date, placement.kind, placement.person
        if code not in demand.kinds or not found.first <= day <= found.last:
            return False
        kind = demand.kind(code)
        shift = _to_ask(found, placement, demand.least(code, day))
        if shift is None or kind.instants(day)[0] <= moment_now():
            return False
        if shift in found.shifts:
            self._require_askable(found, shift, person, demand)
        else:
            booking = self._booking(found, shift, kind, day)
            self._require_willing(found, booking, kind, person, demand)
            found.plan_shift(booking, kind.clock(), None)
        found.seek_replacement(shift, absence=None)
        found.ask_carer(shift, person)
        return True


def _to_ask(found: Roster, placement: Placement, least: int) -> Id | None:
    """The shift to ask for: an open one of which nobody is asked yet, else a new one, else any that is open.

    None when there is none, and when they have one there already or were asked for one.
    """
    day, code = placement.date, placement.kind
    cell = {id: f for id, f in found.shifts.items() if (f["date"], f["kind"]) == (day, code)}
    asked = {id: set(found.searches[id]["asked"].values()) if id in found.searches else set() for id in cell}
    if any(f["person"] == placement.person or placement.person in asked[id] for id, f in cell.items()):
        return None
    still_open = sorted(id for id, f in cell.items() if not f["person"])
    free = [id for id in still_open if not asked[id]]
    if free:
        return placement.shift if placement.shift in free else free[0]
    if len(cell) < least:
        return new_shift(found.id, placement, len(cell))
    return still_open[0] if still_open else None
