"""The roster as a page shows it: people by days, what stands in each cell, hours and cover."""

from __future__ import annotations

import json
import sqlite3
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from domain.kernel import Id
from projections.clock import shown_position
from projections.roster_shapes import Carer, Kind, Period, RosterData, Shift, Swap, first_row, rows

LONGEST = timedelta(weeks=8)
"""A period is at most this long (domain.rosters.demand)."""

_SHIFT = (
    "SELECT shift, roster, team, date, kind, start, end, local_start, local_end, minutes, person, offered, via, since"
    " FROM rosters_shift WHERE "
)


def period(views: sqlite3.Connection, roster: Id) -> Period | None:
    """A roster, if it was drafted at that moment."""
    found = first_row(
        views, "SELECT roster, team, first, last, state, published FROM rosters_roster WHERE roster = ?", roster
    )
    return Period(*found) if found else None


def periods_of(views: sqlite3.Connection, team: Id, first: str = "", last: str = "9999") -> tuple[Period, ...]:
    """The team's rosters that touch these days, in order."""
    found = rows(
        views,
        "SELECT roster, team, first, last, state, published FROM rosters_roster "
        "WHERE team = ? AND first BETWEEN ? AND ? AND last >= ? ORDER BY first",
        team, _longest_before(first), last, first,
    )  # fmt: skip
    return tuple(Period(*row) for row in found)


def _longest_before(day: str) -> str:
    """The first day on which a period that reaches `day` can begin: years of earlier periods are not read."""
    return (date.fromisoformat(day) - LONGEST).isoformat() if day else ""


def period_on(views: sqlite3.Connection, team: Id, day: str) -> Period | None:
    """The team's roster that a day is in."""
    return next(iter(periods_of(views, team, day, day)), None)


def kinds_of(views: sqlite3.Connection, team: Id) -> dict[str, Kind]:
    """The team's shift kinds in the order of the day."""
    found = rows(
        views,
        "SELECT code, name, place, start, minutes, breaks, needs, no_next FROM rosters_kind WHERE team = ? "
        "ORDER BY start, code",
        team,
    )
    return {row[0]: Kind._make((*row[:6], _list(row[6]), _list(row[7]))) for row in found}


def least_of(views: sqlite3.Connection, team: Id, days: tuple[str, ...]) -> dict[tuple[str, str], int]:
    """(kind, day) -> how many people the team wants, where it wants any."""
    weekly: dict[int, list[tuple[str, int]]] = {}
    for code, weekday, least in rows(
        views, "SELECT code, weekday, least FROM rosters_weekday_demand WHERE team = ?", team
    ):
        weekly.setdefault(weekday, []).append((code, least))
    monday = date.fromisoformat(days[0]).weekday()
    wanted = {(code, day): n for i, day in enumerate(days) for code, n in weekly.get((monday + i) % 7, ())}
    for code, day, least in rows(
        views,
        "SELECT code, date, least FROM rosters_date_demand WHERE team = ? AND date BETWEEN ? AND ?",
        team, days[0], days[-1],
    ):  # fmt: skip
        wanted[code, day] = least
    return {key: n for key, n in wanted.items() if n}


def days_from(first: str, number: int) -> tuple[str, ...]:
    """So many ISO days from a day."""
    start = date.fromisoformat(first)
    return tuple((start + timedelta(days=n)).isoformat() for n in range(number))


def load_roster(views: sqlite3.Connection, team: Id, first: str, weeks: int, *, drafts: bool = True) -> RosterData:
    """Everything that the page needs of some weeks of a team, as known at the connection's moment.

    `drafts`: also rosters that were not laid before the team yet.
    """
    days = days_from(first, 7 * weeks)
    last = days[-1]
    every = periods_of(views, team, first, last)
    periods = tuple(p for p in every if drafts or p.state != "drafted")
    hidden = {p.roster for p in every} - {p.roster for p in periods}
    carers = _members(views, team, first, last)
    # a day on either side: the checker looks at the rest before the first and after the last
    before = (date.fromisoformat(first) - timedelta(days=1)).isoformat()
    after = (date.fromisoformat(last) + timedelta(days=1)).isoformat()
    shifts = [
        Shift._make(row) for row in rows(views, _SHIFT + "team = ? AND date BETWEEN ? AND ?", team, before, after)
    ]
    if hidden:
        shifts = [s for s in shifts if s.roster not in hidden]
    missing = {s.person for s in shifts if s.person and s.person not in carers and first <= s.date <= last}
    _add_carers(views, carers, missing)
    data = RosterData(
        team=team, days=days, periods=periods, kinds=kinds_of(views, team), least=least_of(views, team, days),
        carers=carers, open={}, hours=_hours(views, periods), swaps=_swaps(views, periods), counts={},
    )  # fmt: skip
    _place(data, shifts, first, last)
    everybody = json.dumps(sorted(carers))
    _add_elsewhere(views, data, everybody, before, after)
    _add_presence(views, data, everybody, before, after)
    _add_contracts(views, data, everybody)
    if any(kind.needs for kind in data.kinds.values()):
        _add_competences(views, data, everybody)
    return data


def roster_json(views: sqlite3.Connection, team: Id, day: str, *, position: int | None = None) -> dict[str, Any] | None:
    """The roster that a day is in, for machines (`roster show`, the API); None when there is none.

    Names stay out: the caller adds what it may show.
    """
    found = period_on(views, team, day)
    if found is None:
        return None
    length = (date.fromisoformat(found.last) - date.fromisoformat(found.first)).days + 1
    days = days_from(found.first, length)
    found_shifts = rows(
        views,
        "SELECT shift, date, kind, start, end, person FROM rosters_shift WHERE roster = ? "
        "ORDER BY date, start, kind, shift",
        found.roster,
    )
    wanted = sorted(least_of(views, team, days).items(), key=lambda item: (item[0][1], item[0][0]))
    return {
        "team": team,
        "from": found.first,
        "to": found.last,
        "position": shown_position(views) if position is None else position,
        "shifts": [
            dict(zip(("id", "date", "kind", "start", "end", "person"), shift, strict=True)) for shift in found_shifts
        ],
        "demand": [{"date": day, "kind": code, "min": least} for (code, day), least in wanted],
    }


def touched(views: sqlite3.Connection, scope: Id) -> int:
    """The last position at which what is shown of a team or a person changed."""
    found = first_row(views, "SELECT position FROM main.touched WHERE scope = ?", scope)
    return int(found[0]) if found else 0


def _members(views: sqlite3.Connection, team: Id, first: str, last: str) -> dict[Id, Carer]:
    carers: dict[Id, Carer] = {}
    for person, since, until, name, limits in rows(
        views,
        "SELECT r.person, r.since_day, r.until_day, p.name, p.limits FROM teams_relation r "
        "JOIN people_person p ON p.person = r.person WHERE r.team = ? AND r.role = 'member' "
        "AND r.since_day <= ? AND (r.until_day IS NULL OR r.until_day >= ?)",
        team, last, first,
    ):  # fmt: skip
        carer = carers.setdefault(person, Carer(person, name, json.loads(limits) if limits else {}))
        carer.member += ((since, until),)
    return carers


def _add_carers(views: sqlite3.Connection, carers: dict[Id, Carer], missing: set[Id]) -> None:
    if missing:
        for person, name, limits in rows(
            views,
            "SELECT person, name, limits FROM people_person WHERE person IN (SELECT value FROM json_each(?))",
            json.dumps(sorted(missing)),
        ):
            carers[person] = Carer(person, name, json.loads(limits) if limits else {})


def _place(data: RosterData, shifts: list[Shift], first: str, last: str) -> None:
    """Every shift in its cell, in the order of the day; counts and minutes of the days shown."""
    shifts.sort(key=lambda s: s.start)
    for shift in shifts:
        day, person = shift.date, shift.person
        if person is None:
            if first <= day <= last:
                data.open.setdefault(day, []).append(shift)
            continue
        carer = data.carers.get(person)
        if carer is None:
            continue
        carer.shifts.setdefault(day, []).append(shift)
        if first <= day <= last:
            key = (shift.kind, day)
            data.counts[key] = data.counts.get(key, 0) + 1
            worked = data.hours.get(shift.shift)
            carer.worked += worked[2] if worked else shift.minutes


def _add_elsewhere(views: sqlite3.Connection, data: RosterData, everybody: str, first: str, last: str) -> None:
    for row in rows(
        views,
        _SHIFT + "person IN (SELECT value FROM json_each(?)) AND date BETWEEN ? AND ? AND team <> ?",
        everybody, first, last, data.team,
    ):  # fmt: skip
        shift = Shift._make(row)
        carer = data.carers[shift.person or ""]
        carer.elsewhere.setdefault(shift.date, []).append(shift)
        if data.days[0] <= shift.date <= data.days[-1]:
            carer.worked += shift.minutes


def _add_presence(views: sqlite3.Connection, data: RosterData, everybody: str, first: str, last: str) -> None:
    for person, start, end in rows(
        views,
        "SELECT person, first, last FROM rosters_absence WHERE person IN (SELECT value FROM json_each(?)) "
        "AND first <= ? AND last >= ? ORDER BY first",
        everybody, last, first,
    ):  # fmt: skip
        data.carers[person].absent.append((start, end))
    for person, day, kind, level in rows(
        views,
        "SELECT person, day, kind, level FROM rosters_wish WHERE person IN (SELECT value FROM json_each(?)) "
        "AND day BETWEEN ? AND ? ORDER BY day, kind",
        everybody, first, last,
    ):  # fmt: skip
        wishes = data.carers[person].wishes
        wishes[day] = (*wishes.get(day, ()), (kind, level))


def _add_contracts(views: sqlite3.Connection, data: RosterData, everybody: str) -> None:
    mondays = data.days[::7]
    for person, since, minutes, until in rows(
        views,
        "SELECT person, since_day, minutes_per_week, lead(since_day, 1, '9999') OVER "
        "(PARTITION BY person ORDER BY since_day) FROM people_contract "
        "WHERE person IN (SELECT value FROM json_each(?))",
        everybody,
    ):
        data.carers[person].contract += minutes * sum(since <= monday < until for monday in mondays)


def _add_competences(views: sqlite3.Connection, data: RosterData, everybody: str) -> None:
    for person, *held in rows(
        views,
        "SELECT person, code, since_day, until_day FROM people_competence "
        "WHERE person IN (SELECT value FROM json_each(?)) ORDER BY code",
        everybody,
    ):
        data.carers[person].competences += (tuple(held),)


def _hours(views: sqlite3.Connection, periods: tuple[Period, ...]) -> dict[Id, tuple[str, str, int]]:
    return {
        shift: (start, end, minutes)
        for found in periods
        for shift, start, end, minutes in rows(
            views, "SELECT shift, start, end, minutes FROM rosters_hours WHERE roster = ?", found.roster
        )
    }


def _swaps(views: sqlite3.Connection, periods: tuple[Period, ...]) -> list[Swap]:
    return [
        Swap(*row)
        for found in periods
        for row in rows(
            views, "SELECT swap, roster, giving, wanting, asker, asked FROM rosters_swap WHERE roster = ?", found.roster
        )
    ]


@lru_cache(256)
def _list(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))
