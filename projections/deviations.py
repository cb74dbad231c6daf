"""What people agreed to about the rules of working time, and what they asked of them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from domain.kernel import Id
from domain.rosters import Agenda
from domain.rosters.labour import Consent
from domain.rosters.lawful import Employment
from projections.fold import Views, on
from projections.roster_shapes import rows
from projections.rule_sets import decided
from projections.tables import temporal
from projections.teams import touch_person

temporal(
    "rosters_deviation", key=("deviation",), columns=("person", "rule", "first", "last", "shift", "why", "moment"),
    indexes=(("person",),),
)  # fmt: skip
temporal(
    "rosters_protection", key=("protection",), columns=("person", "first", "last", "tells"), indexes=(("person",),)
)


def _person(views: Views, agenda: Id) -> Id:
    row = views.row("rosters_stream", agenda)
    return str(row[1]) if row else ""


@on(Agenda.DeviationAgreed)
def deviation_agreed(views: Views, fact: Agenda.DeviationAgreed) -> None:
    """Somebody agreed."""
    person = _person(views, fact.originator_id)
    views.put(
        "rosters_deviation", (fact.deviation,), person=person, rule=fact.rule, first=fact.first, last=fact.last,
        shift=fact.shift, why=fact.why, moment=views.moment,
    )  # fmt: skip
    touch_person(views, person)


@on(Agenda.DeviationWithdrawn)
def deviation_withdrawn(views: Views, fact: Agenda.DeviationWithdrawn) -> None:
    """Until when it held."""
    views.change("rosters_deviation", (fact.deviation,), last=fact.until)
    touch_person(views, _person(views, fact.originator_id))


@on(Agenda.ProtectionAsked)
def protection_asked(views: Views, fact: Agenda.ProtectionAsked) -> None:
    """Its days, and who may know."""
    person = _person(views, fact.originator_id)
    views.put(
        "rosters_protection", (fact.protection,), person=person, first=fact.first, last=fact.last,
        tells=json.dumps(fact.tells),
    )  # fmt: skip
    touch_person(views, person)


@on(Agenda.ProtectionEnded)
def protection_ended(views: Views, fact: Agenda.ProtectionEnded) -> None:
    """Until when."""
    views.change("rosters_protection", (fact.protection,), last=fact.until)
    touch_person(views, _person(views, fact.originator_id))


@dataclass(frozen=True, slots=True)
class Deviation:
    """A consent as it is shown; why is packed and sealed."""

    deviation: Id
    person: Id
    rule: str
    first: str
    last: str
    shift: Id | None
    why: str
    moment: str


@dataclass(frozen=True, slots=True)
class Protection:
    """Days in which somebody is protected, and who may know why."""

    protection: Id
    first: str
    last: str
    tells: tuple[Id, ...]


def deviations_of(views: sqlite3.Connection, person: Id) -> list[Deviation]:
    """What somebody agreed to, the latest days first; also what is over or taken back."""
    found = rows(
        views,
        "SELECT deviation, person, rule, first, last, shift, why, moment FROM rosters_deviation WHERE person = ? "
        "ORDER BY first DESC, since DESC",
        person,
    )
    return [Deviation(*row) for row in found]


def protections_of(views: sqlite3.Connection, person: Id) -> list[Protection]:
    """The days for which somebody asked for protection, the latest first."""
    found = rows(
        views,
        "SELECT protection, first, last, tells FROM rosters_protection WHERE person = ? ORDER BY first DESC",
        person,
    )
    return [Protection(id, first, last, tuple(json.loads(tells))) for id, first, last, tells in found]


def agreements_of(views: sqlite3.Connection, whose: str) -> dict[Id, Employment]:
    """What the rules ask beside the shifts, of who agreed or asked something; `whose`: ids as JSON.

    As anybody may know it, and without contracts and absence: for the marks in the cells, which look at what is near.
    """
    rules = decided(views)
    consents: dict[Id, tuple[Consent, ...]] = {}
    protected: dict[Id, tuple[tuple[str, str], ...]] = {}
    among = "person IN (SELECT value FROM json_each(?)) AND first <= last ORDER BY first"
    for person, *held in rows(
        views, f"SELECT person, deviation, rule, first, last FROM rosters_deviation WHERE {among}", whose
    ):
        consents[person] = (*consents.get(person, ()), Consent(*held))
    for person, first, last in rows(views, f"SELECT person, first, last FROM rosters_protection WHERE {among}", whose):
        protected[person] = (*protected.get(person, ()), (first, last))
    those = json.loads(whose) if rules else consents.keys() | protected.keys()
    return {
        person: Employment(decided=rules, protected=protected.get(person, ()), consents=consents.get(person, ()))
        for person in those
    }


def employment_of(
    views: sqlite3.Connection, person: Id, contracts: tuple[tuple[str, int], ...], viewer: Id | None = None
) -> Employment:
    """What the labour rules ask of somebody beside the shifts, as `viewer` may know it (None: as anybody)."""
    return employments_of(views, {person: contracts}, viewer)[person]


def employments_of(
    views: sqlite3.Connection, contracts: Mapping[Id, tuple[tuple[str, int], ...]], viewer: Id | None = None
) -> dict[Id, Employment]:
    """The same of all whose contracts are given, each question asked once."""
    whose, rules = json.dumps(list(contracts)), decided(views)
    among = "person IN (SELECT value FROM json_each(?)) ORDER BY first DESC"
    agreed, protected = dict[Id, list[Consent]](), dict[Id, list[tuple[str, str, bool]]]()
    for person, deviation, rule, first, last in rows(
        views, f"SELECT person, deviation, rule, first, last FROM rosters_deviation WHERE {among}, since DESC", whose
    ):
        if first <= last:
            agreed.setdefault(person, []).append(Consent(deviation, rule, first, last))
    for person, first, last, tells in rows(
        views, f"SELECT person, first, last, tells FROM rosters_protection WHERE {among}", whose
    ):
        protected.setdefault(person, []).append((first, last, viewer in json.loads(tells)))
    found = {}
    for person, weeks in contracts.items():
        days, mine = protected.get(person, ()), viewer is not None and viewer == person
        found[person] = Employment(
            decided=rules, contracts=weeks, protected=tuple((first, last) for first, last, _ in days), willing=mine,
            told=mine, told_of=tuple((first, last) for first, last, told in days if told),
            consents=tuple(agreed.get(person, ())),
        )  # fmt: skip
    return found
