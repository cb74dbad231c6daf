"""Days on which somebody was not there, and the minutes that count as if worked: as granted, else as planned."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from domain.kernel import Id, minutes_between
from domain.rosters.demand import DAY
from domain.rosters.hours import Away
from domain.rosters.hours.figures import CAUSES
from domain.rosters.hours.ort import is_holiday
from projections.people import contract_by_day
from projections.roster_shapes import first_row, rows


class Opener(Protocol):
    """What opens packed sealed text."""

    def open_packed(self, line: str) -> str | None:
        """The text, or None when it was erased."""


WORK = (
    "NOT EXISTS (SELECT 1 FROM main.rosters_kind_history k WHERE k.team = {0}.team AND k.code = {0}.kind "
    "AND k.place = 'A')"
)
"""What is so of a shift that is work: being on call is none."""


@dataclass(frozen=True, slots=True)
class Absence:
    """A report of absence, with the shifts that came open by it: (day, shift, team, minutes)."""

    id: Id
    first: str
    last: str
    cause: str
    since: int
    freed: tuple[tuple[str, Id, Id, int], ...]


def away_in(
    views: sqlite3.Connection, vault: Opener, person: Id, first: str, last: str, position: int
) -> list[tuple[Id, Away]]:
    """ATW 5:2, cao 6:3 and 6:5, with the team in which each day counts.

    Leave that the team gave counts as it was given. Of other absence the shifts count that were planned when it was
    reported. In a week without any (the roster was made around it) a fifth of the contract's week counts for each
    Monday to Friday that is no holiday, in the team where the person has worked longest. A day counts once; on a day
    of illness as that, also within leave (BW 7:637).
    """
    absences = _absences(views, vault, person, _moved(first, -6), _moved(last, 6), position)
    sick = sick_days(absences)
    granted = _granted(views, person)
    found = [
        (team, Away(day, minutes, "sick" if day in sick else one.cause, one.since, None, one.id))
        for one in absences
        if one.id in granted
        for team, days in [granted[one.id]]
        for day, minutes in days.items()
    ]
    taken = {day for one in absences if one.id in granted for day in _days(one.first, one.last)}
    found += _as_planned([one for one in absences if one.id not in granted], sick, taken)
    found += _on_average(views, person, [one for one in absences if one.id not in granted], taken, absences)
    found = [(team, away) for team, away in found if first <= away.day <= last]
    return sorted(found, key=lambda one: (one[1].day, one[1].shift or ""))


def sick_days(absences: Sequence[Absence]) -> frozenset[str]:
    """Every day of a report of illness."""
    return frozenset(day for one in absences if one.cause == "sick" for day in _days(one.first, one.last))


def days_of_illness(views: sqlite3.Connection, vault: Opener, person: Id) -> frozenset[str]:
    """Every day on which somebody is or was ill."""
    found = rows(views, "SELECT first, last, kind FROM rosters_absence WHERE person = ?", person)
    return frozenset(day for a, b, kind in found if _cause(vault, kind) == "sick" for day in _days(a, b))


def _as_planned(absences: Sequence[Absence], sick: frozenset[str], taken: set[str]) -> list[tuple[Id, Away]]:
    found, before = [], set()
    for one in absences:
        for day, shift, team, minutes in one.freed:
            if shift not in before and day not in taken:
                cause = "sick" if day in sick else one.cause
                found.append((team, Away(day, minutes, cause, one.since, shift)))
            before.add(shift)
    return found


def _on_average(
    views: sqlite3.Connection, person: Id, absences: Sequence[Absence], taken: set[str], all: Sequence[Absence]
) -> list[tuple[Id, Away]]:
    """Illness before anything else: a day of both is one of illness."""
    if not absences:
        return []
    contract = contract_by_day(views, person)
    weeks, found, done = {_monday(day) for one in all for day, *_ in one.freed}, [], set(taken)
    for one in sorted(absences, key=lambda one: one.cause != "sick"):
        for day in filter(asks_hours, _days(one.first, one.last)):
            if _monday(day) not in weeks and day not in done and (home := _home(views, person, day)):
                done.add(day)
                if minutes := contract(day) // 5:
                    found.append((home, Away(day, minutes, one.cause, one.since, None)))
    return found


def _absences(
    views: sqlite3.Connection, vault: Opener, person: Id, first: str, last: str, position: int
) -> list[Absence]:
    found = rows(
        views,
        "SELECT absence, first, last, kind, since FROM rosters_absence WHERE person = ? AND first <= ? AND last >= ? "
        "ORDER BY first, last, absence",
        person, last, first,
    )  # fmt: skip
    return [
        Absence(id, begin, end, _cause(vault, kind), since, _freed(views, person, begin, end, since, position))
        for id, begin, end, kind, since in found
    ]


def _cause(vault: Opener, kind: str) -> str:
    cause = (vault.open_packed(kind) or "").strip()
    return cause if cause in CAUSES else "other"


def _granted(views: sqlite3.Connection, person: Id) -> dict[Id, tuple[Id, dict[str, int]]]:
    """Leave that was given, by the absence that it caused: the team, and minutes by day."""
    found = rows(views, "SELECT leave, team, days FROM leave_request WHERE person = ? AND state = 'granted'", person)
    return {leave: (team, json.loads(days)) for leave, team, days in found}


def _freed(
    views: sqlite3.Connection, person: Id, first: str, last: str, reported: int, position: int
) -> tuple[tuple[str, Id, Id, int], ...]:
    """The shifts of published rosters that were the person's when an absence was reported, and then came open or went
    to a colleague: by that very command, or later, as another team does. What was swapped is worked on another day.
    """
    found = rows(
        views,
        "SELECT h.date, h.shift, h.team, h.start, h.end, h.local_start, h.local_end, h.minutes "
        "FROM main.rosters_shift_history h JOIN rosters_roster r USING (roster) "
        "WHERE h.person = ? AND h.date BETWEEN ? AND ? AND h.since <= ? AND h.until > ? "
        f"AND r.state IN ('published', 'closed') AND {WORK.format('h')} "
        "AND NOT EXISTS (SELECT 1 FROM rosters_shift s "
        "WHERE s.roster = h.roster AND s.shift = h.shift AND s.person = h.person) "
        # whoever swaps has another shift by the very fact that takes this one
        "AND NOT EXISTS (SELECT 1 FROM main.rosters_shift_history g WHERE g.person = h.person AND g.shift <> h.shift "
        "AND g.since = (SELECT max(x.until) FROM main.rosters_shift_history x WHERE x.roster = h.roster "
        "AND x.shift = h.shift AND x.person = h.person AND x.until <= ?)) ORDER BY h.date, h.shift",
        person, first, last, reported, reported, position,
    )  # fmt: skip
    return tuple((day, shift, team, real_minutes(*times)) for day, shift, team, *times in found)


def real_minutes(start: str, end: str, local_start: str, local_end: str, minutes: int) -> int:
    """The planned minutes of a shift as they pass: a night in which the clock changes is an hour shorter or longer."""
    wall = (_clock(local_end) - _clock(local_start)) % DAY or DAY
    return minutes + minutes_between(start, end) - wall if minutes else 0  # being on call is none


def _clock(text: str) -> int:
    return int(text[:2]) * 60 + int(text[3:])


def _home(views: sqlite3.Connection, person: Id, day: str) -> Id | None:
    row = first_row(
        views,
        "SELECT team FROM teams_relation WHERE person = ? AND role = 'member' AND team <> '' AND since_day <= ? "
        "AND (until_day IS NULL OR until_day >= ?) ORDER BY since_day, team LIMIT 1",
        person, day, day,
    )  # fmt: skip
    return str(row[0]) if row else None


def _monday(day: str) -> str:
    at = date.fromisoformat(day)
    return (at - timedelta(days=at.weekday())).isoformat()


def _moved(day: str, by: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=by)).isoformat()


def _days(first: str, last: str) -> list[str]:
    start = date.fromisoformat(first)
    return [(start + timedelta(days=n)).isoformat() for n in range((date.fromisoformat(last) - start).days + 1)]


def asks_hours(day: str) -> bool:
    """Whether the contract's week asks hours of a day where there is no roster: Monday to Friday, no holiday (6:4)."""
    at = date.fromisoformat(day)
    return at.weekday() < 5 and not is_holiday(at)
