"""`finance resident-statement`: what one resident had, what came in and went out in a year, and what was left."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from web.commands._finance_books import (
    SEE_RESIDENTS,
    counted,
    day_in_row,
    euros,
    known_option,
    moment,
    opening_options,
    team_option,
)
from web.commands._house import acting, find_person, looked, names_of, relations_of
from web.commands._options import say_json
from web.commands._out import why_not, write_out

if TYPE_CHECKING:
    from domain.kernel import Id
    from projections.finance_residents import Line
    from web.commands._finance_books import Moment

SEE_OWN = "finance.see_own_money"
_BEGINS = {".csv": b"\xef\xbb\xbf", ".xlsx": b"PK"}


def _sheet(context: click.Context, parameter: click.Parameter, value: Path | None) -> Path | None:
    if value is None:
        return None
    if value.suffix.lower() not in _BEGINS:
        raise click.BadParameter(f"{value} ends in neither .csv nor .xlsx.")
    if refused := why_not(value, (_BEGINS[value.suffix.lower()],)):
        raise click.BadParameter(refused)
    return value


@click.command("resident-statement")
@click.option("--resident", required=True, metavar="NAME", help="Whose statement, by name or id.")
@team_option
@click.option("--year", type=click.IntRange(1990, 2199), required=True, metavar="Y", help="The year.")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), callback=_sheet, metavar="FILE",
    help="Write it as a .csv for Dutch Excel or an .xlsx. [printed]",
)  # fmt: skip
@known_option
@opening_options
def resident_statement(
    resident: str,
    name: str,
    year: int,
    out: Path | None,
    known: str | None,
    data: Path,
    database: str | None,
    opened: bool,
    person: str | None,
    as_json: bool,
) -> None:
    """Tell one resident's year: what they had, what came in and went out, and what was left.

    Only for who may see residents' money there, for the resident and for a relative; that somebody looks is written
    to the access log first. Texts and names stand in it with --open. With --json: resident, team, year, known, opening,
    closing and lines (position, value_date, kind, cents, balance, by; with --open text and name), in cents; what a
    resident has is above nothing.
    """
    from projections.finance_residents import lines_of_resident

    with moment(data, database, person, known, opened=opened) as books:
        team, whose = _looked(books, name, resident)
        opening, lines = lines_of_resident(books.views, team, whose, f"{year}-01-01", f"{year}-12-31")
        told: dict[str, Any] = {
            "resident": whose, "team": team, "year": year, "known": books.position, "opening": opening,
            "closing": lines[-1].balance if lines else opening, "lines": _lines(books, lines, opened),
        }  # fmt: skip
        if out:
            write_out(out, _file(books, told, out.suffix.lower()))
    if as_json:
        say_json(told if out is None else told | {"file": str(out)})
    elif out:
        click.echo(f"{out}: {year}, {counted(len(told['lines']), 'line')}, as known at position {told['known']}")
    else:
        _say(told)


def _looked(books: Moment, name: str, resident: str) -> tuple[Id, Id]:
    """The team and the resident, when whoever looks may; the look is written before anything is read."""
    looks = acting(books.house, books.person).person
    team, whose, action, role = _allowed(books, name, resident, looks)
    kept = books.views.execute("SELECT 1 FROM finance_resident WHERE team = ? AND person = ?", (team, whose))
    if kept.fetchone() is None:
        raise click.BadParameter("no account is kept for them in this woongroep.", param_hint="--resident")
    looked(books.house, looks, role, [whose], action, object="statement", shown=books.position)
    return team, whose


def _allowed(books: Moment, name: str, resident: str, looks: Id) -> tuple[Id, Id, str, str]:
    """Team, resident, and under which action in which role: that of the team, or what is one's own."""
    from domain.kernel import Allowed, NotAllowed, NotThere, may, today
    from projections.access import relative_of, resident_on
    from web.commands._house import find_team

    team, day = find_team(books.house, name), today().isoformat()
    if team is None:
        books.team(name)
        raise NotThere
    allowed = may(relations_of(books.house, books.person), SEE_RESIDENTS, team, day)
    if isinstance(allowed, Allowed):
        return team, find_person(books.house, resident, "--resident"), SEE_RESIDENTS, allowed.role
    try:
        whose = find_person(books.house, resident, "--resident")
    except click.BadParameter:
        raise NotThere from None
    with books.house.now() as views:
        own = [looks] * resident_on(views, looks, day) + relative_of(views, looks, day)
    if whose in own:
        return team, whose, SEE_OWN, "resident" if whose == looks else "relative"
    books.team(name)
    raise NotAllowed


def _lines(books: Moment, lines: list[Line], opened: bool) -> list[dict[str, Any]]:
    names = names_of(books.house, (one.by for one in lines)) if opened else {}
    return [
        {
            "position": one.position, "value_date": one.value_date, "kind": one.kind, "cents": one.cents,
            "balance": one.balance, "by": one.by,
        }
        | ({"text": books.opened(one.text), "name": names.get(one.by)} if opened else {})
        for one in lines
    ]  # fmt: skip


def _file(books: Moment, told: dict[str, Any], suffix: str) -> bytes:
    from web.finance_files import Cents, Day, Rows, csv_of, xlsx_of

    rows: Rows = [["Datum", "Omschrijving", "Erbij", "Eraf", "Saldo", "Geboekt door"]]
    rows.append([Day(f"{told['year']}-01-01"), "Beginsaldo", None, None, Cents(told["opening"]), None])
    rows += [
        [
            Day(one["value_date"]), one.get("text"), Cents(max(one["cents"], 0)), Cents(max(-one["cents"], 0)),
            Cents(one["balance"]), one.get("name") or one["by"],
        ]
        for one in told["lines"]
    ]  # fmt: skip
    rows.append([Day(f"{told['year']}-12-31"), "Eindsaldo", None, None, Cents(told["closing"]), None])
    name = f"jaaroverzicht-{told['year']}"
    return csv_of(rows) if suffix == ".csv" else xlsx_of(rows, name, _recorded(books))


def _recorded(books: Moment) -> datetime:
    """When the last fact that it knows was recorded: the file that is made again is the same."""
    import json

    last = books.house.workspace.fact_at(books.position)
    assert last, "there are facts when there is an account"
    return datetime.fromisoformat(json.loads(last.state)["timestamp"])


def _say(told: dict[str, Any]) -> None:
    first, last = f"{told['year']}-01-01", f"{told['year']}-12-31"
    click.echo(f"{day_in_row(first)}  {euros(told['opening']):>34}")
    for one in told["lines"]:
        who = one.get("name") or one["by"]
        amounts = f"{euros(one['cents']):>16}{euros(one['balance']):>18}  ({one['balance']} cents)"
        click.echo(f"{day_in_row(one['value_date'])}  {amounts}  {who}  {one.get('text') or ''}".rstrip())
    click.echo(f"{day_in_row(last)}  {euros(told['closing']):>34}")


COMMANDS = (resident_statement,)
