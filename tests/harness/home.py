"""A woongroep to tell tests about: De Lindehof, its people by name, and what they do in one line each."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from domain.kernel import OPERATOR, Acting, FixedClock, Id, act_as, fixed_clock, id_of
from domain.policies import Hire
from domain.rosters import Agenda, Roster, agenda_of, roster_of
from projections.house import House

BEGIN = datetime(2026, 2, 2, 9, 0, tzinfo=UTC)
FIRST = "2026-03-02"
"""The Monday on which the roster of the tests begins, four weeks long."""

MEMBERS = ("anna", "bram", "fenna", "emre", "saar")

# Moving in is most of the work of most tests. A process does it once for each moment; who comes after gets its pages.
_STOOD: dict[datetime, dict[str, bytes]] = {}


class Home:
    """De Lindehof: anna plans and administrates; bram, fenna, emre and saar work; rosa lives there, koos is her son."""

    def __init__(self, data: Path, clock: FixedClock, database: str | None = None) -> None:
        self.clock = clock
        self.team = id_of("team", "lindehof")
        self.roster = roster_of(self.team, FIRST)
        self._shifts = 0
        for name in (*MEMBERS, "rosa", "koos", "yara"):
            setattr(self, name, id_of("person", name))
        furnished = database is None and _furnish(data, clock.moment)
        self.house = House(data, database)
        if not furnished:
            self._move_in()
        if database is None and not furnished:
            _STOOD[clock.moment] = {file.name: _whole(file) for file in data.glob("*.db")}

    def _move_in(self) -> None:
        staffing = self.house.staffing
        with self.by(OPERATOR):
            staffing.found_organisation(
                name="Stichting De Linde",
                administrator=self.hire("anna", roles=("planner",)),
                team=self.team,
                team_name="De Lindehof",
            )
        with self.by(self.person("anna")):
            for name in MEMBERS[1:]:
                staffing.hire_person(self.team, hire=self.hire(name))
            staffing.hire_person(self.team, hire=self.hire("rosa", place="resident", minutes_per_week=None))
            staffing.hire_person(
                self.team,
                hire=self.hire("koos", place="relative", minutes_per_week=None, of=self.person("rosa")),
            )

    def hire(self, name: str, **fields: object) -> Hire:
        """Somebody to let in, with a contract of 28 hours from January on."""
        given = {"since": "2026-01-01", "minutes_per_week": 28 * 60} | fields
        return Hire(self.person(name), name.capitalize(), **given)  # type: ignore[arg-type]

    @staticmethod
    def person(name: str) -> Id:
        """The id of somebody by first name."""
        return id_of("person", name)

    @contextmanager
    def by(self, person: Id, *, command: Id | None = None) -> Iterator[None]:
        """Within this block the person acts."""
        with act_as(Acting(person, "", command=command)):
            yield

    def second_team(
        self, *, name: str = "Het Anker", members: tuple[str, ...] = ("yara",), also: tuple[Id, ...] = ()
    ) -> Id:
        """Another woongroep, planned by yara; `also` are people who work there beside their own team."""
        team = id_of("team", name)
        hires = [self.hire(member, roles=("planner",) if member == "yara" else ()) for member in members]
        with self.by(OPERATOR):
            self.house.staffing.found_team(team, name=name, hires=hires)
            for person in also:
                self.house.teams.join_team(team, person=person, place="member", since="2026-01-01")
        return team

    def need(self, **least: int) -> None:
        """From now on each day needs so many of these kinds: `need(V=0, L=1)`."""
        with self.by(self.person("anna")):
            for code, number in least.items():
                for weekday in range(7):
                    self.house.rosters.set_weekday_demand(self.team, code=code, weekday=weekday, least=number)

    def draft(self, team: Id | None = None, *, weeks: int = 4) -> Id:
        """The roster of the tests, drafted by the team's planner."""
        where = team or self.team
        with self.by(self.person("anna") if where == self.team else self.person("yara")):
            self.house.rosters.draft_roster(where, first=FIRST, weeks=weeks)
        return roster_of(where, FIRST)

    def lay(self, roster: Id | None = None, *, by: Id | None = None) -> None:
        """The planner lays the roster before the team."""
        with self.by(by or self.person("anna")):
            self.house.rosters.lay_before_team(roster or self.roster)

    def publish(self) -> None:
        """Anna publishes the roster."""
        with self.by(self.person("anna")):
            self.house.rosters.publish_roster(self.roster)

    def plan(self, person: Id | None, day: str, kind: str, *, roster: Id | None = None, by: Id | None = None) -> Id:
        """The planner puts a shift on a day of March (`"2026-03-05"` or `"05"`) into the roster; its id."""
        self._shifts += 1
        shift = id_of("shift", str(self._shifts))
        with self.by(by or self.person("anna")):
            self.house.rosters.plan_shift(
                roster or self.roster, shift=shift, date=full_day(day), kind=kind, person=person
            )
        return shift

    def standing(self) -> Roster:
        """The roster as the log has it."""
        found = self.house.workspace.get(Roster, self.roster)
        assert found
        return found

    def who(self, shift: Id) -> Id | None:
        """Whose shift it is."""
        person: Id | None = self.standing().shift(shift)["person"]
        return person

    def agenda(self, person: Id) -> Agenda:
        """A person's agenda as the log has it."""
        found = self.house.workspace.get(Agenda, agenda_of(person))
        assert found
        return found


def _furnish(data: Path, moment: datetime) -> bool:
    """Put the databases there of a Lindehof that moved in before at this moment, if there was one."""
    data.mkdir(parents=True, exist_ok=True)
    for file, pages in _STOOD.get(moment, {}).items():
        (data / file).write_bytes(pages)
    return moment in _STOOD


def _whole(file: Path) -> bytes:
    """A database as it stands, with what is still in its journal."""
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        return connection.serialize()


def full_day(day: str) -> str:
    """`05` is 2026-03-05."""
    return day if len(day) == 10 else f"2026-03-{day}"


@contextmanager
def moved_in(data: Path, database: str | None = None) -> Iterator[Home]:
    """De Lindehof in a data folder, on a clock that stands still at nine on 2 February 2026."""
    with fixed_clock(BEGIN) as clock:
        home = Home(data, clock, database)
        try:
            yield home
        finally:
            home.house.close()
