"""The shifts of a roster: planned, moved, dropped, whose they are, and what was really worked."""

from __future__ import annotations

from eventsourcing.domain import event

from domain.kernel import CommandReused, Fact, Id
from domain.rosters import refusals
from domain.rosters.roster_part import RosterPart, moment_now
from domain.rosters.verdicts import Booking


class RosterShifts(RosterPart):
    """Who works which shift."""

    class ShiftPlanned(Fact):
        """A shift was added to the roster, for somebody or still open."""

        TOPIC = "rosters.ShiftPlanned"
        shift: Id
        date: str
        kind: str
        start: str
        end: str
        local_start: str
        local_end: str
        minutes: int
        person: Id | None

    class ShiftDropped(Fact):
        """A shift that nobody works was taken out of the roster."""

        TOPIC = "rosters.ShiftDropped"
        shift: Id

    class ShiftAssigned(Fact):
        """A shift came to be somebody's."""

        TOPIC = "rosters.ShiftAssigned"
        shift: Id
        person: Id
        was: Id | None

    class ShiftUnassigned(Fact):
        """A shift came open: whoever had it no longer does."""

        TOPIC = "rosters.ShiftUnassigned"
        shift: Id
        was: Id

    class ShiftMoved(Fact):
        """A shift went to another day or became one of another kind; whoever has it keeps it."""

        TOPIC = "rosters.ShiftMoved"
        shift: Id
        date: str
        kind: str
        start: str
        end: str
        local_start: str
        local_end: str
        minutes: int
        person: Id | None

    class HoursRecorded(Fact):
        """What was really worked of a shift: instants, and minutes net of breaks."""

        TOPIC = "rosters.HoursRecorded"
        shift: Id
        person: Id
        start: str
        end: str
        minutes: int

    def plan_shift(self, booking: Booking, clock: tuple[str, str], person: Id | None) -> None:
        """Add a shift, for somebody or open; raises DayOutsidePeriod, RosterClosed, CommandReused when it is there."""
        self._changeable(booking.day)
        if booking.shift in self.shifts:
            raise CommandReused
        self._shift_planned(
            shift=booking.shift, date=booking.day, kind=booking.kind, start=booking.start, end=booking.end,
            local_start=clock[0], local_end=clock[1], minutes=booking.minutes, person=person,
        )  # fmt: skip

    def drop_shift(self, shift: Id) -> None:
        """Take out a shift that nobody works; raises ShiftGone, TakenByOther."""
        self._changeable()
        if self.shift(shift)["person"]:
            raise refusals.TakenByOther(first=self.shift(shift)["person"])
        self.settle(shift, "withdrawn")
        self._shift_dropped(shift=shift)

    def assign_shift(self, shift: Id, person: Id, *, instead_of: Id | None) -> None:
        """Let a shift be somebody's; raises ChangedMeanwhile unless it is `instead_of`'s (None: open) now."""
        self._changeable()
        standing = self.shift(shift)
        if standing["person"] != instead_of:
            raise refusals.ChangedMeanwhile(first=standing["person"])
        self._uncalled(shift)
        self._shift_assigned(shift=shift, person=person, was=instead_of)
        self.settle(shift, "filled")

    def unassign_shift(self, shift: Id, *, was: Id) -> None:
        """Let a shift come open; raises ChangedMeanwhile unless it is `was`'s now."""
        self._changeable()
        standing = self.shift(shift)
        if standing["person"] != was:
            raise refusals.ChangedMeanwhile(first=standing["person"])
        self._uncalled(shift)
        self._shift_unassigned(shift=shift, was=was)
        self.settle(shift, "withdrawn")

    def move_shift(self, booking: Booking, clock: tuple[str, str]) -> None:
        """Let a shift be on another day or of another kind; raises ShiftGone, DayOutsidePeriod."""
        self._changeable(booking.day)
        person = self.shift(booking.shift)["person"]
        self._uncalled(booking.shift)
        self._shift_moved(
            shift=booking.shift, date=booking.day, kind=booking.kind, start=booking.start, end=booking.end,
            local_start=clock[0], local_end=clock[1], minutes=booking.minutes, person=person,
        )  # fmt: skip
        self.end_open_offer(booking.shift)
        self.settle(booking.shift, "withdrawn")

    def record_hours(self, shift: Id, *, start: str, end: str, minutes: int) -> None:
        """Record what was really worked; raises ShiftGone, ShiftNotOver, RosterClosed, NotYourShift (it is open)."""
        self._changeable()
        standing = self.shift(shift)
        if standing["start"] > moment_now():
            raise refusals.ShiftNotOver
        if standing["person"] is None:
            raise refusals.NotYourShift
        if not standing["minutes"]:
            raise refusals.OnCallHours
        if standing["worked"] != [start, end, minutes]:
            self._hours_recorded(shift=shift, person=standing["person"], start=start, end=end, minutes=minutes)

    def open_shift(self, day: str, kind: str) -> Id | None:
        """A shift of a kind on a day that nobody has yet."""
        cells = self.shifts.items()
        return next((s for s, f in cells if f["date"] == day and f["kind"] == kind and not f["person"]), None)

    @event(ShiftPlanned)
    def _shift_planned(
        self,
        shift: Id,
        date: str,
        kind: str,
        start: str,
        end: str,
        local_start: str,
        local_end: str,
        minutes: int,
        person: Id | None,
    ) -> None:
        self.shifts[shift] = {
            "date": date, "kind": kind, "start": start, "end": end, "minutes": minutes, "person": person,
            "offered": False, "worked": None,
        }  # fmt: skip

    @event(ShiftDropped)
    def _shift_dropped(self, shift: Id) -> None:
        del self.shifts[shift]

    @event(ShiftAssigned)
    def _shift_assigned(self, shift: Id, person: Id, was: Id | None) -> None:
        self._handed(shift, person)

    @event(ShiftUnassigned)
    def _shift_unassigned(self, shift: Id, was: Id) -> None:
        self._handed(shift, None)

    @event(ShiftMoved)
    def _shift_moved(
        self,
        shift: Id,
        date: str,
        kind: str,
        start: str,
        end: str,
        local_start: str,
        local_end: str,
        minutes: int,
        person: Id | None,
    ) -> None:
        self.shifts[shift].update(date=date, kind=kind, start=start, end=end, minutes=minutes)

    @event(HoursRecorded)
    def _hours_recorded(self, shift: Id, person: Id, start: str, end: str, minutes: int) -> None:
        self.shifts[shift]["worked"] = [start, end, minutes]
