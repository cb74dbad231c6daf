"""What the views know of the people of a problem: contracts, absences, wishes and all their work elsewhere."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import date, timedelta

from domain.kernel import Id, minutes_between
from domain.rosters.engine.team.problem import Span, Stretch, Wish
from projections.calls import called_in
from projections.roster_shapes import Period, rows

_BACK, _AHEAD = timedelta(weeks=54), timedelta(weeks=5)
"""So far the rules look from the period."""


def weekly_of(views: sqlite3.Connection, people: Sequence[Id], day: str) -> dict[Id, int]:
    """The contract of a week, as it is when the period begins (or as it first is)."""
    found: dict[Id, int] = {}
    for person, since, minutes in rows(
        views,
        "SELECT person, since_day, minutes_per_week FROM people_contract WHERE person IN "
        "(SELECT value FROM json_each(?)) ORDER BY since_day",
        json.dumps(list(people)),
    ):
        if since <= day or person not in found:
            found[person] = minutes
    return found


def absences_of(views: sqlite3.Connection, people: Sequence[Id], found: Period) -> dict[Id, tuple[Span, ...]]:
    """When each is or was away, as far back as the rules look: those hours count as worked (ATW 5:2)."""
    spans: dict[Id, tuple[Span, ...]] = {}
    for person, first, last in rows(
        views,
        "SELECT person, first, last FROM rosters_absence WHERE person IN (SELECT value FROM json_each(?)) "
        "AND first <= ? AND last >= ? ORDER BY first",
        json.dumps(list(people)), found.last, _days_around(found)[0],
    ):  # fmt: skip
        spans[person] = (*spans.get(person, ()), Span(first, last))
    return spans


def wishes_in(views: sqlite3.Connection, people: Sequence[Id], found: Period) -> dict[Id, tuple[Wish, ...]]:
    """What each would like in the period, with who plays a joker for it."""
    wishes: dict[Id, tuple[Wish, ...]] = {}
    for person, day, kind, level, weight, joker in rows(
        views,
        "SELECT w.person, w.day, w.kind, w.level, w.weight, j.person IS NOT NULL FROM rosters_wish w "
        "LEFT JOIN rosters_joker j ON j.roster = ? AND j.person = w.person AND j.day = w.day AND j.kind = w.kind "
        "WHERE w.person IN (SELECT value FROM json_each(?)) AND w.day BETWEEN ? AND ? ORDER BY w.day, w.kind",
        found.roster, json.dumps(list(people)), found.first, found.last,
    ):  # fmt: skip
        wishes[person] = (*wishes.get(person, ()), Wish(day, kind or None, level, weight, bool(joker)))
    return wishes


def elsewhere_of(
    views: sqlite3.Connection, people: Sequence[Id], found: Period
) -> dict[Id, tuple[tuple[Stretch, ...], int]]:
    """By person: all work but that of this roster, with every call, and its minutes within the period."""
    first, last = _days_around(found)
    known: dict[Id, tuple[tuple[Stretch, ...], int]] = {}

    def more(person: Id, stretch: Stretch, minutes: int) -> None:
        stretches, counted = known.get(person, ((), 0))
        known[person] = (*stretches, stretch), counted + minutes

    for person, team, day, kind, start, end, minutes, place in rows(
        views,
        "SELECT s.person, s.team, s.date, s.kind, s.start, s.end, s.minutes, k.place FROM rosters_shift s "
        "LEFT JOIN rosters_kind k ON k.team = s.team AND k.code = s.kind "
        "WHERE s.person IN (SELECT value FROM json_each(?)) AND s.date BETWEEN ? AND ? AND s.roster <> ? "
        "ORDER BY s.start",
        json.dumps(list(people)), first, last, found.roster,
    ):  # fmt: skip
        here = team == found.team
        stretch = Stretch(
            start, end, nature_of(place, minutes), max(0, minutes_between(start, end) - minutes),
            day if here else None, kind if here else None,
        )  # fmt: skip
        more(person, stretch, minutes if found.first <= day <= found.last else 0)
    for person, calls in called_in(views, people, first, last).items():
        for call in calls:
            within = call.roster != found.roster and found.first <= call.day <= found.last
            more(person, Stretch(call.start, call.end), call.minutes if within else 0)
    return known


def nature_of(place: str | None, minutes: int) -> str:
    """What a shift is for the rules: to be on call is no work, and has no minutes of it."""
    if not minutes:
        return "on_call"
    return "sleep" if place == "S" else "work"


def _days_around(found: Period) -> tuple[str, str]:
    first, last = date.fromisoformat(found.first) - _BACK, date.fromisoformat(found.last) + _AHEAD
    return first.isoformat(), last.isoformat()
