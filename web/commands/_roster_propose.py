"""`roster propose`: asks for a proposal for a real roster, looks for it here and now, and prints it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from web.commands._house import acting, names_of, relations_of, standing_house
from web.commands._options import (
    as_option,
    json_option,
    names_are_shown,
    note,
    open_option,
    say_json,
    store_options,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from domain.kernel import Id
    from projections.house import House
    from projections.proposals import ProposalShown


@click.command()
@click.argument("roster", metavar="ROSTER")
@store_options
@click.option("--seconds", type=click.IntRange(1, 120), default=20, show_default=True, help="How long to search.")
@click.option("--replan", is_flag=True, help="After an absence: with as few changes as can be.")
@open_option
@as_option
@json_option
def propose(
    roster: str,
    data: Path,
    database: str | None,
    seconds: int,
    replan: bool,
    opened: bool,
    person: str | None,
    as_json: bool,
) -> None:
    """Look for alternatives that fill what is open in ROSTER (its id), and print them. The roster is not changed.

    It is recorded as asked and offered, so that it can be taken over on its page. People stand in it by id; --open adds
    their names. Who belongs to another team is marked: they are to be asked first. Exit code 1 when there is none. With
    --json: id, state, status and alternatives, each with shifts, gaps, costs (by person) and whole.
    """
    from web.proposal_notes import Notes
    from web.proposal_search import search
    from web.proposal_worker import Worker

    with standing_house(data, database) as house:
        wanted = _asked(house, _id(roster), seconds, replan, person)
        with Notes(data).alone(wait=True):
            worker = Worker(house, search)
            while (shown := _shown(house, _id(roster), wanted)).searching and worker.step():
                pass
        said = _said(house, shown)
        names = names_of(house, _people(said)) if opened else {}
        if opened:
            names_are_shown()
            for shift in (shift for one in said["alternatives"] for shift in one["shifts"]):
                shift["name"] = names.get(shift["person"])
        if as_json:
            say_json(said)
        else:
            _show(said, lambda id: names.get(id) or id[:8])
        if shown.state != "offered":
            raise click.exceptions.Exit(1)


def _id(text: str) -> Id:
    from domain.kernel import read_id

    try:
        return read_id(text)
    except ValueError:
        raise click.BadParameter(
            f"{text} is no id; the first line of `roster show --team NAME --period DATE` ends with it."
        ) from None


def _asked(house: House, roster: Id, seconds: int, replan: bool, person: str | None) -> Id:
    from domain.kernel import NotThere, act_as, may, new_id, today
    from domain.rosters.proposals import REPLAN, REST
    from projections.roster_page import period

    with house.now() as views:
        found = period(views, roster)
    if found is None or not may(relations_of(house, person), "rosters.see_roster", found.team, today().isoformat()):
        raise NotThere
    wanted = new_id()
    with act_as(acting(house, person)):
        house.proposing.ask_proposal(roster, proposal=wanted, seconds=seconds, what=REPLAN if replan else REST)
    return wanted


def _shown(house: House, roster: Id, proposal: Id) -> ProposalShown:
    from projections.proposals import proposal_shown

    with house.now() as views:
        found = proposal_shown(views, roster, proposal)
    assert found
    return found


def _said(house: House, shown: ProposalShown) -> dict[str, Any]:
    from projections.proposals import alternatives_of

    with house.now() as views:
        found = alternatives_of(views, shown.proposal)
    return {
        "id": shown.proposal, "state": shown.state, "status": shown.status, "looked": shown.looked,
        "alternatives": [
            {
                "aim": one.aim, "shifts": [p.fields() for p in one.shifts], "gaps": list(one.gaps),
                "costs": one.costs, "whole": one.whole,
            }
            for one in found
        ],
    }  # fmt: skip


def _people(said: dict[str, Any]) -> set[Id]:
    return {shift["person"] for one in said["alternatives"] for shift in one["shifts"]}


def _show(said: dict[str, Any], shown: Callable[[Id], str]) -> None:
    """Each alternative: a line for each day with who would work what, and its gaps."""
    if not said["alternatives"]:
        note(f"no proposal: {said['status']}")
    for number, one in enumerate(said["alternatives"]):
        click.echo(f"{'ABCDEFGH'[number % 8]} {one['aim']}: {_shifts(len(one['shifts']))}, {len(one['gaps'])} open")
        days: dict[str, dict[str, list[str]]] = {}
        for shift in one["shifts"]:
            who = shown(shift["person"]) + (" (ask)" if shift["asks"] else "")
            days.setdefault(shift["date"], {}).setdefault(shift["kind"], []).append(who)
        for day, kinds in sorted(days.items()):
            click.echo(f"  {day}  " + "  ".join(f"{kind}: {', '.join(who)}" for kind, who in kinds.items()))
        for gap in one["gaps"]:
            click.echo(f"  {gap['date']} {gap['kind']}: {gap['reason']}")


def _shifts(count: int) -> str:
    return f"{count} shift" if count == 1 else f"{count} shifts"
