"""What leave does to a team: each day with who else is away, the shifts that would come open, and what falls short."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import NamedTuple

from domain.kernel import Id
from projections.leave_now import days_between
from projections.roster_page import kinds_of, least_of
from projections.roster_shapes import rows


class Inside(NamedTuple):
    """A shift of the person on a day of the leave."""

    shift: Id
    roster: Id
    team: Id
    kind: str
    local_start: str
    local_end: str


class Short(NamedTuple):
    """A kind of shift with fewer people than the team wants, when the leave is given."""

    kind: str
    there: int
    least: int


@dataclass(frozen=True, slots=True)
class DayCover:
    """One day of the leave."""

    day: str
    away: tuple[Id, ...]
    """Who else of the team is not there."""
    asking: tuple[Id, ...]
    """Who else asks for leave that is not decided yet."""
    inside: tuple[Inside, ...]
    short: tuple[Short, ...]
    """By what is in the roster; nothing where there is none yet."""
    rostered: bool
    here: int
    """How many of the team are left."""
    wanted: int
    """How many shifts the team wants to fill."""

    @property
    def quiet(self) -> bool:
        """Whether there is nothing to tell of it."""
        return not (self.away or self.asking or self.inside or self.short or self.tight)

    def alike(self, other: DayCover) -> bool:
        """Whether the same is told of another day; a shift is told by itself."""
        mine = (self.away, self.asking, self.short, self.tight and (self.here, self.wanted))
        theirs = (other.away, other.asking, other.short, other.tight and (other.here, other.wanted))
        return not self.inside and not other.inside and mine == theirs

    @property
    def tight(self) -> bool:
        """Without a roster: whether fewer people are left than the team wants."""
        return not self.rostered and self.here < self.wanted


def cover_of(
    views: sqlite3.Connection, team: Id, person: Id, first: str, last: str, moment: str, *, but: Id = ""
) -> list[DayCover]:
    """Each day from one to another, as it would be without the person; `but`: the request itself."""
    days = tuple(days_between(first, last))
    members = _members(views, team)
    away, asking = _away(views, sorted(members), first, last), _asking(views, team, first, last, but)
    inside, there = _inside(views, person, first, last, moment), _there(views, team, person, first, last)
    least, kinds = least_of(views, team, days), kinds_of(views, team)
    rostered = _rostered(views, team, first, last)
    found = []
    for day in days:
        gone = tuple(p for p in away.get(day, ()) if p != person)
        has = any(begin <= day <= end for begin, end in rostered)
        short = [Short(code, there.get((code, day), 0), least.get((code, day), 0)) for code in kinds]
        here = sum(
            any(a <= day <= b for a, b in spans) for p, spans in members.items() if p != person and p not in gone
        )
        found.append(
            DayCover(
                day, gone, tuple(p for p in asking.get(day, ()) if p != person), tuple(inside.get(day, ())),
                tuple(one for one in short if has and one.there < one.least), has, here,
                sum(one.least for one in short),
            )
        )  # fmt: skip
    return found


def _members(views: sqlite3.Connection, team: Id) -> dict[Id, list[tuple[str, str]]]:
    found: dict[Id, list[tuple[str, str]]] = {}
    for person, since, until in rows(
        views,
        "SELECT person, since_day, coalesce(until_day, '9999') FROM teams_relation WHERE team = ? AND role = 'member'",
        team,
    ):
        found.setdefault(person, []).append((since, until))
    return found


def _away(views: sqlite3.Connection, members: list[Id], first: str, last: str) -> dict[str, list[Id]]:
    found = rows(
        views,
        "SELECT person, first, last FROM rosters_absence WHERE person IN (SELECT value FROM json_each(?)) "
        "AND first <= ? AND last >= ? ORDER BY person",
        json.dumps(members), last, first,
    )  # fmt: skip
    return _by_day(found, first, last)


def _asking(views: sqlite3.Connection, team: Id, first: str, last: str, but: Id) -> dict[str, list[Id]]:
    found = rows(
        views,
        "SELECT person, first, last FROM leave_request WHERE team = ? AND state = 'asked' AND leave <> ? "
        "AND first <= ? AND last >= ? ORDER BY person",
        team, but, last, first,
    )  # fmt: skip
    return _by_day(found, first, last)


def _by_day(found: list[tuple[Id, str, str]], first: str, last: str) -> dict[str, list[Id]]:
    by_day: dict[str, list[Id]] = {}
    for person, begin, end in found:
        for day in days_between(max(begin, first), min(end, last)):
            if person not in by_day.setdefault(day, []):
                by_day[day].append(person)
    return by_day


def _inside(views: sqlite3.Connection, person: Id, first: str, last: str, moment: str) -> dict[str, list[Inside]]:
    by_day: dict[str, list[Inside]] = {}
    for day, *fields in rows(
        views,
        "SELECT s.date, s.shift, s.roster, s.team, s.kind, s.local_start, s.local_end FROM rosters_shift s "
        "JOIN rosters_roster r USING (roster) WHERE s.person = ? AND s.date BETWEEN ? AND ? AND s.start > ? "
        "AND r.state IN ('planned', 'published') ORDER BY s.start",
        person, first, last, moment,
    ):  # fmt: skip
        by_day.setdefault(day, []).append(Inside(*fields))
    return by_day


def _there(views: sqlite3.Connection, team: Id, person: Id, first: str, last: str) -> dict[tuple[str, str], int]:
    found = rows(
        views,
        "SELECT s.kind, s.date, count(*) FROM rosters_shift s JOIN rosters_roster r USING (roster) WHERE s.team = ? "
        "AND s.date BETWEEN ? AND ? AND s.person IS NOT NULL AND s.person <> ? AND r.state <> 'drafted' "
        "GROUP BY s.kind, s.date",
        team, first, last, person,
    )  # fmt: skip
    return {(kind, day): number for kind, day, number in found}


def _rostered(views: sqlite3.Connection, team: Id, first: str, last: str) -> list[tuple[str, str]]:
    found = rows(
        views,
        "SELECT first, last FROM rosters_roster WHERE team = ? AND state <> 'drafted' AND first <= ? AND last >= ?",
        team, last, first,
    )  # fmt: skip
    return [(begin, end) for begin, end in found]
