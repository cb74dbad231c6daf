"""Whom one can be in the demo."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field

from domain.kernel import Id, today


@dataclass(frozen=True, slots=True)
class SomebodyToBe:
    """A person of the demo with their roles; the name is packed and sealed."""

    person: Id
    name: str
    roles: list[str]


@dataclass(frozen=True, slots=True)
class TeamToBeIn:
    """A team of the demo; the name is packed and sealed, and None for those who are in no team."""

    name: str | None
    people: list[SomebodyToBe] = field(default_factory=list)


_PLACES = ("member", "resident", "relative")


def people_to_be(views: sqlite3.Connection, most: int = 600) -> list[TeamToBeIn]:
    """Everybody with a place or an office today, team by team: planners, carers, residents, relatives."""
    day = today().isoformat()
    teams: dict[str, TeamToBeIn] = {}
    found: dict[tuple[str, Id], SomebodyToBe] = {}
    for row in views.execute(
        "SELECT r.team, t.name AS team_name, r.person, p.name, r.role FROM teams_relation r "
        "JOIN people_person p USING (person) LEFT JOIN teams_team t ON t.team = r.team "
        "WHERE r.since_day <= ? AND (r.until_day IS NULL OR r.until_day >= ?) AND p.account <> 'closed' "
        "ORDER BY t.since, r.team, r.role IN ('member', 'resident', 'relative') DESC, r.person, r.role LIMIT ?",
        (day, day, most),
    ):
        team = teams.setdefault(row["team"], TeamToBeIn(row["team_name"]))
        somebody = found.get((row["team"], row["person"]))
        if somebody is None and row["team"] and row["role"] not in _PLACES:
            continue  # a role that outlived the place
        if somebody is None:
            somebody = found[row["team"], row["person"]] = SomebodyToBe(row["person"], row["name"], [])
            team.people.append(somebody)
        somebody.roles.append(row["role"])
    for team in teams.values():
        team.people.sort(key=lambda one: ("planner" not in one.roles, _PLACES.index(one.roles[0]) if team.name else 0))
    return sorted(teams.values(), key=lambda team: team.name is None)
