"""`finance changes`: what became known between two moments, proven to the cent."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from web.commands._finance_books import (
    day_of,
    euros,
    moment,
    moment_told,
    month_told,
    on_option,
    opening_options,
    team_option,
)
from web.commands._house import names_of
from web.commands._options import say_json

if TYPE_CHECKING:
    from domain.kernel import Id
    from projections.finance_balances import Balance
    from projections.finance_budget_versions import Version
    from projections.finance_changes import Between
    from projections.finance_replay import Again
    from web.commands._finance_books import Moment

_KINDS = {"adopt": "adopted", "amend": "amended", "shift": "shifted"}


@click.command()
@team_option
@click.option("--from", "first", required=True, metavar="MOMENT", help="Known then: a position, or 2026-03-02T09:00.")
@click.option("--to", "last", metavar="MOMENT", help="And known then: a position, or a date and time. [now]")
@on_option
@opening_options
@click.pass_context
def changes(
    context: click.Context,
    name: str,
    first: str,
    last: str | None,
    on: str | None,
    data: Path,
    database: str | None,
    opened: bool,
    person: str | None,
    as_json: bool,
) -> None:
    """Tell what became known between two moments: the balances before and after, and every posting between them.

    With --json: before and after (account, fund, cents) and changes (position of the fact finance.EntryPosted,
    account, fund, cents, kind and by; with --open also name). The kind is reversal, reclassification (also of
    costs to costs), reopening (in a period that was opened again), late (in a later period than its value date) or
    posted. That before + changes =
    after, to the cent, is checked for every account: if not, it is said and the exit code is 1.

    What changes no balance stands apart: budget (position, kind: adopted, amended or shifted, fund, year, version,
    lines with the account and the cents that it went up, proposed_by, by, decision and why) and periods (position,
    kind: reopened, period, until, asked_by, by and why). Decision and why are sealed, unless --open.
    """
    from projections.finance_balances import LAST_DAY

    day = day_of(on, "--on", LAST_DAY)
    with moment(data, database, person, last, opened=opened) as books:
        team = books.team(name)
        funds = books.funds(team)
        found = _between(books, team, first, day, funds)
        known = books.house.position_of(first)
        told = _told(books, team, found, opened) | {
            "budget": [_version(books, one, lines, opened) for one, lines in _versions(books, team, known, funds)],
            "periods": [_again(books, one, opened) for one in _reopened(books, team, known)],
        }
        _name(books, (*told["budget"], *told["periods"]), opened)
    if as_json:
        say_json(told)
    else:
        for line in _lines(told):
            click.echo(line)
    if broken := found.unexplained():
        click.echo(f"the changes do not explain {', '.join(sorted(broken))}", err=True)
        context.exit(1)


def _between(books: Moment, team: Id, first: str, day: str, funds: frozenset[str]) -> Between:
    from projections.finance_changes import between

    known = books.house.position_of(first)
    if known > books.position:
        raise click.BadParameter("it is later than --to.", param_hint="--from")
    with books.house.at(known) as before:
        return between(before, books.views, team, known, day).left(funds)


def _told(books: Moment, team: Id, found: Between, opened: bool) -> dict[str, Any]:
    from projections.finance_changes import groups_of

    groups = groups_of(books.views, team, found.changes)
    names = names_of(books.house, (one.by for one in found.changes)) if opened else {}
    rows: list[dict[str, Any]] = [
        {
            "position": one.position, "account": one.account, "fund": one.fund, "cents": one.cents,
            "kind": groups[one.position], "by": one.by,
        }
        for one in found.changes
    ]  # fmt: skip
    if opened:
        for row in rows:
            row["name"] = names.get(row["by"])
    return {"before": [_cents(one) for one in found.before], "after": [_cents(one) for one in found.after],
            "changes": rows}  # fmt: skip


def _versions(books: Moment, team: Id, known: int, funds: frozenset[str]) -> list[tuple[Version, dict[str, int]]]:
    """The versions of budgets that came, with the cents that each account of a fund that may be seen went up."""
    from projections.finance_budget_versions import lines_between

    return [(one, lines) for one, lines in lines_between(books.views, team, known, books.position) if one.fund in funds]


def _version(books: Moment, one: Version, lines: dict[str, int], opened: bool) -> dict[str, Any]:
    return {
        "position": one.position, "kind": _KINDS[one.kind], "fund": one.fund, "year": one.year,
        "version": one.version, "lines": [{"account": code, "cents": cents} for code, cents in lines.items()],
        "proposed_by": one.proposer, "by": one.by, "decision": _text(books, one.decision, opened),
        "why": _text(books, one.why, opened),
    }  # fmt: skip


def _reopened(books: Moment, team: Id, known: int) -> list[Again]:
    from projections.finance_replay import reopenings

    return reopenings(books.views, team, known, books.position)[::-1]


def _again(books: Moment, one: Again, opened: bool) -> dict[str, Any]:
    return {
        "position": one.position, "kind": "reopened", "period": one.period, "until": one.until,
        "asked_by": one.asked_by, "by": one.by, "why": _text(books, one.why, opened),
    }  # fmt: skip


def _text(books: Moment, packed: str, opened: bool) -> object:
    """A sealed text as `events` tells it: whose key it is under, or what it says."""
    from domain.kernel import Sealed

    return books.opened(packed) if opened else {"sealed": Sealed.unpacked(packed).subject}


def _name(books: Moment, rows: Iterable[dict[str, Any]], opened: bool) -> None:
    """Who did it, by name too."""
    if opened:
        names = names_of(books.house, [row["by"] for row in rows])
        for row in rows:
            row["name"] = names.get(row["by"])


def _cents(one: Balance) -> dict[str, Any]:
    return {"account": one.account, "fund": one.fund, "cents": one.cents}


def _lines(told: dict[str, Any]) -> list[str]:
    lines = [
        f"{row['position']:>9}  {row['account']:<10} {row['fund']:<9} {row['kind']:<16}{euros(row['cents']):>16}  "
        f"({row['cents']} cents)  {row.get('name') or row['by']}"
        for row in told["changes"]
    ]
    was = {one["account"]: one["cents"] for one in told["before"]}
    for one in told["after"]:
        before = was.get(one["account"], 0)
        if before != one["cents"]:
            sign, moved = "+" if one["cents"] > before else "\N{MINUS SIGN}", euros(abs(one["cents"] - before))
            lines.append(f"{one['account']:<10} {euros(before)} {sign} {moved} = {euros(one['cents'])}")
    for row in told["budget"]:
        what = f"budget {row['fund']} {row['year']}, version {row['version']}"
        lines.append(f"{row['position']:>9}  {what}: {row['kind']}{_who_and_why(row)}")
    for row in told["periods"]:
        what = f"{month_told(row['period'])} reopened until {moment_told(row['until'])}"
        lines.append(f"{row['position']:>9}  {what}{_who_and_why(row)}")
    return lines or ["nothing changed."]


def _who_and_why(row: dict[str, Any]) -> str:
    return f"  {row.get('name') or row['by']}" + (f": {row['why']}" if isinstance(row["why"], str) else "")


COMMANDS = (changes,)
