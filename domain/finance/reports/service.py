"""The commands that make a report at each close, and that hand the books over to the main ledger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from typing import NamedTuple, Protocol

from domain.finance.ledger import Books, Ledger, Period, books_of
from domain.finance.ledger.period import clean_period, next_period, period_id
from domain.finance.reports import refusals
from domain.finance.reports.handover import HANDOVER, Batched, MainLedger
from domain.finance.reports.report import Report, report_of
from domain.kernel import Authority, Desk, Id, Service, act_as, acting, command, declare, id_of, today

declare(
    {
        "finance.issue_reports": ("finance", "controller"),
        "finance.hand_over": ("controller",),
    }
)

FORMAT = "1"
"""The version of what a report of a close says; another one never changes reports that were issued."""


class Close(NamedTuple):
    """A period that was closed, at a position."""

    period: str
    known: int


class ReportSource(Protocol):
    """What the books say, read from the same views as the pages."""

    def due(self, team: Id) -> list[Close]:
        """The closes of which there is no report."""

    def report(self, team: Id, close: Close) -> bytes:
        """The report of a close, as known at its position."""

    def batch(self, last_period: str, sent: Mapping[str, int]) -> Batched:
        """What was posted up to and including a period and not sent yet."""


class Reports(Service):
    """Reports issued at a close, and batches for the main ledger."""

    def __init__(self, workspace: Desk, authority: Authority, ledger: Ledger, source: ReportSource) -> None:
        super().__init__(workspace, authority)
        self.ledger = ledger
        self.source = source

    def close_period(self, team: Id, period: str) -> int | None:
        """Close a period; then its report is issued, as what the close caused."""
        position = self.ledger.close_period(team, period)
        who, closed = acting(), self.workspace.get(Period, period_id(team, period))
        key = id_of(who.command, "report") if who.command else None
        with act_as(replace(who, command=key, cause=f"fact:{closed.id}:{closed.version}" if closed else None)):
            self.issue_reports(team)
        return position

    @command("finance.issue_reports")
    def issue_reports(self, team: Id) -> None:
        """Issue the report of every close that has none: of the last one, and of what was cut off before."""
        self.authority.require("finance.issue_reports", team)
        made = []
        for close in self.source.due(team):
            id = report_of(team, close.period, close.known)
            if self.workspace.get(Report, id) is None:
                digest = sha256(self.source.report(team, close)).hexdigest()
                made.append(
                    Report.begin(
                        id, team=team, period=close.period, kind="close", parameters={"format": FORMAT},
                        known=close.known, sha256=digest,
                    )
                )  # fmt: skip
        if made:
            self.workspace.save(*made)

    @command("finance.keep_chart")
    def give_cost_centre(self, team: Id, *, centre: str) -> None:
        """Give a team that keeps books the code by which the main ledger knows it, from the next batch on."""
        self.authority.require("finance.keep_chart", None)
        self._the(Books, books_of(team))
        main = self.workspace.get(MainLedger, HANDOVER) or MainLedger.begin(HANDOVER)
        main.give_cost_centre(team, centre)
        self.workspace.save(main)

    @command("finance.hand_over")
    def hand_over(self, *, period: str) -> None:
        """Send what was posted up to and including a period that is over, and not sent yet, as the next batch.

        What came later into a period that was sent goes with the next batch: the difference. Raises PeriodUnreadable,
        PeriodStillRuns, NothingToHandOver.
        """
        self.authority.require("finance.hand_over", None)
        if f"{next_period(clean_period(period))}-01" > today().isoformat():
            raise refusals.PeriodStillRuns(period=period)
        main = self.workspace.get(MainLedger, HANDOVER) or MainLedger.begin(HANDOVER)
        batch = self.source.batch(period, main.sent)
        if not batch.postings:
            raise refusals.NothingToHandOver(period=period)
        main.send(period, batch, sha256(batch.text).hexdigest())
        self.workspace.save(main)
