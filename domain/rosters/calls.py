"""Commands on being called out while on call."""

from __future__ import annotations

from datetime import date as Day
from datetime import timedelta
from typing import Any

from domain.kernel import AMSTERDAM, Id, acting, command, instant, minutes_between, parse_instant
from domain.rosters.presence import Presence, minute_of_day
from domain.rosters.roster import Roster
from domain.rosters.verdicts import Booking


class Calls(Presence):
    """Record when somebody was called out, and take it back."""

    @command("rosters.record_hours")
    def call_out(self, roster: Id, *, call: Id, shift: Id, start: str, end: str) -> None:
        """Record a call of an on-call shift: local clock times `02:10` in it. It counts as work for law and hours."""
        found = self._for_whose(roster, shift)
        standing = found.shift(shift)
        first, last = self._within(standing, start, end)
        found.call_out(call, shift, start=first, end=last)
        agenda = self._agenda(standing["person"])
        day = parse_instant(first).astimezone(AMSTERDAM).date().isoformat()
        agenda.called_out(
            Booking(
                call, first, last, standing["kind"], day, minutes_between(first, last), False, found.id, found.team
            )
        )  # fmt: skip
        self.workspace.save(found, agenda)

    @command("rosters.record_hours")
    def withdraw_call(self, roster: Id, *, call: Id) -> None:
        """Take back a call that was recorded wrongly."""
        found = self._roster(roster, "rosters.record_hours")
        if call in found.calls:
            self._for_whose(roster, found.calls[call]["shift"])
        gone = found.withdraw_call(call)
        agenda = self._agenda(gone["person"])
        agenda.release(call)
        self.workspace.save(found, agenda)

    def _within(self, standing: dict[str, Any], start: str, end: str) -> tuple[str, str]:
        """The instants of two clock times, on the day on which the first lies in the shift."""
        begin, finish = minute_of_day(start, "start"), minute_of_day(end, "end")
        first = Day.fromisoformat(standing["date"])
        days = [first, first + timedelta(days=1)]
        day = next((d for d in days if standing["start"] <= instant(d, begin) < standing["end"]), first)
        return instant(day, begin), instant(day if finish > begin else day + timedelta(days=1), finish)

    def _for_whose(self, roster: Id, shift: Id) -> Roster:
        """For whose shift it is, and for who plans."""
        found = self._roster(roster, "rosters.record_hours")
        if found.shift(shift)["person"] not in (acting().person, None):
            self.authority.require_role("planner", found.team)
        return found
