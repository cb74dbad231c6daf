"""Reports that were issued, closes that wait for one, and batches that went to the main ledger."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from hashlib import sha256
from typing import NamedTuple

from domain.finance.ledger import Period
from domain.finance.reports import Batched, Close, MainLedger, Report
from domain.finance.reports.handover import sent_after
from domain.kernel import Id
from projections.finance_batch import batch_of
from projections.finance_findings import Finding, Looked, check
from projections.finance_ledger import touch_money
from projections.finance_proven import remembered_while
from projections.finance_report_text import closing_report
from projections.fold import Views, on
from projections.tables import log, temporal

At = Callable[[int], AbstractContextManager[sqlite3.Connection]]

log("finance_closed", key=("position",), columns=("team", "period", "by"), indexes=(("team", "period"),))
"""Every close, at its position."""
temporal(
    "finance_report",
    key=("report",),
    columns=("team", "period", "kind", "parameters", "known", "sha256", "by", "issued"),
    indexes=(("team", "period"),),
)
"""`parameters` is JSON; `known`: the position that it is made at; `issued`: at which it was."""
log(
    "finance_ledger_batch",
    key=("position",),
    columns=("number", "first_period", "last_period", "first", "known", "postings", "cents", "sha256", "by"),
)


temporal("finance_cost_centre", key=("team",), columns=("centre", "by"))
"""By which code the main ledger knows a team."""


@on(Period.PeriodClosed)
def closed(views: Views, fact: Period.PeriodClosed) -> None:
    """A close, which is to have a report."""
    views.add("finance_closed", (views.position, fact.team, fact.period, fact.by))


@on(Report.ReportIssued)
def report_issued(views: Views, fact: Report.ReportIssued) -> None:
    """A report."""
    views.put(
        "finance_report", (fact.originator_id,),
        team=fact.team, period=fact.period, kind=fact.kind, parameters=json.dumps(fact.parameters), known=fact.known,
        sha256=fact.sha256, by=fact.by, issued=views.position,
    )  # fmt: skip
    touch_money(views, fact.team)


@on(MainLedger.MainLedgerBegun)
def main_ledger_begun(views: Views, fact: MainLedger.MainLedgerBegun) -> None:
    """The first batch follows."""
    views.touch("main-ledger")


@on(MainLedger.LedgerBatchSent)
def ledger_batch_sent(views: Views, fact: MainLedger.LedgerBatchSent) -> None:
    """A batch."""
    views.add(
        "finance_ledger_batch",
        (
            views.position, fact.number, fact.first_period, fact.last_period, fact.first, fact.known, fact.postings,
            fact.cents, fact.sha256, fact.by,
        ),
    )  # fmt: skip
    views.touch("main-ledger")


@on(MainLedger.CostCentreGiven)
def cost_centre_given(views: Views, fact: MainLedger.CostCentreGiven) -> None:
    """The code of a team's cost centre."""
    views.put("finance_cost_centre", (fact.team,), centre=fact.centre, by=fact.by)
    touch_money(views, fact.team)


class ReportRow(NamedTuple):
    """A report that was issued."""

    report: Id
    team: Id
    period: str
    kind: str
    known: int
    sha256: str
    by: Id
    issued: int


class BatchRow(NamedTuple):
    """A batch that was sent."""

    position: int
    number: int
    first_period: str
    last_period: str
    first: int
    known: int
    postings: int
    cents: int
    sha256: str
    by: Id


_REPORT = "SELECT report, team, period, kind, known, sha256, by, issued FROM finance_report WHERE team = ? "


def reports(views: sqlite3.Connection, team: Id) -> list[ReportRow]:
    """A team's reports, the newest first."""
    return [ReportRow(*row) for row in views.execute(f"{_REPORT} ORDER BY issued DESC, known DESC", (team,))]


def report_at(views: sqlite3.Connection, team: Id, report: Id) -> ReportRow | None:
    """A report of the team."""
    row = views.execute(f"{_REPORT} AND report = ?", (team, report)).fetchone()
    return ReportRow(*row) if row else None


def due(views: sqlite3.Connection, team: Id) -> list[Close]:
    """The closes of which there is no report, in order."""
    rows = views.execute(
        "SELECT period, position FROM finance_closed c WHERE team = ? AND NOT EXISTS "
        "(SELECT 1 FROM finance_report r WHERE r.team = c.team AND r.period = c.period AND r.known = c.position) "
        "ORDER BY position",
        (team,),
    )
    return [Close(*row) for row in rows]


def made_again(at: At, report: ReportRow) -> bytes:
    """The bytes of a report, made from the books as known at its position."""
    with at(report.known) as views:
        return closing_report(views, report.team, report.period, report.known)


def batches(views: sqlite3.Connection) -> list[BatchRow]:
    """What was sent to the main ledger, the last one first."""
    rows = views.execute(
        "SELECT position, number, first_period, last_period, first, known, postings, cents, sha256, by "
        "FROM finance_ledger_batch ORDER BY number DESC"
    )
    return [BatchRow(*row) for row in rows]


def cost_centres(views: sqlite3.Connection) -> dict[Id, str]:
    """The codes by which the main ledger knows teams."""
    return dict(views.execute("SELECT team, centre FROM finance_cost_centre").fetchall())


def sent_before(views: sqlite3.Connection, number: int) -> dict[str, int]:
    """Until where each period was sent before a batch."""
    sent: dict[str, int] = {}
    for one in reversed(batches(views)):
        if one.number < number:
            sent = sent_after(sent, one.first_period, one.last_period, one.known)
    return sent


class ReportsNow:
    """What the commands on reports ask, read from the views."""

    def __init__(self, now: Callable[[], AbstractContextManager[sqlite3.Connection]], at: At) -> None:
        self.now = now
        self.at = at

    def due(self, team: Id) -> list[Close]:
        """The closes of which there is no report."""
        with self.now() as views:
            return due(views, team)

    def report(self, team: Id, close: Close) -> bytes:
        """The report of a close."""
        with self.at(close.known) as views:
            return closing_report(views, team, close.period, close.known)

    def batch(self, last_period: str, sent: Mapping[str, int]) -> Batched:
        """What is to be sent."""
        with self.now() as views:
            return batch_of(views, last_period, sent).batched()


@check(5, "report_missing", "finance_report")
def reports_missing(looked: Looked) -> Iterable[Finding]:
    """A close of which there is no report yet."""
    for close in due(looked.views, looked.team):
        yield Finding(5, "report_missing", "warned", place="period", key=close.period)


def _last_report(looked: Looked) -> tuple[object, ...]:
    """What a proof of the last report rests on: that report, which no later fact changes, and the day.

    On each day it is done again, so that a table that somebody changed by hand is found out.
    """
    return next(iter(reports(looked.views, looked.team)), None), looked.day


@check(5, "report_differs", "finance_report")
@remembered_while(_last_report)
def reports_differ(looked: Looked) -> Iterable[Finding]:
    """The last report, made again, has other bytes than it had."""
    last = next(iter(reports(looked.views, looked.team)), None)
    if last and looked.at and sha256(made_again(looked.at, last)).hexdigest() != last.sha256:
        yield Finding(5, "report_differs", "refused", place="report", key=last.report)
