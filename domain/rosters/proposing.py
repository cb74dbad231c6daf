"""Commands on proposals: ask, stop, offer, take over, let go. Taking over goes by the checker, as every shift does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from domain.kernel import Aggregate, Id, NotAllowed, NotThere, act_as, acting, command, declare, id_of
from domain.rosters.agenda import Agenda
from domain.rosters.demand import Demand
from domain.rosters.periods import Periods
from domain.rosters.proposals import (
    REPLAN,
    REST,
    Alternatives,
    Missed,
    Placement,
    Proposals,
    placements_in,
    proposals_of,
)
from domain.rosters.refusals import GapsAreOver, NotInThisState, RosterClosed
from domain.rosters.refusals import proposing as refusals
from domain.rosters.roster import Roster, moment_now
from domain.rosters.rounds import Rounds, rounds_of
from domain.rosters.verdicts import Case, judge

declare(
    {
        "rosters.see_proposals": ("planner", "member"),
        "rosters.propose_roster": ("planner", "member"),
        "rosters.accept_proposal": ("planner", "member"),
        # nobody but the program's own worker
        "rosters.offer_proposal": (),
    }
)
STANDARD_SECONDS = 20


@dataclass(slots=True)
class _Taking:
    """What is being taken over: the roster and agendas as they evolve, and what did not fit."""

    found: Roster
    demand: Demand
    agendas: dict[Id, Agenda] = field(default_factory=dict)
    shifts: list[Id] = field(default_factory=list)
    missed: Missed = field(default_factory=list)


class Proposing(Periods):
    """Ask for a proposal, and take it over."""

    @command("rosters.propose_roster")
    def ask_proposal(
        self,
        roster: Id,
        *,
        proposal: Id,
        seen: int | None = None,
        what: str = REST,
        seconds: int = STANDARD_SECONDS,
        absence: Id | None = None,
        absent: Id | None = None,
    ) -> None:
        """Ask for alternatives for what is open, or (`replan`) for the fewest changes after an absence.

        `seen`: the position at which whoever asks looked at the roster; `absence` of `absent` is why.
        """
        found = self._laid(roster, "rosters.propose_roster")
        self._may_fill(found)
        if what not in (REST, REPLAN) or (what == REPLAN and found.state == "drafted"):
            raise NotInThisState
        self._absence_here(found, absence, absent)
        if not self._anything_open(found):
            raise refusals.NothingToPropose
        position = self.workspace.position()
        seen = position if seen is None else min(max(seen, 0), position)
        proposals = self.workspace.get(Proposals, proposals_of(roster)) or Proposals.begin(
            proposals_of(roster), roster=roster, team=found.team
        )
        proposals.ask(proposal, what=what, seen=seen, seconds=seconds, absence=absence)
        self.workspace.save(proposals)

    @command("rosters.propose_roster")
    def stop_proposal(self, roster: Id, proposal: Id) -> None:
        """Search no further: the best that was found until now is offered."""
        self._laid(roster, "rosters.propose_roster")
        proposals = self._proposals(roster)
        proposals.stop(proposal)
        self.workspace.save(proposals)

    @command("rosters.offer_proposal")
    def offer_proposal(
        self, roster: Id, proposal: Id, *, looked: int, moment: str, status: str, alternatives: Alternatives
    ) -> None:
        """Lay what was found before the team; only the program's own worker does."""
        found = self._roster(roster, "rosters.offer_proposal")
        proposals = self._proposals(roster)
        if alternatives and found.state != "closed":
            proposals.offer(proposal, looked=looked, moment=moment, status=status, alternatives=alternatives)
        else:
            proposals.fail(proposal, "closed" if found.state == "closed" else status)
        self.workspace.save(proposals)

    @command("rosters.offer_proposal")
    def fail_proposal(self, roster: Id, proposal: Id, *, how: str) -> None:
        """Say that nothing came of it; only the program's own worker does."""
        self._roster(roster, "rosters.offer_proposal")
        proposals = self._proposals(roster)
        proposals.fail(proposal, how)
        self.workspace.save(proposals)

    @command("rosters.accept_proposal")
    def accept_proposal(self, roster: Id, proposal: Id, *, alternative: int, person: Id | None = None) -> None:
        """Take an alternative over, wholly or for one person; who does not plan, for themselves.

        What somebody of another team is to be asked for is not taken over. What the rules refuse by now, or somebody
        else took, is left out and named. Raises NothingFits when that is all.
        """
        found = self._laid(roster, "rosters.accept_proposal")
        if found.state == "closed":
            raise RosterClosed
        proposals = self._proposals(roster)
        chosen = placements_in(proposals.alternative(proposal, alternative))
        wanted = [p for p in chosen if person in (None, p.person)]
        self._may_accept(found, wanted, person)
        wanted = [p for p in wanted if not p.asks]
        if not wanted:
            raise refusals.AskFirst
        together = any(p.was for p in chosen)
        taking = _Taking(found, self._demand(found.team))
        with act_as(replace(acting(), cause=proposals.cause_of(proposal))):
            if together:
                self._take_together(taking, wanted)
            else:
                self._take_each(taking, wanted)
        if not taking.shifts:
            raise refusals.NothingFits
        proposals.accept(proposal, alternative, person, shifts=taking.shifts, missed=taking.missed)
        changed: list[Aggregate] = [found, *taking.agendas.values(), proposals]
        self.workspace.save(*changed)

    @command("rosters.propose_roster")
    def let_go_proposal(self, roster: Id, proposal: Id) -> None:
        """Take nothing (more) of it over; why goes with the command."""
        self._laid(roster, "rosters.propose_roster")
        if acting().reason is None:
            raise refusals.WhyLetGo
        proposals = self._proposals(roster)
        proposals.let_go(proposal)
        self.workspace.save(proposals)

    def _proposals(self, roster: Id) -> Proposals:
        return self._the(Proposals, proposals_of(roster))

    def _may_fill(self, found: Roster) -> None:
        """Raises what stands against who acts filling this roster: it is closed, or not their round."""
        if found.state == "closed":
            raise RosterClosed
        self._rounds_allow(found)
        rounds = self.workspace.get(Rounds, rounds_of(found.id)) if found.state == "planned" else None
        if rounds and rounds.round_now() == "publish" and not self._plans(found):
            raise GapsAreOver

    def _absence_here(self, found: Roster, absence: Id | None, absent: Id | None) -> None:
        """Raises NotThere unless the absence is of somebody who then works in the team."""
        if absence is None and absent is None:
            return
        agenda = self.agenda_if_begun(absent or "")
        if agenda is None or absence not in agenda.absences:
            raise NotThere
        self.authority.require_worked(agenda.person, found.team, *agenda.absences[absence])

    def _may_accept(self, found: Roster, wanted: Sequence[Placement], person: Id | None) -> None:
        if not wanted:
            raise NotThere
        if self._plans(found):
            self.authority.require("rosters.plan_shift", found.team)
            return
        if person != acting().person:
            raise NotAllowed
        if any(p.was for p in wanted):
            raise refusals.ChangesTogether
        self._may_fill(found)

    def _plans(self, found: Roster) -> bool:
        return bool(self.authority.may("rosters.plan_shift", found.team))

    def _anything_open(self, found: Roster) -> bool:
        moment = moment_now()
        if any(not f["person"] and f["start"] > moment for f in found.shifts.values()):
            return True
        missing = self._gaps(found, self._demand(found.team))
        return any(kind.instants(day)[0] > moment for kind, day in missing)

    def _take_each(self, taking: _Taking, wanted: Iterable[Placement]) -> None:
        """Those that fit; one that does not fit yet may after another (a sleep shift joins two)."""
        left = list(wanted)
        while True:
            missed: list[tuple[Placement, str]] = []
            before = len(taking.shifts)
            for placement in left:
                against = self._taken(taking, placement)
                if against:
                    missed.append((placement, against))
            left = [placement for placement, _ in missed]
            if not missed or len(taking.shifts) == before:
                break
        taking.missed += [_missed(placement, why) for placement, why in missed if why != "there"]

    def _take_together(self, taking: _Taking, wanted: Iterable[Placement]) -> None:
        """All of them or none: they lean on each other. Raises SomethingChanged."""
        wanted = sorted(wanted, key=lambda p: (p.date, p.kind, p.person))
        gone = []
        for placement in (p for p in wanted if p.was and p.shift):
            standing = taking.found.shifts.get(str(placement.shift))
            if standing is None or standing["person"] != placement.was:
                raise refusals.SomethingChanged
            agenda = self._agenda_in(taking, str(placement.was))
            gone.append((agenda, agenda.release(str(placement.shift))))
        for placement in wanted:
            if self._taken(taking, placement):
                raise refusals.SomethingChanged
        for agenda, booking in gone:
            self._require_joined(agenda, agenda.booked(), booking)

    def _taken(self, taking: _Taking, placement: Placement) -> str:
        """Take one shift over; by which rule not (`there`: it is theirs already)."""
        found, demand, person = taking.found, taking.demand, placement.person
        if placement.kind not in demand.kinds or not found.first <= placement.date <= found.last:
            return "gone"
        kind, shift = demand.kind(placement.kind), self._place_for(taking, placement)
        if shift in ("there", "taken", "gone"):
            return shift
        standing = found.shifts.get(shift)
        booking = (
            self._standing(found, shift, demand)[0] if standing else self._booking(found, shift, kind, placement.date)
        )
        if booking.start <= moment_now():
            return "past"
        agenda = self._agenda_in(taking, person)
        case = self._case(agenda, booking, kind, demand)
        against = _refused(case)
        if against:
            return against
        if standing:
            found.assign_shift(shift, person, instead_of=standing["person"])
        else:
            found.plan_shift(booking, kind.clock(), person)
        agenda.reserve(case)
        taking.shifts.append(shift)
        return ""

    def _place_for(self, taking: _Taking, placement: Placement) -> Id:
        """The shift to be theirs: one that stands open, or a new one; else `there`, `taken` or `gone`."""
        found = taking.found
        cell = [f for f in found.shifts.values() if (f["date"], f["kind"]) == (placement.date, placement.kind)]
        if any(f["person"] == placement.person for f in cell):
            return "there"
        if placement.was:
            standing = found.shifts.get(placement.shift or "")
            return placement.shift or "gone" if standing and standing["person"] == placement.was else "taken"
        if placement.shift and placement.shift in found.shifts and not found.shifts[placement.shift]["person"]:
            return placement.shift
        still_open = found.open_shift(placement.date, placement.kind)
        if still_open:
            return still_open
        if len(cell) >= taking.demand.least(placement.kind, placement.date):
            return "taken"
        return new_shift(found.id, placement, len(cell))

    def _agenda_in(self, taking: _Taking, person: Id) -> Agenda:
        if person not in taking.agendas:
            taking.agendas[person] = self._agenda(person)
        return taking.agendas[person]


def new_shift(roster: Id, placement: Placement, number: int) -> Id:
    """The id of a shift that comes into the roster by a proposal."""
    return id_of(roster, "proposed", str(acting().command), placement.date, placement.kind, str(number))


def _refused(case: Case) -> str:
    """The rule that refuses it, as the whole team may read it; nothing when none does."""
    case = replace(case, employment=replace(case.employment, told=False, told_of=()))
    return next((verdict.rule for verdict in judge(case) if verdict.severity == "refused"), "")


def _missed(placement: Placement, rule: str) -> dict[str, str]:
    return {"date": placement.date, "kind": placement.kind, "person": placement.person, "rule": rule}
