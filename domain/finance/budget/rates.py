"""What an hour costs the organisation, from a day on: its own figures, each with the decision behind it."""

from __future__ import annotations

from eventsourcing.domain import event

from domain.finance.budget import refusals
from domain.kernel import Aggregate, Fact, FirstFact, Id, Sealed, id_of

RATES: Id = id_of("finance.rates")
"""Its id, always the same: there is one."""
RATE_KINDS = ("own", "agency", "sleep")
"""Whose hours: of people with a contract (and of shifts that are still open), of people from an agency, and of sleep
shifts, whoever does them."""
MOST_RATE = 100_000
MOST_RATES = 300


class Rates(Aggregate):
    """Hourly costs by kind and by the day from which they hold."""

    TOPIC = "finance.Rates"

    class RatesBegun(FirstFact):
        """The organisation began to keep what an hour costs."""

        TOPIC = "finance.RatesBegun"

    class RateSet(Fact):
        """An hour of a kind costs so many cents from a day on, and where that is booked; `ort_account`: where the
        allowance for irregular hours is, None when the rate holds it already."""

        TOPIC = "finance.RateSet"
        kind: str
        cents: int
        valid_from: str
        account: str
        ort_account: str | None
        decision: Sealed

    @event(RatesBegun)
    def __init__(self) -> None:
        self.rates: dict[str, list[object]] = {}

    def set_rate(
        self, kind: str, *, cents: int, valid_from: str, account: str, ort_account: str | None, decision: Sealed
    ) -> None:
        """Set what an hour costs; raises RateUnreadable, RateIsSo."""
        key, wanted = f"{kind} {valid_from}", [cents, account, ort_account]
        if kind not in RATE_KINDS or type(cents) is not int or not 0 < cents <= MOST_RATE:
            raise refusals.RateUnreadable
        if key not in self.rates and len(self.rates) >= MOST_RATES:
            raise refusals.RateUnreadable
        if self.rates.get(key) == wanted:
            raise refusals.RateIsSo
        self._rate_set(
            kind=kind, cents=cents, valid_from=valid_from, account=account, ort_account=ort_account, decision=decision
        )

    @event(RateSet)
    def _rate_set(
        self, kind: str, cents: int, valid_from: str, account: str, ort_account: str | None, decision: Sealed
    ) -> None:
        self.rates[f"{kind} {valid_from}"] = [cents, account, ort_account]
