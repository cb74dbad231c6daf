"""The commands on the organisation and its teams."""

from __future__ import annotations

from domain.kernel import Id, Service, command, declare
from domain.teams.organisation import ORGANISATION, Organisation
from domain.teams.refusals import OrganisationIsThere, PersonUnknown, TeamIsThere, TeamNameMissing
from domain.teams.woongroep import Woongroep

declare(
    {
        "teams.found_organisation": (),
        "teams.give_office": ("administrator",),
        "teams.identify_organisation": ("controller",),
        "teams.found_team": ("administrator",),
        "teams.change_team": ("planner", "administrator"),
        "teams.see_team": (
            "member", "planner", "resident", "relative", "kerngroep", "administrator", "controller", "auditor",
        ),
    }
)  # fmt: skip

NAME_LIMIT = 80


def clean_team_name(text: str) -> str:
    """A name without stray spaces or control characters; raises TeamNameMissing."""
    name = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if not 0 < len(name) <= NAME_LIMIT:
        raise TeamNameMissing
    return name


class Teams(Service):
    """What is done with the organisation and its teams."""

    def organisation_founded(self, *, name: str) -> Organisation:
        """The new organisation, not saved yet; raises OrganisationIsThere."""
        if self.workspace.get(Organisation, ORGANISATION) is not None:
            raise OrganisationIsThere
        sealed = self.workspace.vault.seal(ORGANISATION, clean_team_name(name))
        return Organisation.begin(ORGANISATION, name=sealed)

    def team_founded(self, team: Id, *, name: str) -> Woongroep:
        """A new woongroep, not saved yet; raises TeamIsThere."""
        if self.workspace.get(Woongroep, team) is not None:
            raise TeamIsThere
        return Woongroep.begin(team, name=self.workspace.vault.seal(team, clean_team_name(name)))

    @command("teams.give_office")
    def give_office(self, person: Id, *, office: str, since: str) -> None:
        """Give somebody an office in the organisation."""
        self.authority.require("teams.give_office", None)
        self._known(person)
        organisation = self._the(Organisation, ORGANISATION)
        organisation.give_office(person, office, since=since)
        self.workspace.save(organisation)

    @command("teams.give_office")
    def end_office(self, person: Id, *, office: str, until: str) -> None:
        """End somebody's office; raises LastAdministrator when nobody else administrates the day after."""
        self.authority.require("teams.give_office", None)
        organisation = self._the(Organisation, ORGANISATION)
        organisation.end_office(person, office, until=until)
        self.workspace.save(organisation)

    @command("teams.identify_organisation")
    def identify_organisation(self, *, name: str, tax_number: str, valid_from: str) -> None:
        """Say what the organisation is called and what its tax number is, from a day on."""
        self.authority.require("teams.identify_organisation", None)
        organisation = self._the(Organisation, ORGANISATION)
        sealed = self.workspace.vault.seal(ORGANISATION, clean_team_name(name))
        organisation.identify(name=sealed, tax_number=tax_number, valid_from=valid_from)
        self.workspace.save(organisation)

    @command("teams.change_team")
    def rename_team(self, team: Id, *, name: str) -> None:
        """Give a woongroep another name."""
        woongroep = self._team(team)
        woongroep.rename(name=self.workspace.vault.seal(team, clean_team_name(name)))
        self.workspace.save(woongroep)

    @command("teams.change_team")
    def join_team(self, team: Id, *, person: Id, place: str, since: str, of: Id | None = None) -> None:
        """Let somebody who is known already into the woongroep; raises PersonUnknown."""
        woongroep = self._team(team)
        self._known(person)
        woongroep.join(person, place=place, since=since, of=of)
        self.workspace.save(woongroep)

    @command("teams.change_team")
    def give_role(self, team: Id, *, person: Id, role: str, since: str) -> None:
        """Give somebody a role in the woongroep."""
        woongroep = self._team(team)
        woongroep.give_role(person, role, since=since)
        self.workspace.save(woongroep)

    @command("teams.change_team")
    def end_role(self, team: Id, *, person: Id, role: str, until: str) -> None:
        """End somebody's role in the woongroep."""
        woongroep = self._team(team)
        woongroep.end_role(person, role, until=until)
        self.workspace.save(woongroep)

    def _known(self, person: Id) -> None:
        if not self.authority.knows(person):
            raise PersonUnknown

    def _team(self, team: Id) -> Woongroep:
        self.authority.require("teams.change_team", team)
        return self._the(Woongroep, team)
