"""A person's month in a team from rosters, recorded hours and absences: pages show it, commands decide by it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager

from domain.kernel import Id, now
from domain.rosters.hours import Figures, Work, month_days
from domain.rosters.hours.ort import rules_on
from projections.calls import calls_on
from projections.clock import shown_position
from projections.hours_away import Opener, away_in, real_minutes
from projections.roster_shapes import first_row, rows


def figures(
    views: sqlite3.Connection, vault: Opener, person: Id, team: Id, month: str, *, position: int, moment: str
) -> Figures:
    """A person's month in a team at a position; shifts that end after `moment` are still to come."""
    first, last = month_days(month)
    work = tuple(one for where, one in work_in(views, person, first, last, position, moment) if where == team)
    away = tuple(one for where, one in away_in(views, vault, person, first, last, position) if where == team)
    return Figures(position, rules_on(first), work, away)


def work_in(
    views: sqlite3.Connection, person: Id, first: str, last: str, position: int, moment: str
) -> list[tuple[Id, Work]]:
    """A person's shifts with their teams. One belongs to the day on which it begins; only published rosters count."""
    found = rows(
        views,
        "SELECT s.team, s.date, s.shift, s.roster, s.kind, s.minutes, s.start, s.end, s.local_start, s.local_end, "
        "s.since, h.start, h.end, h.minutes, h.since FROM rosters_shift s JOIN rosters_roster r USING (roster) "
        "LEFT JOIN rosters_hours h ON h.roster = s.roster AND h.shift = s.shift "
        "WHERE s.person = ? AND s.date BETWEEN ? AND ? AND r.state IN ('published', 'closed') "
        "ORDER BY s.start, s.shift",
        person, first, last,
    )  # fmt: skip
    work, places = [], _Places(views, position)
    called = calls_on(views, [shift for _, _, shift, _, _, minutes, *_ in found if not minutes])
    for team, day, shift, roster, kind, *times in found:
        minutes, start, end, begins, ends, since, begun, ended, worked, recorded = times
        place = places.of(team, kind)
        if not minutes:  # being on call is no work, whatever its kind is by now; each call is
            of = (day, shift, roster, kind, place, 0)
            work += [
                (team, Work(*of, call.start, call.end, call.minutes, "recorded", call.since))
                for call in called.get(shift, ())
            ]
            continue
        planned = real_minutes(start, end, begins, ends, minutes)
        if worked is not None:
            counted = (begun, ended, worked, "recorded", recorded)
        else:
            counted = (start, end, planned, "planned" if end <= moment else "to_come", since)
        work.append((team, Work(day, shift, roster, kind, place, planned, *counted)))
    return work


class _Places:
    """Where a kind stands in the day, also one that was retired; each asked once within one reading."""

    def __init__(self, views: sqlite3.Connection, position: int) -> None:
        self._views, self._position = views, position
        self._known: dict[tuple[Id, str], str] = {}

    def of(self, team: Id, kind: str) -> str:
        """Its place as it was at the position."""
        if (team, kind) not in self._known:
            row = first_row(
                self._views,
                "SELECT place FROM main.rosters_kind_history WHERE team = ? AND code = ? AND since <= ? "
                "ORDER BY since DESC LIMIT 1",
                team, kind, self._position,
            )  # fmt: skip
            self._known[team, kind] = str(row[0]) if row else "D"
        return self._known[team, kind]


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
