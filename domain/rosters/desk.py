"""What every roster command begins with: the roster, an agenda, a case for the checker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from domain.kernel import (
    Id,
    InvalidInput,
    NotThere,
    Refusal,
    Relations,
    Sealed,
    Service,
    acting,
    iso_day,
    printable,
)
from domain.rosters.agenda import Agenda, agenda_of
from domain.rosters.demand import Demand, ShiftKind, demand_of
from domain.rosters.lawful import Decided, Employment
from domain.rosters.refusals import DayOutsidePeriod, GapsNotYet, TextTooLong, WorksElsewhere
from domain.rosters.roster import Roster
from domain.rosters.rounds import Rounds, rounds_of
from domain.rosters.rule_sets import RULES, RuleSets
from domain.rosters.verdicts import Booking, Case, require, require_joined

TEXT_LIMIT = 500


def clean_day(text: str) -> str:
    """An ISO day between 1900 and 2200; raises InvalidInput."""
    try:
        return iso_day(text)
    except ValueError:
        raise InvalidInput(what="Deze datum lezen we niet. Typ hem als 2026-03-31.", field="date") from None


def clean_text(text: str) -> str:
    """Free text of at most 500 characters, without control characters; raises TextTooLong."""
    try:
        return printable(text, TEXT_LIMIT)
    except ValueError:
        raise TextTooLong from None


def days_of(first: str, last: str) -> list[str]:
    """Every ISO day from one up to and including another."""
    start = date.fromisoformat(first)
    length = (date.fromisoformat(last) - start).days + 1
    return [(start + timedelta(days=n)).isoformat() for n in range(length)]


class RosterDesk(Service):
    """The beginnings that the roster commands share."""

    def _roster(self, roster: Id, action: str) -> Roster:
        found = self._the(Roster, roster)
        self.authority.require(action, found.team)
        return found

    def _laid(self, roster: Id, action: str) -> Roster:
        """The same, for what members do among themselves: a draft exists for its planners only. Raises NotThere."""
        found = self._roster(roster, action)
        if found.state == "drafted" and not self.authority.may("rosters.plan_shift", found.team):
            raise NotThere
        return found

    def _rounds_allow(self, found: Roster) -> None:
        """Raises GapsNotYet in the round of the wishes, for all but who plans: else the quickest has the best ones."""
        rounds = self.workspace.get(Rounds, rounds_of(found.id)) if found.state == "planned" else None
        if rounds and rounds.round_now() == "wishes" and not self.authority.may("rosters.plan_shift", found.team):
            raise GapsNotYet

    def _demand(self, team: Id) -> Demand:
        return self._the(Demand, demand_of(team))

    def agenda_if_begun(self, person: Id) -> Agenda | None:
        """A person's agenda; None for somebody who was never planned."""
        return self.workspace.get(Agenda, agenda_of(person))

    def _agenda(self, person: Id) -> Agenda:
        return self.agenda_if_begun(person) or Agenda.begin(agenda_of(person), person=person)

    def _agendas(self, persons: Sequence[Id]) -> list[Agenda]:
        return [self._agenda(person) for person in dict.fromkeys(persons)]

    def _booking(self, roster: Roster, shift: Id, kind: ShiftKind, day: str) -> Booking:
        if not roster.first <= day <= roster.last:
            raise DayOutsidePeriod
        start, end = kind.instants(day)
        return Booking(shift, start, end, kind.code, day, kind.net, kind.sleeps, roster.id, roster.team)

    def _standing(self, roster: Roster, shift: Id, demand: Demand) -> tuple[Booking, ShiftKind]:
        """A shift as it stands, with its kind as it is now, or was when it was retired (its own times stay)."""
        fields = roster.shift(shift)
        kind = demand.kind_once(fields["kind"])
        booking = Booking(
            shift, fields["start"], fields["end"], kind.code, fields["date"], fields["minutes"], kind.sleeps,
            roster.id, roster.team,
        )  # fmt: skip
        return booking, kind

    def _case(
        self, agenda: Agenda, booking: Booking, kind: ShiftKind, demand: Demand, *, but: Id | None = None
    ) -> Case:
        person = self.authority.relations(agenda.person)
        return agenda.case(
            booking,
            kind,
            person=person,
            member="member" in person.roles_in(booking.team, booking.day),
            limits=dict(person.limits),
            no_next=demand.succession(),
            but=but,
            employment=self._employment(agenda, person),
        )

    def _employment(self, agenda: Agenda, person: Relations) -> Employment:
        """What the labour rules ask of a person beside the shifts, as who acts may know it."""
        me = acting().person
        return Employment(
            decided=self._own_rules(), contracts=person.contracts,
            absent=tuple((first, last) for first, last in agenda.absences.values()),
            protected=tuple((first, last) for first, last, _ in agenda.protections.values()),
            willing=me == agenda.person,
            told=me == agenda.person,
            told_of=tuple((first, last) for first, last, tells in agenda.protections.values() if me in tells),
            consents=agenda.consents(),
        )  # fmt: skip

    def _own_rules(self) -> tuple[Decided, ...]:
        """The rules on which the organisation decided."""
        sets = self.workspace.get(RuleSets, RULES)
        return sets.decided() if sets else ()

    def _reserve(
        self, agenda: Agenda, roster: Roster, shift: Id, demand: Demand, *, but: Id | None = None, wished: bool = False
    ) -> None:
        """Raises what refuses it. `wished`: its person asked for it, so that nobody obliges them."""
        booking, kind = self._standing(roster, shift, demand)
        case = self._case(agenda, booking, kind, demand, but=but)
        if wished:
            case = replace(case, employment=replace(case.employment, willing=True))
        agenda.reserve(case)

    def _fits(
        self, found: Roster, demand: Demand, person: Id, *, gives: Id | None, takes: Id | None, wished: bool = False
    ) -> None:
        """Raises what refuses it for one side; of somebody else's other teams only that they work there.

        `wished`: the person asked for it, so that nobody obliges them.
        """
        agenda = self._agenda(person)
        gone = next((b for b in agenda.booked() if b.shift == gives), None)
        if takes is None:
            self._require_joined(agenda, agenda.booked(but=gives), gone)
            return
        booking, kind = self._standing(found, takes, demand)
        case = self._case(agenda, booking, kind, demand, but=gives)
        if wished:
            case = replace(case, employment=replace(case.employment, willing=True))
        try:
            require(case)
            self._require_joined(agenda, [*agenda.booked(but=gives), booking], gone)
        except Refusal:
            if person == acting().person:
                raise
            here = [b for b in case.booked if b.team == found.team]
            require(replace(case, booked=here))
            self._require_joined(agenda, [*here, booking], gone)
            raise WorksElsewhere from None

    def _give_up(self, agenda: Agenda, shift: Id) -> None:
        """Raises TooLittleRest when it is a sleep shift that joins two others of the same person."""
        self._require_joined(agenda, agenda.booked(but=shift), agenda.release(shift))

    def _require_joined(self, agenda: Agenda, booked: Sequence[Booking], gone: Booking | None) -> None:
        """Raises TooLittleRest when a sleep shift that is gone joined two others of this person."""
        if gone is not None and gone.sleeps:
            require_joined(booked, gone, self._employment(agenda, self.authority.relations(agenda.person)))

    def _sealed_reason(self, subject: Id, text: str) -> Sealed:
        return self.workspace.vault.seal(subject, clean_text(text))

    def _member_or_me(self, person: Id, team: Id, first: str, last: str, *, others: str) -> None:
        """For oneself as a member; for somebody who works in the team in these days only in the role `others`."""
        if person != acting().person:
            if acting().role != others:
                self.authority.require_role(others, team)
            self.authority.require_worked(person, team, first, last)
