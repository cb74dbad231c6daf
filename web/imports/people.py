"""People from a spreadsheet: every error named by row and column, and a plan that is taken whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from domain.kernel import Id, Refusal, today
from domain.people.refusals import NameMissing
from domain.people.service import clean_competence, clean_email, clean_name
from domain.policies import Hire
from domain.teams.service import clean_team_name
from projections.house import House
from web.imports.cells import read_codes, read_day, read_roles, read_text
from web.imports.sheet import Sheet
from web.language import in_english
from web.team_words import minutes_of

T = TypeVar("T")
_NOTHING: tuple[str, ...] = ()
_NO_ROLE = ("member", _NOTHING)


class TeamMissing(Refusal):
    """Vul de woongroep in."""

    field = "team"


class OtherTeam(Refusal):
    """Deze import is voor {team}. Laat de kolom weg, of vul overal {team} in."""

    field = "team"


class StandsThere(Refusal):
    """Deze persoon staat al op rij {row}."""

    field = "name"


class IsInTeam(Refusal):
    """{name} hoort al bij {team}."""

    field = "name"


class EmailTaken(Refusal):
    """Dit e-mailadres is al in gebruik."""

    field = "email"


class ImportRefused(Refusal):
    """Er is niets geïmporteerd. {problems}"""

    field = "file"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a cell."""

    row: int
    column: str
    says: Refusal


@dataclass(frozen=True, slots=True)
class Planned:
    """Somebody who would come."""

    row: int
    team: Id
    team_name: str
    hire: Hire


@dataclass(slots=True)
class Known:
    """Who and what is there already."""

    teams: dict[str, Id]
    """Name in small letters -> id."""
    members: set[tuple[Id, str]]
    """(team, name in small letters)."""
    emails: set[str]


@dataclass(slots=True)
class PeoplePlan:
    """What an import would do; nothing when there are problems."""

    planned: list[Planned] = field(default_factory=list)
    founded: dict[Id, str] = field(default_factory=dict)
    """New teams."""
    problems: list[Problem] = field(default_factory=list)
    ignored: tuple[str, ...] = ()

    def hires(self) -> Mapping[Id, list[Hire]]:
        """For the service: who comes to which team."""
        found: dict[Id, list[Hire]] = {}
        for somebody in self.planned:
            found.setdefault(somebody.team, []).append(somebody.hire)
        return found

    def leaderless(self) -> list[str]:
        """New teams in which nobody would plan yet."""
        hires = self.hires()
        return [name for team, name in self.founded.items() if not any("planner" in hire.roles for hire in hires[team])]


def known(house: House) -> Known:
    """Who is there now."""
    with house.now() as views:
        teams = views.execute("SELECT team, name FROM teams_team").fetchall()
        members = views.execute(
            "SELECT r.team, p.name FROM teams_relation r JOIN people_person p USING (person) "
            "WHERE r.role IN ('member', 'resident') AND (r.until_day IS NULL OR r.until_day >= ?)",
            (today().isoformat(),),
        ).fetchall()
        emails = views.execute("SELECT email FROM people_person WHERE email IS NOT NULL").fetchall()
    opened = house.vault.open_packed
    return Known(
        {(opened(row[1]) or "").casefold(): row[0] for row in teams},
        {(row[0], (opened(row[1]) or "").casefold()) for row in members},
        {(opened(row[0]) or "").casefold() for row in emails},
    )


def plan_people(
    sheet: Sheet, known: Known, make_id: Callable[[str], Id], *, team: tuple[Id, str] | None = None
) -> PeoplePlan:
    """What the sheet would do. `team`: everybody comes here; `make_id` gives the id of a row or a new team."""
    planner = _Planner(sheet, known, make_id, team)
    for number, cells in sheet.rows:
        planner.row(number, cells)
    return planner.plan


class _Planner:
    def __init__(self, sheet: Sheet, known: Known, make_id: Callable[[str], Id], team: tuple[Id, str] | None) -> None:
        self.sheet, self.known, self.make_id, self.team = sheet, known, make_id, team
        self.plan = PeoplePlan(ignored=sheet.ignored)
        self._names: dict[tuple[Id, str], int] = {}
        self._emails: dict[str, int] = {}

    def row(self, number: int, cells: Mapping[str, str]) -> None:
        """Plan one person, or note everything that is wrong in the row."""
        before = len(self.plan.problems)
        name = self._read(number, "name", cells, clean_name, "")
        if not cells.get("name", "").strip() and before == len(self.plan.problems):
            self._wrong(number, "name", NameMissing())
        place, roles = self._read(number, "role", cells, read_roles, _NO_ROLE)
        hours = self._read(number, "hours", cells, minutes_of, None)
        since = self._read(number, "since", cells, read_day, "")
        competences = self._read(number, "competences", cells, _competences, _NOTHING)
        email = self._read(number, "email", cells, clean_email, None)
        team, team_name = self._team(number, cells)
        self._twice(number, name, team, team_name, email)
        if len(self.plan.problems) == before:
            hire = Hire(
                self.make_id(f"row {number}"), name, place=place, since=since, minutes_per_week=hours,
                competences=competences, roles=roles, email=email,
            )  # fmt: skip
            self.plan.planned.append(Planned(number, team, team_name, hire))

    def _read(self, number: int, column: str, cells: Mapping[str, str], read: Callable[[str], T], empty: T) -> T:
        text = cells.get(column, "")
        try:
            text = read_text(text)
            return read(text) if text else empty
        except Refusal as refusal:
            self._wrong(number, column, refusal)
            return empty

    def _team(self, number: int, cells: Mapping[str, str]) -> tuple[Id, str]:
        name = self._read(number, "team", cells, clean_team_name, "")
        if self.team:
            if name and name.casefold() != self.team[1].casefold():
                self._wrong(number, "team", OtherTeam(team=self.team[1]))
            return self.team
        if not name:
            if not cells.get("team", "").strip():
                self._wrong(number, "team", TeamMissing())
            return "", ""
        there = self.known.teams.get(name.casefold())
        if there:
            return there, name
        new = self.make_id(f"team {name.casefold()}")
        self.plan.founded.setdefault(new, name)
        return new, self.plan.founded[new]

    def _twice(self, number: int, name: str, team: Id, team_name: str, email: str | None) -> None:
        key = (team, name.casefold())
        if name and team:
            if key in self._names:
                self._wrong(number, "name", StandsThere(row=self._names[key]))
            elif key in self.known.members:
                self._wrong(number, "name", IsInTeam(name=name, team=team_name))
            self._names.setdefault(key, number)
        if email:
            if email.casefold() in self._emails:
                self._wrong(number, "email", StandsThere(row=self._emails[email.casefold()]))
            elif email.casefold() in self.known.emails:
                self._wrong(number, "email", EmailTaken())
            self._emails.setdefault(email.casefold(), number)

    def _wrong(self, number: int, column: str, says: Refusal) -> None:
        self.plan.problems.append(Problem(number, self.sheet.headers.get(column, column), says))


def _competences(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(clean_competence(code) for code in read_codes(text)))


def told(plan: PeoplePlan) -> Iterator[str]:
    """What would be done, or what is wrong, in lines."""
    for problem in plan.problems:
        yield f"Row {problem.row}, column {problem.column}: {in_english(problem.says)}"
    if plan.problems:
        return
    for name in plan.founded.values():
        yield f"New woongroep: {name}"
    for somebody in plan.planned:
        hire = somebody.hire
        hours = f", {hire.minutes_per_week / 60:g} hours" if hire.minutes_per_week is not None else ""
        words = ", ".join((*hire.roles, *hire.competences))
        since = f", since {hire.since}" if hire.since else ""
        yield f"{hire.name} ({hire.place}) in {somebody.team_name}{hours}{since}{': ' if words else ''}{words}"
    for name in plan.leaderless():
        yield f"Note: nobody would plan {name} yet."
    if plan.ignored:
        yield f"Not used: {', '.join(plan.ignored)}"


def as_json(plan: PeoplePlan) -> dict[str, object]:
    """What would be done, for machines; names stay in the file."""
    counts: dict[str, int] = {}
    for somebody in plan.planned:
        counts[somebody.team_name] = counts.get(somebody.team_name, 0) + 1
    return {
        "people": len(plan.planned),
        "teams": counts,
        "new_teams": list(plan.founded.values()),
        "ignored": list(plan.ignored),
        "errors": [
            {"row": problem.row, "column": problem.column, "refusal": type(problem.says).__name__}
            for problem in plan.problems
        ],
    }
