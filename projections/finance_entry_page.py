"""One entry as it was posted, with what it takes back, what took it back, and the proposal that it came from."""

from __future__ import annotations

import json
import sqlite3
from typing import NamedTuple

from domain.kernel import Id


class EntryRow(NamedTuple):
    """An entry; `text` is packed and sealed."""

    position: int
    entry: Id
    team: Id
    fund: str
    value_date: str
    period: str
    kind: str
    late: int
    text: str | None
    source: str | None
    document: str | None
    by: Id
    moment: str


class EntryLine(NamedTuple):
    """Cents on an account; the account's name is packed and sealed."""

    account: str
    name: str
    cents: int


class Step(NamedTuple):
    """What happened to a proposal at a position: its state after it, who asked and who decided (packed why)."""

    position: int
    state: str
    requesters: tuple[Id, ...]
    decider: Id | None
    content: str
    text: str | None
    why: str | None


class Back(NamedTuple):
    """A reversal: of which entry, by which, why (packed), and at which position."""

    position: int
    entry: Id
    reversal: Id
    why: str


# `+team`: an entry is found by its id; the planner has no way to know that a team has many
_ENTRY = (
    "SELECT position, entry, team, fund, value_date, period, kind, late, text, source, document, by, moment "
    "FROM finance_entry WHERE "
)


def entry_of(views: sqlite3.Connection, team: Id, entry: Id) -> EntryRow | None:
    """An entry of a team."""
    row = views.execute(f"{_ENTRY} entry = ? AND +team = ?", (entry, team)).fetchone()
    return EntryRow(*row) if row else None


def entry_at(views: sqlite3.Connection, team: Id, position: int) -> EntryRow | None:
    """The entry of a team that was posted at a position."""
    row = views.execute(f"{_ENTRY} position = ? AND +team = ?", (position, team)).fetchone()
    return EntryRow(*row) if row else None


def lines_at(views: sqlite3.Connection, position: int) -> list[EntryLine]:
    """The lines of the entry at a position."""
    rows = views.execute(
        "SELECT p.account, a.name, p.cents FROM finance_posting p JOIN finance_account a ON a.account = p.account "
        "WHERE p.position = ? ORDER BY p.line",
        (position,),
    )
    return [EntryLine(*row) for row in rows]


def backs_of(views: sqlite3.Connection, entry: Id) -> list[Back]:
    """The reversal that an entry is, or that takes it back."""
    rows = views.execute(
        "SELECT position, entry, reversal, why FROM finance_reversal WHERE entry = ? "
        "UNION ALL SELECT position, entry, reversal, why FROM finance_reversal WHERE reversal = ?",
        (entry, entry),
    )
    return [Back(*row) for row in rows]


def steps_of(views: sqlite3.Connection, proposal: Id, last: int) -> list[Step]:
    """What happened to a proposal up to a position, in order."""
    rows = views.execute(
        "SELECT since, state, requesters, decider, content, text, why FROM main.finance_proposal_history "
        "WHERE proposal = ? AND since <= ? ORDER BY since",
        (proposal, last),
    )
    return [Step(row[0], row[1], tuple(json.loads(row[2])), *row[3:]) for row in rows]
