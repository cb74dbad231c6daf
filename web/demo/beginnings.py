"""How the demo begins: the organisation, its homes, and everybody who works or lives there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from domain.policies import Hire
from web.demo import names
from web.demo.cast import KINDS, Carer, Home, Someone
from web.demo.stage import Life, Stage, local

_DAY = timedelta(days=1)
_ROLES = ("finance", "quality", "informer", "developer", "mentor", "mentor")


def founding(stage: Stage, homes: Sequence[Home], day: date) -> Life:
    """The first two weeks: an administrator begins, then each home's planner lets the others in."""
    administrator = stage.id("administrator")
    first = homes[0]
    hire = Hire(
        administrator, names.ADMINISTRATOR, since=day.isoformat(), roles=("planner",), email="w.stam@driehoeken.example"
    )
    staffing = stage.house.staffing
    stage.operate(
        staffing.found_organisation,
        name=names.ORGANISATION, administrator=hire, team=first.id, team_name=first.name,
    )  # fmt: skip
    yield stage.soon(15, 25)
    stage.act(administrator, staffing.hire_person, first.id, hire=_hire(first.planner, "planner"))
    for home in homes[1:]:
        yield stage.soon(6, 15)
        stage.act(administrator, staffing.found_team, home.id, name=home.name, hires=[_hire(home.planner, "planner")])
    for office, name in (("controller", names.CONTROLLER), ("auditor", names.AUDITOR)):
        yield stage.soon(3, 9)
        person = stage.id(office)
        stage.act(administrator, stage.house.people.register_person, person, name=name, since=day.isoformat())
        stage.act(administrator, stage.house.teams.give_office, person, office=office, since=day.isoformat())
    for home in homes:
        stage.begin(
            _settling(stage, home), local(day + _DAY, "09:30") + timedelta(minutes=stage.random.randint(0, 240))
        )
    yield local(day + 20 * _DAY, "16:10")
    stage.act(
        administrator, stage.house.staffing.leave_team, first.id, person=administrator, until=stage.today().isoformat()
    )


def _settling(stage: Stage, home: Home) -> Life:
    """A planner lets everybody in, agrees on kinds and demand, and invites the carers."""
    planner, staffing = home.planner.id, stage.house.staffing
    for carer in home.carers[1:]:
        stage.act(planner, staffing.hire_person, home.id, hire=_hire(carer))
        yield stage.soon(1, 4)
    yield stage.soon(60, 180)
    for resident in home.residents:
        stage.act(planner, staffing.hire_person, home.id, hire=_place(stage, resident, "resident"))
        yield stage.soon(1, 4)
    for relative in home.relatives:
        stage.act(planner, staffing.hire_person, home.id, hire=_place(stage, relative, "relative"))
        yield stage.soon(1, 4)
    yield stage.daytime(stage.today() + _DAY, 9, 11)
    for carer in home.also:  # by then their own home has let them in
        stage.act(
            planner, stage.house.teams.join_team,
            home.id, person=carer.id, place="member", since=stage.today().isoformat(),
        )  # fmt: skip
    yield from _needs(stage, home)
    yield stage.daytime(stage.today() + _DAY, 19, 20)
    yield from _roles(stage, home)
    yield from _invitations(stage, home)


def _needs(stage: Stage, home: Home) -> Life:
    """What the home needs differs from the standard."""
    rosters = stage.house.rosters
    for kind, name in KINDS:
        if kind.needs:
            stage.act(home.planner.id, rosters.define_kind, home.id, kind=kind, name=name)
            yield stage.soon(1, 3)
    for code in "VLNSD":
        for weekday in range(7):
            least = home.demand.get((code, weekday), 0)
            stage.act(home.planner.id, rosters.set_weekday_demand, home.id, code=code, weekday=weekday, least=least)
        yield stage.soon(1, 2)
    if not any(code == "N" for code, _ in home.demand):
        stage.act(home.planner.id, rosters.retire_kind, home.id, code="N")
    else:
        stage.act(home.planner.id, rosters.retire_kind, home.id, code="S")


def _roles(stage: Stage, home: Home) -> Life:
    """The team divides its roles; residents choose their kerngroep."""
    teams, since = stage.house.teams, stage.today().isoformat()
    holders = home.carers[1:]
    stage.act(home.planner.id, teams.give_role, home.id, person=holders[0].id, role="planner", since=since)
    for role, carer in zip(_ROLES, holders[1:], strict=False):
        stage.act(home.planner.id, teams.give_role, home.id, person=carer.id, role=role, since=since)
        yield stage.soon(1, 3)
    for resident in home.residents[:5]:
        stage.act(home.planner.id, teams.give_role, home.id, person=resident.id, role="kerngroep", since=since)
        yield stage.soon(1, 2)


def _invitations(stage: Stage, home: Home) -> Life:
    """Everybody is invited; most open their account within days, the last one has not yet."""
    invited = [*(carer.id for carer in home.carers), *(person.id for person in home.residents[:2] + home.relatives[:2])]
    for n, person in enumerate(invited):
        stage.act(home.planner.id, stage.house.people.invite_person, person, team=home.id)
        if n != len(home.carers) - 1:
            stage.begin(_opening(stage, person), stage.daytime(stage.today() + _DAY * stage.random.randint(1, 9)))
        yield stage.soon(1, 2)


def _opening(stage: Stage, person: str) -> Life:
    stage.act(person, stage.house.people.open_account, person)
    yield from ()


def _hire(carer: Carer, *roles: str) -> Hire:
    return Hire(
        carer.id, carer.name, since=carer.since, minutes_per_week=carer.minutes_per_week,
        competences=carer.competences, roles=roles, email=carer.email,
    )  # fmt: skip


def _place(stage: Stage, someone: Someone, place: str) -> Hire:
    since = f"{stage.random.randint(2012, 2024)}-{stage.random.randint(1, 12):02d}-15"
    return Hire(someone.id, someone.name, place=place, since=since, of=someone.of)
