"""The organisation: one in each workspace."""

from __future__ import annotations

from datetime import date, timedelta

from eventsourcing.domain import event

from domain.kernel import Aggregate, Fact, FirstFact, Id, Sealed, id_of
from domain.teams.days import clean_day
from domain.teams.refusals import LastAdministrator, RoleUnknown
from domain.teams.tax_number import clean_tax_number

ORGANISATION: Id = id_of("organisation")
"""Its id, always the same: there is one."""

OFFICES = ("administrator", "controller", "auditor", "privacy_officer")


class Organisation(Aggregate):
    """Who holds an office for the whole organisation."""

    TOPIC = "teams.Organisation"
    class_version = 2

    class OrganisationFounded(FirstFact):
        """The organisation began to work with driehoek."""

        TOPIC = "teams.OrganisationFounded"
        name: Sealed

    class OfficeGiven(Fact):
        """Somebody holds an office in the organisation from a day on."""

        TOPIC = "teams.OfficeGiven"
        person: Id
        office: str
        since: str

    class OfficeEnded(Fact):
        """Somebody no longer holds an office after a day."""

        TOPIC = "teams.OfficeEnded"
        person: Id
        office: str
        until: str

    class OrganisationIdentified(Fact):
        """From a day on the organisation has this name for who audits it, and is known by this tax number."""

        TOPIC = "teams.OrganisationIdentified"
        name: Sealed
        tax_number: str
        valid_from: str

    @event(OrganisationFounded)
    def __init__(self, name: Sealed) -> None:
        self.offices: list[list[str]] = []
        """Each as person, office and the day since when."""

    def give_office(self, person: Id, office: str, *, since: str) -> None:
        """Give an office; nothing happens when the person holds it. Raises RoleUnknown."""
        if office not in OFFICES:
            raise RoleUnknown
        if not self._holds(person, office):
            self._office_given(person=person, office=office, since=clean_day(since))

    def end_office(self, person: Id, office: str, *, until: str) -> None:
        """End an office; raises RoleUnknown when it is not held, LastAdministrator.

        Who administrates gives the offices and founds the teams: somebody must be able to do so the day after.
        """
        if not self._holds(person, office):
            raise RoleUnknown
        until = clean_day(until, "until")
        after = (date.fromisoformat(until) + timedelta(days=1)).isoformat()
        others = [since for holder, held, since in self.offices if held == "administrator" and holder != person]
        if office == "administrator" and not any(since <= after for since in others):
            raise LastAdministrator
        self._office_ended(person=person, office=office, until=until)

    def identify(self, *, name: Sealed, tax_number: str, valid_from: str) -> None:
        """Say what it is called and what its tax number is, from a day on; raises TaxNumberWrong, DayUnreadable."""
        self._organisation_identified(
            name=name, tax_number=clean_tax_number(tax_number), valid_from=clean_day(valid_from, "valid_from")
        )

    def _holds(self, person: Id, office: str) -> bool:
        return any(held[:2] == [person, office] for held in self.offices)

    @event(OfficeGiven)
    def _office_given(self, person: Id, office: str, since: str) -> None:
        self.offices.append([person, office, since])

    @event(OfficeEnded)
    def _office_ended(self, person: Id, office: str, until: str) -> None:
        self.offices = [held for held in self.offices if held[:2] != [person, office]]

    @event(OrganisationIdentified)
    def _organisation_identified(self, name: Sealed, tax_number: str, valid_from: str) -> None:
        pass
