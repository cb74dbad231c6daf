"""A person's month in a team from rosters, recorded hours and absences: pages show it, commands decide by it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Protocol

from domain.kernel import Id, now
from domain.rosters.hours import Away, Figures, Work, month_days
from domain.rosters.hours.figures import CAUSES
from domain.rosters.hours.ort import rules_on
from projections.clock import shown_position
from projections.people import contract_minutes
from projections.roster_shapes import first_row, rows


class Opener(Protocol):
    """What opens packed sealed text."""

    def open_packed(self, line: str) -> str | None:
        """The text, or None when it was erased."""


def figures(
    views: sqlite3.Connection, vault: Opener, person: Id, team: Id, month: str, *, position: int, moment: str
) -> Figures:
    """A person's month in a team at a position; shifts that end after `moment` are still to come."""
    rules = rules_on(month_days(month)[0])
    work = tuple(_work(views, person, team, month, position, moment))
    away = tuple(_away(views, vault, person, team, month, position))
    return Figures(position, rules, work, away)


def _work(views: sqlite3.Connection, person: Id, team: Id, month: str, position: int, moment: str) -> Sequence[Work]:
    """The shift belongs to the day on which it begins; only rosters that were published count."""
    found = rows(
        views,
        "SELECT s.date, s.shift, s.roster, s.kind, s.minutes, s.start, s.end, s.since, h.start, h.end, h.minutes, "
        "h.since FROM rosters_shift s JOIN rosters_roster r USING (roster) "
        "LEFT JOIN rosters_hours h ON h.roster = s.roster AND h.shift = s.shift "
        "WHERE s.person = ? AND s.team = ? AND s.date BETWEEN ? AND ? AND r.state IN ('published', 'closed') "
        "ORDER BY s.start, s.shift",
        person, team, *month_days(month),
    )  # fmt: skip
    work = []
    for day, shift, roster, kind, planned, start, end, since, worked_start, worked_end, worked, recorded in found:
        place = _place(views, team, kind, position)
        if worked is not None:
            counted = (worked_start, worked_end, worked, "recorded", recorded)
        else:
            counted = (start, end, planned, "planned" if end <= moment else "to_come", since)
        work.append(Work(day, shift, roster, kind, place, planned, *counted))
    return work


def _place(views: sqlite3.Connection, team: Id, kind: str, position: int) -> str:
    """Where a kind stands in the day, also one that was retired."""
    row = first_row(
        views,
        "SELECT place FROM main.rosters_kind_history WHERE team = ? AND code = ? AND since <= ? "
        "ORDER BY since DESC LIMIT 1",
        team, kind, position,
    )  # fmt: skip
    return str(row[0]) if row else "D"


def _away(views: sqlite3.Connection, vault: Opener, person: Id, team: Id, month: str, position: int) -> Sequence[Away]:
    """ATW 5:2, cao 6:5: in a week in which shifts were planned when the absence began, those count as if worked.

    In a week in which none were (the roster was made around it), a fifth of the contract's week counts for each Monday
    to Friday, in the team where the person has worked longest. A day counts for one absence, the first.
    """
    first, last = month_days(month)
    found: list[Away] = []
    averaged: set[str] = set()
    freed_before: set[Id] = set()
    for begin, end, kind, since in rows(
        views,
        "SELECT first, last, kind, since FROM rosters_absence WHERE person = ? AND first <= ? AND last >= ? "
        "ORDER BY first, last, absence",
        person, last, first,
    ):  # fmt: skip
        cause = (vault.open_packed(kind) or "").strip()
        cause = cause if cause in CAUSES else "other"
        freed = _freed(views, person, begin, end, since, position)
        for day, shift, where, minutes in freed:
            if where == team and first <= day <= last and shift not in freed_before:
                found.append(Away(day, minutes, cause, since, shift))
            freed_before.add(shift)
        weeks = {_monday(day) for day, *_ in freed}
        for day in _weekdays(max(begin, first), min(end, last)):
            if _monday(day) not in weeks and day not in averaged and _home(views, person, day) == team:
                averaged.add(day)
                if minutes := contract_minutes(views, person, day) // 5:
                    found.append(Away(day, minutes, cause, since, None))
    return sorted(found, key=lambda away: (away.day, away.shift or ""))


def _freed(
    views: sqlite3.Connection, person: Id, first: str, last: str, reported: int, position: int
) -> list[tuple[str, Id, Id, int]]:
    """The shifts of published rosters that were the person's when an absence was reported, and then came open or went
    to a colleague: by that very command, or later, as another team does. What was swapped is worked on another day.
    """
    found = rows(
        views,
        "SELECT h.date, h.shift, h.team, h.minutes FROM main.rosters_shift_history h "
        "JOIN rosters_roster r USING (roster) WHERE h.person = ? AND h.date BETWEEN ? AND ? AND h.since <= ? "
        "AND h.until > ? AND r.state IN ('published', 'closed') AND NOT EXISTS (SELECT 1 FROM rosters_shift s "
        "WHERE s.roster = h.roster AND s.shift = h.shift AND s.person = h.person) "
        "AND (SELECT topic FROM trail_fact WHERE position = (SELECT max(x.until) FROM main.rosters_shift_history x "
        "WHERE x.roster = h.roster AND x.shift = h.shift AND x.person = h.person AND x.until <= ?)) "
        "IN ('rosters.ShiftUnassigned', 'rosters.ShiftAssigned', 'rosters.ShiftClaimed') ORDER BY h.date, h.shift",
        person, first, last, reported, reported, position,
    )  # fmt: skip
    return [(day, shift, team, minutes) for day, shift, team, minutes in found]


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


def _weekdays(first: str, last: str) -> list[str]:
    start = date.fromisoformat(first)
    days = (start + timedelta(days=n) for n in range((date.fromisoformat(last) - start).days + 1))
    return [day.isoformat() for day in days if day.weekday() < 5]


class HoursNow:
    """The hours as they are now: what the commands decide from."""

    def __init__(self, reading: Callable[[], AbstractContextManager[sqlite3.Connection]], vault: Opener) -> None:
        self._reading = reading
        self._vault = vault

    def figures(self, person: Id, team: Id, month: str) -> Figures:
        """A person's month in a team."""
        moment = now().strftime("%Y-%m-%dT%H:%MZ")
        with self._reading() as views:
            position = shown_position(views)
            return figures(views, self._vault, person, team, month, position=position, moment=moment)

    def names(self, persons: Sequence[Id], teams: Sequence[Id]) -> dict[Id, str]:
        """The names of persons and teams; of somebody who was erased that it was."""
        with self._reading() as views:
            found = dict(rows(views, "SELECT person, name FROM people_person"))
            found |= dict(rows(views, "SELECT team, name FROM teams_team"))
        wanted = dict.fromkeys((*persons, *teams))
        return {id: self._vault.open_packed(found[id]) or "(gewist)" if id in found else "" for id in wanted}
