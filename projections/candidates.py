"""Who could take an open shift: judged first, then ranked by what can be said aloud. Nothing here writes or asks."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

from domain.kernel import AMSTERDAM, Id, Refusal, minutes_between
from domain.rosters import Booking, ShiftKind, Verdict, judge
from domain.rosters.asking import against_asking, works_on
from domain.rosters.refusals import NotFree, WorksElsewhere
from projections.asks import agreements_with, last_asked
from projections.fairness import ledger_of
from projections.roster_page import kinds_of, period
from projections.roster_shapes import Kind, Period, RosterData, Shift, rows
from projections.roster_sheet import Checker, booking_of, checker_of, shift_kind

AMPLE, GOOD = 24 * 60, 14 * 60
"""Rest in three steps: a day or more, enough after a night, what the law asks. More than a day is not better."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody whom the rules let take the shift, with what it would mean for them."""

    person: Id
    here: bool
    """Whether they belong to the team; of others only is told that they are free."""
    warnings: tuple[Refusal, ...] = ()
    rest: int | None = None
    """The shortest rest on either side, in minutes; None when no shift is near."""
    rest_here: bool = True
    """Whether that rest is between shifts of this team, and so may be told."""
    minutes: int = 0
    """What they then work in the period, in all teams."""
    contract: int = 0
    points: Fraction = Fraction()
    """How many points more than an even share they carry, in all periods together."""
    asked: str | None = None
    """When the team asked them last."""

    @property
    def rest_step(self) -> int:
        """0 for a day of rest or more, 1 and 2 for less."""
        return 0 if self.rest is None or self.rest >= AMPLE else 1 if self.rest >= GOOD else 2

    @property
    def balance(self) -> int:
        """Minutes above the contract of the period, below it when negative."""
        return self.minutes - self.contract


@dataclass(frozen=True, slots=True)
class Against:
    """Somebody who cannot take it, or is not asked, and why."""

    person: Id
    here: bool
    why: tuple[Refusal, ...]


@dataclass(slots=True)
class Ranking:
    """Who can be asked in order, who could but does not want to be, and who cannot."""

    ranked: list[Candidate] = field(default_factory=list)
    unasked: list[Against] = field(default_factory=list)
    refused: list[Against] = field(default_factory=list)


CRITERIA: tuple[tuple[str, Callable[[Candidate], Any]], ...] = (
    ("warnings", lambda one: len(one.warnings)),
    ("rest", lambda one: one.rest_step),
    ("hours", lambda one: one.balance),
    ("points", lambda one: one.points),
    ("asked", lambda one: one.asked or ""),
    ("order", lambda one: one.person),
)
"""What decides, in this order; least first. The last only keeps the order the same on every tablet."""


def rank(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The best first."""
    return sorted(candidates, key=lambda one: [of(one) for _, of in CRITERIA])


def decided_by(first: Candidate, second: Candidate) -> str:
    """The name of the criterion by which one stands before another."""
    return next(name for name, of in CRITERIA if of(first) != of(second))


def candidates(views: sqlite3.Connection, shift: Shift, moment: datetime) -> Ranking:
    """Everybody whom the team could ask to take a shift, at a moment."""
    found, within = Ranking(), period(views, shift.roster)
    if within is None:
        return found
    agreed, asked = agreements_with(views, shift.team), last_asked(views, shift.team)
    here = _members(views, shift.team, shift.date)
    visiting = _carers(views, agreed.keys() - here - _living_here(views, shift.team, shift.date), shift.date)
    day = moment.astimezone(AMSTERDAM).date().isoformat()
    busy, away = busy_and_away(views, here | visiting, day)
    minutes = _minutes(views, here | visiting, within, shift)
    contracts = _contracts(views, here | visiting, within)
    kinds, ledger = kinds_of(views, shift.team), ledger_of(views, shift.team)
    data, place = _team_data(shift.team, within, kinds), _place(kinds, shift)
    for person in sorted(here | visiting):
        checker = checker_of(views, data, person, within)
        belongs = person in here
        refused, warned = _told(checker, shift, place, belongs)
        if refused:
            found.refused.append(Against(person, belongs, refused))
            continue
        works = works_on(day, busy.get(person, ()))
        why_not = against_asking(agreed.get(person), place, works=works, away=person in away)
        if why_not:
            found.unasked.append(Against(person, belongs, (why_not,)))
            continue
        rest, rest_here = _rest(checker.booked, shift)
        found.ranked.append(
            Candidate(
                person,
                belongs,
                warned,
                rest,
                rest_here,
                minutes.get(person, 0) + shift.minutes,
                contracts.get(person, 0),
                ledger.carried(person),
                asked.get(person),
            )  # fmt: skip
        )
    found.ranked = rank(found.ranked)
    return found


def effect(views: sqlite3.Connection, shift: Shift, person: Id) -> tuple[Candidate, tuple[Refusal, ...]]:
    """What taking a shift would mean for somebody, as they themselves may read it, and what refuses it."""
    within = period(views, shift.roster)
    kinds = kinds_of(views, shift.team)
    if within is None:
        return Candidate(person, False), ()
    checker = checker_of(views, _team_data(shift.team, within, kinds), person, within, viewer=person)
    verdicts = _judged(checker, shift, _place(kinds, shift))
    rest, _ = _rest(checker.booked, shift)
    found = Candidate(
        person, True, _once([v.says for v in verdicts if v.severity == "warned"]), rest, True,
        _minutes(views, [person], within, shift).get(person, 0) + shift.minutes,
        _contracts(views, [person], within).get(person, 0),
    )  # fmt: skip
    return found, _once([v.says for v in verdicts if v.severity == "refused"])


def _team_data(team: Id, within: Period, kinds: dict[str, Kind]) -> RosterData:
    return RosterData(
        team=team, days=(), periods=(within,), kinds=kinds, least={}, carers={}, open={}, hours={}, swaps=[], counts={}
    )


def _place(kinds: dict[str, Kind], shift: Shift) -> str:
    return kinds[shift.kind].place if shift.kind in kinds else "D"


def _told(checker: Checker, shift: Shift, place: str, belongs: bool) -> tuple[tuple[Refusal, ...], tuple[Refusal, ...]]:
    """What refuses and what warns, without telling of another team more than that somebody works there."""
    whole = _judged(checker, shift, place)
    own = replace(checker, booked=[b for b in checker.booked if b.team == shift.team])
    known = {_key(v) for v in (whole if len(own.booked) == len(checker.booked) else _judged(own, shift, place))}
    refused, warned = [], []
    for verdict in whole:
        says: Refusal = verdict.says if _key(verdict) in known else WorksElsewhere()
        if not belongs and verdict.rule == "agenda-absent":
            says = NotFree()
        if verdict.severity == "refused":
            refused.append(says)
        elif verdict.severity == "warned":
            warned.append(says)
    return _once(refused), _once(warned)


def _judged(checker: Checker, shift: Shift, place: str) -> list[Verdict]:
    """The verdicts on the shift, were it theirs; who was let in by agreement counts as a member for it."""
    kind = checker.kinds.get(shift.kind)
    known = shift_kind(kind) if kind else ShiftKind(shift.kind, place, 0, 60, 0)
    return judge(replace(checker.case(booking_of(shift, sleeps=place == "S"), known), member=True))


def _key(verdict: Verdict) -> tuple[str, str]:
    return verdict.rule, str(verdict.says)


def _once(found: list[Refusal]) -> tuple[Refusal, ...]:
    return tuple({str(one): one for one in found}.values())


def _rest(booked: Iterable[Booking], shift: Shift) -> tuple[int | None, bool]:
    """The shortest rest around the shift, and whether it is to a shift of this team."""
    around = [(minutes_between(b.end, shift.start), b.team) for b in booked if b.end <= shift.start]
    around += [(minutes_between(shift.end, b.start), b.team) for b in booked if b.start >= shift.end]
    if not around:
        return None, True
    rest, team = min(around)
    return rest, team == shift.team


def _members(views: sqlite3.Connection, team: Id, day: str) -> set[Id]:
    found = rows(
        views,
        "SELECT DISTINCT person FROM teams_relation WHERE team = ? AND role = 'member' AND since_day <= ? "
        "AND (until_day IS NULL OR until_day >= ?)",
        team, day, day,
    )  # fmt: skip
    return {person for (person,) in found}


def _living_here(views: sqlite3.Connection, team: Id, day: str) -> set[Id]:
    found = rows(
        views,
        "SELECT DISTINCT person FROM teams_relation WHERE team = ? AND role IN ('resident', 'relative') "
        "AND since_day <= ? AND (until_day IS NULL OR until_day >= ?)",
        team, day, day,
    )  # fmt: skip
    return {person for (person,) in found}


def _carers(views: sqlite3.Connection, persons: Iterable[Id], day: str) -> set[Id]:
    """Who of these works in some team on a day."""
    found = rows(
        views,
        "SELECT DISTINCT person FROM teams_relation WHERE person IN (SELECT value FROM json_each(?)) "
        "AND role = 'member' AND since_day <= ? AND (until_day IS NULL OR until_day >= ?)",
        json.dumps(sorted(persons)), day, day,
    )  # fmt: skip
    return {person for (person,) in found}


def busy_and_away(
    views: sqlite3.Connection, persons: Iterable[Id], day: str
) -> tuple[dict[Id, list[tuple[str, str]]], set[Id]]:
    """The shifts around a day by person, and who is away on it."""
    everybody = json.dumps(sorted(persons))
    busy: dict[Id, list[tuple[str, str]]] = {}
    before = (date.fromisoformat(day) - timedelta(days=2)).isoformat()
    for person, start, end in rows(
        views,
        "SELECT person, start, end FROM rosters_shift WHERE person IN (SELECT value FROM json_each(?)) "
        "AND date BETWEEN ? AND ?",
        everybody, before, day,
    ):  # fmt: skip
        busy.setdefault(person, []).append((start, end))
    away = rows(
        views,
        "SELECT person FROM rosters_absence WHERE person IN (SELECT value FROM json_each(?)) "
        "AND first <= ? AND last >= ?",
        everybody, day, day,
    )  # fmt: skip
    return busy, {person for (person,) in away}


def _minutes(views: sqlite3.Connection, persons: Iterable[Id], within: Period, shift: Shift) -> dict[Id, int]:
    """What is worked in the period, in all teams; what was recorded goes before what was planned."""
    return dict(
        rows(
            views,
            "SELECT s.person, sum(coalesce(h.minutes, s.minutes)) FROM rosters_shift s "
            "LEFT JOIN rosters_hours h ON h.roster = s.roster AND h.shift = s.shift "
            "WHERE s.person IN (SELECT value FROM json_each(?)) AND s.date BETWEEN ? AND ? AND s.shift <> ? "
            "GROUP BY s.person",
            json.dumps(sorted(persons)),
            within.first,
            within.last,
            shift.shift,
        )  # fmt: skip
    )


def _contracts(views: sqlite3.Connection, persons: Iterable[Id], within: Period) -> dict[Id, int]:
    """The contract's minutes over the weeks of the period."""
    found: dict[Id, int] = {}
    weeks = range(((date.fromisoformat(within.last) - date.fromisoformat(within.first)).days + 1) // 7)
    mondays = [(date.fromisoformat(within.first) + timedelta(weeks=week)).isoformat() for week in weeks]
    for person, since, minutes, until in rows(
        views,
        "SELECT person, since_day, minutes_per_week, lead(since_day, 1, '9999') OVER "
        "(PARTITION BY person ORDER BY since_day) FROM people_contract "
        "WHERE person IN (SELECT value FROM json_each(?))",
        json.dumps(sorted(persons)),
    ):
        found[person] = found.get(person, 0) + minutes * sum(since <= monday < until for monday in mondays)
    return found
