"""A woongroep: a home, who lives there and the team that runs it."""

from __future__ import annotations

from datetime import date, timedelta

from eventsourcing.domain import event

from domain.kernel import Aggregate, Fact, FirstFact, Id, Sealed
from domain.teams.days import clean_day
from domain.teams.refusals import AlreadyInTeam, LastPlanner, NotInTeam, RoleUnknown

ROLES = ("planner", "finance", "quality", "informer", "developer", "mentor", "kerngroep")
"""Roles that a member (or, for the kerngroep, a resident) can hold beside being in the team."""

PLACES = ("member", "resident", "relative")
"""What somebody is to the woongroep."""


class Woongroep(Aggregate):
    """Its people by place (member, resident, relative) and the roles that they hold."""

    TOPIC = "teams.Woongroep"
    class_version = 3

    class WoongroepFounded(FirstFact):
        """A woongroep began to run itself."""

        TOPIC = "teams.WoongroepFounded"
        name: Sealed

    class WoongroepRenamed(Fact):
        """A woongroep took another name."""

        TOPIC = "teams.WoongroepRenamed"
        name: Sealed

    class PersonJoined(Fact):
        """Somebody came to work or live in the woongroep, or is a resident's relative."""

        TOPIC = "teams.PersonJoined"
        person: Id
        place: str
        since: str
        of: Id | None

    class PersonLeft(Fact):
        """Somebody is no longer with the woongroep after a day."""

        TOPIC = "teams.PersonLeft"
        person: Id
        place: str
        until: str

    class StayRedated(Fact):
        """Somebody who was with the woongroep until a day is so until another."""

        TOPIC = "teams.StayRedated"
        person: Id
        place: str
        until: str

    class RoleGiven(Fact):
        """The team gave somebody a role from a day on."""

        TOPIC = "teams.RoleGiven"
        person: Id
        role_given: str
        since: str

    class RoleEnded(Fact):
        """Somebody no longer holds a role after a day."""

        TOPIC = "teams.RoleEnded"
        person: Id
        role_ended: str
        until: str

    @event(WoongroepFounded)
    def __init__(self, name: Sealed) -> None:
        self.people: dict[str, str] = {}
        self.roles: list[list[str]] = []
        """Each as person, role and the day since when."""
        self.stays: dict[str, list[str]] = {}
        """By who left: the place, and the last day."""

    @event(WoongroepRenamed)
    def rename(self, name: Sealed) -> None:
        """Take another name."""

    def join(self, person: Id, *, place: str, since: str, of: Id | None = None) -> None:
        """Let somebody in: a member, a resident, or a relative `of` a resident. Raises AlreadyInTeam, NotInTeam."""
        if place not in PLACES:
            raise RoleUnknown(field="place")
        if person in self.people:
            raise AlreadyInTeam
        if place == "relative" and self.people.get(of or "") != "resident":
            raise NotInTeam(field="of")
        self._person_joined(person=person, place=place, since=clean_day(since), of=of if place == "relative" else None)

    def begin_sooner(self, person: Id, *, since: str) -> None:
        """Let a member who would begin later be there from this day on; what roles were given stays.

        Raises AlreadyInTeam for a resident or a relative.
        """
        if self.people.get(person) != "member":
            raise AlreadyInTeam
        before = date.fromisoformat(clean_day(since)) - timedelta(days=1)
        self._person_left(person=person, place="member", until=before.isoformat())
        self._person_joined(person=person, place="member", since=since, of=None)

    def leave(self, person: Id, *, until: str) -> None:
        """Let somebody go, after ending the roles held. Raises NotInTeam, LastPlanner."""
        if person not in self.people:
            raise NotInTeam
        for holder, role, _ in list(self.roles):
            if holder == person:
                self.end_role(person, role, until=until)
        self._person_left(person=person, place=self.people[person], until=clean_day(until, "until"))

    def redate_stay(self, person: Id, *, until: str) -> None:
        """Let somebody whose last day was set be there until another one. Raises NotInTeam when none was."""
        if person in self.people or person not in self.stays:
            raise NotInTeam
        if self.stays[person][1] != clean_day(until, "until"):
            self._stay_redated(person=person, place=self.stays[person][0], until=until)

    def give_role(self, person: Id, role: str, *, since: str) -> None:
        """Give a role to somebody in the team; nothing happens when it is held. Raises NotInTeam, RoleUnknown."""
        if role not in ROLES:
            raise RoleUnknown
        if self.people.get(person) not in (("resident",) if role == "kerngroep" else ("member",)):
            raise NotInTeam
        if not self._holds(person, role):
            self._role_given(person=person, role_given=role, since=clean_day(since))

    def end_role(self, person: Id, role: str, *, until: str) -> None:
        """End a role; raises RoleUnknown when it is not held, LastPlanner when nobody else plans the day after."""
        if not self._holds(person, role):
            raise RoleUnknown
        until = clean_day(until, "until")
        after = (date.fromisoformat(until) + timedelta(days=1)).isoformat()
        others = [since for holder, held, since in self.roles if held == "planner" and holder != person]
        if role == "planner" and not any(since <= after for since in others):
            raise LastPlanner
        self._role_ended(person=person, role_ended=role, until=until)

    def _holds(self, person: Id, role: str) -> bool:
        return any(held[:2] == [person, role] for held in self.roles)

    @event(PersonJoined)
    def _person_joined(self, person: Id, place: str, since: str, of: Id | None) -> None:
        self.people[person] = place
        self.stays.pop(person, None)

    @event(PersonLeft)
    def _person_left(self, person: Id, place: str, until: str) -> None:
        del self.people[person]
        self.stays[person] = [place, until]

    @event(StayRedated)
    def _stay_redated(self, person: Id, place: str, until: str) -> None:
        self.stays[person] = [place, until]

    @event(RoleGiven)
    def _role_given(self, person: Id, role_given: str, since: str) -> None:
        self.roles.append([person, role_given, since])

    @event(RoleEnded)
    def _role_ended(self, person: Id, role_ended: str, until: str) -> None:
        self.roles = [held for held in self.roles if held[:2] != [person, role_ended]]
