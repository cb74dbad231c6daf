"""`finance audit-file` and `finance audit-trail`: what an auditor takes home, and the proof beside it."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from web.commands._finance_books import asking_options, counted, known_option, moment, opening_options
from web.commands._house import names_of
from web.commands._options import note, progress, say_json
from web.commands._out import out_option, write_lines

if TYPE_CHECKING:
    from collections.abc import Callable

    from domain.kernel import Id
    from domain.store.checkpoints import RowsAfter
    from domain.store.recorded import Recorded
    from projections.finance_entries import PostedEntry
    from web.commands._finance_books import Moment
    from web.finance_audit_file import AuditFile, FileAccount, TeamYear

UNKNOWN = "onbekend"
_PAGE = 5_000
_MOST_FACTS = 50_000


def _tax_number(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """An RSIN as it goes into the file."""
    from domain.teams import clean_tax_number
    from domain.teams.refusals import TaxNumberWrong

    try:
        return None if value is None else clean_tax_number(value)
    except TaxNumberWrong:
        problem = f"{value} is no RSIN: it has 9 digits that fit together; is one of them mistyped?"
        raise click.BadParameter(problem) from None


@click.command("audit-file")
@click.option("--year", type=click.IntRange(1990, 2199), required=True, metavar="Y", help="The financial year.")
@out_option(b"<?xml ")
@click.option("--team", "name", metavar="NAME", help="Only this woongroep's, by name or id. [all with books]")
@click.option(
    "--tax-number", callback=_tax_number, metavar="NUMBER",
    help="The organisation's tax number: its RSIN, or that with B01 or L01 behind it. [the one that was recorded]",
)  # fmt: skip
@known_option
@opening_options
def audit_file(
    year: int,
    out: Path,
    name: str | None,
    tax_number: str | None,
    known: str | None,
    data: Path,
    database: str | None,
    opened: bool,
    person: str | None,
    as_json: bool,
) -> None:
    """Write the books of a year as an XML Auditfile Financieel (XAF 4.0).

    The opening balance and the transactions, by value date, add up to the trial balance of the year's last day; that is
    checked before the file is there. periodNumber is the booking period: what was booked in a later year counts on from
    13. What was booked late keeps its own day, of which a validator warns. cost is the cost centre of the team, else
    its name. The line above it names the position and the root of the log: `finance audit-trail` has what the standard
    has no place for, who entered and approved it and when. Texts and names stand in it with --open. The organisation's
    name and tax number are those of the year's last day, which the controller records on the page of the chart. With
    --json: file, year, known, root, transactions (lines), debit and credit.
    """
    with moment(data, database, person, known, opened=opened) as books:
        root = tree_root(books)
        found = _file(books, books.teams(name), year, tax_number, root, opened)
        if not found.teams:
            raise click.ClickException("no woongroep keeps books here, as known then.")
        write_lines(out, found.xml())
    if found.tax_number == UNKNOWN:
        note(f"the tax number stands in it as '{UNKNOWN}'; record it on the page of the chart, or give --tax-number.")
    lines, debit, credit = (sum(team.lines[part] for team in found.teams) for part in range(3))
    if as_json:
        say_json({"file": str(out), "year": year, "known": books.position, "root": root, "transactions": lines,
                  "debit": debit, "credit": credit})  # fmt: skip
    else:
        click.echo(f"{out}: {year}, {counted(lines, 'line')}, as known at position {books.position}, root {root}")


def tree_root(books: Moment) -> str:
    """The root over every fact up to the moment: whoever has a checkpoint can see that it is the same history."""
    from domain.kernel.merkle import CompactRange, leaf_hash

    tree = CompactRange()
    tree.extend(leaf_hash(*row) for row in _rows(books, "Hashing the log"))
    return b64encode(tree.root()).decode()


def _rows(books: Moment, label: str) -> Iterator[Recorded]:
    def rows() -> Iterator[Recorded]:
        position = 0
        while page := books.house.workspace.facts(position, _PAGE, books.position):
            yield from page
            position = page[-1].position

    if books.position < 20_000:
        yield from rows()
    else:
        with progress(rows(), label, length=books.position) as bar:
            yield from bar


def _file(books: Moment, teams: list[Id], year: int, tax_number: str | None, root: str, opened: bool) -> AuditFile:
    from importlib.metadata import PackageNotFoundError, version

    from projections.teams import identity_on
    from web.finance_audit_file import AuditFile

    try:
        own = version("driehoek")
    except PackageNotFoundError:
        own = "0.1.0"
    team_years = [_team_year(books, team, year, len(teams) > 1) for team in teams]
    used = {one.account for team in team_years for one in team.closing}
    users = names_of(books.house, _bookers(books, teams)) if opened else {}
    known = identity_on(books.views, f"{year}-12-31")
    company = (books.opened(known.name) if known else None) or _founded_as(books)
    number = tax_number or (known.tax_number if known else UNKNOWN)
    return AuditFile(
        year, company, number, _day(books), own,
        f"driehoek: as known at position {books.position}, root {root}. Who entered and approved it, and when: "
        "driehoek finance audit-trail; check that with verifier/driehoek_verify.py.",
        [account for account in _chart(books) if account.code in used], team_years,
        lambda entry: books.opened(entry.text) if opened else None, lambda entry: users.get(entry.by) or entry.by,
    )  # fmt: skip


def _chart(books: Moment) -> list[FileAccount]:
    from web.finance_audit_file import FileAccount

    rows = books.views.execute("SELECT account, name, kind, rgs FROM finance_account ORDER BY account")
    return [FileAccount(code, books.opened(name) or code, kind, rgs or "") for code, name, kind, rgs in rows]


def _team_year(books: Moment, team: Id, year: int, several: bool) -> TeamYear:
    from projections.finance_balances import trial_balance
    from projections.finance_entries import entries, year_of
    from projections.finance_reports import cost_centres
    from web.finance_audit_file import OPENINGS, TeamYear

    funds = books.funds(team)
    first, last = f"{year}-01-01", f"{year}-12-31"
    sums = year_of(books.views, team, funds, year, OPENINGS)

    def of_kind(kind: str) -> Iterable[PostedEntry]:
        return entries(books.views, team, funds, first, last, kind)

    name = books.name(team)
    return TeamYear(
        team[:12] if several else "", name, cost_centres(books.views).get(team) or name, sums.opening,
        (sums.lines, sums.debit, sums.credit), sums.periods, of_kind,
        [one for one in trial_balance(books.views, team, last) if one.fund in funds],
    )  # fmt: skip


def _founded_as(books: Moment) -> str:
    from projections.teams import organisation_name

    return books.opened(organisation_name(books.views)) or "driehoek"


def _day(books: Moment) -> str:
    """The day of the last fact that it knows: the file that is made again later is the same."""
    from datetime import datetime

    from domain.kernel import AMSTERDAM

    last = books.house.workspace.fact_at(books.position)
    stamp = json.loads(last.state)["timestamp"] if last else "1970-01-01T00:00:00+00:00"
    return datetime.fromisoformat(stamp).astimezone(AMSTERDAM).date().isoformat()


def _bookers(books: Moment, teams: list[Id]) -> set[Id]:
    rows = [books.views.execute("SELECT DISTINCT by FROM finance_entry WHERE team = ?", (team,)) for team in teams]
    return {row[0] for found in rows for row in found}


@click.command("audit-trail")
@out_option(b"{")
@click.option("--team", "name", metavar="NAME", help="Only this woongroep's, by name or id. [all with books]")
@known_option
@asking_options
def audit_trail(
    out: Path,
    name: str | None,
    known: str | None,
    data: Path,
    database: str | None,
    person: str | None,
    as_json: bool,
) -> None:
    """Write every fact of finance with the proof that it stood in the log: who did what, in which role, and when.

    What the audit file has no place for: proposals, approvals, reversals, closed and reopened periods. The file is a
    bundle as `evidence` makes it, under the latest checkpoint; check it with verifier/driehoek_verify.py, where there
    is Python. `events --topic finance. --team NAME` prints the same facts to read. With --json: file, facts, first
    and last position.
    """
    from domain.store.checkpoints import Checkpoints
    from domain.store.evidence import evidence

    with moment(data, database, person, known) as books:
        positions = _finance_positions(books, books.teams(name), name is None)
        if len(positions) > _MOST_FACTS:
            raise click.ClickException(f"{len(positions)} facts are too many for one file; choose a --team.")
        bundle = evidence(Checkpoints(data), _one_by_one(books), positions)
        write_lines(out, [json.dumps(bundle, ensure_ascii=False, indent=1)])
    told = {"file": str(out), "facts": len(positions), "first": min(positions, default=None),
            "last": max(positions, default=None)}  # fmt: skip
    if as_json:
        say_json(told)
    else:
        click.echo(f"Proof of {counted(len(positions), 'fact')} of finance: {out}")


def _finance_positions(books: Moment, teams: list[Id], whole: bool) -> list[int]:
    """Where the facts of these teams stand; the chart is everybody's."""
    from domain.finance.ledger import CHART

    funds = {team: books.funds(team) for team in teams}
    found = []
    for row in _rows(books, "Reading the log"):
        if row.topic.startswith("finance."):
            fact = json.loads(row.state)
            team = fact.get("team")
            shown = fact.get("fund", "team") in funds.get(team, ())
            if shown or row.originator_id == CHART or (whole and team is None):
                found.append(row.position)
    return found


def _one_by_one(books: Moment) -> RowsAfter:
    """The rows of the log after a position: first one alone, for a proof wants no more, then in pages."""

    def rows_after(position: int) -> Iterator[Recorded]:
        facts: Callable[..., list[Recorded]] = books.house.workspace.facts
        many = 1
        while page := facts(position, many):
            yield from page
            position, many = page[-1].position, _PAGE

    return rows_after


COMMANDS = (audit_file, audit_trail)
