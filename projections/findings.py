"""What the rules find in one roster: of each person, by the same checker as every cell and every refusal."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from domain.kernel import Id
from domain.rosters import Booking, Verdict, judge
from domain.rosters.labour.change import OF_THE_KIND
from domain.rosters.labour.verdict import SEVERITIES
from domain.rosters.lawful import Decided, Employment, minute, over, rules_on
from domain.rosters.verdicts import discreet
from projections.calls import called_in
from projections.deviations import employments_of
from projections.roster_page import kinds_of
from projections.roster_shapes import Period, rows
from projections.roster_sheet import Checker, shift_kind
from projections.rule_sets import decided
from projections.teams import relations

_SEEN_BY_RULES = timedelta(weeks=54)


@dataclass(frozen=True, slots=True)
class Finding:
    """A verdict on somebody's shifts in a roster, and the cell where it is looked at."""

    person: Id
    """Nobody's ("") when it is of a kind of shift or of the whole roster."""
    verdict: Verdict
    shift: Id
    day: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Who reads: what a colleague wishes is for them and for who plans, why they are protected for whom they told."""

    viewer: Id | None = None
    plans: bool = False


def findings_in(
    views: sqlite3.Connection, roster: Period, reading: Reading, *, person: Id | None = None
) -> list[Finding]:
    """Everything that is found in a roster, or of one person in it: by person, the refused first."""
    whose = [person] if person else _people(views, roster.roster)
    booked = bookings_of(views, whose, roster.first, roster.last)
    absent, wishes = _absent(views, whose, roster.first), _wishes(views, whose, roster)
    kinds = kinds_of(views, roster.team)
    found: list[Finding] = [] if person else _of_all(roster, booked, decided(views))
    people = {one: relations(views, one) for one in whose}
    employed = employments_of(views, {one: known.contracts for one, known in people.items()}, reading.viewer)
    for one, known in people.items():
        who = replace(employed[one], absent=absent.get(one, ()))
        own = tuple(booked.get(one, ()))
        wished = wishes.get(one, {}) if reading.plans or reading.viewer == one else {}
        checker = Checker(known, roster.team, kinds, list(own), list(who.absent), wished)
        found += _labour(one, roster, own, who) + _own(one, roster, own, checker)
    return sorted(
        found, key=lambda f: (f.person, SEVERITIES.index(f.verdict.severity), f.verdict.since, f.verdict.rule)
    )


def counts_in(views: sqlite3.Connection, roster: Period, reading: Reading) -> dict[str, int]:
    """How many there are of each severity."""
    found = Counter(one.verdict.severity for one in findings_in(views, roster, reading))
    return {severity: found.get(severity, 0) for severity in SEVERITIES}


def _of_all(roster: Period, booked: Mapping[Id, Sequence[Booking]], own_rules: tuple[Decided, ...]) -> list[Finding]:
    """What is no person's: the break of each kind of shift, told once, and how long ahead the roster was known."""
    kinds: dict[str, Booking] = {}
    for one in sorted((b for some in booked.values() for b in some if b.roster == roster.roster), key=_begins):
        kinds.setdefault(one.kind, one)
    firsts = sorted(kinds.values(), key=_begins)
    found = []
    for place, one in enumerate(firsts):
        published = roster.published if place == 0 else None
        for verdict in over([one], one.day, one.day, Employment(decided=own_rules), published):
            rule = rules_on(one.day, own_rules).rule(verdict.rule)
            if rule is not None and rule.check in OF_THE_KIND:
                found.append(Finding("", verdict, one.shift, one.day))
    return found


def _begins(booking: Booking) -> str:
    return booking.start


def _labour(person: Id, roster: Period, own: tuple[Booking, ...], who: Employment) -> list[Finding]:
    found = []
    mine = [one for one in own if one.roster == roster.roster]
    for verdict in _over(own, roster.first, roster.last, who):
        at = next((one for one in mine if _within(one, verdict)), None)
        rules = rules_on(at.day if at else roster.first, who.decided)
        rule = rules.rule(verdict.rule)
        if at is not None and rule is not None and rule.check not in OF_THE_KIND:
            found.append(Finding(person, discreet(verdict, who, rules), at.shift, at.day))
    return found


@lru_cache(1024)
def _over(own: tuple[Booking, ...], first: str, last: str, who: Employment) -> tuple[Verdict, ...]:
    """Remembered by all that it is made of: after a change only who was changed is judged anew."""
    return tuple(over(own, first, last, who))


def _within(booking: Booking, verdict: Verdict) -> bool:
    return minute(booking.start) <= verdict.until and verdict.since <= minute(booking.end)


def _own(person: Id, roster: Period, own: tuple[Booking, ...], checker: Checker) -> list[Finding]:
    """What the team and the person say, each rule once for a shift, limits once for the roster."""
    found: dict[tuple[str, str], Finding] = {}
    for one in own:
        if one.roster != roster.roster or one.kind not in checker.kinds:
            continue
        for verdict in judge(checker.case(one, shift_kind(checker.kinds[one.kind])), labour=False):
            key = (verdict.rule, "" if verdict.rule.startswith("own-") else one.shift)
            worse = verdict.value > found[key].verdict.value if key in found else True
            if worse:
                found[key] = Finding(person, verdict, one.shift, one.day)
    return list(found.values())


def _people(views: sqlite3.Connection, roster: Id) -> list[Id]:
    query = "SELECT DISTINCT person FROM rosters_shift WHERE roster = ? AND person IS NOT NULL ORDER BY person"
    return [row[0] for row in rows(views, query, roster)]


def bookings_of(views: sqlite3.Connection, whose: Iterable[Id], first: str, last: str) -> dict[Id, list[Booking]]:
    """The shifts of these people in all teams, as far around some days as any rule looks."""
    since = (date.fromisoformat(first) - _SEEN_BY_RULES).isoformat()
    until = (date.fromisoformat(last) + _SEEN_BY_RULES).isoformat()
    found: dict[Id, list[Booking]] = {}
    for person, shift, start, end, kind, day, minutes, place, roster, team in rows(
        views,
        "SELECT s.person, s.shift, s.start, s.end, s.kind, s.date, s.minutes, k.place, s.roster, s.team "
        "FROM rosters_shift s LEFT JOIN rosters_kind k ON k.team = s.team AND k.code = s.kind "
        "WHERE s.person IN (SELECT value FROM json_each(?)) AND s.date BETWEEN ? AND ? ORDER BY s.start",
        json.dumps(list(whose)), since, until,
    ):  # fmt: skip
        found.setdefault(person, []).append(
            Booking(shift, start, end, kind, day, minutes, place == "S", roster, team)
        )  # fmt: skip
    for person, calls in called_in(views, whose, since, until).items():
        found.setdefault(person, []).extend(calls)
    return found


def _absent(views: sqlite3.Connection, whose: Iterable[Id], first: str) -> dict[Id, tuple[tuple[str, str], ...]]:
    since = (date.fromisoformat(first) - _SEEN_BY_RULES).isoformat()
    found: dict[Id, tuple[tuple[str, str], ...]] = {}
    for person, start, end in rows(
        views,
        "SELECT person, first, last FROM rosters_absence WHERE person IN (SELECT value FROM json_each(?)) "
        "AND last >= ? ORDER BY first",
        json.dumps(list(whose)), since,
    ):  # fmt: skip
        found[person] = (*found.get(person, ()), (start, end))
    return found


def _wishes(views: sqlite3.Connection, whose: Iterable[Id], roster: Period) -> dict[Id, dict[str, str]]:
    found: dict[Id, dict[str, str]] = {}
    for person, day, kind, level in rows(
        views,
        "SELECT person, day, kind, level FROM rosters_wish WHERE person IN (SELECT value FROM json_each(?)) "
        "AND day BETWEEN ? AND ?",
        json.dumps(list(whose)), roster.first, roster.last,
    ):  # fmt: skip
        found.setdefault(person, {})[f"{day}:{kind}"] = level
    return found
