"""What stands in each cell of a roster and under each day, as values that can be compared: a page is made of them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from domain.kernel import Id
from domain.rosters.lawful import Employment
from projections.roster_shapes import REMEMBERED, Carer, Kind, RosterData, Shift, rows
from projections.roster_sheet import findings_of
from projections.tables import FAR

OFFERED, ASKED = 1, 2
EVERYBODY = ""
"""Instead of a person: whoever it was."""
PLACES = ("V", "D", "L", "N")
"""The figures of cover in the order of the day; a sleep shift counts under the night."""


class Mark(NamedTuple):
    """One shift in a cell."""

    code: str
    place: str
    start: str
    end: str
    waits: int
    """OFFERED, ASKED to be swapped, or neither."""
    via: str
    found: bool
    """Whether the checker finds something against it."""


class Cell(NamedTuple):
    """One person's day."""

    marks: tuple[Mark, ...] = ()
    away: bool = False
    elsewhere: tuple[str, ...] = ()
    """`07:00–15:15` in other teams."""
    wish: str = ""
    out: bool = False
    """The day is in no roster that may be seen, or the person is not in the team."""


_FREE = Cell()


class Figure(NamedTuple):
    """How many work in a place of a day, how many are short of what is wanted and how many more than that."""

    place: str
    there: int
    short: int
    over: int


def cells_of(data: RosterData, carer: Carer, *, findings: bool, wishes: bool) -> tuple[Cell, ...]:
    """A person's cells, with or without findings and wishes; remembered by all that stands in them."""
    key = (carer.person, findings, wishes)
    found: tuple[Cell, ...] | None = data.remembered.get(key)
    if found is None:
        waits = _waiting(data)
        own = [s for held in (carer.shifts, carer.elsewhere) for shifts in held.values() for s in shifts]
        found = data.remembered[key] = _cells(
            data.team, data.days, inside_of(data), carer.person, tuple(own), tuple(carer.absent),
            tuple(carer.wishes.items()), carer.member, carer.competences, tuple(data.kinds.values()),
            frozenset([s.shift for s in own if s.shift in waits]) if waits else waits, findings, wishes,
            carer.employment,
        )  # fmt: skip
    return found


@lru_cache(512)
def _cells(
    team: Id,
    days: tuple[str, ...],
    inside: tuple[bool, ...],
    person: Id,
    own: tuple[Shift, ...],
    absent: tuple[tuple[str, str], ...],
    wishes: tuple[tuple[str, tuple[tuple[str, str], ...]], ...],
    member: tuple[tuple[str, str | None], ...],
    competences: tuple[tuple[str, str, str | None], ...],
    kinds: tuple[Kind, ...],
    waits: frozenset[Id],
    findings: bool,
    wishes_too: bool,
    employment: Employment,
) -> tuple[Cell, ...]:
    places = {kind.code: kind.place for kind in kinds}
    against = findings_of(team, person, own, absent, wishes, member, competences, kinds, employment) if findings else {}
    by_day: dict[str, list[Shift]] = {}
    for shift in own:
        by_day.setdefault(shift.date, []).append(shift)
    wished = {day: _wish(made) for day, made in wishes} if wishes_too else {}
    always = any(since <= days[0] and (until is None or until >= days[-1]) for since, until in member)
    cells = []
    for day, known in zip(days, inside, strict=True):
        if always and known and not absent and day not in by_day and day not in wished:
            cells.append(_FREE)
            continue
        marks, elders = [], []
        for s in by_day.get(day, ()):
            if s.team != team:
                elders.append(f"{s.local_start}–{s.local_end}")
                continue
            rules = against.get(s.shift, ())
            seen = any(wishes_too or not rule.startswith("wish") for rule in rules)
            wait = OFFERED if s.offered else ASKED if s.shift in waits else 0
            marks.append(Mark(s.kind, places.get(s.kind, "D"), s.local_start, s.local_end, wait, s.via, seen))
        away = any(first <= day <= last for first, last in absent)
        there = known and (always or any(since <= day and (until is None or day <= until) for since, until in member))
        out = not (there or (known and marks))
        cells.append(Cell(tuple(marks), away, tuple(elders), wished.get(day, ""), out))
    return tuple(cells)


def open_cells(data: RosterData) -> tuple[tuple[Mark, ...], ...]:
    """The shifts that nobody has, by day."""
    found: tuple[tuple[Mark, ...], ...] | None = data.remembered.get("open")
    if found is None:
        found = data.remembered["open"] = tuple(
            tuple(
                Mark(s.kind, data.kinds[s.kind].place if s.kind in data.kinds else "D", s.local_start, s.local_end, 0,
                     "", False)
                for s in data.open.get(day, ())
            )
            for day in data.days
        )  # fmt: skip
    return found


def cover_of(data: RosterData) -> tuple[tuple[Figure, ...], ...]:
    """The figures under each day: early, (day,) late, night; empty on days in no roster."""
    found: tuple[tuple[Figure, ...], ...] | None = data.remembered.get("cover")
    if found is not None:
        return found
    wanted = {code for code, _ in data.least}
    kinds = tuple((k.code, "N" if k.place == "S" else k.place, k.code in wanted) for k in data.kinds.values())
    counts = data.counts
    found = data.remembered["cover"] = tuple(
        [
            _figures(kinds, least, tuple([counts.get(key, 0) for key in keys])) if keys else ()
            for keys, least in _least(data)
        ]
    )
    return found


def _least(data: RosterData) -> list[tuple[tuple[tuple[str, str], ...], tuple[int, ...]]]:
    """For each day the kinds with the day, and how many of each are wanted; nothing on days in no roster."""
    found: list[tuple[tuple[tuple[str, str], ...], tuple[int, ...]]] | None = data.remembered.get("least")
    if found is None:
        by_day = [
            tuple((code, day) for code in data.kinds) if inside else ()
            for day, inside in zip(data.days, inside_of(data), strict=True)
        ]
        found = [(keys, tuple(data.least.get(key, 0) for key in keys)) for keys in by_day]
        data.remembered["least"] = found
    return found


@lru_cache(1024)
def _figures(
    kinds: tuple[tuple[str, str, bool], ...], least: tuple[int, ...], there: tuple[int, ...]
) -> tuple[Figure, ...]:
    """A day's figures by place; the place of day shifts only where the team wants any."""
    figures = []
    for place in PLACES:
        here = [
            (n, wanted, has) for (_, where, wanted), n, has in zip(kinds, least, there, strict=True) if where == place
        ]
        if place != "D" or any(wanted for _, wanted, _ in here):
            short = sum(max(n - has, 0) for n, _, has in here)
            over = sum(max(has - n, 0) for n, wanted, has in here if wanted)
            figures.append(Figure(place, sum(has for _, _, has in here), short, over))
    return tuple(figures)


def later_cells(views: sqlite3.Connection, data: RosterData) -> frozenset[tuple[Id, str]]:
    """Seen from a past moment: the cells ("" for open) that are otherwise now."""
    query = "SELECT person, date, kind, offered FROM {}rosters_shift WHERE team = ? AND date BETWEEN ? AND ?"
    span = (data.team, data.days[0], data.days[-1])
    then, now = (set(rows(views, query.format(schema), *span)) for schema in ("temp.", "main."))
    return frozenset((person or "", day) for person, day, _kind, _offered in then ^ now)


def changed_cells(views: sqlite3.Connection, data: RosterData, since: int, me: Id) -> frozenset[tuple[Id, str]]:
    """The cells ("" for open) that others changed after a position in rosters that were published already."""
    found = data.changed.get(since)
    if found is None:
        found = _changed_by(views, data, since)
        if len(data.changed) < REMEMBERED:
            data.changed[since] = found
    if me not in found:
        return found[EVERYBODY]
    return frozenset().union(*(cells for by, cells in found.items() if by not in (me, EVERYBODY)))


def _changed_by(views: sqlite3.Connection, data: RosterData, since: int) -> dict[Id | None, frozenset[tuple[Id, str]]]:
    """These cells by who changed them, and all of them under EVERYBODY; each tablet asks it, and most of them alike."""
    published = {p.roster for p in data.periods if p.published}
    changed: list[tuple[int, tuple[Id, str]]] = []
    if published:
        changed = [(s.since, (s.person or "", s.date)) for s in _changed_after(data) if s.since > since]
        changed += [(until, (person, day)) for person, day, until in _ended(views, data, published, since)]
    authors, shown = _authors(views, data, {position for position, _ in changed}), set(data.days)
    found: dict[Id | None, set[tuple[Id, str]]] = {EVERYBODY: set()}
    for position, cell in changed:
        if cell[1] in shown:
            found.setdefault(authors.get(position), set()).add(cell)
            found[EVERYBODY].add(cell)
    return {by: frozenset(cells) for by, cells in found.items()}


def _authors(views: sqlite3.Connection, data: RosterData, positions: Iterable[int]) -> dict[int, Id]:
    """Who did the facts at these positions; kept for good, for it never changes and every tablet asks it."""
    known = data.authors
    new = [position for position in positions if position not in known]
    if new:
        query = "SELECT position, by FROM trail_fact WHERE position IN (SELECT value FROM json_each(?))"
        known.update(rows(views, query, json.dumps(new)))
    return known


def _changed_after(data: RosterData) -> list[Shift]:
    """The shifts that changed after publishing; remembered, for every tablet asks it of every change."""
    found: list[Shift] | None = data.remembered.get("changed_after")
    if found is None:
        found = data.remembered["changed_after"] = [s for s in data.standing.values() if s.changed_after]
    return found


def _ended(
    views: sqlite3.Connection, data: RosterData, published: set[Id], since: int
) -> Iterable[tuple[Id, str, int]]:
    """(person or nothing, day, position) of what stands no longer since a position."""
    if since >= data.ended_since:
        return [entry for entry in data.ended if entry[2] > since]
    query = "SELECT person, date, until FROM main.rosters_shift_history WHERE roster = ? AND until > ? AND until < ?"
    return [
        (person or "", day, until)
        for roster in published
        for person, day, until in rows(views, query, roster, since, FAR)
    ]


def of_agencies(data: RosterData) -> int:
    """How many of the shifts shown are worked by people from an agency."""
    hired = [carer for carer in data.carers.values() if carer.agency]
    return sum(len(carer.shifts.get(day, ())) for carer in hired for day in data.days)


def inside_of(data: RosterData) -> tuple[bool, ...]:
    """For each day: whether it is in a roster that may be seen."""
    found: tuple[bool, ...] | None = data.remembered.get("inside")
    if found is None:
        spans = [(p.first, p.last) for p in data.periods]
        found = tuple([any(first <= day <= last for first, last in spans) for day in data.days])
        data.remembered["inside"] = found
    return found


def _waiting(data: RosterData) -> frozenset[Id]:
    found: frozenset[Id] | None = data.remembered.get("waits")
    if found is None:
        found = frozenset(s for swap in data.swaps for s in (swap.giving, swap.wanting))
        data.remembered["waits"] = found
    return found


def _wish(made: tuple[tuple[str, str], ...] | None) -> str:
    """The strongest wish of a day."""
    levels = {level for _kind, level in made or ()}
    return next((level for level in ("cannot", "rather_not", "want") if level in levels), "")
