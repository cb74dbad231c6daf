"""A person, as far as the organisation needs to know them."""

from __future__ import annotations

import re

from eventsourcing.domain import event

from domain.kernel import Aggregate, Fact, FirstFact, Sealed
from domain.people.refusals import AlreadyDisowned, FromAgency

Limits = dict[str, int | dict[str, int]]
"""Personal limits: max_shifts {kind: number}, max_minutes, min_minutes, max_run, min_run, min_off, max_weekends."""


LIMITS = ("max_minutes", "min_minutes", "max_run", "min_run", "min_off", "max_weekends")
_KIND = re.compile(r"[A-Za-z0-9]{1,3}")
_MOST = 1_000_000


def clean_limits(given: Limits) -> Limits:
    """The numbers under known names; anything else is no limit, and nobody's words come into the log this way."""
    limits: Limits = {name: n for name, n in given.items() if name in LIMITS and _is_number(n)}
    shifts = given.get("max_shifts")
    if isinstance(shifts, dict):
        limits["max_shifts"] = {kind: n for kind, n in shifts.items() if _KIND.fullmatch(kind) and _is_number(n)}
    return limits


def _is_number(value: object) -> bool:
    return type(value) is int and 0 <= value <= _MOST


class Person(Aggregate):
    """One person: carer, resident, relative or office holder. What they are to whom stands with the teams."""

    TOPIC = "people.Person"
    class_version = 2

    class PersonRegistered(FirstFact):
        """Somebody became known to the organisation."""

        TOPIC = "people.PersonRegistered"
        name: Sealed
        email: Sealed | None

    class PersonRenamed(Fact):
        """A person's name was written differently."""

        TOPIC = "people.PersonRenamed"
        name: Sealed

    class EmailChanged(Fact):
        """A person can be reached at another address."""

        TOPIC = "people.EmailChanged"
        email: Sealed | None

    class ContractAgreed(Fact):
        """From a day on, a person works this many minutes a week by contract."""

        TOPIC = "people.ContractAgreed"
        since: str
        minutes_per_week: int

    class CompetenceGranted(Fact):
        """A person is qualified for something, from a day on and perhaps until another."""

        TOPIC = "people.CompetenceGranted"
        code: str
        since: str
        until: str | None

    class CompetenceEnded(Fact):
        """A person is no longer qualified for something after a day."""

        TOPIC = "people.CompetenceEnded"
        code: str
        until: str

    class LimitsSet(Fact):
        """A person agreed limits of their own: shifts of a kind, minutes, days in a row, weekends."""

        TOPIC = "people.LimitsSet"
        limits: Limits

    class AgencyNamed(Fact):
        """A person works here for an agency; which one is sealed."""

        TOPIC = "people.AgencyNamed"
        agency: Sealed

    class PersonInvited(Fact):
        """A person was invited to open an account."""

        TOPIC = "people.PersonInvited"

    class AccountOpened(Fact):
        """A person chose a password and can sign in."""

        TOPIC = "people.AccountOpened"

    class AccountClosed(Fact):
        """A person can no longer sign in."""

        TOPIC = "people.AccountClosed"

    class ActDisowned(Fact):
        """A person said: the fact at this position stands in my name, but somebody else did it on a shared tablet."""

        TOPIC = "people.ActDisowned"
        position: int

    @event(PersonRegistered)
    def __init__(self, name: Sealed, email: Sealed | None) -> None:
        self.competences: dict[str, list[str | None]] = {}
        self.account = "none"
        self.agency = False
        self.disowned: list[int] = []

    @event(PersonRenamed)
    def rename(self, name: Sealed) -> None:
        """Write the name differently."""

    @event(EmailChanged)
    def change_email(self, email: Sealed | None) -> None:
        """Reach the person elsewhere."""

    @event(ContractAgreed)
    def agree_contract(self, since: str, minutes_per_week: int) -> None:
        """Agree the contract from a day on."""

    @event(LimitsSet)
    def set_limits(self, limits: Limits) -> None:
        """Agree personal limits."""

    def name_agency(self, agency: Sealed) -> None:
        """Work here for an agency: without an account, and without a contract of one's own."""
        self._agency_named(agency=agency)

    def require_own(self) -> None:
        """Raises FromAgency for whoever works here for an agency."""
        if self.agency:
            raise FromAgency

    def grant_competence(self, code: str, *, since: str, until: str | None = None) -> None:
        """Qualify the person; nothing happens when it stands so already."""
        if self.competences.get(code) != [since, until]:
            self._competence_granted(code=code, since=since, until=until)

    def end_competence(self, code: str, *, until: str) -> None:
        """Let a qualification end after a day."""
        if code in self.competences:
            self._competence_ended(code=code, until=until)

    def invite(self) -> None:
        """Invite the person; an open account stays open. Raises FromAgency."""
        self.require_own()
        if self.account != "open":
            self._person_invited()

    def open_account(self) -> None:
        """The person chose a password. Raises FromAgency."""
        self.require_own()
        if self.account != "open":
            self._account_opened()

    def close_account(self) -> None:
        """The person may no longer sign in."""
        if self.account != "closed":
            self._account_closed()

    def disown(self, position: int) -> None:
        """Say that the fact at a position was not this person's doing; raises AlreadyDisowned."""
        if position in self.disowned:
            raise AlreadyDisowned
        self._act_disowned(position=position)

    @event(ActDisowned)
    def _act_disowned(self, position: int) -> None:
        self.disowned.append(position)

    @event(AgencyNamed)
    def _agency_named(self, agency: Sealed) -> None:
        self.agency = True

    @event(CompetenceGranted)
    def _competence_granted(self, code: str, since: str, until: str | None) -> None:
        self.competences[code] = [since, until]

    @event(CompetenceEnded)
    def _competence_ended(self, code: str, until: str) -> None:
        self.competences[code][1] = until

    @event(PersonInvited)
    def _person_invited(self) -> None:
        self.account = "invited"

    @event(AccountOpened)
    def _account_opened(self) -> None:
        self.account = "open"

    @event(AccountClosed)
    def _account_closed(self) -> None:
        self.account = "closed"
