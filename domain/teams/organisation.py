"""The organisation: one in each workspace."""

from __future__ import annotations

from eventsourcing.domain import event

from domain.kernel import Aggregate, Fact, FirstFact, Id, Sealed, id_of
from domain.teams.days import clean_day
from domain.teams.refusals import RoleUnknown

ORGANISATION: Id = id_of("organisation")
"""Its id, always the same: there is one."""

OFFICES = ("administrator", "controller", "auditor", "privacy_officer")


class Organisation(Aggregate):
    """Who holds an office for the whole organisation."""

    TOPIC = "teams.Organisation"

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

    @event(OrganisationFounded)
    def __init__(self, name: Sealed) -> None:
        self.offices: list[list[str]] = []

    def give_office(self, person: Id, office: str, *, since: str) -> None:
        """Give an office; nothing happens when the person holds it. Raises RoleUnknown."""
        if office not in OFFICES:
            raise RoleUnknown
        if [person, office] not in self.offices:
            self._office_given(person=person, office=office, since=clean_day(since))

    def end_office(self, person: Id, office: str, *, until: str) -> None:
        """End an office; raises RoleUnknown when the person does not hold it."""
        if [person, office] not in self.offices:
            raise RoleUnknown
        self._office_ended(person=person, office=office, until=clean_day(until, "until"))

    @event(OfficeGiven)
    def _office_given(self, person: Id, office: str, since: str) -> None:
        self.offices.append([person, office])

    @event(OfficeEnded)
    def _office_ended(self, person: Id, office: str, until: str) -> None:
        self.offices.remove([person, office])
