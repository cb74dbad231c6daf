"""The commands on persons."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from domain.kernel import EVERYONE, Id, NotThere, Service, acting, command, declare
from domain.people.person import Limits, Person, clean_limits
from domain.people.refusals import (
    AgencyMissing,
    CompetenceUnknown,
    DateUnreadable,
    EmailUnreadable,
    HoursOutOfRange,
    NameMissing,
    NotDoneInYourName,
    PersonIsThere,
)

declare(
    {
        "people.register_person": ("planner", "administrator"),
        "people.change_person": ("planner", "administrator"),
        "people.invite_person": ("planner", "administrator"),
        "people.close_account": ("administrator",),
        "people.open_account": (EVERYONE,),
        "people.disown_act": (EVERYONE,),
        "people.see_people": ("member", "planner", "administrator", "controller", "auditor"),
    }
)

NAME_LIMIT = 120
_COMPETENCE = re.compile(r"[a-z0-9][a-z0-9-]{0,19}")
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,190}")


def clean_name(text: str) -> str:
    """A name without stray spaces or control characters; raises NameMissing."""
    name = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if not 0 < len(name) <= NAME_LIMIT:
        raise NameMissing
    return name


def clean_day(text: str, field: str = "since") -> str:
    """An ISO day between 1900 and 2200; raises DateUnreadable."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        raise DateUnreadable(field=field) from None
    if not 1900 <= day.year <= 2200:
        raise DateUnreadable(field=field)
    return day.isoformat()


def clean_minutes(minutes: int) -> int:
    """Contract minutes a week from 0 to 48 hours; raises HoursOutOfRange."""
    if not 0 <= minutes <= 48 * 60:
        raise HoursOutOfRange
    return minutes


def clean_competence(text: str) -> str:
    """A competence's code in lower case; raises CompetenceUnknown."""
    code = text.strip().lower().replace(" ", "-")
    if not _COMPETENCE.fullmatch(code):
        raise CompetenceUnknown
    return code


def clean_agency(text: str) -> str:
    """The name of an agency, of at most 80 characters; raises AgencyMissing."""
    name = "".join(c if c.isprintable() else " " for c in text).strip()
    if not 0 < len(name) <= 80:
        raise AgencyMissing
    return name


def clean_email(text: str | None) -> str | None:
    """An address that could exist, or None; raises EmailUnreadable."""
    if text is None or not text.strip():
        return None
    if not _EMAIL.fullmatch(text.strip()):
        raise EmailUnreadable
    return text.strip()


class People(Service):
    """What is done with persons. `team` is the team for which somebody does it; None: for the organisation."""

    def registered(
        self,
        person: Id,
        *,
        name: str,
        since: str,
        minutes_per_week: int | None = None,
        competences: Iterable[str] = (),
        email: str | None = None,
        limits: Limits | None = None,
    ) -> Person:
        """A new person with contract and competences, not saved yet; for commands that span slices."""
        if self.workspace.get(Person, person) is not None:
            raise PersonIsThere
        vault, address = self.workspace.vault, clean_email(email)
        found = Person.begin(
            person,
            name=vault.seal(person, clean_name(name)),
            email=vault.seal(person, address) if address else None,
        )
        if minutes_per_week is not None:
            found.agree_contract(since=clean_day(since), minutes_per_week=clean_minutes(minutes_per_week))
        for code in competences:
            found.grant_competence(clean_competence(code), since=clean_day(since))
        if limits and (cleaned := clean_limits(limits)):
            found.set_limits(limits=cleaned)
        return found

    @command("people.register_person")
    def register_person(self, person: Id, *, name: str, since: str, email: str | None = None) -> None:
        """Register somebody who belongs to no woongroep: an office holder."""
        self.authority.require("people.register_person", None)
        self.workspace.save(self.registered(person, name=name, since=since, email=email))

    @command("people.change_person")
    def rename_person(self, person: Id, *, name: str, team: Id | None = None) -> None:
        """Write a name differently."""
        self._allow("people.change_person", person, team)
        found = self._the(Person, person)
        found.rename(name=self.workspace.vault.seal(person, clean_name(name)))
        self.workspace.save(found)

    @command("people.change_person")
    def change_email(self, person: Id, *, email: str | None, team: Id | None = None) -> None:
        """Reach a person at another address."""
        self._allow("people.change_person", person, team)
        found, address = self._the(Person, person), clean_email(email)
        found.change_email(email=self.workspace.vault.seal(person, address) if address else None)
        self.workspace.save(found)

    @command("people.change_person")
    def agree_contract(self, person: Id, *, since: str, minutes_per_week: int, team: Id | None = None) -> None:
        """Agree contract minutes a week from a day on."""
        self._allow("people.change_person", person, team)
        found = self._the(Person, person)
        found.require_own()
        found.agree_contract(since=clean_day(since), minutes_per_week=clean_minutes(minutes_per_week))
        self.workspace.save(found)

    @command("people.change_person")
    def grant_competence(
        self, person: Id, *, code: str, since: str, until: str | None = None, team: Id | None = None
    ) -> None:
        """Qualify a person for something."""
        self._allow("people.change_person", person, team)
        found = self._the(Person, person)
        found.grant_competence(
            clean_competence(code), since=clean_day(since), until=clean_day(until, "until") if until else None
        )
        self.workspace.save(found)

    @command("people.change_person")
    def end_competence(self, person: Id, *, code: str, until: str, team: Id | None = None) -> None:
        """Let a qualification end after a day."""
        self._allow("people.change_person", person, team)
        found = self._the(Person, person)
        found.end_competence(clean_competence(code), until=clean_day(until, "until"))
        self.workspace.save(found)

    @command("people.change_person")
    def set_limits(self, person: Id, *, limits: Limits, team: Id | None = None) -> None:
        """Agree personal limits."""
        self._allow("people.change_person", person, team)
        found = self._the(Person, person)
        found.set_limits(limits=clean_limits(limits))
        self.workspace.save(found)

    @command("people.invite_person")
    def invite_person(self, person: Id, *, team: Id | None = None) -> None:
        """Record that a person was invited; the invitation itself stands in the vault.

        Whose account was closed is invited only by who may close it.
        """
        self._allow("people.invite_person", person, team)
        found = self._the(Person, person)
        if found.account == "closed":
            self.authority.require("people.close_account", team)
        found.invite()
        self.workspace.save(found)

    @command("people.open_account")
    def open_account(self, person: Id) -> None:
        """Record that the person who acts chose a password."""
        self.authority.require("people.open_account", None)
        if person != acting().person:
            raise NotThere
        found = self._the(Person, person)
        found.open_account()
        self.workspace.save(found)

    @command("people.close_account")
    def close_account(self, person: Id) -> None:
        """Record that a person may no longer sign in."""
        self.authority.require("people.close_account", None)
        found = self._the(Person, person)
        found.close_account()
        self.workspace.save(found)

    @command("people.disown_act")
    def disown_act(self, position: int) -> None:
        """Say that what stands in the acting person's name at a position was done by somebody else."""
        self.authority.require("people.disown_act", None)
        me = acting().person
        if self.workspace.author_of(position) != me:
            raise NotDoneInYourName
        found = self._the(Person, me)
        found.disown(position)
        self.workspace.save(found)

    def _allow(self, action: str, person: Id, team: Id | None) -> None:
        """A planner changes the own team's people only."""
        self.authority.require(action, team)
        if team is not None:
            self.authority.require_related(person, team)
