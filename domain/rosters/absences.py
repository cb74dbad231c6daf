"""When somebody is not there: part of an agenda."""

from __future__ import annotations

from datetime import date

from eventsourcing.domain import event

from domain.kernel import CommandReused, Fact, Id, Part, Sealed
from domain.rosters.refusals import AbsenceGone, AbsenceUnreadable


class Absences(Part):
    """Absences with their days."""

    absences: dict[str, list[str]]
    """By id: first and last day."""

    class AbsenceReported(Fact):
        """A person is not there from a day up to and including another; why is sealed."""

        TOPIC = "rosters.AbsenceReported"
        absence: Id
        first: str
        last: str
        kind: Sealed

    class AbsenceWithdrawn(Fact):
        """A person is there after all."""

        TOPIC = "rosters.AbsenceWithdrawn"
        absence: Id

    class AbsenceShortened(Fact):
        """A person is back earlier than was said: the absence lasts up to and including this day."""

        TOPIC = "rosters.AbsenceShortened"
        absence: Id
        last: str

    def report_absence(self, absence: Id, *, first: str, last: str, kind: Sealed) -> None:
        """Not be there for some days; raises AbsenceUnreadable, CommandReused when its id is that of another."""
        if absence in self.absences:
            raise CommandReused
        days = (date.fromisoformat(last) - date.fromisoformat(first)).days
        if not 0 <= days <= 731:
            raise AbsenceUnreadable
        self._absence_reported(absence=absence, first=first, last=last, kind=kind)

    def withdraw_absence(self, absence: Id) -> None:
        """Be there after all; raises AbsenceGone."""
        if absence not in self.absences:
            raise AbsenceGone
        self._absence_withdrawn(absence=absence)

    def shorten_absence(self, absence: Id, *, last: str) -> None:
        """Be back earlier; raises AbsenceGone, AbsenceUnreadable when it does not become shorter."""
        if absence not in self.absences:
            raise AbsenceGone
        first, standing = self.absences[absence]
        if not first <= last < standing:
            raise AbsenceUnreadable
        self._absence_shortened(absence=absence, last=last)

    @event(AbsenceReported)
    def _absence_reported(self, absence: Id, first: str, last: str, kind: Sealed) -> None:
        self.absences[absence] = [first, last]

    @event(AbsenceWithdrawn)
    def _absence_withdrawn(self, absence: Id) -> None:
        del self.absences[absence]

    @event(AbsenceShortened)
    def _absence_shortened(self, absence: Id, last: str) -> None:
        self.absences[absence][1] = last
