"""What Vandaag asks of the views: who works in a day of care, what changed hands, and what waits for somebody."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from domain.kernel import AMSTERDAM, Id, instant, parse_instant
from projections.people import contract_minutes
from projections.roster_page import kinds_of
from projections.roster_shapes import Period, RosterData, Shift, rows
from projections.roster_sheet import Checker, checker_of

BEGIN = 7 * 60
"""A day of care begins at seven."""

_STANDING = ", ".join(f"s.{column}" for column in Shift._fields)


class Working(NamedTuple):
    """A shift in the day, with its place in it and the packed name of who works it."""

    shift: Id
    roster: Id
    kind: str
    place: str
    kind_name: str | None
    start: str
    end: str
    person: Id | None
    name: str | None


class Proposal(NamedTuple):
    """A swap that somebody proposes: what they give and want, each as day, kind and place."""

    swap: Id
    roster: Id
    asker: Id
    giving: Id
    giving_day: str
    giving_kind: str
    wanting: Id
    wanting_day: str
    wanting_kind: str


class OpenByAbsence(NamedTuple):
    """Shifts that came open because somebody is away."""

    person: Id
    shifts: int
    roster: Id
    date: str
    absence: Id


@dataclass(frozen=True, slots=True)
class CareDay:
    """From seven to seven, in thirds that begin at seven, at three and at eleven on the wall."""

    day: str
    bounds: tuple[str, str, str, str]
    """Four instants."""

    def third_of(self, moment: str) -> int:
        """0, 1 or 2: where a moment falls."""
        return sum(bound <= moment for bound in self.bounds[1:3])

    def fraction(self, moment: str) -> float:
        """How far a moment is along the drawn day, whose thirds are equally wide whatever the clock does."""
        third = self.third_of(moment)
        first, last = (parse_instant(bound) for bound in self.bounds[third : third + 2])
        gone = (parse_instant(moment) - first) / (last - first)
        return (third + min(max(gone, 0.0), 1.0)) / 3


def care_day(moment: datetime) -> CareDay:
    """The day of care that a moment is in: before seven it is still the day before."""
    local = moment.astimezone(AMSTERDAM)
    day = local.date() if local.hour >= BEGIN // 60 else local.date() - timedelta(days=1)
    bounds = tuple(instant(day, minute) for minute in (BEGIN, 15 * 60, 23 * 60, BEGIN + 24 * 60))
    return CareDay(day.isoformat(), bounds)  # type: ignore[arg-type]


def working(views: sqlite3.Connection, team: Id, day: CareDay, *, drafts: bool) -> list[Working]:
    """The shifts of which the middle falls in the day, and those of before that have not ended at its beginning.

    Those of drafts only for who plans.
    """
    around = date.fromisoformat(day.day)
    found = rows(
        views,
        "SELECT s.shift, s.roster, s.kind, coalesce(k.place, 'D'), k.name, s.start, s.end, s.person, p.name "
        "FROM rosters_shift s JOIN rosters_roster r USING (roster) "
        "LEFT JOIN rosters_kind k ON k.team = s.team AND k.code = s.kind "
        "LEFT JOIN people_person p ON p.person = s.person "
        "WHERE s.team = ? AND s.date BETWEEN ? AND ? AND s.end > ? AND s.start < ? AND (? OR r.state <> 'drafted') "
        "ORDER BY s.start, s.kind, s.shift",
        team,
        (around - timedelta(days=1)).isoformat(),
        (around + timedelta(days=1)).isoformat(),
        day.bounds[0],
        day.bounds[3],
        drafts,
    )
    return [Working._make(row) for row in found if _middle(row[5], row[6]) < day.bounds[3]]


def in_day(shift: Working, day: CareDay) -> bool:
    """Whether the middle of the shift falls in the day; else it is left over from the one before."""
    return _middle(shift.start, shift.end) >= day.bounds[0]


def proposals_to(views: sqlite3.Connection, team: Id, person: Id, moment: str) -> list[Proposal]:
    """Swaps that somebody of the team proposes to a person, as long as neither shift has begun."""
    found = rows(
        views,
        "SELECT w.swap, w.roster, w.asker, g.shift, g.date, g.kind, a.shift, a.date, a.kind FROM rosters_swap w "
        "JOIN rosters_shift g ON g.shift = w.giving JOIN rosters_shift a ON a.shift = w.wanting "
        "WHERE w.asked = ? AND g.team = ? AND min(g.start, a.start) > ? ORDER BY w.since",
        person, team, moment,
    )  # fmt: skip
    return [Proposal._make(row) for row in found]


def without_hours(views: sqlite3.Connection, person: Id, moment: str, *, days: int = 14) -> list[Shift]:
    """The person's own shifts of the last days, over by now in a published roster, of which no hours stand."""
    found = rows(
        views,
        f"SELECT {_STANDING} FROM rosters_shift s JOIN rosters_roster r USING (roster) "
        "LEFT JOIN rosters_hours h ON h.shift = s.shift "
        "WHERE s.person = ? AND s.date >= ? AND s.end <= ? AND r.state = 'published' AND h.shift IS NULL "
        "AND s.minutes > 0 "
        "ORDER BY s.start DESC",
        person, _day(moment, -days), moment,
    )  # fmt: skip
    return [Shift._make(row) for row in found]


def open_shifts(
    views: sqlite3.Connection, team: Id, person: Id, moment: str, *, drafts: bool, days: int = 35
) -> list[Shift]:
    """Shifts to come that are open, or that a colleague offers; those of drafts only for who plans."""
    found = rows(
        views,
        f"SELECT {_STANDING} FROM rosters_shift s JOIN rosters_roster r USING (roster) "
        "WHERE s.team = ? AND s.date BETWEEN ? AND ? AND s.start > ? AND (s.person IS NULL OR s.offered = 1) "
        "AND s.person IS NOT ? AND r.state IN ('published', 'planned', ?) ORDER BY s.start, s.kind, s.shift",
        team, _day(moment, 0), _day(moment, days), moment, person, "drafted" if drafts else "",
    )  # fmt: skip
    return [Shift._make(row) for row in found]


def unpublished(views: sqlite3.Connection, team: Id, moment: str) -> list[Period]:
    """Rosters that are not over and not published yet."""
    found = rows(
        views,
        "SELECT roster, team, first, last, state, published FROM rosters_roster "
        "WHERE team = ? AND state IN ('drafted', 'planned') AND last >= ? ORDER BY first",
        team, _day(moment, 0),
    )  # fmt: skip
    return [Period(*row) for row in found]


def opened_by_absence(views: sqlite3.Connection, team: Id, moment: str) -> list[OpenByAbsence]:
    """Shifts of the next weeks that are open since somebody reported to be away."""
    found = rows(
        views,
        "WITH away AS MATERIALIZED (SELECT a.person, a.absence, (SELECT min(h.since) FROM "
        "main.rosters_absence_history h WHERE h.absence = a.absence) AS since FROM rosters_absence a "
        "WHERE a.last >= ?) "
        "SELECT i.person, count(*), min(s.roster), min(s.date), min(i.absence) FROM rosters_shift s "
        "JOIN trail_fact f ON f.position = s.since "
        "JOIN away i ON i.since BETWEEN s.since - 200 AND s.since + 200 "
        "JOIN trail_fact a ON a.position = i.since AND a.command = f.command "
        "WHERE s.team = ? AND s.date BETWEEN ? AND ? AND s.start > ? AND s.person IS NULL "
        "AND f.topic = 'rosters.ShiftUnassigned' GROUP BY i.person ORDER BY min(s.date)",
        _day(moment, 0), team, _day(moment, 0), _day(moment, 35), moment,
    )  # fmt: skip
    return [OpenByAbsence._make(row) for row in found]


def disowned_lately(views: sqlite3.Connection, team: Id, since: str) -> list[tuple[int, Id]]:
    """What of the team stands in a name of somebody who lately said that they did not do it."""
    found = rows(
        views,
        "SELECT d.position, d.person FROM trail_disowned d JOIN trail_fact f ON f.position = d.said "
        "JOIN trail_concern c ON c.subject = ? AND c.position = d.position WHERE f.moment >= ? ORDER BY d.said DESC",
        team, since,
    )  # fmt: skip
    return [(position, person) for position, person in found]


def my_checker(views: sqlite3.Connection, person: Id, period: Period, *, viewer: Id | None = None) -> Checker:
    """The checker of one person around a roster, as somebody may know it."""
    kinds = kinds_of(views, period.team)
    data = RosterData(
        team=period.team, days=(), periods=(period,), kinds=kinds, least={}, carers={}, open={}, hours={}, swaps=[],
        counts={},
    )  # fmt: skip
    return checker_of(views, data, person, period, viewer=viewer)


def minutes_in(views: sqlite3.Connection, person: Id, period: Period) -> int:
    """The minutes that a person works in a period, in all teams; what was recorded goes before what was planned.

    Rosters of other teams that were not laid before them yet do not count: the person may not know of them.
    """
    found = rows(
        views,
        "SELECT sum(coalesce(h.minutes, s.minutes)) FROM rosters_shift s "
        "JOIN rosters_roster r ON r.roster = s.roster "
        "LEFT JOIN rosters_hours h ON h.roster = s.roster AND h.shift = s.shift "
        "WHERE s.person = ? AND s.date BETWEEN ? AND ? AND (r.state <> 'drafted' OR r.roster = ?)",
        person, period.first, period.last, period.roster,
    )  # fmt: skip
    return int(found[0][0] or 0)


def contract_in(views: sqlite3.Connection, person: Id, period: Period) -> int:
    """The contract minutes of a person over the weeks of a period."""
    first, last = date.fromisoformat(period.first), date.fromisoformat(period.last)
    weeks = ((last - first).days + 1) // 7
    return sum(contract_minutes(views, person, (first + timedelta(weeks=n)).isoformat()) for n in range(weeks))


def _day(moment: str, days: int) -> str:
    """The local day of an instant, so many days on."""
    return (parse_instant(moment).astimezone(AMSTERDAM).date() + timedelta(days=days)).isoformat()


def _middle(start: str, end: str) -> str:
    first, last = parse_instant(start), parse_instant(end)
    return (first + (last - first) / 2).strftime("%Y-%m-%dT%H:%MZ")
