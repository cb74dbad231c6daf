"""Whenever X then Y across slices: the only room where they meet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from domain.kernel import Authority, Desk, Id, NotThere, Service, act_as, acting, command, declare, today
from domain.people import People, Person
from domain.people.person import Limits, clean_limits
from domain.people.refusals import PersonIsThere
from domain.people.service import clean_agency
from domain.rosters import Agenda, Demand, Rosters, ShiftKind, demand_of
from domain.rosters.demand import MOST_WEEKS
from domain.rosters.presence import LAST_DAY, absence_text
from domain.rosters.refusals import KindIsThere
from domain.teams import Teams, Woongroep
from domain.teams.days import clean_day
from domain.teams.refusals import AgencyDays

declare(
    {
        "staffing.found_organisation": (),
        "staffing.found_team": ("administrator",),
        "staffing.hire_person": ("planner", "administrator"),
        "staffing.see_agencies": ("planner", "administrator", "controller"),
        "staffing.import_people": ("planner", "administrator"),
        "staffing.import_roster": ("administrator",),
        "trail.open_sealed": ("auditor",),
    }
)


LONGEST_STAY = 366
"""So many days at most somebody from an agency is let in for; after that anew."""


@dataclass(frozen=True, slots=True)
class Hire:
    """Somebody to register and let into a team."""

    person: Id
    name: str
    place: str = "member"
    since: str = ""
    minutes_per_week: int | None = None
    competences: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    email: str | None = None
    of: Id | None = None
    limits: Limits = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RosterImport:
    """A roster to be planned, as an import reads it: people, kinds, demand by date, absences and wishes.

    More than eight weeks become several rosters. Somebody who is in the team already gets the new limits only.
    """

    team: Id
    team_name: str
    first: str
    weeks: int
    hires: tuple[Hire, ...]
    kinds: tuple[tuple[ShiftKind, str], ...]
    demand: Mapping[tuple[str, str], int]
    """(kind, ISO day) -> least number of people."""
    absences: tuple[tuple[Id, str, str, Id], ...]
    """(person, first day, last day, id of the absence)."""
    wishes: tuple[tuple[Id, str, str, str, int], ...]
    """(person, ISO day, kind, level, weight)."""
    planner: Id | None = None
    """Somebody known already who plans a new team."""

    def periods(self) -> list[tuple[str, int]]:
        """First day and weeks of each roster."""
        begin = date.fromisoformat(self.first)
        return [
            ((begin + timedelta(weeks=week)).isoformat(), min(MOST_WEEKS, self.weeks - week))
            for week in range(0, self.weeks, MOST_WEEKS)
        ]


def _require_stay(since: str, until: str) -> None:
    if not 0 <= (date.fromisoformat(until) - date.fromisoformat(since)).days <= LONGEST_STAY:
        raise AgencyDays


class Staffing(Service):
    """What touches persons, teams and rosters at once."""

    def __init__(self, workspace: Desk, authority: Authority) -> None:
        super().__init__(workspace, authority)
        self.people = People(workspace, authority)
        self.teams = Teams(workspace, authority)
        self.rosters = Rosters(workspace, authority)

    @command("staffing.found_organisation")
    def found_organisation(self, *, name: str, administrator: Hire, team: Id, team_name: str) -> None:
        """Begin: the organisation, its first woongroep, and the person who administrates and plans."""
        self.authority.require("staffing.found_organisation", None)
        organisation = self.teams.organisation_founded(name=name)
        organisation.give_office(administrator.person, "administrator", since=self._since(administrator))
        woongroep = self.teams.team_founded(team, name=team_name)
        person = self._hired(woongroep, administrator)
        self.workspace.save(organisation, woongroep, person, self.rosters.demand_begun(team))

    @command("staffing.found_team")
    def found_team(
        self,
        team: Id,
        *,
        name: str,
        hires: Sequence[Hire] = (),
        kinds: Sequence[tuple[ShiftKind, str]] | None = None,
        weekly: Mapping[str, int] | None = None,
    ) -> None:
        """A further woongroep, its first people, and the standard shift kinds and demand unless others are given."""
        self.authority.require("staffing.found_team", None)
        woongroep = self.teams.team_founded(team, name=name)
        persons = [self._hired(woongroep, hire) for hire in hires]
        if kinds is None:
            demand = self.rosters.demand_begun(team)
        else:
            demand = self.rosters.demand_begun(team, kinds, weekly or {})
        self.workspace.save(woongroep, *persons, demand)

    @command("staffing.hire_person")
    def hire_person(self, team: Id, *, hire: Hire) -> None:
        """Register somebody and let them into the woongroep."""
        self.authority.require("staffing.hire_person", team)
        woongroep = self._the(Woongroep, team)
        person = self._hired(woongroep, hire)
        self.workspace.save(woongroep, person)

    @command("staffing.hire_person")
    def hire_agency(self, team: Id, *, hire: Hire, agency: str, until: str) -> None:
        """Register somebody from an agency, who is with the woongroep until a day; raises AgencyDays."""
        self.authority.require("staffing.hire_person", team)
        woongroep = self._the(Woongroep, team)
        since, last = clean_day(self._since(hire)), clean_day(until, "until")
        _require_stay(since, last)
        person = self._hired(woongroep, replace(hire, place="member", since=since, minutes_per_week=None, roles=()))
        person.name_agency(self.workspace.vault.seal(hire.person, clean_agency(agency)))
        woongroep.leave(hire.person, until=last)
        self.workspace.save(woongroep, person)

    @command("staffing.hire_person")
    def redate_agency(self, team: Id, *, person: Id, until: str) -> None:
        """Let somebody from an agency be there until another day; shifts to come after it open."""
        self.authority.require("staffing.hire_person", team)
        self.authority.require_worked(person, team, "0001-01-01", LAST_DAY)
        woongroep, found = self._the(Woongroep, team), self._the(Person, person)
        if not found.agency:
            raise NotThere
        last = clean_day(until, "until")
        _require_stay(today().isoformat(), last)
        woongroep.redate_stay(person, until=last)
        agenda = self.rosters.agenda_if_begun(person)
        if agenda is None:
            self.workspace.save(woongroep)
            return
        first = (date.fromisoformat(last) + timedelta(days=1)).isoformat()
        with act_as(replace(acting(), cause=f"fact:{woongroep.id}:{woongroep.version}")):
            rosters = self.rosters.opened(agenda, team, first, LAST_DAY)
        self.workspace.save(woongroep, agenda, *rosters)

    @command("teams.change_team")
    def leave_team(self, team: Id, *, person: Id, until: str) -> None:
        """Let somebody go after a day; shifts to come after it open."""
        self.authority.require("teams.change_team", team)
        woongroep = self._the(Woongroep, team)
        woongroep.leave(person, until=until)
        agenda = self.rosters.agenda_if_begun(person)
        if agenda is None:
            self.workspace.save(woongroep)
            return
        first = (date.fromisoformat(until.strip()) + timedelta(days=1)).isoformat()
        with act_as(replace(acting(), cause=f"fact:{woongroep.id}:{woongroep.version}")):
            rosters = self.rosters.opened(agenda, team, first, LAST_DAY)
        self.workspace.save(woongroep, agenda, *rosters)

    @command("rosters.answer_ask")
    def accept_ask(self, roster: Id, ask: Id) -> None:
        """Say yes to what one is asked: the first has the shift. Who is of another team belongs to this one for it.

        That is from today until two weeks after the shift, so long as its hours can be recorded.
        """
        found, agenda, day = self.rosters.accepted(roster, ask)
        if day is None:
            self.workspace.save(found, agenda)
            return
        woongroep, me = self._the(Woongroep, found.team), acting().person
        if me in woongroep.people:  # let in meanwhile, from a later day on: then from now on, and to stay
            woongroep.begin_sooner(me, since=today().isoformat())
            self.workspace.save(found, agenda, woongroep)
            return
        woongroep.join(me, place="member", since=today().isoformat())
        woongroep.leave(me, until=(date.fromisoformat(day) + timedelta(days=14)).isoformat())
        self.workspace.save(found, agenda, woongroep)

    @command("staffing.import_people")
    def import_people(self, *, hires: Mapping[Id, Sequence[Hire]], founded: Mapping[Id, str]) -> None:
        """Register many people and let them into their teams (by team id; new teams by name), all or nothing."""
        for team in hires:
            self.authority.require("staffing.import_people", None if team in founded else team)
        saved: list[Woongroep | Person | Demand] = []
        for team, people in hires.items():
            if team in founded:
                woongroep = self.teams.team_founded(team, name=founded[team])
                saved.append(self.rosters.demand_begun(team))
            else:
                woongroep = self._the(Woongroep, team)
            saved += [woongroep, *(self._hired(woongroep, hire) for hire in people)]
        self.workspace.save(*saved)

    @command("staffing.import_roster")
    def import_roster(self, plan: RosterImport) -> None:
        """Periods ready to be planned, in one save; the team is made when it is not there."""
        self.authority.require("staffing.import_roster", None)
        woongroep = self.workspace.get(Woongroep, plan.team)
        if woongroep is None:
            woongroep = self.teams.team_founded(plan.team, name=plan.team_name)
            if plan.planner:
                woongroep.join(plan.planner, place="member", since=today().isoformat())
                woongroep.give_role(plan.planner, "planner", since=today().isoformat())
        persons = [self._limited(woongroep, hire) for hire in plan.hires]
        demand = self.workspace.get(Demand, demand_of(plan.team)) or self.rosters.demand_begun(plan.team, (), {})
        for kind, name in plan.kinds:
            self._defined(demand, kind, name)
        for (code, day), least in plan.demand.items():
            if demand.least(code, day) != least:
                demand.set_date(code, day, least)
        rosters = [self.rosters.roster_drafted(demand, first=first, weeks=weeks) for first, weeks in plan.periods()]
        self.workspace.save(woongroep, *persons, demand, *rosters, *self._wished(plan))

    def _limited(self, woongroep: Woongroep, hire: Hire) -> Person:
        """Somebody new with limits, or somebody known with other limits."""
        if hire.person not in woongroep.people:
            return self._hired(woongroep, hire)
        person = self._the(Person, hire.person)
        person.set_limits(limits=clean_limits(hire.limits))
        return person

    def _defined(self, demand: Demand, kind: ShiftKind, name: str) -> None:
        """A kind that is there already must be the same: another roster relies on its times."""
        standing = demand.kinds.get(kind.code)
        if standing is None:
            demand.define_kind(kind, self.workspace.vault.seal(demand.team, name))
        elif (standing["start"], standing["minutes"]) != (kind.start, kind.minutes):
            raise KindIsThere(code=kind.code)

    def _wished(self, plan: RosterImport) -> Sequence[Agenda]:
        agendas = {hire.person: self.rosters._agenda(hire.person) for hire in plan.hires}
        for person, first, last, absence in plan.absences:
            kind = self.workspace.vault.seal(person, absence_text("leave"))
            agendas[person].report_absence(absence, first=first, last=last, kind=kind)
        for person, day, code, level, weight in plan.wishes:
            agendas[person].make_wish(day, kind=code, level=level, weight=weight)
        return list(agendas.values())

    def _hired(self, woongroep: Woongroep, hire: Hire) -> Person:
        since = self._since(hire)
        if self.workspace.get(Person, hire.person) is not None:
            raise PersonIsThere
        person = self.people.registered(
            hire.person,
            name=hire.name,
            since=since,
            minutes_per_week=hire.minutes_per_week,
            competences=hire.competences,
            email=hire.email,
            limits=hire.limits or None,
        )
        woongroep.join(hire.person, place=hire.place, since=since, of=hire.of)
        for role in hire.roles:
            woongroep.give_role(hire.person, role, since=since)
        return person

    @staticmethod
    def _since(hire: Hire) -> str:
        return hire.since or today().isoformat()
