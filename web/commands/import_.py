"""Read a file into the workspace: `import people` a spreadsheet, `import roster` a nurse-rostering file."""

from __future__ import annotations

import re
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from web.commands._house import acting, find_person, find_team, opened_house
from web.commands._options import as_option, json_option, note, say_json, store_options

if TYPE_CHECKING:
    from collections.abc import Mapping

    from domain.rosters.instance import Instance
    from projections.house import House
    from web.imports.people import PeoplePlan
    from web.imports.roster import Into
    from web.imports.sheet import Sheet

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_TIME = re.compile(r"([A-Za-z0-9]{1,3})=([01]?\d|2[0-3]):([0-5]\d)")


@click.group(name="import", short_help=__doc__)
def imports() -> None:
    """Read a file into the workspace."""


@imports.command()
@store_options
@click.argument("file", type=_FILE)
@click.option("--team", "name", metavar="NAME", help="Everybody comes to this woongroep. [the file's own column]")
@click.option("--dry-run", is_flag=True, help="Only tell what it would do.")
@click.option("--yes", is_flag=True, help="Do not ask first.")
@as_option
@json_option
@click.pass_context
def people(
    context: click.Context,
    data: Path,
    database: str | None,
    file: Path,
    name: str | None,
    dry_run: bool,
    yes: bool,
    person: str | None,
    as_json: bool,
) -> None:
    """Read people from a CSV, as a Dutch or an English spreadsheet writes it; all of them or none.

    Columns, in any order: naam (name), woongroep (team), uren (hours), sinds (since), bekwaamheden (competences),
    rol (role), e-mail. It shows what it would do, asks, and does it at once. Errors are named by row and column.
    """
    from web.imports.people import as_json as json_of
    from web.imports.people import told
    from web.imports.sheet import read_sheet

    sheet = read_sheet(file.read_bytes())
    with opened_house(data, database) as house:
        plan = _people_plan(house, sheet, name)
        if not as_json:
            for line in told(plan):
                click.echo(line)
        doing = not dry_run and not plan.problems and _agreed(plan, yes or as_json)
        position = _hire_all(house, plan, person) if doing else None
    if as_json:
        say_json(json_of(plan) | {"dry_run": dry_run, "position": position})
    elif plan.problems:
        note(f"Nothing was imported: {len(plan.problems)} errors.")
    else:
        click.echo(f"Done, up to position {position}." if doing else "Nothing was done.")
    context.exit(1 if plan.problems else 0)


def _people_plan(house: House, sheet: Sheet, name: str | None) -> PeoplePlan:
    from domain.kernel import id_of, new_id
    from web.imports.people import known, plan_people

    root = new_id()
    team = find_team(house, name) if name else None
    if name and team is None:
        raise click.BadParameter(f"no woongroep is called {name}.", param_hint="--team")
    return plan_people(
        sheet,
        known(house),
        lambda part: id_of("import", root, part),
        team=(team, name) if team and name else None,
    )


def _agreed(plan: PeoplePlan, yes: bool) -> bool:
    """Ask a person who sits there; a program has read the plan before."""
    if yes or not sys.stdin.isatty():
        return True
    return click.confirm(f"Let {len(plan.planned)} people in?", default=False)


def _hire_all(house: House, plan: PeoplePlan, person: str | None) -> int:
    from domain.kernel import act_as

    with act_as(acting(house, person)):
        house.staffing.import_people(hires=plan.hires(), founded=plan.founded)
    return house.workspace.position()


@imports.command()
@store_options
@click.argument("file", type=_FILE)
@click.option("--team", "name", required=True, metavar="NAME", help="The woongroep; it is made when it is not there.")
@click.option("--start", required=True, metavar="DATE", help="The Monday that is the file's day 0, as 2026-03-02.")
@click.option("--times", metavar="E=07:00,...", help="When kinds begin. [by the order of succession, from 07:00]")
@click.option("--planner", metavar="PERSON", help="Who plans a new team: a known person. [the first in the file]")
@click.option("--dry-run", is_flag=True, help="Only tell what it would do.")
@as_option
@json_option
def roster(
    data: Path,
    database: str | None,
    file: Path,
    name: str,
    start: str,
    times: str | None,
    planner: str | None,
    dry_run: bool,
    person: str | None,
    as_json: bool,
) -> None:
    """Read a nurse-rostering file (horizon, shifts, staff, days off, requests, cover), ready to be planned.

    The format has lengths and no clock times: the first kind begins at 07:00 and each next one when the one before
    ends, so that 11 hours of rest say the same as the file's order of succession where that can be; or as --times says.
    """
    from domain.rosters.instance import read_instance

    first = _monday(start)
    instance = read_instance(file.read_bytes())
    chosen = _times(times, instance)
    with opened_house(data, database) as house:
        into = _into(house, name, first, planner)
        _take(house, instance, into, chosen, person, dry_run=dry_run, as_json=as_json)


def _take(
    house: House,
    instance: Instance,
    into: Into,
    times: Mapping[str, int],
    person: str | None,
    *,
    dry_run: bool,
    as_json: bool,
) -> None:
    from domain.kernel import act_as
    from web.imports.roster import as_json as json_of
    from web.imports.roster import roster_import, told

    plan = roster_import(instance, into, times)
    position = None
    if not dry_run:
        with act_as(acting(house, person)):
            house.staffing.import_roster(plan)
        position = house.workspace.position()
    if as_json:
        say_json(json_of(plan) | {"new_team": into.new, "dry_run": dry_run, "position": position})
        return
    for line in told(plan, new=into.new):
        click.echo(line)
    click.echo("Nothing was done (--dry-run)." if dry_run else f"Done, up to position {position}.")


def _into(house: House, name: str, first: date, planner: str | None) -> Into:
    from domain.kernel import new_id
    from domain.teams.service import clean_team_name
    from web.imports.roster import Into

    team = find_team(house, name)
    plans = find_person(house, planner, "--planner") if planner else None
    if team and plans:
        raise click.BadParameter(f"{name} is there already, with planners of its own.", param_hint="--planner")
    return Into(team or new_id(), clean_team_name(name), team is None, first, plans)


def _monday(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(f"{text} is no day; type it as 2026-03-02.", param_hint="--start") from None
    if not 1990 <= day.year <= 2199:
        raise click.BadParameter("a year between 1990 and 2199.", param_hint="--start")
    if day.weekday():
        raise click.BadParameter(f"{text} is no Monday; a roster begins on one.", param_hint="--start")
    return day


def _times(text: str | None, instance: Instance) -> dict[str, int]:
    chosen: dict[str, int] = {}
    for part in (text or "").split(","):
        if not part.strip():
            continue
        found = _TIME.fullmatch(part.strip())
        if not found:
            raise click.BadParameter(f"{part} does not look like E=07:00.", param_hint="--times")
        if found[1] not in instance.shifts:
            known = ", ".join(instance.shifts)
            raise click.BadParameter(f"there is no shift {found[1]}; the file has {known}.", param_hint="--times")
        chosen[found[1]] = int(found[2]) * 60 + int(found[3])
    return chosen


def register(group: click.Group) -> None:
    """Add `import`."""
    group.add_command(imports)
