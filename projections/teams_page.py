"""What the page of a woongroep's people shows."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, field
from typing import Any

from domain.kernel import Id


@dataclass(slots=True)
class Held:
    """A role that somebody holds in the woongroep, from a day on."""

    role: str
    since: str
    until: str | None


@dataclass(slots=True)
class Somebody:
    """A person of a woongroep on a day; texts are packed and sealed."""

    id: Id
    name: str
    email: str | None
    account: str
    place: str
    since: str
    until: str | None
    of: Id | None
    minutes_per_week: int | None
    limits: dict[str, Any]
    roles: list[Held] = field(default_factory=list)
    competences: list[tuple[str, str, str | None]] = field(default_factory=list)
    """(code, since, until)"""


_PLACES = ("member", "resident", "relative")


def people_page(views: sqlite3.Connection, team: Id, day: str, person: Id | None = None) -> list[Somebody]:
    """Everybody with a place in the woongroep that has not ended before the day, or one of them."""
    found: dict[Id, Somebody] = {}
    rows = views.execute(
        "SELECT r.person, r.role, r.since_day, r.until_day, r.of, p.name, p.email, p.account, p.limits, "
        "(SELECT c.minutes_per_week FROM people_contract c WHERE c.person = r.person AND c.since_day <= ? "
        " ORDER BY c.since_day DESC LIMIT 1) AS minutes FROM teams_relation r JOIN people_person p USING (person) "
        "WHERE r.team = ? AND (r.until_day IS NULL OR r.until_day >= ?) AND (? IS NULL OR r.person = ?) "
        "ORDER BY r.role NOT IN ('member', 'resident', 'relative'), r.since_day, r.person",
        (day, team, day, person, person),
    ).fetchall()
    for row in rows:
        if row["role"] in _PLACES:
            found.setdefault(
                row["person"],
                Somebody(
                    row["person"], row["name"], row["email"], row["account"], row["role"], row["since_day"],
                    row["until_day"], row["of"], row["minutes"], json.loads(row["limits"] or "{}"),
                ),
            )  # fmt: skip
        elif row["person"] in found:
            found[row["person"]].roles.append(Held(row["role"], row["since_day"], row["until_day"]))
    for somebody in found.values():
        somebody.competences = [
            tuple(row)
            for row in views.execute(
                "SELECT code, since_day, until_day FROM people_competence "
                "WHERE person = ? AND (until_day IS NULL OR until_day >= ?) ORDER BY code",
                (somebody.id, day),
            )
        ]
    return list(found.values())


def contracts(views: sqlite3.Connection, person: Id) -> list[tuple[str, int]]:
    """(day, minutes a week) of each contract, the last one first."""
    return [
        tuple(row)
        for row in views.execute(
            "SELECT since_day, minutes_per_week FROM people_contract WHERE person = ? ORDER BY since_day DESC",
            (person,),
        )
    ]


@dataclass(frozen=True, slots=True)
class TeamLine:
    """A woongroep in the administrator's list; the name is packed and sealed."""

    id: Id
    name: str
    members: int


def team_lines(views: sqlite3.Connection, day: str) -> list[TeamLine]:
    """Every woongroep with how many work there on a day, in the order in which they were founded."""
    return [
        TeamLine(*row)
        for row in views.execute(
            "SELECT t.team, t.name, (SELECT count(DISTINCT r.person) FROM teams_relation r WHERE r.team = t.team "
            "AND r.role = 'member' AND r.since_day <= ? AND (r.until_day IS NULL OR r.until_day >= ?)) "
            "FROM teams_team t ORDER BY t.since",
            (day, day),
        )
    ]


def kinds(views: sqlite3.Connection, team: Id) -> list[tuple[str, str]]:
    """(code, packed name) of the shift kinds of a woongroep."""
    return [
        tuple(row)
        for row in views.execute("SELECT code, name FROM rosters_kind WHERE team = ? ORDER BY start, code", (team,))
    ]


def shifts_from(views: sqlite3.Connection, team: Id, person: Id, day: str) -> int:
    """How many shifts from a day on stand in a person's name in the woongroep."""
    row = views.execute(
        "SELECT count(*) FROM rosters_shift WHERE team = ? AND person = ? AND date >= ?", (team, person, day)
    ).fetchone()
    return int(row[0])
