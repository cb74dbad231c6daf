"""Cases for the one checker, built from the views: what fits somebody, what does not and why."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from domain.kernel import Id, Relation, Relations
from domain.rosters import Booking, Case, ShiftKind, Verdict, judge
from domain.rosters.lawful import PLAIN, Employment, leaves
from projections.calls import called_in
from projections.deviations import employment_of
from projections.roster_shapes import Kind, Period, RosterData, Shift, rows
from projections.teams import relations

_SEEN_BY_RULES = timedelta(weeks=54)
_NEIGHBOURS = 2
"""How many shifts on either side the rules on a standing shift look at: rest, overlap and succession."""
_JUDGED = Shift._fields.index("person")
"""How many of a shift's values the rules look at: not whose it is, whether it is offered or since when it stands."""


def shift_kind(kind: Kind) -> ShiftKind:
    """The kind as the checker knows it."""
    return ShiftKind(kind.code, kind.place, kind.start, kind.minutes, kind.breaks, kind.needs, kind.no_next)


def booking_of(shift: Shift, *, sleeps: bool) -> Booking:
    """A standing shift as the checker knows it."""
    return Booking(
        shift.shift, shift.start, shift.end, shift.kind, shift.date, shift.minutes, sleeps, shift.roster, shift.team
    )


@dataclass(slots=True)
class Checker:
    """Judges shifts for one person, with what their agenda holds in all teams."""

    person: Relations
    team: Id
    kinds: dict[str, Kind]
    booked: list[Booking]
    absent: list[tuple[str, str]]
    wishes: dict[str, str]
    employment: Employment = PLAIN

    def judge_new(
        self, period: Period, day: str, code: str, *, shift: Id = "", but: Iterable[Id] = ()
    ) -> list[Verdict]:
        """What the rules say of a shift of a kind on a day; `but`: shifts that go away with it."""
        kind = shift_kind(self.kinds[code])
        start, end = kind.instants(day)
        wanted = Booking(shift, start, end, code, day, kind.net, kind.sleeps, period.roster, self.team)
        return judge(self.case(wanted, kind, but=but))

    def judge_shift(self, shift: Shift, *, but: Iterable[Id] = ()) -> list[Verdict]:
        """What the rules say of a shift that stands, were it theirs."""
        return judge(self.case(booking_of(shift, sleeps=self._sleeps(shift)), self._kind(shift.kind), but=but))

    def judge_among(self, wanted: Booking, others: list[Booking]) -> list[Verdict]:
        """The same of a booking, with these others for the whole agenda."""
        return judge(self._case(wanted, self._kind(wanted.kind), others))

    def judge_gone(self, shift: Shift, gets: Shift | None = None) -> list[Verdict]:
        """What refuses that a shift goes away, `gets` in its place: a sleep shift may join two others into one."""
        if not self._sleeps(shift):
            return []
        booked = [b for b in self.booked if b.shift != shift.shift]
        booked += [booking_of(gets, sleeps=self._sleeps(gets))] if gets else []
        who = replace(self.employment, absent=tuple(self.absent))
        found = leaves(booked, booking_of(shift, sleeps=True), who)
        return [verdict for verdict in found if verdict.severity == "refused"]

    def _sleeps(self, shift: Shift) -> bool:
        kind = self.kinds.get(shift.kind)
        return kind is not None and kind.place == "S"

    def case(self, wanted: Booking, kind: ShiftKind, *, but: Iterable[Id] = ()) -> Case:
        """Everything that the verdicts need."""
        away = {wanted.shift, *but}
        return self._case(wanted, kind, [b for b in self.booked if b.shift not in away])

    def _kind(self, code: str) -> ShiftKind:
        kind = self.kinds.get(code)
        return shift_kind(kind) if kind else ShiftKind(code, "D", 0, 60, 0)

    def _case(self, wanted: Booking, kind: ShiftKind, booked: list[Booking]) -> Case:
        no_next = {code: k.no_next for code, k in self.kinds.items() if k.no_next}
        member = "member" in self.person.roles_in(self.team, wanted.day)
        return Case(
            wanted, kind, self.person, member, booked, self.absent, self.wishes, dict(self.person.limits), no_next,
            employment=self.employment,
        )  # fmt: skip


def checker_of(
    views: sqlite3.Connection, data: RosterData, person: Id, period: Period, *, viewer: Id | None = None
) -> Checker:
    """The checker of one person, around one roster, as somebody may know it; as far back as any rule looks."""
    first = (date.fromisoformat(period.first) - _SEEN_BY_RULES).isoformat()
    last = (date.fromisoformat(period.last) + _SEEN_BY_RULES).isoformat()
    booked = [
        Booking(shift, start, end, kind, day, minutes, place == "S", roster, team)
        for shift, start, end, kind, day, minutes, place, roster, team in rows(
            views,
            "SELECT s.shift, s.start, s.end, s.kind, s.date, s.minutes, k.place, s.roster, s.team FROM rosters_shift s "
            "LEFT JOIN rosters_kind k ON k.team = s.team AND k.code = s.kind "
            "WHERE s.person = ? AND s.date BETWEEN ? AND ? ORDER BY s.start",
            person, first, last,
        )
    ]  # fmt: skip
    booked += called_in(views, [person], first, last).get(person, [])
    absent = rows(views, "SELECT first, last FROM rosters_absence WHERE person = ? AND last >= ?", person, first)
    wishes = rows(
        views, "SELECT day, kind, level FROM rosters_wish WHERE person = ? AND day BETWEEN ? AND ?", person, first, last
    )
    known = relations(views, person)
    return Checker(
        known, data.team, data.kinds, booked, [(a, b) for a, b in absent],
        {f"{day}:{kind}": level for day, kind, level in wishes},
        employment_of(views, person, known.contracts, viewer),
    )  # fmt: skip


@lru_cache(512)
def findings_of(
    team: Id,
    person: Id,
    own: tuple[Shift, ...],
    absent: tuple[tuple[str, str], ...],
    wishes: tuple[tuple[str, tuple[tuple[str, str], ...]], ...],
    member: tuple[tuple[str, str | None], ...],
    competences: tuple[tuple[str, str, str | None], ...],
    kinds: tuple[Kind, ...],
    employment: Employment = PLAIN,
) -> dict[Id, tuple[str, ...]]:
    """By shift: which rules find something against it as it stands. Remembered by what stands."""
    standing = sorted(own, key=lambda s: s.start)
    person_now = _person(team, person, absent, wishes, member, competences, kinds, employment)
    judged = [shift[:_JUDGED] for shift in standing]
    found: dict[Id, tuple[str, ...]] = {}
    for index, shift in enumerate(standing):
        if shift.team == team:
            first = max(index - _NEIGHBOURS, 0)
            against = _against(person_now, index - first, tuple(judged[first : index + _NEIGHBOURS + 1]))
            if against:
                found[shift.shift] = against
    return found


@dataclass(frozen=True, slots=True, eq=False)
class _Person:
    """What the checker knows of somebody beside their shifts; the same one as long as nothing of it changes."""

    checker: Checker
    sleeps: frozenset[str]


@lru_cache(512)
def _person(
    team: Id,
    person: Id,
    absent: tuple[tuple[str, str], ...],
    wishes: tuple[tuple[str, tuple[tuple[str, str], ...]], ...],
    member: tuple[tuple[str, str | None], ...],
    competences: tuple[tuple[str, str, str | None], ...],
    kinds: tuple[Kind, ...],
    employment: Employment,
) -> _Person:
    known = {kind.code: kind for kind in kinds}
    places = tuple(Relation("member", team, since, until) for since, until in member)
    levels = {f"{day}:{kind}": level for day, made in wishes for kind, level in made}
    checker = Checker(Relations(person, places, competences), team, known, [], list(absent), levels, employment)
    return _Person(checker, frozenset(kind.code for kind in kinds if kind.place == "S"))


@lru_cache(4096)
def _against(known: _Person, place: int, around: tuple[tuple[Any, ...], ...]) -> tuple[str, ...]:
    """What is against the shift at a place among its neighbours: the same as long as they lie as they do."""
    others = [
        Booking(shift, start, end, kind, day, minutes, kind in known.sleeps, roster, team)
        for shift, roster, team, day, kind, start, end, _from, _until, minutes in around
    ]
    wanted = others.pop(place)
    return tuple(v.rule for v in known.checker.judge_among(wanted, others) if v.severity != "noted")
