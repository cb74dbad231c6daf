"""A report of a team's books, as known at a position: kept as what it was made of and the hash of its bytes."""

from __future__ import annotations

from eventsourcing.domain import event

from domain.kernel import Aggregate, FirstFact, Id, id_of


def report_of(team: Id, period: str, known: int) -> Id:
    """The id of the report of a close, which stands at a position: there is one."""
    return id_of("finance.report", team, period, str(known))


class Report(Aggregate):
    """It never changes: it can be made again at its position, and must have the same hash."""

    TOPIC = "finance.Report"

    class ReportIssued(FirstFact):
        """A report was made of the books as known at a position; `sha256` is of its bytes."""

        TOPIC = "finance.ReportIssued"
        team: Id
        period: str
        kind: str
        parameters: dict[str, str]
        known: int
        sha256: str

    @event(ReportIssued)
    def __init__(self, team: Id, period: str, kind: str, parameters: dict[str, str], known: int, sha256: str) -> None:
        self.team = team
        self.period = period
        self.known = known
        self.sha256 = sha256
