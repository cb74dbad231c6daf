"""On-call shifts: when somebody was called out. Being on call is no work; what one is called out for is."""

from __future__ import annotations

from typing import Any

from eventsourcing.domain import event

from domain.kernel import CommandReused, Fact, Id, minutes_between
from domain.rosters import refusals
from domain.rosters.roster_part import RosterPart, moment_now

MOST_CALLS = 20
"""So many in one shift, at most."""
_LONGEST = 24 * 60


class RosterCalls(RosterPart):
    """The calls of the on-call shifts."""

    class CalledOut(Fact):
        """Somebody was called out during an on-call shift: instants, and the minutes worked."""

        TOPIC = "rosters.CalledOut"
        call: Id
        shift: Id
        person: Id
        start: str
        end: str
        minutes: int

    class CallWithdrawn(Fact):
        """A call that was recorded did not take place."""

        TOPIC = "rosters.CallWithdrawn"
        call: Id
        shift: Id
        person: Id

    def call_out(self, call: Id, shift: Id, *, start: str, end: str) -> None:
        """Record that whoever is on call worked from one instant until another.

        Raises NotOnCall, NotYourShift (it is open), CallUnreadable, CallOverlaps, CommandReused.
        """
        self._changeable()
        standing = self.shift(shift)
        if standing["minutes"]:
            raise refusals.NotOnCall
        if standing["person"] is None:
            raise refusals.NotYourShift
        if call in self.calls:
            raise CommandReused
        minutes = minutes_between(start, end)
        if not 0 < minutes <= _LONGEST or not standing["start"] <= start < standing["end"] or end > moment_now():
            raise refusals.CallUnreadable
        others = [one for one in self.calls.values() if one["shift"] == shift]
        if len(others) >= MOST_CALLS or any(one["start"] < end and start < one["end"] for one in others):
            raise refusals.CallOverlaps
        self._called_out(call=call, shift=shift, person=standing["person"], start=start, end=end, minutes=minutes)

    def withdraw_call(self, call: Id) -> dict[str, Any]:
        """Take back a call that was recorded wrongly, and say what it was; raises CallGone."""
        self._changeable()
        if call not in self.calls:
            raise refusals.CallGone
        found = dict(self.calls[call])
        self._call_withdrawn(call=call, shift=found["shift"], person=found["person"])
        return found

    @event(CalledOut)
    def _called_out(self, call: Id, shift: Id, person: Id, start: str, end: str, minutes: int) -> None:
        self.calls[call] = {"shift": shift, "person": person, "start": start, "end": end, "minutes": minutes}

    @event(CallWithdrawn)
    def _call_withdrawn(self, call: Id, shift: Id, person: Id) -> None:
        del self.calls[call]
