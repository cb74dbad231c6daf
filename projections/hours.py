"""Hours for pay: the statements of each month, and what was sent."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from domain.kernel import Id
from domain.rosters.hours import HoursStatement, PayMonth, month_days
from domain.rosters.hours.figures import Lines, Minutes
from projections.fold import Views, on
from projections.roster_shapes import rows
from projections.tables import temporal

temporal(
    "hours_statement",
    key=("statement",),
    columns=(
        "person", "team", "month", "corrects", "state", "drawn", "rules", "lines", "totals", "causes", "confirmed",
        "approved", "approver", "objected", "objection", "sent", "number",
    ),
    indexes=(("team", "month"), ("person", "month"), ("month",)),
)  # fmt: skip
"""`drawn` is what it was drawn up from; confirmed, approved, objected and sent are the positions of those facts."""
temporal(
    "hours_batch",
    key=("batch",),
    columns=("month", "number", "sender", "moment", "statements", "export", "sha256"),
    indexes=(("month",),),
)


@on(HoursStatement.StatementDrawnUp)
def statement_drawn_up(views: Views, fact: HoursStatement.StatementDrawnUp) -> None:
    """A statement that waits for its person."""
    views.put("rosters_stream", (fact.originator_id,), team=fact.team, person=fact.person)
    views.put(
        "hours_statement", (fact.originator_id,),
        person=fact.person, team=fact.team, month=fact.month, corrects=fact.corrects, state="drawn", confirmed=None,
        approved=None, approver=None, objected=None, objection=None, sent=None, number=None, **_drawn(fact),
    )  # fmt: skip
    _touch(views, fact.team, fact.person)


@on(HoursStatement.StatementDrawnAgain)
def statement_drawn_again(views: Views, fact: HoursStatement.StatementDrawnAgain) -> None:
    """It waits for its person again."""
    _change(
        views, fact, state="drawn", confirmed=None, approved=None, approver=None, objected=None, objection=None,
        **_drawn(fact),
    )  # fmt: skip


@on(HoursStatement.StatementConfirmed)
def statement_confirmed(views: Views, fact: HoursStatement.StatementConfirmed) -> None:
    """Its person agrees."""
    _change(views, fact, state="confirmed", confirmed=views.position)


@on(HoursStatement.StatementObjectedTo)
def statement_objected_to(views: Views, fact: HoursStatement.StatementObjectedTo) -> None:
    """Something is not right; what, stays sealed."""
    _change(
        views, fact, state="objected", confirmed=None, approved=None, approver=None, objected=views.position,
        objection=fact.text,
    )  # fmt: skip


@on(HoursStatement.StatementApproved)
def statement_approved(views: Views, fact: HoursStatement.StatementApproved) -> None:
    """A colleague agrees."""
    _change(views, fact, state="approved", approved=views.position, approver=fact.by)


@on(HoursStatement.StatementSent)
def statement_sent(views: Views, fact: HoursStatement.StatementSent) -> None:
    """It is locked."""
    _change(views, fact, state="sent", sent=views.position, number=fact.number)


@on(PayMonth.PayMonthBegun)
def pay_month_begun(views: Views, fact: PayMonth.PayMonthBegun) -> None:
    """Stands with its batches."""


@on(PayMonth.BatchSent)
def batch_sent(views: Views, fact: PayMonth.BatchSent) -> None:
    """A batch that can be fetched again."""
    views.put(
        "hours_batch", (fact.batch,),
        month=fact.month, number=fact.number, sender=fact.by, moment=fact.timestamp.isoformat(),
        statements=json.dumps(fact.statements), export=fact.export, sha256=fact.sha256,
    )  # fmt: skip


def _drawn(fact: Any) -> dict[str, Any]:
    return {
        "drawn": fact.position, "rules": fact.rules, "lines": json.dumps(fact.lines),
        "totals": json.dumps(fact.totals), "causes": fact.causes,
    }  # fmt: skip


def _change(views: Views, fact: Any, **changes: Any) -> None:
    views.change("hours_statement", (fact.originator_id,), **changes)
    person, team = (views.row("hours_statement", fact.originator_id) or ("", ""))[:2]
    _touch(views, team, person)


def _touch(views: Views, team: Id, person: Id) -> None:
    views.touch(team)
    views.touch(person)


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement as it stands; causes and objection are packed and sealed."""

    id: Id
    person: Id
    team: Id
    month: str
    corrects: Id | None
    state: str
    drawn: int
    rules: str
    lines: Lines
    totals: Minutes
    causes: str
    confirmed: int | None
    approved: int | None
    approver: Id | None
    objected: int | None
    objection: str | None
    sent: int | None
    number: int | None
    since: int
    """The position of its last change."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What was sent; the export is packed and sealed."""

    id: Id
    month: str
    number: int
    sender: Id
    moment: str
    statements: list[Id]
    export: str
    sha256: str


_STATEMENT = (
    "SELECT statement, person, team, month, corrects, state, drawn, rules, lines, totals, causes, confirmed, approved, "
    "approver, objected, objection, sent, number, since FROM hours_statement"
)
_BATCH = "SELECT batch, month, number, sender, moment, statements, export, sha256 FROM hours_batch"


def statement(views: sqlite3.Connection, id: Id) -> Statement | None:
    """A statement, if it was drawn up."""
    found = rows(views, f"{_STATEMENT} WHERE statement = ?", id)
    return _statement(found[0]) if found else None


def statements_of(views: sqlite3.Connection, person: Id, team: Id, month: str) -> list[Statement]:
    """A person's statement of a month and its corrections, in order."""
    found = rows(views, f"{_STATEMENT} WHERE person = ? AND team = ? AND month = ?", person, team, month)
    return sorted(map(_statement, found), key=lambda one: (one.corrects is not None, one.state != "sent", one.drawn))


def approved_of(views: sqlite3.Connection, month: str) -> list[Statement]:
    """What is approved and waits to be sent."""
    found = rows(views, f"{_STATEMENT} WHERE month = ? AND state = 'approved' ORDER BY team, person, statement", month)
    return list(map(_statement, found))


def waiting(views: sqlite3.Connection, month: str) -> list[tuple[Id, str, int]]:
    """For each team how many statements stand in which state and cannot be sent yet."""
    found = rows(
        views,
        "SELECT team, state, count(*) FROM hours_statement WHERE month = ? AND state NOT IN ('approved', 'sent') "
        "GROUP BY team, state ORDER BY team, state",
        month,
    )
    return [(team, state, number) for team, state, number in found]


def batch(views: sqlite3.Connection, id: Id) -> Batch | None:
    """A batch, if it was sent."""
    found = rows(views, f"{_BATCH} WHERE batch = ?", id)
    return _batch(found[0]) if found else None


def batches(views: sqlite3.Connection, month: str) -> list[Batch]:
    """What was sent for a month, the last first."""
    return list(map(_batch, rows(views, f"{_BATCH} WHERE month = ? ORDER BY number DESC", month)))


def _statement(row: tuple[Any, ...]) -> Statement:
    values = list(row)
    values[8], values[9] = json.loads(values[8]), json.loads(values[9])
    return Statement(*values)


def _batch(row: tuple[Any, ...]) -> Batch:
    values = list(row)
    values[5] = json.loads(values[5])
    return Batch(*values)


def worked_in(views: sqlite3.Connection, team: Id, month: str) -> list[Id]:
    """Who works in the team on one of the month's days."""
    first, last = month_days(month)
    found = rows(
        views,
        "SELECT DISTINCT person FROM teams_relation WHERE team = ? AND role = 'member' AND since_day <= ? "
        "AND (until_day IS NULL OR until_day >= ?) AND person NOT IN (SELECT person FROM people_agency) "
        "ORDER BY person",
        team, last, first,
    )  # fmt: skip
    return [row[0] for row in found]


def teams_worked(views: sqlite3.Connection, person: Id, month: str) -> list[Id]:
    """The teams in which somebody works on one of the month's days."""
    first, last = month_days(month)
    found = rows(
        views,
        "SELECT DISTINCT team FROM teams_relation WHERE person = ? AND role = 'member' AND team <> '' "
        "AND since_day <= ? AND (until_day IS NULL OR until_day >= ?) ORDER BY since_day, team",
        person, last, first,
    )  # fmt: skip
    return [row[0] for row in found]
