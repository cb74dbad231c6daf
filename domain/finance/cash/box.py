"""A cash box of a team: what was agreed about it, and how it was counted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from eventsourcing.domain import event

from domain.finance.cash import refusals
from domain.kernel import (
    AMSTERDAM,
    Aggregate,
    CommandReused,
    Fact,
    FirstFact,
    Id,
    Money,
    NotThere,
    Sealed,
    acting,
    by_whom,
    did_that,
    id_of,
    now,
    who_did,
    whole_cents,
)

DENOMINATIONS = (50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 2, 1)
"""Notes and coins of the euro, in cents."""
_MOST_PIECES = 9_999
_MOST_LIMIT = 10_000_000
_DAYS_KEPT = 400

Pieces = dict[str, int]
"""How many of each denomination, by its cents as text."""


def box_of(team: Id, account: str) -> Id:
    """The id of a team's cash box."""
    return id_of("finance.cashbox", team, account)


def clean_pieces(pieces: Mapping[int, int]) -> Pieces:
    """How many of each note and coin, without those that there are none of; raises PiecesUnreadable."""
    whole = whole_cents(*pieces, *pieces.values())
    if not whole or not set(pieces) <= set(DENOMINATIONS) or not all(0 <= n <= _MOST_PIECES for n in pieces.values()):
        raise refusals.PiecesUnreadable
    return {str(cents): many for cents, many in sorted(pieces.items(), reverse=True) if many}


def worth(pieces: Mapping[str, int]) -> int:
    """What they are together, in cents."""
    return sum(int(cents) * many for cents, many in pieces.items())


class CashBox(Aggregate):
    """Its limits, and its counts: one counts, another signs, the difference is posted."""

    TOPIC = "finance.CashBox"
    class_version = 4

    class CashBoxBegun(FirstFact):
        """A team began to keep a cash box by counting it or by agreeing on limits."""

        TOPIC = "finance.CashBoxBegun"
        team: Id
        account: str

    class CashLimitsSet(Fact):
        """At most so many cents are to lie in it, and at most so many a member pays from it without being asked."""

        TOPIC = "finance.CashLimitsSet"
        team: Id
        account: str
        most: int
        most_spent: int

    class CashSpent(Fact):
        """Somebody paid cents from the box on a day, for an expense; the entry was posted with it."""

        TOPIC = "finance.CashSpent"
        team: Id
        account: str
        entry: Id
        day: str
        expense: str
        cents: int

    class CashCounted(Fact):
        """Somebody counted the notes and coins at the end of a day."""

        TOPIC = "finance.CashCounted"
        team: Id
        account: str
        count: Id
        day: str
        pieces: Pieces
        cents: int
        text: Sealed | None

    class CountSigned(Fact):
        """A second person signed the count; the difference with the books was posted."""

        TOPIC = "finance.CountSigned"
        team: Id
        account: str
        count: Id
        expected: int
        difference: int
        entry: Id | None

    class CountRejected(Fact):
        """A second person did not find what was counted: it is to be counted again."""

        TOPIC = "finance.CountRejected"
        team: Id
        account: str
        count: Id
        why: Sealed

    @event(CashBoxBegun)
    def __init__(self, team: Id, account: str) -> None:
        self.team = team
        self.account = account
        self.most: int | None = None
        self.most_spent: int | None = None
        self.waiting: dict[str, Any] | None = None
        self.decided: list[Id] = []
        """The last counts that were decided on."""
        self.spent: dict[str, dict[Id, int]] = {}
        """By day what each person paid from it, of the last days."""
        self.written: dict[str, dict[Id, int]] = {}
        """By the last day on which something was written down, what each person wrote then."""
        self.counted_on = ""
        """The latest day that two people signed a count of."""

    def set_limits(self, most: int, most_spent: int) -> None:
        """Agree on limits, in cents; raises LimitUnreadable."""
        if not whole_cents(most, most_spent) or not 0 <= most_spent <= most <= _MOST_LIMIT:
            raise refusals.LimitUnreadable
        if (most, most_spent) != (self.most, self.most_spent):
            self._cash_limits_set(team=self.team, account=self.account, most=most, most_spent=most_spent)

    def spend(self, entry: Id, *, day: str, expense: str, cents: int, keeper: bool) -> None:
        """Pay from it. What somebody pays on one day counts together: two halves are one purchase (check 8).

        So does what somebody writes down on one day, whatever days it is said to be of: else a box is emptied in one
        go under many dates. Who keeps the books pays any amount. Raises CountedSince, NoLimitYet, AboveTheLimit.
        """
        self.check_day(day)
        moment = now()
        if not keeper:
            if self.most_spent is None:
                raise refusals.NoLimitYet
            me = acting().person
            before = max(self.spent.get(day, {}).get(me, 0), self.written.get(_day_of(moment), {}).get(me, 0))
            if before + cents > self.most_spent:
                raise refusals.AboveTheLimit(most=Money(self.most_spent))
        self._cash_spent(
            team=self.team, account=self.account, entry=entry, day=day, expense=expense, cents=cents,
            by=acting().person, timestamp=moment,
        )  # fmt: skip

    def check_day(self, day: str) -> None:
        """Whether something may still have gone out on a day: what two people counted and signed stays as it is.

        What is paid today after the count of today is of today. Raises CountedSince.
        """
        if day <= self.counted_on and day < _day_of(now()):
            raise refusals.CountedSince(day=self.counted_on)

    def count_cash(self, count: Id, *, day: str, pieces: Mapping[int, int], text: Sealed | None) -> None:
        """Count it; raises PiecesUnreadable, OtherCountWaits, CountedSince, CommandReused."""
        if count in self.decided or (self.waiting and self.waiting["count"] == count):
            raise CommandReused
        if self.waiting:
            raise refusals.OtherCountWaits
        if day < self.counted_on:
            raise refusals.CountedSince(day=self.counted_on)
        found = clean_pieces(pieces)
        self._cash_counted(
            team=self.team, account=self.account, count=count, day=day, pieces=found, cents=worth(found), text=text,
            **by_whom(),
        )  # fmt: skip

    def the_count(self, count: Id) -> tuple[str, int]:
        """The day of the count that waits, and its cents; raises CountIsDecided, NotThere, OwnCount."""
        if count in self.decided:
            raise refusals.CountIsDecided
        if self.waiting is None or self.waiting["count"] != count:
            raise NotThere
        if did_that(self.waiting["people"]):
            raise refusals.OwnCount
        return self.waiting["day"], self.waiting["cents"]

    def sign_count(self, count: Id, *, expected: int, entry: Id | None) -> None:
        """Sign it, with what the books said; raises as `the_count`."""
        _, cents = self.the_count(count)
        self._count_signed(
            team=self.team, account=self.account, count=count, expected=expected, difference=cents - expected,
            entry=entry,
        )  # fmt: skip

    def reject_count(self, count: Id, why: Sealed) -> None:
        """Let it be counted again; raises as `the_count`."""
        self.the_count(count)
        self._count_rejected(team=self.team, account=self.account, count=count, why=why)

    @event(CashLimitsSet)
    def _cash_limits_set(self, team: Id, account: str, most: int, most_spent: int) -> None:
        self.most, self.most_spent = most, most_spent

    @event(CashSpent)
    def _cash_spent(
        self, team: Id, account: str, entry: Id, day: str, expense: str, cents: int, by: Id, timestamp: datetime
    ) -> None:  # fmt: skip
        written_on = _day_of(timestamp)
        self.written = {written_on: self.written.get(written_on, {})}
        for that_day in (self.spent.setdefault(day, {}), self.written[written_on]):
            that_day[by] = that_day.get(by, 0) + cents
        if len(self.spent) > _DAYS_KEPT:
            del self.spent[min(self.spent)]

    @event(CashCounted)
    def _cash_counted(
        self, team: Id, account: str, count: Id, day: str, pieces: Pieces, cents: int, text: Sealed | None, by: Id,
        on_behalf_of: Id | None,
    ) -> None:  # fmt: skip
        self.waiting = {"count": count, "day": day, "cents": cents, "people": who_did(by, on_behalf_of)}

    @event(CountSigned)
    def _count_signed(
        self, team: Id, account: str, count: Id, expected: int, difference: int, entry: Id | None
    ) -> None:
        if self.waiting:
            self.counted_on = max(self.counted_on, self.waiting["day"])
        self._decided(count)

    @event(CountRejected)
    def _count_rejected(self, team: Id, account: str, count: Id, why: Sealed) -> None:
        self._decided(count)

    def _decided(self, count: Id) -> None:
        self.waiting, self.decided = None, [*self.decided[-99:], count]


def _day_of(moment: datetime) -> str:
    return moment.astimezone(AMSTERDAM).date().isoformat()
