"""A person's own agenda, over all teams: what nobody may be twice, and rests between."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from eventsourcing.domain import event

from domain.kernel import Aggregate, CommandReused, Fact, FirstFact, Id, Relations, id_of, today
from domain.rosters.absences import Absences
from domain.rosters.asking import DAYS, PLACES, clean_choice
from domain.rosters.demand import ShiftKind
from domain.rosters.deviations import Deviations
from domain.rosters.labour import Verdict
from domain.rosters.lawful import PLAIN, Employment
from domain.rosters.refusals import WishUnreadable
from domain.rosters.verdicts import Booking, Case, judge, require

WISHES = ("want", "rather_not", "cannot")
_SEEN_BY_RULES = timedelta(weeks=54)
_MANY = 400


def agenda_of(person: Id) -> Id:
    """The id of a person's agenda."""
    return id_of(person, "agenda")


class Agenda(Absences, Deviations, Aggregate):
    """One person's shifts in all teams, absences and wishes."""

    TOPIC = "rosters.Agenda"
    class_version = 4

    class AgendaBegun(FirstFact):
        """A person began to be planned."""

        TOPIC = "rosters.AgendaBegun"
        person: Id

    class ShiftReserved(Fact):
        """A shift took its time in a person's agenda."""

        TOPIC = "rosters.ShiftReserved"
        shift: Id
        start: str
        end: str
        kind: str
        day: str
        minutes: int
        sleeps: bool
        roster: Id
        team: Id

    class ShiftReleased(Fact):
        """A shift gave its time back."""

        TOPIC = "rosters.ShiftReleased"
        shift: Id
        team: Id

    class BookingsDropped(Fact):
        """Shifts older than any rule looks were left out of the agenda's memory; the rosters keep them."""

        TOPIC = "rosters.BookingsDropped"
        before: str

    class WishMade(Fact):
        """A person would like, rather not, or cannot work a kind of shift (None: any) on a day; weight 1 to 100."""

        TOPIC = "rosters.WishMade"
        day: str
        kind: str | None
        level: str
        weight: int

    class WishWithdrawn(Fact):
        """A person took a wish back."""

        TOPIC = "rosters.WishWithdrawn"
        day: str
        kind: str | None

    class AskingAgreed(Fact):
        """A person agreed to be asked by a team, on which days and for which parts of the day, until they revoke it."""

        TOPIC = "rosters.AskingAgreed"
        team: Id
        days: list[str]
        places: list[str]

    class AskingRevoked(Fact):
        """A person no longer wants to be asked by a team."""

        TOPIC = "rosters.AskingRevoked"
        team: Id

    class ChangesSeen(Fact):
        """A person saw the changes to their roster up to a position."""

        TOPIC = "rosters.ChangesSeen"
        until: int

    @event(AgendaBegun)
    def __init__(self, person: Id) -> None:
        self.person = person
        self.bookings: dict[str, dict[str, Any]] = {}
        self.absences = {}
        self.wishes: dict[str, str] = {}
        self.weights: dict[str, int] = {}
        """How much each wish weighs."""
        self.seen = 0
        self.asking: dict[str, dict[str, list[str]]] = {}
        """By team: on which days and for which parts of the day it may ask."""
        self.deviations = {}
        self.protections = {}

    def booked(self, *, but: Id | None = None) -> list[Booking]:
        """The shifts in the agenda, without one."""
        return [Booking(shift, **fields) for shift, fields in self.bookings.items() if shift != but]

    def case(
        self,
        wanted: Booking,
        kind: ShiftKind,
        *,
        person: Relations,
        member: bool,
        limits: dict[str, object] | None = None,
        no_next: dict[str, tuple[str, ...]] | None = None,
        who: str = "",
        but: Id | None = None,
        employment: Employment = PLAIN,
    ) -> Case:
        """What the checker needs to judge a shift for this person (`but` a shift that goes away)."""
        booked = [b for b in self.booked(but=wanted.shift) if b.shift != but]
        absent = [(first, last) for first, last in self.absences.values()]
        return Case(
            wanted, kind, person, member, booked, absent, self.wishes, limits or {}, no_next or {}, who, employment
        )

    def verdicts(self, case: Case) -> list[Verdict]:
        """All verdicts."""
        return judge(case)

    def reserve(self, case: Case) -> None:
        """Take the shift's time; raises the sentence of what refuses it (AlreadyBooked, TooLittleRest, ...).

        CommandReused when the shift's id is that of one in another roster.
        """
        standing = self.bookings.get(case.wanted.shift)
        if standing and standing["roster"] != case.wanted.roster:
            raise CommandReused
        require(case)
        if len(self.bookings) >= _MANY:
            self._drop_old(case.wanted.day)
        self._shift_reserved(**asdict(case.wanted))

    def called_out(self, work: Booking) -> None:
        """Keep what was worked on a call; what happened is not refused."""
        self._shift_reserved(**asdict(work))

    def release(self, shift: Id) -> Booking | None:
        """Give the shift's time back, and say what that was; nothing happens when it is not there."""
        fields = self.bookings.get(shift)
        if fields is None:
            return None
        self._shift_released(shift=shift, team=fields["team"])
        return Booking(shift, **fields)

    def make_wish(self, day: str, *, kind: str | None, level: str, weight: int = 1) -> None:
        """Say what suits on a day; the same wish again changes nothing. Raises WishUnreadable."""
        if level not in WISHES or not 1 <= weight <= 100:
            raise WishUnreadable
        wish = f"{day}:{kind or ''}"
        if (self.wishes.get(wish), self.weights.get(wish)) != (level, weight):
            self._wish_made(day=day, kind=kind, level=level, weight=weight)

    def withdraw_wish(self, day: str, *, kind: str | None) -> None:
        """Take a wish back; nothing happens when there is none."""
        if f"{day}:{kind or ''}" in self.wishes:
            self._wish_withdrawn(day=day, kind=kind)

    def agree_to_asks(self, team: Id, *, days: list[str], places: list[str]) -> None:
        """Let a team ask, on these days for these parts of the day; the same again changes nothing."""
        wanted = {"days": clean_choice(days, DAYS, "days"), "places": clean_choice(places, PLACES, "places")}
        if self.asking.get(team) != wanted:
            self._asking_agreed(team=team, **wanted)

    def revoke_asks(self, team: Id) -> None:
        """Let a team no longer ask; nothing happens when it may not."""
        if team in self.asking:
            self._asking_revoked(team=team)

    def see_changes(self, until: int) -> None:
        """Have seen the changes up to a position."""
        if until > self.seen:
            self._changes_seen(until=until)

    def _drop_old(self, day: str) -> None:
        before = (min(date.fromisoformat(day), today()) - _SEEN_BY_RULES).isoformat()
        if any(fields["day"] < before for fields in self.bookings.values()):
            self._bookings_dropped(before=before)

    @event(ShiftReserved)
    def _shift_reserved(
        self, shift: Id, start: str, end: str, kind: str, day: str, minutes: int, sleeps: bool, roster: Id, team: Id
    ) -> None:
        self.bookings[shift] = {
            "start": start, "end": end, "kind": kind, "day": day, "minutes": minutes, "sleeps": sleeps,
            "roster": roster, "team": team,
        }  # fmt: skip

    @event(ShiftReleased)
    def _shift_released(self, shift: Id, team: Id) -> None:
        self.bookings.pop(shift, None)

    @event(BookingsDropped)
    def _bookings_dropped(self, before: str) -> None:
        self.bookings = {shift: fields for shift, fields in self.bookings.items() if fields["day"] >= before}
        self.wishes = {key: level for key, level in self.wishes.items() if key[:10] >= before}
        self.weights = {key: weight for key, weight in self.weights.items() if key in self.wishes}
        self.absences = {key: days for key, days in self.absences.items() if days[1] >= before}

    @event(WishMade)
    def _wish_made(self, day: str, kind: str | None, level: str, weight: int) -> None:
        self.wishes[f"{day}:{kind or ''}"] = level
        self.weights[f"{day}:{kind or ''}"] = weight

    @event(WishWithdrawn)
    def _wish_withdrawn(self, day: str, kind: str | None) -> None:
        del self.wishes[f"{day}:{kind or ''}"]
        del self.weights[f"{day}:{kind or ''}"]

    @event(AskingAgreed)
    def _asking_agreed(self, team: Id, days: list[str], places: list[str]) -> None:
        self.asking[team] = {"days": days, "places": places}

    @event(AskingRevoked)
    def _asking_revoked(self, team: Id) -> None:
        del self.asking[team]

    @event(ChangesSeen)
    def _changes_seen(self, until: int) -> None:
        self.seen = until
