"""Teams, who belongs to them, and the relations that authority rests on."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from domain.kernel import Id, Relation, Relations
from domain.teams import Organisation, Woongroep
from projections.fold import Views, on, touch_all
from projections.tables import temporal

temporal("teams_organisation", key=("organisation",), columns=("name",))
temporal("teams_identity", key=("valid_from",), columns=("name", "tax_number", "by"))
"""What the organisation is called in its books, and its tax number, from a day on; the name is packed and sealed."""
temporal("teams_team", key=("team",), columns=("name",))
temporal(
    "teams_relation",
    key=("person", "team", "role", "since_day"),
    columns=("until_day", "of"),
    indexes=(("team",),),
)
"""Every place and role, dated; team '' is the whole organisation. `of`: the resident that a relative belongs to."""


temporal("teams_person", key=("person",), columns=("teams", "ended"))
"""The teams that somebody ever had a place in, as JSON: what shows them changes with the person. `ended`: the last day
in those that were left, as JSON, or nothing."""


def touch_person(views: Views, person: Id) -> None:
    """What shows a person, and their teams, changes."""
    views.touch(person)
    row = views.row("teams_person", person)
    if row:
        touch_all(views, ids_in(row[0]))


@lru_cache(4_096)
def ids_in(text: str) -> tuple[Id, ...]:
    """The teams in a column; read once, for the colleagues of a team have the same text."""
    return tuple(json.loads(text))


@lru_cache(4_096)
def teams_left(text: str | None, day: str) -> frozenset[Id]:
    """The teams in an `ended` column that were left before that day."""
    return frozenset(team for team, last in json.loads(text or "{}").items() if last < day)


@on(Organisation.OrganisationFounded)
def organisation_founded(views: Views, fact: Organisation.OrganisationFounded) -> None:
    """The organisation."""
    views.put("teams_organisation", (fact.originator_id,), name=fact.name)


@on(Organisation.OrganisationIdentified)
def organisation_identified(views: Views, fact: Organisation.OrganisationIdentified) -> None:
    """Its name and tax number from a day on."""
    views.put("teams_identity", (fact.valid_from,), name=fact.name, tax_number=fact.tax_number, by=fact.by)
    views.touch(fact.originator_id)


@on(Woongroep.WoongroepFounded)
def woongroep_founded(views: Views, fact: Woongroep.WoongroepFounded) -> None:
    """A team."""
    views.put("teams_team", (fact.originator_id,), name=fact.name)
    views.touch(fact.originator_id)


@on(Woongroep.WoongroepRenamed)
def woongroep_renamed(views: Views, fact: Woongroep.WoongroepRenamed) -> None:
    """Its new name."""
    views.change("teams_team", (fact.originator_id,), name=fact.name)
    views.touch(fact.originator_id)


@on(Woongroep.PersonJoined)
def person_joined(views: Views, fact: Woongroep.PersonJoined) -> None:
    """A dated place."""
    _begin(views, fact.person, fact.originator_id, fact.place, fact.since, fact.of)
    _ended(views, fact.person, fact.originator_id, None)


@on(Woongroep.PersonLeft)
def person_left(views: Views, fact: Woongroep.PersonLeft) -> None:
    """The place ends."""
    _end(views, fact.person, fact.originator_id, fact.place, fact.until)
    _ended(views, fact.person, fact.originator_id, fact.until)


@on(Woongroep.StayRedated)
def stay_redated(views: Views, fact: Woongroep.StayRedated) -> None:
    """The last place ends on another day."""
    begun = [
        row["since_day"]
        for row in views.rows("teams_relation", person=fact.person, team=fact.originator_id, role=fact.place)
    ]
    views.change("teams_relation", (fact.person, fact.originator_id, fact.place, max(begun)), until_day=fact.until)
    _ended(views, fact.person, fact.originator_id, fact.until)
    views.touch(fact.person)
    views.touch(fact.originator_id)


@on(Woongroep.RoleGiven)
def role_given(views: Views, fact: Woongroep.RoleGiven) -> None:
    """A dated role."""
    _begin(views, fact.person, fact.originator_id, fact.role_given, fact.since)


@on(Woongroep.RoleEnded)
def role_ended(views: Views, fact: Woongroep.RoleEnded) -> None:
    """The role ends."""
    _end(views, fact.person, fact.originator_id, fact.role_ended, fact.until)


@on(Organisation.OfficeGiven)
def office_given(views: Views, fact: Organisation.OfficeGiven) -> None:
    """A dated office."""
    _begin(views, fact.person, "", fact.office, fact.since)


@on(Organisation.OfficeEnded)
def office_ended(views: Views, fact: Organisation.OfficeEnded) -> None:
    """The office ends."""
    _end(views, fact.person, "", fact.office, fact.until)


def _begin(views: Views, person: Id, team: Id, role: str, since: str, of: Id | None = None) -> None:
    views.put("teams_relation", (person, team, role, since), until_day=None, of=of)
    standing = views.get("teams_person", person)
    known = set(json.loads(standing["teams"])) if standing else set()
    if team and team not in known:
        ended = standing["ended"] if standing else None
        views.put("teams_person", (person,), teams=json.dumps(sorted(known | {team})), ended=ended)
    views.touch(person)
    views.touch(team)


def _ended(views: Views, person: Id, team: Id, until: str | None) -> None:
    standing = views.get("teams_person", person) or {}
    ended = json.loads(standing["ended"] or "{}")
    if ended.pop(team, None) is None and until is None:
        return
    if until:
        ended[team] = until
    views.change("teams_person", (person,), ended=json.dumps(ended, sort_keys=True) if ended else None)


def _end(views: Views, person: Id, team: Id, role: str, until: str) -> None:
    for row in views.rows("teams_relation", person=person, team=team, role=role):
        if row["until_day"] is None:
            views.change("teams_relation", (person, team, role, row["since_day"]), until_day=until)
    views.touch(person)
    views.touch(team)


@dataclass(frozen=True, slots=True)
class TeamView:
    """A team; the name is packed and sealed."""

    id: Id
    name: str


@dataclass(frozen=True, slots=True)
class InTeam:
    """Somebody with a place or role in a team; the name is packed and sealed."""

    person: Id
    name: str
    role: str
    since: str
    until: str | None
    of: Id | None


def organisation_name(views: sqlite3.Connection) -> str | None:
    """The organisation's packed name; None before it was founded."""
    row = views.execute("SELECT name FROM teams_organisation").fetchone()
    return row[0] if row else None


class Identity(NamedTuple):
    """What the organisation is called from a day on, packed and sealed, and its tax number."""

    valid_from: str
    name: str
    tax_number: str
    by: Id


def identities(views: sqlite3.Connection) -> list[Identity]:
    """Every name and tax number that the organisation has in its books, the last one first."""
    rows = views.execute("SELECT valid_from, name, tax_number, by FROM teams_identity ORDER BY valid_from DESC")
    return [Identity(*row) for row in rows]


def identity_on(views: sqlite3.Connection, day: str) -> Identity | None:
    """The one of a day; before the first one that one, for the organisation was there already."""
    found = identities(views)
    return next((one for one in found if one.valid_from <= day), found[-1] if found else None)


def team(views: sqlite3.Connection, id: Id) -> TeamView | None:
    """A team, if it was founded at that moment."""
    row = views.execute("SELECT name FROM teams_team WHERE team = ?", (id,)).fetchone()
    return TeamView(id, row[0]) if row else None


def teams(views: sqlite3.Connection) -> list[TeamView]:
    """All teams, in the order in which they were founded."""
    return [TeamView(*row) for row in views.execute("SELECT team, name FROM teams_team ORDER BY since")]


def people_of(views: sqlite3.Connection, team: Id, role: str | None = None) -> list[InTeam]:
    """Everybody with a place or role in the team, past ones included; perhaps of one role."""
    return [
        InTeam(*row)
        for row in views.execute(
            "SELECT r.person, p.name, r.role, r.since_day, r.until_day, r.of FROM teams_relation r "
            "JOIN people_person p USING (person) WHERE r.team = ? AND (? IS NULL OR r.role = ?) "
            "ORDER BY r.since_day, r.person",
            (team, role, role),
        )
    ]


_RELATIONS = """
SELECT 0, team, role, since_day, until_day FROM teams_relation WHERE person = :person
UNION ALL SELECT 1, code, since_day, until_day, NULL FROM people_competence WHERE person = :person
UNION ALL SELECT 2, account, limits, NULL, NULL FROM people_person WHERE person = :person
UNION ALL SELECT 3, minutes_per_week, since_day, NULL, NULL FROM people_contract WHERE person = :person
"""
"""One question: every request asks it, and four of them cost twice as much."""


def relations(views: sqlite3.Connection, person: Id) -> Relations:
    """What decides what a person may do, and what a shift may ask of them."""
    held: list[Relation] = []
    qualified: list[tuple[str, str, str | None]] = []
    contracts: list[tuple[str, int]] = []
    closed, limits = False, None
    for what, first, second, since, until in views.execute(_RELATIONS, {"person": person}):
        if what == 0:
            held.append(Relation(second, first or None, since, until))
        elif what == 1:
            qualified.append((first, second, since))
        elif what == 2:
            closed, limits = first == "closed", second
        else:
            contracts.append((second, first))
    limited = json.loads(limits) if limits else {}
    return Relations(person, tuple(held), tuple(qualified), limited, tuple(sorted(contracts)), closed)


class RelationsNow:
    """The relations as they are now, read from the views: what authority asks."""

    def __init__(self, reading: Callable[[], AbstractContextManager[sqlite3.Connection]]) -> None:
        self._reading = reading

    def relations(self, person: Id) -> Relations:
        """The relations of a person."""
        with self._reading() as views:
            return relations(views, person)

    def knows(self, person: Id) -> bool:
        """Whether the person was registered."""
        with self._reading() as views:
            return views.execute("SELECT 1 FROM people_person WHERE person = ?", (person,)).fetchone() is not None

    def members(self, team: Id, day: str) -> frozenset[Id]:
        """Who works in the team on that day."""
        with self._reading() as views:
            return frozenset(
                p.person
                for p in people_of(views, team, "member")
                if p.since <= day and (p.until is None or day <= p.until)
            )
