"""What went to the organisation's main ledger: batches under numbers without gaps, each posting in one of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from eventsourcing.domain import event

from domain.finance.ledger.period import next_period
from domain.finance.reports import refusals
from domain.kernel import Aggregate, Fact, FirstFact, Id, id_of

HANDOVER: Id = id_of("finance.main-ledger")
"""Its id: one stream decides, so that two who send at once never send the same posting."""

_CENTRE = re.compile(r"[0-9A-Z][0-9A-Z.-]{0,9}")


class Batched(NamedTuple):
    """What a batch would hold, as known at a position."""

    text: bytes
    first_period: str
    first: int
    known: int
    postings: int
    cents: int
    """The sum of the debit side."""


class MainLedger(Aggregate):
    """By booking period until which position its postings were sent."""

    TOPIC = "finance.MainLedger"
    class_version = 2

    class MainLedgerBegun(FirstFact):
        """The organisation began to hand the teams' books over to its main ledger."""

        TOPIC = "finance.MainLedgerBegun"

    class LedgerBatchSent(Fact):
        """Postings of booking periods were exported, once and for good; the export is known by its hash."""

        TOPIC = "finance.LedgerBatchSent"
        number: int
        first_period: str
        last_period: str
        first: int
        known: int
        postings: int
        cents: int
        sha256: str

    class CostCentreGiven(Fact):
        """The main ledger knows a team by this code; what is sent from now on is exported under it."""

        TOPIC = "finance.CostCentreGiven"
        team: Id
        centre: str

    @event(MainLedgerBegun)
    def __init__(self) -> None:
        self.centres: dict[Id, str] = {}
        """The code of a team's cost centre."""
        self.number = 0
        self.sent: dict[str, int] = {}

    def send(self, last_period: str, batch: Batched, sha256: str) -> None:
        """Record the next batch."""
        self._ledger_batch_sent(
            number=self.number + 1, first_period=batch.first_period, last_period=last_period, first=batch.first,
            known=batch.known, postings=batch.postings, cents=batch.cents, sha256=sha256,
        )  # fmt: skip

    def give_cost_centre(self, team: Id, centre: str) -> None:
        """Give a team a code that no other team has; raises CostCentreUnreadable, CostCentreTaken."""
        code = centre.strip().upper()
        if not _CENTRE.fullmatch(code):
            raise refusals.CostCentreUnreadable
        if any(held == code and other != team for other, held in self.centres.items()):
            raise refusals.CostCentreTaken(centre=code)
        if self.centres.get(team) != code:
            self._cost_centre_given(team=team, centre=code)

    @event(CostCentreGiven)
    def _cost_centre_given(self, team: Id, centre: str) -> None:
        self.centres[team] = centre

    @event(LedgerBatchSent)
    def _ledger_batch_sent(
        self, number: int, first_period: str, last_period: str, first: int, known: int, postings: int, cents: int,
        sha256: str,
    ) -> None:  # fmt: skip
        self.number = number
        self.sent = sent_after(self.sent, first_period, last_period, known)


def sent_after(sent: Mapping[str, int], first_period: str, last_period: str, known: int) -> dict[str, int]:
    """Until where each period was sent after a batch of these periods."""
    found, period = dict(sent), first_period
    while period <= last_period:
        found[period] = known
        period = next_period(period)
    return found
