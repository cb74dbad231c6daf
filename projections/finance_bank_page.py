"""What the pages of the bank read: accounts, lines, statements and rules, as known at the moment of the connection."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import Any, NamedTuple

from domain.finance.bank import MOST_THRESHOLD, THRESHOLD, Rule
from domain.kernel import Id


class BankRow(NamedTuple):
    """A bank account that is linked; `iban` is packed and sealed, `closing` of the last statement."""

    bank: Id
    fund: str
    account: str
    iban: str
    closing: int | None
    closing_on: str | None
    statements: int


class LineRow(NamedTuple):
    """A line of a statement; name, iban, text, reference, inside and why are packed and sealed."""

    line: Id
    team: Id
    fund: str
    bank: Id
    booked_on: str
    value_date: str
    cents: int
    file: str
    inside: str | None
    place: int
    counterparty: Id | None
    name: str | None
    iban: str | None
    text: str | None
    reference: str | None
    against: str
    rule: Id | None
    rule_version: int | None
    state: str
    parts: list[tuple[str, int, Id | None]]
    why: str | None
    taken: Id | None
    entry: Id | None
    by: Id
    proposal: Id | None


class RuleVersion(NamedTuple):
    """A version of a rule, or its end."""

    rule: Id
    version: int
    words: str | None
    counterparty: Id | None
    side: str
    least: int | None
    most: int | None
    account: str
    ended: int
    by: Id
    moment: str
    fund: str


_LINE = ", ".join(LineRow._fields)


def bank_accounts(views: sqlite3.Connection, team: Id, funds: Sequence[str]) -> list[BankRow]:
    """The linked bank accounts of these funds, by account."""
    rows = views.execute(
        "SELECT bank, fund, account, iban, closing, closing_on, statements FROM finance_bank_account "
        f"WHERE team = ? AND closed = 0 AND fund IN ({_marks(funds)}) ORDER BY account",
        (team, *funds),
    )
    return [BankRow(*row) for row in rows]


def bank_of_team(views: sqlite3.Connection, team: Id, bank: Id) -> BankRow | None:
    """One linked bank account of a team."""
    row = views.execute(
        "SELECT bank, fund, account, iban, closing, closing_on, statements FROM finance_bank_account "
        "WHERE team = ? AND bank = ? AND closed = 0",
        (team, bank),
    ).fetchone()
    return BankRow(*row) if row else None


def lines(
    views: sqlite3.Connection, team: Id, funds: Sequence[str], *, still_open: bool, skip: int, limit: int
) -> list[LineRow]:
    """Lines that are open, the oldest first; or those that are done, the newest first."""
    test, order = ("state = 'open'", "ASC") if still_open else ("+state != 'open'", "DESC")
    rows = views.execute(  # which ones stands in an index: of those that are passed over nothing else is read
        f"SELECT {_LINE} FROM finance_line WHERE line IN (SELECT line FROM finance_line WHERE team = ? AND {test} "
        f"AND fund IN ({_marks(funds)}) ORDER BY booked_on {order}, line {order} LIMIT ? OFFSET ?) "
        f"ORDER BY booked_on {order}, line {order}",
        (team, *funds, limit, skip),
    )
    return [_line(row) for row in rows]


def count_lines(views: sqlite3.Connection, team: Id, funds: Sequence[str], *, still_open: bool) -> int:
    """How many lines are open, or done."""
    test = "state = 'open'" if still_open else "state != 'open'"
    row = views.execute(
        f"SELECT count(*) FROM finance_line WHERE team = ? AND {test} AND fund IN ({_marks(funds)})", (team, *funds)
    ).fetchone()
    return int(row[0])


def line_of(views: sqlite3.Connection, team: Id, line: Id) -> LineRow | None:
    """A line of the team."""
    row = views.execute(f"SELECT {_LINE} FROM finance_line WHERE line = ? AND team = ?", (line, team)).fetchone()
    return _line(row) if row else None


def line_proposed(views: sqlite3.Connection, team: Id, proposal: Id) -> Id | None:
    """The line of the residents' bank account that waits for this proposal."""
    row = views.execute(
        "SELECT line FROM finance_line WHERE team = ? AND state = 'open' AND fund = 'residents' AND proposal = ?",
        (team, proposal),
    ).fetchone()
    return row[0] if row else None


def next_places(views: sqlite3.Connection, line: LineRow, limit: int = 100) -> list[tuple[int, str | None]]:
    """The rows of the file at which lines after this one begin, each with the packed name of its own file in a ZIP."""
    rows = views.execute(
        "SELECT place, inside FROM finance_line WHERE bank = ? AND file = ? AND place > ? ORDER BY place LIMIT ?",
        (line.bank, line.file, line.place, limit),
    )
    return [(place, inside) for place, inside in rows]


def rules(views: sqlite3.Connection, team: Id) -> list[Rule]:
    """The rules that are used, the oldest first."""
    rows = views.execute(
        "SELECT rule, version, fund, counterparty, words, side, least, most, account FROM finance_rule "
        "WHERE team = ? AND ended = 0 ORDER BY (SELECT min(v.position) FROM finance_rule_version v "
        "WHERE v.rule = finance_rule.rule)",
        (team,),
    )
    return [Rule(*row) for row in rows]


def rule_versions(views: sqlite3.Connection, team: Id) -> dict[Id, list[RuleVersion]]:
    """Every version of every rule, the newest first."""
    rows = views.execute(
        "SELECT v.rule, v.version, v.words, v.counterparty, v.side, v.least, v.most, v.account, v.ended, v.by, "
        "v.moment, r.fund FROM finance_rule_version v JOIN finance_rule r USING (rule) WHERE v.team = ? "
        "ORDER BY v.position DESC",
        (team,),
    )
    found: dict[Id, list[RuleVersion]] = {}
    for row in rows:
        found.setdefault(row["rule"], []).append(RuleVersion(*row))
    return found


class Threshold(NamedTuple):
    """Up to how many cents a rule books by itself; the reason is packed and sealed, None: that of everybody."""

    cents: int
    why: str | None
    by: Id | None


def threshold(views: sqlite3.Connection, team: Id) -> Threshold:
    """The team's own, or the one of all."""
    row = views.execute("SELECT cents, why, by FROM finance_threshold WHERE team = ?", (team,)).fetchone()
    return Threshold(*row) if row else Threshold(THRESHOLD, None, None)


class Limit(NamedTuple):
    """Up to how many cents rules of any team book by themselves; the reason is packed and sealed."""

    valid_from: str
    cents: int
    why: str
    by: Id


def limit_on(views: sqlite3.Connection, day: str) -> Limit | None:
    """The organisation's limit of a day."""
    row = views.execute(
        "SELECT valid_from, cents, why, by FROM finance_matching_limit WHERE valid_from <= ? "
        "ORDER BY valid_from DESC LIMIT 1",
        (day,),
    ).fetchone()
    return Limit(*row) if row else None


def books_up_to(views: sqlite3.Connection, team: Id, day: str) -> int:
    """Up to how many cents the rules of a team book by themselves on a day."""
    limit = limit_on(views, day)
    return min(threshold(views, team).cents, limit.cents if limit else MOST_THRESHOLD)


def residents_of(views: sqlite3.Connection, team: Id) -> list[tuple[Id, str]]:
    """Who lives or lived in the team, with the packed name."""
    rows = views.execute(
        "SELECT DISTINCT r.person, p.name FROM teams_relation r JOIN people_person p USING (person) "
        "WHERE r.team = ? AND r.role = 'resident'",
        (team,),
    )
    return [(person, name) for person, name in rows]


def owners_of(views: sqlite3.Connection, team: Id) -> list[Id]:
    """Of whom a team keeps or kept money; the team itself so long as that is nobody, for a look is always at someone's.

    On the bank account of residents the money of all of them is together.
    """
    rows = views.execute("SELECT person FROM finance_resident WHERE team = ? ORDER BY person", (team,)).fetchall()
    return [row[0] for row in rows] or [team]


def _line(row: Any) -> LineRow:
    values = dict(zip(LineRow._fields, row, strict=True))
    return LineRow(**(values | {"parts": [tuple(part) for part in json.loads(values["parts"])]}))


def _marks(funds: Sequence[str]) -> str:
    return ",".join("?" * len(funds))
