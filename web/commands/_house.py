"""Opening a workspace that stands, and finding persons and teams in it by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from domain.kernel import Acting, Id, Relations
    from domain.workspace import Workspace
    from projections.house import House


@contextmanager
def standing_workspace(data: Path, database: str | None) -> Iterator[Workspace]:
    """The workspace of a data folder; refuses to begin one where there is none."""
    from domain.workspace import Workspace

    _must_stand(data, database)
    workspace = Workspace(data, database)
    try:
        yield workspace
    finally:
        workspace.close()


@contextmanager
def standing_house(data: Path, database: str | None) -> Iterator[House]:
    """The house of a data folder; refuses to begin one where there is none."""
    _must_stand(data, database)
    with opened_house(data, database) as house:
        yield house


@contextmanager
def opened_house(data: Path, database: str | None) -> Iterator[House]:
    """The house of a data folder; begins an empty one where there is none."""
    from projections.house import House

    house = House(data, database)
    try:
        yield house
    finally:
        house.close()


def log_file(data: Path, database: str | None) -> Path | None:
    """The file of the log; None when it is in PostgreSQL."""
    if database and "://" in database:
        return None
    return Path(database) if database else data / "events.db"


def find_team(house: House, text: str) -> Id | None:
    """The woongroep with this name or id; None when there is none."""
    from projections.teams import teams

    with house.now() as views:
        known = [(team.id, house.vault.open_packed(team.name)) for team in teams(views)]
    return _one(text, known, "--team")


def team_of(house: House, name: str) -> Id:
    """The woongroep that is named; for who acts as a person, one that there is not is like one of others."""
    from domain.kernel import OPERATOR, NotThere
    from domain.kernel import acting as who_acts

    team = find_team(house, name)
    if team is None and who_acts().person != OPERATOR:
        raise NotThere
    if team is None:
        raise click.BadParameter(f"no woongroep is called {name}.", param_hint="--team")
    return team


def find_person(house: House, text: str, option: str = "--as") -> Id:
    """The person with this name or id; wrong usage when there is none, or more than one."""
    with house.now() as views:
        rows = views.execute("SELECT person, name FROM people_person").fetchall()
    found = _one(text, [(row[0], house.vault.open_packed(row[1])) for row in rows], option)
    if found is None:
        raise click.BadParameter(f"nobody is called {text}.", param_hint=option)
    return found


def names_of(house: House, persons: Iterable[Id | None]) -> dict[Id, str]:
    """The names of these people, opened; of who was erased that."""
    wanted = set(persons)
    with house.now() as views:
        rows = views.execute("SELECT person, name FROM people_person").fetchall()
    return {row[0]: house.vault.open_packed(row[1]) or "erased" for row in rows if row[0] in wanted}


def acting(house: House, person: str | None) -> Acting:
    """Who acts: the person of `--as`, or the operator."""
    from domain.kernel import OPERATOR, Acting

    return Acting(find_person(house, person) if person else OPERATOR, "")


def relations_of(house: House, person: str | None) -> Relations:
    """What the one of `--as` is to whom."""
    return house.authority.relations(acting(house, person).person)


def looked(
    house: House, by: Id, role: str, subjects: Iterable[Id], action: str, *, object: str = "", shown: int | None = None
) -> None:
    """Write to the access log that somebody looks at what these people have, before it is told; no log, no look.

    `shown`: the position of what is told. [the last one]
    """
    stand = house.workspace.position()
    for subject in subjects:
        house.access.looked(
            by, role, subject=subject, action=action, object=object, shown=stand if shown is None else shown,
            known=stand,
        )  # fmt: skip


def _must_stand(data: Path, database: str | None) -> None:
    file = log_file(data, database)
    if file is not None and not file.is_file():
        raise click.ClickException(f"there is no workspace in {data}; name another folder with --data.")


def _one(text: str, known: list[tuple[Id, str | None]], option: str) -> Id | None:
    wanted = " ".join(text.split()).casefold()
    found = [id for id, name in known if id == text.replace("-", "").lower() or (name or "").casefold() == wanted]
    if len(found) > 1:
        raise click.BadParameter(f"more than one is called {text}; use the id: {', '.join(found)}.", param_hint=option)
    return found[0] if found else None
