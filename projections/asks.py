"""Who may be asked, who is sought and asked, and what they said."""

from __future__ import annotations

import json
import sqlite3
from datetime import date, timedelta
from typing import NamedTuple

from domain.kernel import AMSTERDAM, Id, parse_instant
from domain.rosters import Agenda, Roster
from projections.fold import Views, on
from projections.roster_shapes import Shift, first_row, rows
from projections.tables import temporal
from projections.teams import touch_person
from projections.trail import together

temporal("rosters_asking", key=("person", "team"), columns=("days", "places"), indexes=(("team",),))
"""What somebody agreed to, as JSON."""
temporal(
    "rosters_search",
    key=("search",),
    columns=("roster", "team", "shift", "ends", "absence", "sought_by", "how", "taker"),
    indexes=(("shift",), ("team",)),
)
"""`how`: nothing while it runs, else filled, withdrawn or nobody; `taker`: who has it then."""
temporal(
    "rosters_ask",
    key=("ask",),
    columns=("search", "roster", "team", "shift", "person", "asked_by", "position", "moment", "answer", "why"),
    indexes=(("search",), ("person",)),
)


@on(Agenda.AskingAgreed)
def asking_agreed(views: Views, fact: Agenda.AskingAgreed) -> None:
    """What the team may ask."""
    key = (_person(views, fact.originator_id, fact.team), fact.team)
    views.put("rosters_asking", key, days=json.dumps(fact.days), places=json.dumps(fact.places))


@on(Agenda.AskingRevoked)
def asking_revoked(views: Views, fact: Agenda.AskingRevoked) -> None:
    """The team may ask nothing."""
    views.drop("rosters_asking", (_person(views, fact.originator_id, fact.team), fact.team))


@on(Roster.ReplacementSought)
def replacement_sought(views: Views, fact: Roster.ReplacementSought) -> None:
    """A search."""
    team = _team(views, fact.originator_id)
    views.put(
        "rosters_search", (fact.search,),
        roster=fact.originator_id, team=team, shift=fact.shift, ends=fact.until, absence=fact.absence,
        sought_by=fact.by, how="", taker=None,
    )  # fmt: skip


@on(Roster.CarerAsked)
def carer_asked(views: Views, fact: Roster.CarerAsked) -> None:
    """A question that waits."""
    team = _team(views, fact.originator_id)
    views.put(
        "rosters_ask", (fact.ask,),
        search=fact.search, roster=fact.originator_id, team=team, shift=fact.shift, person=fact.person,
        asked_by=fact.by, position=views.position, moment=fact.timestamp.strftime("%Y-%m-%dT%H:%MZ"),
        answer="", why=None,
    )  # fmt: skip
    views.touch(fact.person)


@on(Roster.CarerAnswered)
def carer_answered(views: Views, fact: Roster.CarerAnswered) -> None:
    """The answer."""
    _team(views, fact.originator_id)
    views.change("rosters_ask", (fact.ask,), answer=fact.answer, why=fact.why)
    views.touch(fact.person)


@on(Roster.ReplacementEnded)
def replacement_ended(views: Views, fact: Roster.ReplacementEnded) -> None:
    """Nobody is asked any more; whoever was sees it."""
    _team(views, fact.originator_id)
    standing = views.get("rosters_shift", fact.originator_id, fact.shift)
    taker = standing["person"] if standing and fact.how == "filled" else None
    views.change("rosters_search", (fact.search,), how=fact.how, taker=taker)
    for row in views.rows("rosters_ask", search=fact.search):
        views.touch(row["person"])


def _team(views: Views, roster: Id) -> Id:
    row = views.get("rosters_roster", roster)
    if row is None:
        raise KeyError(roster)
    team: Id = row["team"]
    views.touch(team)
    return team


def _person(views: Views, agenda: Id, team: Id) -> Id:
    stream = views.get("rosters_stream", agenda)
    if stream is None:
        raise KeyError(agenda)
    person: Id = stream["person"]
    touch_person(views, person)
    views.touch(team)
    return person


class Agreement(NamedTuple):
    """What somebody lets a team ask."""

    team: Id
    days: tuple[str, ...]
    places: tuple[str, ...]


class Asked(NamedTuple):
    """What somebody is asked, with the search that it belongs to."""

    ask: Id
    search: Id
    roster: Id
    team: Id
    shift: Id
    person: Id
    asked_by: Id
    moment: str
    answer: str
    why: str | None
    ends: str
    how: str
    taker: Id | None


class Opened(NamedTuple):
    """An absence, and the shifts that came open by it."""

    absence: Id
    person: Id
    first: str
    last: str
    shifts: tuple[Shift, ...]


_ASKED = (
    "SELECT a.ask, a.search, a.roster, a.team, a.shift, a.person, a.asked_by, a.moment, a.answer, a.why, s.ends, "
    "s.how, s.taker FROM rosters_ask a JOIN rosters_search s ON s.search = a.search "
)
_SHIFT = ", ".join(f"s.{column}" for column in Shift._fields)


def agreements_of(views: sqlite3.Connection, person: Id) -> list[Agreement]:
    """What a person agreed to, by team."""
    found = rows(views, "SELECT team, days, places FROM rosters_asking WHERE person = ? ORDER BY team", person)
    return [Agreement(team, tuple(json.loads(days)), tuple(json.loads(places))) for team, days, places in found]


def agreements_with(views: sqlite3.Connection, team: Id) -> dict[Id, dict[str, list[str]]]:
    """Who may be asked by a team, and for what."""
    found = rows(views, "SELECT person, days, places FROM rosters_asking WHERE team = ?", team)
    return {person: {"days": json.loads(days), "places": json.loads(places)} for person, days, places in found}


def ask_of(views: sqlite3.Connection, ask: Id) -> Asked | None:
    """What somebody is asked; None when nobody is."""
    found = first_row(views, _ASKED + "WHERE a.ask = ?", ask)
    return Asked._make(found) if found else None


def waiting_for(views: sqlite3.Connection, person: Id, moment: str) -> list[Asked]:
    """What waits for an answer of a person, the first shift first: in all teams, as long as it is open and to come."""
    found = rows(
        views,
        _ASKED + "JOIN rosters_shift h ON h.roster = a.roster AND h.shift = a.shift "
        "WHERE a.person = ? AND a.answer = '' AND s.how = '' AND s.ends > ? AND h.person IS NULL ORDER BY h.start",
        person, moment,
    )  # fmt: skip
    return [Asked._make(row) for row in found]


def asked_for(views: sqlite3.Connection, shift: Id) -> list[Asked]:
    """Who is or was asked in the last search for a shift, in the order in which they were."""
    found = rows(
        views,
        _ASKED + "WHERE s.search = (SELECT search FROM rosters_search WHERE shift = ? ORDER BY how = '' DESC, "
        "since DESC LIMIT 1) ORDER BY a.position",
        shift,
    )
    return [Asked._make(row) for row in found]


def lapsed_for(views: sqlite3.Connection, person: Id, moment: str) -> list[tuple[Asked, int]]:
    """What somebody was asked in the last week and need not answer any more, until they saw so; with its position."""
    week = (parse_instant(moment) - timedelta(days=7)).strftime("%Y-%m-%dT%H:%MZ")
    found = rows(
        views,
        _ASKED.replace(" FROM ", ", CASE s.how WHEN '' THEN a.position ELSE s.since END AS ended FROM ")
        + "WHERE a.person = ?1 AND a.answer = '' AND (s.how <> '' OR s.ends <= ?2) AND s.ends > ?3 "
        "AND s.taker IS NOT ?1 AND ended > coalesce((SELECT seen FROM rosters_seen WHERE person = ?1), 0) "
        "ORDER BY ended",
        person, moment, week,
    )  # fmt: skip
    return [(Asked._make(row[:-1]), row[-1]) for row in found]


def last_asked(views: sqlite3.Connection, team: Id) -> dict[Id, str]:
    """When a team asked each person last."""
    return dict(rows(views, "SELECT person, max(moment) FROM rosters_ask WHERE team = ? GROUP BY person", team))


def shift_of(views: sqlite3.Connection, roster: Id, shift: Id) -> Shift | None:
    """A shift of a roster as it stands."""
    found = first_row(views, f"SELECT {_SHIFT} FROM rosters_shift s WHERE s.roster = ? AND s.shift = ?", roster, shift)
    return Shift._make(found) if found else None


def opened_by(views: sqlite3.Connection, team: Id, absence: Id, moment: str, *, days: int = 7) -> Opened | None:
    """An absence of somebody, and which of their shifts of the coming days came open in this team by reporting it."""
    away = first_row(views, "SELECT person, first, last FROM rosters_absence WHERE absence = ?", absence)
    if away is None:
        return None
    reported = first_row(views, "SELECT min(since) FROM main.rosters_absence_history WHERE absence = ?", absence)
    position = reported[0] if reported else 0
    command = first_row(views, "SELECT command FROM main.trail_fact WHERE position = ?", position)
    facts = together(views, command[0], position) if command and command[0] else []
    opened = [str(fact.position) for fact in facts if fact.topic == "rosters.ShiftUnassigned"]
    today = parse_instant(moment).astimezone(AMSTERDAM).date()
    found = rows(
        views,
        f"SELECT DISTINCT {_SHIFT} FROM main.rosters_shift_history o "
        "JOIN rosters_shift s ON s.roster = o.roster AND s.shift = o.shift "
        "WHERE o.team = ? AND o.date BETWEEN ? AND ? AND o.since IN (SELECT CAST(value AS INTEGER) FROM json_each(?)) "
        "AND s.start > ? ORDER BY s.start, s.shift",
        team, today.isoformat(), (today + timedelta(days=days)).isoformat(), json.dumps(opened), moment,
    )  # fmt: skip
    person, first, last = away
    return Opened(absence, person, first, last, tuple(Shift._make(row) for row in found))


def on_duty(views: sqlite3.Connection, team: Id, person: Id, days: tuple[str, ...], begin: str, end: str) -> bool:
    """Whether somebody has a shift of the team on one of these days, or between two instants."""
    found = first_row(
        views,
        "SELECT 1 FROM rosters_shift WHERE person = ? AND team = ? AND date >= ? "
        "AND (date IN (SELECT value FROM json_each(?)) OR (start < ? AND end > ?)) LIMIT 1",
        person, team, (date.fromisoformat(min(days)) - timedelta(days=2)).isoformat(), json.dumps(days), end, begin,
    )  # fmt: skip
    return found is not None
