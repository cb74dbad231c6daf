"""Commands that put shifts into a roster and people on them."""

from __future__ import annotations

from datetime import timedelta

from domain.kernel import Aggregate, Id, NotThere, acting, command, now
from domain.rosters.desk import RosterDesk, clean_day
from domain.rosters.refusals import (
    ChangedMeanwhile,
    NotYourShift,
    ShiftIsOver,
    TakenByOther,
    TakenTooLongAgo,
)
from domain.rosters.roster import Roster, moment_now

UNDO = timedelta(minutes=10)
"""For so long somebody lets an open shift go again that they took by mistake."""
_LOOKED_BACK = 200


class Shifts(RosterDesk):
    """Plan, take, assign, unassign, move and drop."""

    @command("rosters.plan_shift")
    def plan_shift(self, roster: Id, *, shift: Id, date: str, kind: str, person: Id | None) -> None:
        """Add a shift for somebody (or open). An open shift of that kind and day goes before a new one."""
        found = self._roster(roster, "rosters.plan_shift")
        self._place(found, shift, clean_day(date), kind, person)

    @command("rosters.take_shift")
    def take_shift(self, roster: Id, *, shift: Id, date: str, kind: str, needed: bool = False) -> None:
        """Plan oneself on a day: on an open shift of that kind, else on a new one; what is over only a planner does.

        `needed`: it was taken because the day wanted one more; raises TakenByOther when somebody was first.
        """
        found, day = self._laid(roster, "rosters.take_shift"), clean_day(date)
        if needed:
            self._still_needed(found, day, kind)
        if self._demand(found.team).kind(kind).instants(day)[1] <= moment_now():
            if not self.authority.may("rosters.plan_shift", found.team):
                raise ShiftIsOver
            self.authority.require("rosters.plan_shift", found.team)
        self._rounds_allow(found)
        self._place(found, shift, day, kind, acting().person)

    @command("rosters.assign_shift")
    def assign_shift(self, roster: Id, shift: Id, *, person: Id, instead_of: Id | None) -> None:
        """Let a standing shift be somebody's, instead of whom the planner saw there (None: it was open)."""
        found = self._roster(roster, "rosters.assign_shift")
        self._known(person, found.team)
        if person == instead_of == found.shift(shift)["person"]:
            return
        found.assign_shift(shift, person, instead_of=instead_of)
        taking = self._agenda(person)
        self._reserve(taking, found, shift, self._demand(found.team))
        agendas = [taking]
        if instead_of:
            agendas.append(self._agenda(instead_of))
            self._give_up(agendas[-1], shift)
        self.workspace.save(found, *agendas)

    @command("rosters.assign_shift")
    def unassign_shift(self, roster: Id, shift: Id, *, was: Id) -> None:
        """Let a shift come open."""
        found = self._roster(roster, "rosters.assign_shift")
        self._open(found, shift, was)

    @command("rosters.take_shift")
    def give_back_shift(self, roster: Id, shift: Id) -> None:
        """Let one's own shift come open, as long as the roster is not published; after that one offers it.

        Who took an open shift by mistake lets it go again within ten minutes; raises TakenTooLongAgo.
        """
        found = self._laid(roster, "rosters.take_shift")
        if found.shift(shift)["person"] != acting().person:
            raise NotYourShift
        if found.state == "published" and not self._just_took(found, shift):
            if not self.authority.may("rosters.assign_shift", found.team):
                raise TakenTooLongAgo
            self.authority.require("rosters.assign_shift", found.team)
        self._open(found, shift, acting().person)

    @command("rosters.assign_shift")
    def move_shift(self, roster: Id, shift: Id, *, date: str, kind: str) -> None:
        """Let a shift be on another day or of another kind, for whoever has it."""
        found = self._roster(roster, "rosters.assign_shift")
        demand = self._demand(found.team)
        wanted = demand.kind(kind)
        booking = self._booking(found, shift, wanted, clean_day(date))
        found.move_shift(booking, wanted.clock())
        person = found.shift(shift)["person"]
        agendas = [self._agenda(person)] if person else []
        for agenda in agendas:
            gone = agenda.release(shift)
            agenda.reserve(self._case(agenda, booking, wanted, demand))
            self._require_joined(agenda, agenda.booked(), gone)
        self.workspace.save(found, *agendas)

    @command("rosters.assign_shift")
    def place_shift(self, roster: Id, shift: Id, *, date: str, person: Id | None, was: Id | None) -> None:
        """Carry a shift to another day, to another person (None: open), or both; `was`: whose the planner saw it."""
        found = self._roster(roster, "rosters.assign_shift")
        demand, day = self._demand(found.team), clean_day(date)
        standing = found.shift(shift)
        if standing["person"] != was:
            raise ChangedMeanwhile(first=standing["person"])
        if (standing["date"], was) == (day, person):
            return
        if person:
            self._known(person, found.team)
        agendas = {one: self._agenda(one) for one in (was, person) if one}
        gone = agendas[was].release(shift) if was else None
        if standing["date"] != day:
            kind = demand.kind(standing["kind"])
            found.move_shift(self._booking(found, shift, kind, day), kind.clock())
        if person and person != was:
            found.assign_shift(shift, person, instead_of=was)
        elif was and not person:
            found.unassign_shift(shift, was=was)
        if person:
            self._reserve(agendas[person], found, shift, demand)
        if was:
            self._require_joined(agendas[was], agendas[was].booked(), gone)
        self.workspace.save(found, *agendas.values())

    @command("rosters.plan_shift")
    def drop_shift(self, roster: Id, shift: Id, *, was: Id | None = None) -> None:
        """Take out a shift that nobody works, or that `was` works and then no longer does."""
        found = self._roster(roster, "rosters.plan_shift")
        agendas = [self._agenda(was)] if was else []
        if was:
            found.unassign_shift(shift, was=was)
            self._give_up(agendas[0], shift)
        found.drop_shift(shift)
        self.workspace.save(found, *agendas)

    def _place(self, found: Roster, shift: Id, day: str, kind: str, person: Id | None) -> None:
        placed, _ = self._placed(found, shift, day, kind, person)
        self.workspace.save(*placed)

    def _placed(
        self, found: Roster, shift: Id, day: str, kind: str, person: Id | None
    ) -> tuple[tuple[Aggregate, ...], Id]:
        """What changed, not saved yet, and which shift it became."""
        demand = self._demand(found.team)
        wanted = demand.kind(kind)
        if person is None:
            found.plan_shift(self._booking(found, shift, wanted, day), wanted.clock(), None)
            return (found,), shift
        self._known(person, found.team)
        standing = found.open_shift(day, kind)
        agenda = self._agenda(person)
        if standing:
            found.assign_shift(standing, person, instead_of=None)
            self._reserve(agenda, found, standing, demand)
        else:
            booking = self._booking(found, shift, wanted, day)
            found.plan_shift(booking, wanted.clock(), person)
            agenda.reserve(self._case(agenda, booking, wanted, demand))
        return (found, agenda), standing or shift

    def _still_needed(self, found: Roster, day: str, kind: str) -> None:
        there = [f["person"] for f in found.shifts.values() if f["date"] == day and f["kind"] == kind]
        if None not in there and there and len(there) >= self._demand(found.team).least(kind, day):
            raise TakenByOther(first=there[-1])

    def _open(self, found: Roster, shift: Id, was: Id) -> None:
        found.unassign_shift(shift, was=was)
        agenda = self._agenda(was)
        self._give_up(agenda, shift)
        self.workspace.save(found, agenda)

    def _just_took(self, found: Roster, shift: Id) -> bool:
        """Whether the last thing that happened to the shift is that who acts took it, open as it was, just now."""
        for fact in self.workspace.latest(found.id, _LOOKED_BACK):
            if fact.timestamp < now() - UNDO:
                return False
            if shift in (getattr(fact, name, None) for name in ("shift", "giving", "wanting")):
                took = isinstance(fact, (Roster.ShiftClaimed, Roster.ShiftAssigned)) and fact.was is None
                return took and fact.by == acting().person
        return False

    def _known(self, person: Id, team: Id) -> None:
        if not any(r.team == team for r in self.authority.relations(person).relations):
            raise NotThere
