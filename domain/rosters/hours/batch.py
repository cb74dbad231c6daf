"""What went to the salary office for a month: batches under numbers without gaps."""

from __future__ import annotations

from eventsourcing.domain import event

from domain.kernel import Aggregate, Fact, FirstFact, Id, Sealed, id_of


def pay_month_of(month: str) -> Id:
    """The id of a month of pay: there is one organisation in a workspace."""
    return id_of("pay-month", month)


class PayMonth(Aggregate):
    """The batches of one month. One stream decides, so that two who send at once never get the same number."""

    TOPIC = "rosters.PayMonth"

    class PayMonthBegun(FirstFact):
        """A month of pay began."""

        TOPIC = "rosters.PayMonthBegun"
        month: str

    class BatchSent(Fact):
        """Approved hours were exported, once and for good; the export is sealed and known by its hash."""

        TOPIC = "rosters.BatchSent"
        batch: Id
        month: str
        number: int
        statements: list[str]
        export: Sealed
        sha256: str

    @event(PayMonthBegun)
    def __init__(self, month: str) -> None:
        self.month = month
        self.sent = 0

    def next(self) -> tuple[Id, int]:
        """The id and number of the batch to come."""
        number = self.sent + 1
        return id_of(self.id, "batch", str(number)), number

    def send(self, statements: list[str], export: Sealed, sha256: str) -> None:
        """Record the next batch."""
        batch, number = self.next()
        self._batch_sent(
            batch=batch, month=self.month, number=number, statements=statements, export=export, sha256=sha256
        )

    @event(BatchSent)
    def _batch_sent(
        self, batch: Id, month: str, number: int, statements: list[str], export: Sealed, sha256: str
    ) -> None:
        self.sent = number
