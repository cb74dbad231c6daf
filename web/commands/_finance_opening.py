"""`finance import-opening`: a team's opening balance from a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from web.commands._finance_books import team_option
from web.commands._house import acting, standing_house, team_of
from web.commands._options import as_option, json_option, say_json, store_options

if TYPE_CHECKING:
    from projections.house import House
    from web.finance_opening_file import Plan


@click.command("import-opening")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@team_option
@click.option("--dry-run", is_flag=True, help="Only say what it would post.")
@store_options
@as_option
@json_option
def import_opening(
    file: Path, name: str, dry_run: bool, data: Path, database: str | None, person: str | None, as_json: bool
) -> None:
    """Take a team's opening balance from a CSV or XLSX: account with debit and credit, or with a balance.

    Everything that is wrong is told by row and column, and then nothing is posted. With --json: file (its SHA-256),
    taken, lines (account, fund, cents), wrong (row, column, refusal, says) and differences: of each fund of which debit
    and credit are not equal, how many cents debit is more.
    """
    from domain.kernel import act_as
    from web.language import in_english

    with standing_house(data, database) as house, act_as(acting(house, person)):
        team = team_of(house, name)
        house.ledger.check_openings(team, lines={})
        plan = _planned(house, file)
        if plan.right:
            house.ledger.check_openings(team, lines=plan.lines)
        if plan.right and not dry_run:
            house.ledger.take_openings(
                team, lines=plan.lines, text="Beginbalans uit een bestand", document=plan.document
            )
    told: dict[str, Any] = {
        "file": plan.document, "taken": plan.right and not dry_run,
        "lines": [{"account": one.account, "fund": fund, "cents": one.cents}
                  for fund, lines in plan.lines.items() for one in lines],
        "wrong": [
            {"row": one.row, "column": one.column, "refusal": type(one.says).__name__, "says": in_english(one.says)}
            for one in plan.wrong
        ],
        "differences": plan.differences,
    }  # fmt: skip
    if as_json:
        say_json(told)
    else:
        _say(told)
    if not plan.right:
        raise SystemExit(1)


def _planned(house: House, file: Path) -> Plan:
    from projections.finance_overview import accounts
    from web.finance_opening_file import MOST_BYTES, plan_opening

    with file.open("rb") as stream:
        raw = stream.read(MOST_BYTES + 1)
    with house.now() as views:
        return plan_opening(raw, accounts(views))


def _say(told: dict[str, Any]) -> None:
    from web.commands._finance_books import euros

    for one in told["wrong"]:
        click.echo(f"row {one['row']}, {one['column']}: {one['says']}")
    for fund, left in told["differences"].items():
        click.echo(f"{fund}: debit and credit differ by {euros(left)}")
    for one in told["lines"]:
        click.echo(f"{one['fund']:<10} {one['account']:<10} {euros(one['cents'])}")
    click.echo("taken" if told["taken"] else "nothing was posted")


COMMANDS = (import_opening,)
