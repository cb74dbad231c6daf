"""Look at rosters: show one, check shifts against the law and the cao, list the rules."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from web.commands._house import find_team, names_of, relations_of, standing_house
from web.commands._options import as_option, json_option, names_are_shown, open_option, say_json, store_options
from web.commands._roster_check import check, rules

if TYPE_CHECKING:
    from collections.abc import Callable

    from domain.kernel import Id
    from projections.house import House


@click.group(short_help=__doc__)
def roster() -> None:
    """Look at rosters."""


@roster.command()
@store_options
@click.option("--team", "name", required=True, metavar="NAME", help="The woongroep, by name or id.")
@click.option("--period", "day", required=True, metavar="DATE", help="Any day of the period, as 2026-03-02.")
@click.option("--at", "moment", metavar="MOMENT", help="As known at a moment (2026-03-03T14:05) or position. [now]")
@open_option
@as_option
@json_option
def show(
    data: Path,
    database: str | None,
    name: str,
    day: str,
    moment: str | None,
    opened: bool,
    person: str | None,
    as_json: bool,
) -> None:
    """Print a roster, now or as it was known at an earlier moment.

    The first line ends with the roster's id, which `roster propose` asks for. People stand in it by id; --open adds
    their names. With --json: team, from, to, position, shifts and demand.
    """
    from domain.rosters import roster_of

    with standing_house(data, database) as house:
        team = _team(house, name, person)
        found = _roster(house, team, _day(day), moment)
        if found is None:
            raise click.ClickException(
                f"{name} has no roster for {day}" + (f", as known at {moment}." if moment else ".")
            )
        roster_id = roster_of(team, found["from"])
        found["team"] = _name(house, team)
        names = names_of(house, (shift["person"] for shift in found["shifts"])) if opened else {}
        if opened:
            names_are_shown()
            for shift in found["shifts"]:
                shift["name"] = names.get(shift["person"])
        if as_json:
            say_json(found)
        else:
            for text in _table(found, roster_id, lambda id: names.get(id) or id[:8]):
                click.echo(text)


def _team(house: House, name: str, person: str | None) -> Id:
    """The team, when it exists for whoever looks."""
    from domain.kernel import NotThere, may, today

    team = find_team(house, name)
    if team is None or not may(relations_of(house, person), "rosters.see_roster", team, today().isoformat()):
        if person is None:
            raise click.BadParameter(f"no woongroep is called {name}.", param_hint="--team")
        raise NotThere
    return team


def _name(house: House, team: Id) -> str:
    from projections.teams import team as team_now

    with house.now() as views:
        found = team_now(views, team)
    return (house.vault.open_packed(found.name) if found else None) or team


def _day(text: str) -> str:
    from datetime import date

    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise click.BadParameter(f"{text} is no day; type it as 2026-03-02.", param_hint="--period") from None


def _roster(house: House, team: Id, day: str, moment: str | None) -> dict[str, Any] | None:
    from projections.roster_page import roster_json

    if moment is None:
        with house.now() as views:
            return roster_json(views, team, day)
    position = house.position_of(moment)
    with house.at(position) as views:
        return roster_json(views, team, day, position=position)


def _table(found: dict[str, Any], roster: Id, shown: Callable[[Id], str]) -> list[str]:
    """One line for each day: kind by kind who works, and how many are wanted where that differs."""
    least = {(want["date"], want["kind"]): want["min"] for want in found["demand"]}
    cells: dict[tuple[str, str], list[str]] = {}
    for shift in found["shifts"]:
        who = shown(shift["person"]) if shift["person"] else "open"
        cells.setdefault((shift["date"], shift["kind"]), []).append(who)
    lines = [f"{found['team']}, {found['from']} to {found['to']}, position {found['position']}, roster {roster}"]
    for day in sorted({day for day, _ in (*cells, *least)}):
        kinds = list(dict.fromkeys(k for d, k in (*cells, *least) if d == day))
        parts = []
        for kind in kinds:
            there, wanted = cells.get((day, kind), []), least.get((day, kind), 0)
            short = f" ({len(there)} of {wanted})" if len(there) < wanted else ""
            parts.append(f"{kind}: {', '.join(there) or '-'}{short}")
        lines.append(f"{day}  " + "  ".join(parts))
    return lines


def register(group: click.Group) -> None:
    """Add `roster`."""
    from web.commands._roster_propose import propose
    from web.commands._roster_solve import solve

    roster.add_command(solve)
    roster.add_command(propose)
    roster.add_command(check)
    roster.add_command(rules)
    group.add_command(roster)
