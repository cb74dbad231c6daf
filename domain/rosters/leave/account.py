"""A person's leave: what was asked, granted, declined and withdrawn, and what was written to the account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from eventsourcing.domain import event

from domain.kernel import Aggregate, CommandReused, Fact, FirstFact, Id, NotThere, Sealed, id_of
from domain.rosters.leave import refusals
from domain.rosters.leave.rights import Credit

DayMinutes = dict[str, int]
"""Minutes by day."""


def leave_of(person: Id) -> Id:
    """The id of a person's leave account."""
    return id_of(person, "leave")


@dataclass(frozen=True, slots=True)
class Request:
    """Leave that was asked for; `days`: minutes by day, `per_day`: chosen minutes, None for whole days."""

    id: Id
    team: Id
    first: str
    last: str
    days: DayMinutes
    per_day: int | None
    kind: str
    """Packed and sealed."""
    state: str
    overdrawn: int

    def meets(self, first: str, last: str) -> bool:
        """Whether it has a day in common with these."""
        return self.first <= last and first <= self.last


class LeaveAccount(Aggregate):
    """One person's requests for leave in all teams. One stream decides, so that nothing is given twice."""

    TOPIC = "rosters.LeaveAccount"

    class LeaveAccountBegun(FirstFact):
        """A person's leave began to be kept."""

        TOPIC = "rosters.LeaveAccountBegun"
        person: Id

    class LeaveAsked(Fact):
        """Somebody asked a team for leave: minutes by day, perhaps some below nothing; the kind and the note sealed."""

        TOPIC = "rosters.LeaveAsked"
        leave: Id
        team: Id
        first: str
        last: str
        days: DayMinutes
        per_day: int | None
        overdrawn: int
        kind: Sealed
        note: Sealed | None

    class LeaveGranted(Fact):
        """The team gave the leave, for these minutes by day; so many of them below nothing, by a conscious choice."""

        TOPIC = "rosters.LeaveGranted"
        leave: Id
        team: Id
        days: DayMinutes
        overdrawn: int
        why: Sealed | None

    class LeaveDeclined(Fact):
        """The team did not give the leave, and said why."""

        TOPIC = "rosters.LeaveDeclined"
        leave: Id
        team: Id
        why: Sealed

    class LeaveWithdrawn(Fact):
        """The person no longer wants the leave."""

        TOPIC = "rosters.LeaveWithdrawn"
        leave: Id
        team: Id

    class LeaveEnded(Fact):
        """The person is back on a day of the leave: these minutes were taken, the rest is theirs; why is sealed."""

        TOPIC = "rosters.LeaveEnded"
        leave: Id
        team: Id
        back: str
        days: DayMinutes
        why: Sealed

    class LeaveCredited(Fact):
        """Minutes of leave were written to an account, or off it, as rights of a year, with the reason sealed."""

        TOPIC = "rosters.LeaveCredited"
        credit: Id
        balance: str
        year: int
        minutes: int
        why: Sealed

    @event(LeaveAccountBegun)
    def __init__(self, person: Id) -> None:
        self.person = person
        self.requests: dict[str, dict[str, Any]] = {}
        self.credits: dict[str, list[Any]] = {}

    def request(self, leave: Id) -> Request:
        """What was asked; raises NotThere."""
        try:
            return Request(leave, **self.requests[leave])
        except KeyError:
            raise NotThere from None

    def standing(self) -> list[Request]:
        """What was granted or is not decided yet."""
        found = [Request(leave, **fields) for leave, fields in self.requests.items()]
        return [one for one in found if one.state in ("asked", "granted")]

    def credited(self) -> list[Credit]:
        """What was written to the account."""
        return [Credit(credit, *fields) for credit, fields in self.credits.items()]

    def is_leave(self, absence: Id) -> bool:
        """Whether an absence stands because this leave was granted: it bears its id."""
        return self.requests.get(absence, {}).get("state") == "granted"

    def ask(
        self, leave: Id, *, team: Id, first: str, last: str, days: DayMinutes, per_day: int | None,
        overdrawn: int, kind: Sealed, note: Sealed | None,
    ) -> None:  # fmt: skip
        """Ask; raises LeaveOverlaps, CommandReused."""
        if leave in self.requests:
            raise CommandReused
        if any(one.meets(first, last) for one in self.standing()):
            raise refusals.LeaveOverlaps
        self._asked(
            leave=leave, team=team, first=first, last=last, days=days, per_day=per_day, overdrawn=overdrawn, kind=kind,
            note=note,
        )  # fmt: skip

    def grant(self, leave: Id, *, days: DayMinutes, overdrawn: int, why: Sealed | None) -> None:
        """Give the leave; raises LeaveDecided."""
        self._granted(leave=leave, team=self._undecided(leave).team, days=days, overdrawn=overdrawn, why=why)

    def decline(self, leave: Id, why: Sealed) -> None:
        """Do not give it; raises LeaveDecided."""
        self._declined(leave=leave, team=self._undecided(leave).team, why=why)

    def withdraw(self, leave: Id) -> bool:
        """No longer want it; whether it had been granted. Raises LeaveDecided."""
        found = self.request(leave)
        if found.state not in ("asked", "granted"):
            raise refusals.LeaveDecided
        self._withdrawn(leave=leave, team=found.team)
        return found.state == "granted"

    def end(self, leave: Id, *, back: str, why: Sealed) -> Request:
        """Be back on a day of leave that was given; what it was. Raises LeaveDecided, BackUnreadable."""
        found = self.request(leave)
        if found.state != "granted":
            raise refusals.LeaveDecided
        if not found.first < back <= found.last:
            raise refusals.BackUnreadable
        days = {day: minutes for day, minutes in found.days.items() if day < back}
        self._ended(leave=leave, team=found.team, back=back, days=days, why=why)
        return found

    def credit(self, credit: Id, *, balance: str, year: int, minutes: int, why: Sealed) -> None:
        """Write minutes to the account; raises CommandReused."""
        if credit in self.credits:
            raise CommandReused
        self._credited(credit=credit, balance=balance, year=year, minutes=minutes, why=why)

    def _undecided(self, leave: Id) -> Request:
        found = self.request(leave)
        if found.state != "asked":
            raise refusals.LeaveDecided
        return found

    @event(LeaveAsked)
    def _asked(
        self, leave: Id, team: Id, first: str, last: str, days: DayMinutes, per_day: int | None, overdrawn: int,
        kind: Sealed, note: Sealed | None,
    ) -> None:  # fmt: skip
        self.requests[leave] = {
            "team": team, "first": first, "last": last, "days": days, "per_day": per_day, "kind": kind.packed(),
            "state": "asked", "overdrawn": overdrawn,
        }  # fmt: skip

    @event(LeaveGranted)
    def _granted(self, leave: Id, team: Id, days: DayMinutes, overdrawn: int, why: Sealed | None) -> None:
        self.requests[leave] |= {"state": "granted", "days": days, "overdrawn": overdrawn}

    @event(LeaveDeclined)
    def _declined(self, leave: Id, team: Id, why: Sealed) -> None:
        self.requests[leave]["state"] = "declined"

    @event(LeaveWithdrawn)
    def _withdrawn(self, leave: Id, team: Id) -> None:
        self.requests[leave]["state"] = "withdrawn"

    @event(LeaveEnded)
    def _ended(self, leave: Id, team: Id, back: str, days: DayMinutes, why: Sealed) -> None:
        last = (date.fromisoformat(back) - timedelta(days=1)).isoformat()
        self.requests[leave] |= {"last": last, "days": days}

    @event(LeaveCredited)
    def _credited(self, credit: Id, balance: str, year: int, minutes: int, why: Sealed) -> None:
        self.credits[credit] = [balance, year, minutes]
