"""`finance import` and `finance link-account`: the statements of a bank account, taken into a team's books."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from web.commands._finance_books import SEE_RESIDENTS, counted, day_told, euros
from web.commands._house import acting, looked, standing_house, team_of
from web.commands._options import as_option, json_option, say_json, store_options

if TYPE_CHECKING:
    from domain.finance.bank import Choice, Plan
    from domain.kernel import Id
    from projections.house import House

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_team_option = click.option("--team", "name", required=True, metavar="NAME", help="The woongroep, by name or id.")


@click.command("import")
@click.argument("file", type=_FILE)
@click.option("--account", "iban", required=True, metavar="IBAN", help="The bank account, as it was linked.")
@_team_option
@click.option("--dry-run", is_flag=True, help="Only tell what it would do.")
@store_options
@as_option
@json_option
def import_statement(
    file: Path,
    iban: str,
    name: str,
    dry_run: bool,
    data: Path,
    database: str | None,
    person: str | None,
    as_json: bool,
) -> None:
    """Take the statements of a bank account from a CAMT.053, an MT940 or a ZIP of those: all of them or nothing.

    Each new line is booked against the account that a rule gives, or waits in suspense to be explained; what is in the
    books already changes nothing. With --json: lines, new, known, opening and closing (in cents) with their days,
    dry_run, and position: that of the first fact, or null when nothing changed.
    """
    from domain.finance.statements import MOST_BYTES
    from domain.kernel import act_as

    with file.open("rb") as opened:
        raw = opened.read(MOST_BYTES + 1)
    with standing_house(data, database) as house, act_as(acting(house, person)):
        team = team_of(house, name)
        bank = house.bank.linked(team, iban)
        _look(house, team, bank)
        plan = house.bank.preview(team, bank=bank, data=raw)
        position = None
        if plan.changes and not dry_run:
            position = house.bank.import_statement(team, bank=bank, file=house.blobs.keep(bank, raw))
            if position is None:  # another took it meanwhile
                plan = house.bank.preview(team, bank=bank, data=raw)
        choices = house.bank.proposed(team, plan)
    if as_json:
        say_json(_as_json(plan) | {"dry_run": dry_run, "position": position})
    else:
        _tell(plan, choices, dry_run)


@click.command("link-account")
@_team_option
@click.option("--account", "code", required=True, metavar="CODE", help="An account of the chart, of the kind bank.")
@click.option("--iban", required=True, metavar="IBAN", help="The number of the account at the bank.")
@store_options
@as_option
def link_account(name: str, code: str, iban: str, data: Path, database: str | None, person: str | None) -> None:
    """Link a bank account to an account of the chart, so that its statements can be imported."""
    from domain.kernel import act_as

    with standing_house(data, database) as house, act_as(acting(house, person)):
        house.bank.link_account(team_of(house, name), account=code, iban=iban)
    click.echo(f"Linked: the statements of the bank account that ends in {iban.strip()[-4:]} go to {code}.")


def _look(house: House, team: Id, bank: Id) -> None:
    """Before residents' money is told it is written who looks, as everywhere."""
    from domain.kernel import acting as who_acts
    from projections.finance_bank_page import owners_of

    with house.now() as views:
        row = views.execute("SELECT fund FROM finance_bank_account WHERE bank = ?", (bank,)).fetchone()
        owners = owners_of(views, team) if row and row[0] == "residents" else []
    if owners:
        house.authority.require(SEE_RESIDENTS, team)
        looked(house, who_acts().person, who_acts().role, owners, SEE_RESIDENTS, object=bank)


def _as_json(plan: Plan) -> dict[str, Any]:
    return {
        "lines": plan.lines, "new": len(plan.new), "known": plan.known, "opening": plan.opening,
        "opening_on": plan.statements[0].opening_on, "closing": plan.closing, "closing_on": plan.closing_on,
    }  # fmt: skip


def _tell(plan: Plan, choices: list[Choice | None], dry_run: bool) -> None:
    first = plan.statements[0]
    click.echo(f"{counted(plan.lines, 'line')}: {len(plan.new)} new, {plan.known} known already.")
    ends = f"{euros(plan.closing)} on {day_told(plan.closing_on)}"
    click.echo(f"From {euros(plan.opening)} on {day_told(first.opening_on)} to {ends}.")
    sure = sum(choice is not None and choice.sure for choice in choices)
    if plan.new:
        click.echo(f"{sure} would go to an account by a rule, {len(plan.new) - sure} wait to be explained."
                   if dry_run else f"{sure} went by a rule, {len(plan.new) - sure} wait to be explained.")  # fmt: skip
    if plan.others:
        click.echo(f"Left alone in the file: {counted(plan.others, 'statement')} of other accounts.")
    if not plan.changes:
        click.echo("Everything was known; nothing changes.")
    elif dry_run:
        click.echo("Nothing was done (--dry-run).")


COMMANDS = (import_statement, link_account)
