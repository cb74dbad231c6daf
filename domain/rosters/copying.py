"""The next period from an earlier one: the same weekdays, the same people as far as the rules let them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from domain.kernel import Id, Refusal, act_as, acting, command, id_of
from domain.rosters.agenda import Agenda
from domain.rosters.demand import Demand
from domain.rosters.desk import clean_day
from domain.rosters.periods import Periods
from domain.rosters.roster import Roster


@dataclass(frozen=True, slots=True)
class Copied:
    """A shift of the pattern on its new day: whose it was and is, or why it is open or left out."""

    day: str
    kind: str
    was: Id | None
    person: Id | None
    left_out: bool = False
    """The team no longer has the kind."""
    why: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Copy:
    """The new roster as it would stand, not saved yet, with all that must be saved with it."""

    roster: Roster
    shifts: tuple[Copied, ...]
    touched: tuple[Agenda, ...]

    @property
    def kept(self) -> int:
        """How many shifts are the same person's again."""
        return sum(shift.person is not None for shift in self.shifts)

    @property
    def still_open(self) -> int:
        """How many were open and are so again."""
        return sum(shift.was is None and not shift.left_out for shift in self.shifts)

    @property
    def opened(self) -> list[Copied]:
        """Those that the rules refuse to whoever had them."""
        return [shift for shift in self.shifts if shift.why is not None]

    @property
    def left_out(self) -> list[Copied]:
        """Those of a kind that there is no longer."""
        return [shift for shift in self.shifts if shift.left_out]


class Copying(Periods):
    """Make a period after the pattern of an earlier one."""

    @command("rosters.draft_roster")
    def copy_roster(self, roster: Id, *, first: str) -> None:
        """Begin a roster from a Monday with the shifts of an earlier one; what the rules refuse becomes open."""
        source = self._roster(roster, "rosters.draft_roster")
        # in the trail every fact of the new roster leads to the beginning of the one that it was made after
        with act_as(replace(acting(), cause=f"fact:{source.id}:1")):
            demand, copy = self._copy_of(source, first)
        self.workspace.save(demand, copy.roster, *copy.touched)

    def preview_copy(self, roster: Id, *, first: str) -> Copy:
        """What that would give, with nothing saved; raises PeriodUnreadable, PeriodOverlaps."""
        return self._copy_of(self._roster(roster, "rosters.draft_roster"), first)[1]

    def _copy_of(self, source: Roster, first: str) -> tuple[Demand, Copy]:
        demand = self._demand(source.team)
        begin, was = date.fromisoformat(clean_day(first)), date.fromisoformat(source.first)
        weeks = ((date.fromisoformat(source.last) - was).days + 1) // 7
        fresh = self.roster_drafted(demand, first=begin.isoformat(), weeks=weeks)
        agendas: dict[Id, Agenda] = {}
        shifts = []
        for shift, fields in sorted(source.shifts.items(), key=lambda entry: (entry[1]["start"], entry[0])):
            day = (date.fromisoformat(fields["date"]) + (begin - was)).isoformat()
            wanted = Copied(day, fields["kind"], fields["person"], fields["person"])
            shifts.append(self._copy_shift(fresh, demand, agendas, id_of(fresh.id, "copy", shift), wanted))
        planned = {shift.person for shift in shifts}
        touched = tuple(agenda for person, agenda in agendas.items() if person in planned)
        return demand, Copy(fresh, tuple(shifts), touched)

    def _copy_shift(
        self, roster: Roster, demand: Demand, agendas: dict[Id, Agenda], shift: Id, wanted: Copied
    ) -> Copied:
        """Put one shift into the new roster, open when the rules refuse it to whoever had it."""
        if wanted.kind not in demand.kinds:
            return replace(wanted, person=None, left_out=True)
        kind = demand.kind(wanted.kind)
        booking = self._booking(roster, shift, kind, wanted.day)
        if wanted.person:
            agenda = agendas[wanted.person] = agendas.get(wanted.person) or self._agenda(wanted.person)
            try:
                agenda.reserve(self._case(agenda, booking, kind, demand))
            except Refusal as refusal:
                wanted = replace(wanted, person=None, why=refusal)
        roster.plan_shift(booking, kind.clock(), wanted.person)
        return wanted
