"""`finance accounts`, `balance`, `trial-balance` and `card`: what is on the accounts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from web.commands._finance_books import (
    asking_options,
    day_in_row,
    day_of,
    day_told,
    euros,
    known_option,
    moment,
    on_option,
    opening_options,
    row_of,
    team_option,
)
from web.commands._options import say_json

if TYPE_CHECKING:
    from domain.kernel import Id
    from projections.finance_balances import Posted
    from web.commands._finance_books import Moment

Statement = tuple[str | None, int | None, str | None]
"""IBAN of a bank account, and the closing balance and the last day of its last statement."""
_NO_BANK: Statement = (None, None, None)

_account_option = click.option("--account", "code", required=True, metavar="CODE", help="The account, by its code.")


@click.command()
@click.option("--team", "name", metavar="NAME", help="Only this woongroep's, by name or id. [all with books]")
@known_option
@asking_options
def accounts(
    name: str | None,
    known: str | None,
    data: Path,
    database: str | None,
    person: str | None,
    as_json: bool,
) -> None:
    """List the accounts: of each team those that it uses, and those of the chart that no team uses yet.

    With --json a list of code, name, fund, team (null when none uses it), iban, statement_closing (cents) and
    statement_until (the last day of the last statement); the last three are null for what is no bank account.
    """
    with moment(data, database, person, known) as books:
        found = _accounts(books, name)
    if as_json:
        say_json(found)
        return
    for one in found:
        bank = f"  {one['iban']}" if one["iban"] else ""
        if one["statement_until"]:
            bank += f", {euros(one['statement_closing'])} on {day_told(one['statement_until'])}"
        click.echo(f"{one['code']:<10} {one['fund']:<9} {one['team'] or '-':<20} {one['name']}{bank}")


def _accounts(books: Moment, name: str | None) -> list[dict[str, Any]]:
    chart = {row["account"]: row for row in books.views.execute("SELECT * FROM finance_account ORDER BY account")}
    found, used = [], set()
    for team in books.teams(name):
        statements = _statements(books, team)
        funds = books.funds(team)
        rows = books.views.execute("SELECT DISTINCT account FROM finance_month WHERE team = ?", (team,))
        codes = {row[0] for row in rows} | set(statements)
        used |= codes
        for code in (code for code in sorted(codes) if chart[code]["fund"] in funds):
            for statement in statements.get(code, [_NO_BANK]):
                found.append(_account(books, chart[code], books.name(team), *statement))
    if name is None:
        found += [_account(books, row, None, *_NO_BANK) for code, row in chart.items() if code not in used]
    return found


def _account(
    books: Moment, row: Any, team: str | None, iban: str | None, closing: int | None, until: str | None
) -> dict[str, Any]:
    return {
        "code": row["account"], "name": books.opened(row["name"]), "fund": row["fund"], "team": team, "iban": iban,
        "statement_closing": closing, "statement_until": until,
    }  # fmt: skip


def _statements(books: Moment, team: Id) -> dict[str, list[Statement]]:
    """Of each bank account that a team keeps on an account of the chart, until where its statements are taken."""
    found: dict[str, list[Statement]] = {}
    for account, iban, closing, until in books.views.execute(
        "SELECT account, iban, closing, closing_on FROM finance_bank_account "
        "WHERE team = ? AND closed = 0 ORDER BY account, bank",
        (team,),
    ):
        found.setdefault(account, []).append((books.opened(iban), closing, until))
    return found


@click.command()
@_account_option
@team_option
@on_option
@known_option
@opening_options
def balance(
    code: str,
    name: str,
    on: str | None,
    known: str | None,
    data: Path,
    database: str | None,
    opened: bool,
    person: str | None,
    as_json: bool,
) -> None:
    """Tell what is on one account at the end of a day, as known now or at a moment.

    With --json: account, fund, debit, credit and balance (in cents; debit is above nothing), on and known; with --open
    also the name of the account.
    """
    from projections.finance_balances import LAST_DAY, Balance
    from projections.finance_balances import balance as balance_on

    day = day_of(on, "--on", LAST_DAY)
    with moment(data, database, person, known, opened=opened) as books:
        team = books.team(name)
        fund = books.account(team, code)
        found = row_of(Balance(code, fund, balance_on(books.views, team, code, day))) | _named(books, [code], opened)[0]
        position = books.position
    if as_json:
        say_json(found | {"on": None if day == LAST_DAY else day, "known": position})
    else:
        click.echo(
            f"{code} ({fund}): {euros(found['balance'])} ({found['balance']} cents), as known at position {position}"
        )


@click.command("trial-balance")
@team_option
@on_option
@known_option
@opening_options
def trial_balance(
    name: str,
    on: str | None,
    known: str | None,
    data: Path,
    database: str | None,
    opened: bool,
    person: str | None,
    as_json: bool,
) -> None:
    """Print the trial balance: every account that was posted to, with what is on it at the end of a day.

    The balance stands under debit or under credit, on its own side; each fund sums to nothing by itself. With --json a
    list of account, fund, debit, credit and balance (debit - credit), in cents; with --open also the names of the
    accounts.
    """
    from projections.finance_balances import LAST_DAY
    from projections.finance_balances import trial_balance as balances_on

    day = day_of(on, "--on", LAST_DAY)
    with moment(data, database, person, known, opened=opened) as books:
        team = books.team(name)
        funds = books.funds(team)
        shown = [one for one in balances_on(books.views, team, day) if one.fund in funds]
        names = _named(books, [one.account for one in shown], opened)
        rows = [row_of(one) | name for one, name in zip(shown, names, strict=True)]
        position = books.position
    if as_json:
        say_json(rows)
        return
    click.echo(f"{name}, with value dates up to {day_told(day) if on else 'the last'}, as known at position {position}")
    for row in rows:
        sides = (f"{euros(row['debit']):>18}" if row["debit"] else " " * 18) + (
            f"{euros(row['credit']):>18}" if row["credit"] else ""
        )
        click.echo(
            f"{row['account']:<10} {row['fund']:<9}{sides}  ({row['balance']} cents)  {row.get('name', '')}".rstrip()
        )


def _named(books: Moment, codes: list[str], opened: bool) -> list[dict[str, Any]]:
    """The names of these accounts when they are to be shown."""
    if not opened:
        return [{} for _ in codes]
    names = dict(books.views.execute("SELECT account, name FROM finance_account").fetchall())
    return [{"name": books.opened(names[code])} for code in codes]


@click.command()
@_account_option
@team_option
@click.option("--from", "first", metavar="DATE", help="From this value date on. [the first]")
@click.option("--to", "last", metavar="DATE", help="Up to this value date. [the last]")
@known_option
@opening_options
def card(
    code: str,
    name: str,
    first: str | None,
    last: str | None,
    known: str | None,
    data: Path,
    database: str | None,
    opened: bool,
    person: str | None,
    as_json: bool,
) -> None:
    """Print the card of an account: its postings in the order of value dates, with the balance after each.

    With --json a list of position (of the fact finance.EntryPosted), entry, value_date, period, recorded_at, kind,
    late, cents, balance, source, document, by, and with --open text. Residents stand in it by id.
    """
    from projections.finance_balances import LAST_DAY
    from projections.finance_balances import card as lines_of

    days = day_of(first, "--from", ""), day_of(last, "--to", LAST_DAY)
    with moment(data, database, person, known, opened=opened) as books:
        team = books.team(name)
        books.account(team, code)
        rows = [_line(books, one, opened) for one in lines_of(books.views, team, code, *days)]
    if as_json:
        say_json(rows)
        return
    for row in rows:
        kind, late = row["kind"].replace("_", " "), "late" if row["late"] else ""
        told = f"{row['position']:>9}  {day_in_row(row['value_date'])}  {kind:<16}{late:<5}"
        amounts = f"{euros(row['cents']):>16}{euros(row['balance']):>18}  ({row['balance']} cents)"
        click.echo(f"{told}{amounts}  {row.get('text') or ''}".rstrip())


def _line(books: Moment, one: Posted, opened: bool) -> dict[str, Any]:
    told = {
        "position": one.position, "entry": one.entry, "value_date": one.value_date, "period": one.period,
        "recorded_at": one.moment, "kind": one.kind, "late": bool(one.late), "cents": one.cents,
        "balance": one.balance, "resident": one.resident, "source": one.source, "document": one.document,
        "by": one.by,
    }  # fmt: skip
    return told | ({"text": books.opened(one.text)} if opened else {})


COMMANDS = (accounts, balance, trial_balance, card)
