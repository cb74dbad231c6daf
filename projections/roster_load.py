"""Some weeks of a team's roster, read for a page."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Container, Iterable
from datetime import date, timedelta

from domain.kernel import Id
from projections.clock import shown_position
from projections.deviations import agreements_of
from projections.roster_page import days_from, kinds_of, least_of, periods_of
from projections.roster_shapes import Carer, Period, RosterData, Shift, Swap, rows

SHIFT = (
    "SELECT shift, roster, team, date, kind, start, end, local_start, local_end, minutes, person, offered, via, "
    "changed_after, since FROM rosters_shift WHERE "
)


def day_after(day: str, number: int) -> str:
    """So many days after a day."""
    return (date.fromisoformat(day) + timedelta(days=number)).isoformat()


def load_roster(views: sqlite3.Connection, team: Id, first: str, weeks: int, *, drafts: bool = True) -> RosterData:
    """Everything that the page needs of some weeks of a team, as known at the connection's moment.

    `drafts`: also rosters that were not laid before the team yet.
    """
    days = days_from(first, 7 * weeks)
    last = days[-1]
    # a day on either side: the checker looks at the rest before the first and after the last
    before, after = day_after(first, -1), day_after(last, 1)
    around = tuple(p for p in periods_of(views, team, before, after) if drafts or p.state != "drafted")
    periods = tuple(p for p in around if p.first <= last and p.last >= first)
    standing = {
        row[0]: Shift._make(row)
        for period in around
        # by roster, whose versions stand together; by day every version of every shift would be looked up
        for row in rows(views, SHIFT + "roster = ? AND date BETWEEN ? AND ?", period.roster, before, after)
    }
    working = {s.person for s in standing.values() if s.person and first <= s.date <= last}
    carers = _people(views, team, days, working)
    kinds = kinds_of(views, team)
    everybody = json.dumps(sorted(carers))
    if any(kind.needs for kind in kinds.values()):
        _add_competences(views, carers, everybody)
    data = RosterData(
        team=team, days=days, periods=periods, kinds=kinds, least=least_of(views, team, days), carers=carers, open={},
        hours=_hours(views, periods), swaps=_swaps(views, periods), counts={}, position=shown_position(views),
        around=tuple(p.roster for p in around), standing=standing, ended_since=shown_position(views),
    )  # fmt: skip
    place(data, standing.values(), {None, *carers})
    wide = "SELECT 1 FROM json_each(?) e JOIN teams_person t ON t.person = e.value WHERE json_array_length(t.teams) > 1"
    data.wide = bool(rows(views, wide, everybody))
    for shift in elsewhere(views, data):
        put_elsewhere(data, shift)
    return data


def elsewhere(views: sqlite3.Connection, data: RosterData) -> list[Shift]:
    """What the few who belong to more than one team work in the others, a day more on either side."""
    if not data.wide:
        return []
    found = rows(
        views,
        SHIFT + "person IN (SELECT person FROM teams_person WHERE json_array_length(teams) > 1 AND person IN "
        "(SELECT value FROM json_each(?))) AND date BETWEEN ? AND ? AND team <> ? ORDER BY start",
        json.dumps(sorted(data.carers)), day_after(data.days[0], -1), day_after(data.days[-1], 1), data.team,
    )  # fmt: skip
    return [Shift._make(row) for row in found]


def put_elsewhere(data: RosterData, shift: Shift) -> None:
    """A shift in another team, in its cell; its minutes count for the contract."""
    carer = data.carers[shift.person or ""]
    carer.elsewhere.setdefault(shift.date, []).append(shift)
    if data.days[0] <= shift.date <= data.days[-1]:
        carer.worked += shift.minutes


def place(data: RosterData, shifts: Iterable[Shift], whose: Container[Id | None]) -> None:
    """The shifts of these people (None: of nobody) in their cells, in the order of the day, with their minutes."""
    first, last = data.days[0], data.days[-1]
    for shift in sorted([s for s in shifts if s.person in whose], key=lambda s: s.start):
        day, person = shift.date, shift.person
        shown = first <= day <= last
        if person is None:
            if shown:
                data.open.setdefault(day, []).append(shift)
            continue
        carer = data.carers.get(person)
        if carer is None:
            continue
        carer.shifts.setdefault(day, []).append(shift)
        if shown:
            count(data, shift, 1)
            worked = data.hours.get(shift.shift)
            carer.worked += worked[2] if worked else shift.minutes


def count(data: RosterData, shift: Shift, step: int) -> None:
    """One more, or one less, who works a kind on a day."""
    key = (shift.kind, shift.date)
    data.counts[key] = data.counts.get(key, 0) + step


def _people(views: sqlite3.Connection, team: Id, days: tuple[str, ...], working: set[Id]) -> dict[Id, Carer]:
    carers = _members(views, team, days[0], days[-1])
    _add_carers(views, carers, working - carers.keys())
    everybody = json.dumps(sorted(carers))
    _add_presence(views, carers, everybody, days)
    _add_contracts(views, carers, everybody, days[::7])
    for person, employment in agreements_of(views, everybody).items():
        carers[person].employment = employment
    for (person,) in rows(
        views, "SELECT person FROM people_agency WHERE person IN (SELECT value FROM json_each(?))", everybody
    ):
        carers[person].agency = True
    return carers


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


def _add_presence(views: sqlite3.Connection, carers: dict[Id, Carer], everybody: str, days: tuple[str, ...]) -> None:
    for person, start, end in rows(
        views,
        "SELECT person, first, last FROM rosters_absence WHERE person IN (SELECT value FROM json_each(?)) "
        "AND first <= ? AND last >= ? ORDER BY first",
        everybody, days[-1], days[0],
    ):  # fmt: skip
        carers[person].absent.append((start, end))
    for person, day, kind, level in rows(
        views,
        "SELECT person, day, kind, level FROM rosters_wish WHERE person IN (SELECT value FROM json_each(?)) "
        "AND day BETWEEN ? AND ? ORDER BY day, kind",
        everybody, days[0], days[-1],
    ):  # fmt: skip
        wishes = carers[person].wishes
        wishes[day] = (*wishes.get(day, ()), (kind, level))


def _add_contracts(
    views: sqlite3.Connection, carers: dict[Id, Carer], everybody: str, mondays: tuple[str, ...]
) -> None:
    for person, since, minutes, until in rows(
        views,
        "SELECT person, since_day, minutes_per_week, lead(since_day, 1, '9999') OVER "
        "(PARTITION BY person ORDER BY since_day) FROM people_contract "
        "WHERE person IN (SELECT value FROM json_each(?))",
        everybody,
    ):
        carers[person].contract += minutes * sum(since <= monday < until for monday in mondays)


def _add_competences(views: sqlite3.Connection, carers: dict[Id, Carer], everybody: str) -> None:
    for person, *held in rows(
        views,
        "SELECT person, code, since_day, until_day FROM people_competence "
        "WHERE person IN (SELECT value FROM json_each(?)) ORDER BY code",
        everybody,
    ):
        carers[person].competences += (tuple(held),)


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
