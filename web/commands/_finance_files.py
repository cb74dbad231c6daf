"""`finance journal`: the books for an independent tool."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from web.commands._finance_books import counted, known_option, moment, opening_options
from web.commands._options import progress, say_json
from web.commands._out import out_option, write_lines

if TYPE_CHECKING:
    from domain.kernel import Id
    from web.commands._finance_books import Moment
    from web.finance_journal import JournalAccount, TeamBooks


@click.command()
@click.option(
    "--format",
    "style",
    type=click.Choice(["hledger", "ledger", "beancount"]),
    default="hledger",
    show_default=True,
    help="For which tool.",
)
@out_option(b"; driehoek: ")
@click.option("--team", "name", metavar="NAME", help="Only this woongroep's, by name or id. [all with books]")
@known_option
@opening_options
def journal(
    style: str,
    out: Path,
    name: str | None,
    known: str | None,
    data: Path,
    database: str | None,
    opened: bool,
    person: str | None,
    as_json: bool,
) -> None:
    """Write the books as a journal that an independent tool reads, to check every balance with.

    The accounts are fund:kind:code (for beancount Kind:Fund:code), after the name of the team when there is more than
    one. The date is the value date, and the day of posting stands beside it. At the end the file says what must be on
    each account, and the tool refuses it when it is not so. With --open also the names of accounts and the texts. With
    --json: file, format, known, entries and accounts.
    """
    from web.finance_journal import FORMATS
    from web.finance_journal import journal as lines_of

    with moment(data, database, person, known, opened=opened) as books:
        teams = books.teams(name)
        found = _books(books, teams, opened)
        told = f"driehoek: the books as known at position {books.position}, {counted(len(teams), 'team')}"
        lines = lines_of(found, FORMATS[style], told, lambda text: books.opened(text) or "" if opened else "")
        length = sum(_count(books, team) for team in teams)
        write_lines(out, lines)
    written = {"file": str(out), "format": style, "known": books.position, "entries": length,
               "accounts": sum(len(one.accounts) for one in found)}  # fmt: skip
    if as_json:
        say_json(written)
    else:
        click.echo(f"{out}: {counted(length, 'entry')}, as known at position {books.position}")


def _count(books: Moment, team: Id) -> int:
    from projections.finance_entries import count

    return count(books.views, team)


def _books(books: Moment, teams: list[Id], opened: bool) -> list[TeamBooks]:
    from projections.finance_balances import trial_balance
    from projections.finance_entries import entries
    from web.finance_journal import TeamBooks, prefixes

    chart = chart_of(books, opened)
    found = []
    names = prefixes({team: books.name(team) for team in teams})
    for team in teams:
        funds = books.funds(team)
        balances = [one for one in trial_balance(books.views, team) if one.fund in funds]
        found.append(
            TeamBooks(
                names[team],
                [chart[code] for code in sorted(one.account for one in balances)],
                balances,
                lambda team=team, funds=funds: _shown(  # type: ignore[misc]
                    entries(books.views, team, funds), _count(books, team)
                ),
            )
        )
    return found


def chart_of(books: Moment, named: bool) -> dict[str, JournalAccount]:
    """The chart by code, with the names when they are to be shown."""
    from web.finance_journal import JournalAccount

    return {
        row["account"]: JournalAccount(
            row["account"], row["fund"], row["kind"], books.opened(row["name"]) if named else None
        )
        for row in books.views.execute("SELECT account, fund, kind, name FROM finance_account")
    }


def _shown(found: Iterable[Any], length: int) -> Iterable[Any]:
    """With a bar on stderr when there are many."""
    if length < 20_000:
        yield from found
    else:
        with progress(found, "Writing entries", length=length) as bar:
            yield from bar


COMMANDS = (journal,)
