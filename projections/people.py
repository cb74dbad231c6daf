"""What is known of persons."""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass

from domain.kernel import Id
from domain.people import Person
from projections.fold import Views, on
from projections.tables import temporal
from projections.teams import touch_person

temporal("people_person", key=("person",), columns=("name", "email", "account", "limits"))
temporal("people_contract", key=("person", "since_day"), columns=("minutes_per_week",))
temporal("people_agency", key=("person",), columns=("agency",))
"""Who works here for an agency, and which."""
temporal("people_competence", key=("person", "code"), columns=("since_day", "until_day"))


@on(Person.PersonRegistered)
def person_registered(views: Views, fact: Person.PersonRegistered) -> None:
    """A row for the person."""
    views.put("people_person", (fact.originator_id,), name=fact.name, email=fact.email, account="none", limits=None)
    touch_person(views, fact.originator_id)


@on(Person.AgencyNamed)
def agency_named(views: Views, fact: Person.AgencyNamed) -> None:
    """For which agency."""
    views.put("people_agency", (fact.originator_id,), agency=fact.agency)
    touch_person(views, fact.originator_id)


@on(Person.PersonRenamed)
def person_renamed(views: Views, fact: Person.PersonRenamed) -> None:
    """The new name."""
    views.change("people_person", (fact.originator_id,), name=fact.name)
    touch_person(views, fact.originator_id)


@on(Person.EmailChanged)
def email_changed(views: Views, fact: Person.EmailChanged) -> None:
    """The new address."""
    views.change("people_person", (fact.originator_id,), email=fact.email)
    touch_person(views, fact.originator_id)


@on(Person.PersonInvited)
def person_invited(views: Views, fact: Person.PersonInvited) -> None:
    """The account is invited."""
    views.change("people_person", (fact.originator_id,), account="invited")
    touch_person(views, fact.originator_id)


@on(Person.AccountOpened)
def account_opened(views: Views, fact: Person.AccountOpened) -> None:
    """The account is open."""
    views.change("people_person", (fact.originator_id,), account="open")
    touch_person(views, fact.originator_id)


@on(Person.AccountClosed)
def account_closed(views: Views, fact: Person.AccountClosed) -> None:
    """The account is closed."""
    views.change("people_person", (fact.originator_id,), account="closed")
    touch_person(views, fact.originator_id)


@on(Person.LimitsSet)
def limits_set(views: Views, fact: Person.LimitsSet) -> None:
    """The personal limits, as JSON."""
    views.change("people_person", (fact.originator_id,), limits=json.dumps(fact.limits, sort_keys=True))
    touch_person(views, fact.originator_id)


@on(Person.ContractAgreed)
def contract_agreed(views: Views, fact: Person.ContractAgreed) -> None:
    """The minutes a week from a day on."""
    views.put("people_contract", (fact.originator_id, fact.since), minutes_per_week=fact.minutes_per_week)
    touch_person(views, fact.originator_id)


@on(Person.CompetenceGranted)
def competence_granted(views: Views, fact: Person.CompetenceGranted) -> None:
    """What the person is qualified for."""
    views.put("people_competence", (fact.originator_id, fact.code), since_day=fact.since, until_day=fact.until)
    touch_person(views, fact.originator_id)


@on(Person.CompetenceEnded)
def competence_ended(views: Views, fact: Person.CompetenceEnded) -> None:
    """Until when the person is qualified."""
    views.change("people_competence", (fact.originator_id, fact.code), until_day=fact.until)
    touch_person(views, fact.originator_id)


@dataclass(frozen=True, slots=True)
class PersonView:
    """A person; the name is packed and sealed, opened when a page is made."""

    id: Id
    name: str
    email: str | None
    account: str
    limits: dict[str, object]


def person(views: sqlite3.Connection, id: Id) -> PersonView | None:
    """A person, if known at that moment."""
    row = views.execute("SELECT name, email, account, limits FROM people_person WHERE person = ?", (id,)).fetchone()
    return PersonView(id, row[0], row[1], row[2], json.loads(row[3] or "{}")) if row else None


def contract_minutes(views: sqlite3.Connection, id: Id, day: str) -> int:
    """Contract minutes a week on a day; 0 without a contract."""
    row = views.execute(
        "SELECT minutes_per_week FROM people_contract WHERE person = ? AND since_day <= ? "
        "ORDER BY since_day DESC LIMIT 1",
        (id, day),
    ).fetchone()
    return int(row[0]) if row else 0


def contract_by_day(views: sqlite3.Connection, id: Id) -> Callable[[str], int]:
    """The same for many days, read once."""
    held = views.execute(
        "SELECT since_day, minutes_per_week FROM people_contract WHERE person = ? ORDER BY since_day", (id,)
    ).fetchall()
    days = [since for since, _ in held]

    def minutes(day: str) -> int:
        at = bisect_right(days, day)
        return int(held[at - 1][1]) if at else 0

    return minutes
