"""A journal entry as it was posted. It is never changed: a correction is an exact, linked reversal and a new entry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from eventsourcing.domain import event

from domain.finance.ledger import refusals
from domain.kernel import Aggregate, Fact, FirstFact, Id, Sealed

ENTRY_KINDS = (
    "memo", "bank", "cash", "claim", "payment", "invoice", "reversal", "reclassification", "opening", "carry_forward",
    "count",
)  # fmt: skip
"""What an entry is for."""

STAYS = frozenset({"bank", "carry_forward", "reversal"})
"""Kinds of entries that nobody proposes to take back: a line of the bank is opened again, a year carried anew."""

MOST_LINES = 400
MOST_CENTS = 10**13
"""A hundred thousand million euro: more than any sum of it that SQLite adds up could overflow."""


class Line(NamedTuple):
    """Cents on an account: debit above nothing, credit below. `resident`: whose money, on such an account."""

    account: str
    cents: int
    resident: Id | None = None


Lines = tuple[Line, ...]
StoredLine = list[Any]
"""A `Line` as a fact keeps it: account, cents, resident."""


def stored(lines: Iterable[Line]) -> list[StoredLine]:
    """Lines as a fact keeps them."""
    return [[line.account, line.cents, line.resident] for line in lines]


def lines_of(stored_lines: Iterable[Sequence[Any]]) -> Lines:
    """Lines as a fact kept them."""
    return tuple(Line(*line) for line in stored_lines)


def clean_lines(lines: Iterable[Line]) -> Lines:
    """Lines that sum to nothing; raises EntryUnbalanced, EntryUnreadable.

    Source: check 1 of the method. No float ever comes near: a float is refused, whatever its value.
    """
    found = tuple(lines)
    if not 2 <= len(found) <= MOST_LINES:
        raise refusals.EntryUnreadable
    if any(type(line.cents) is not int or not 0 < abs(line.cents) <= MOST_CENTS for line in found):
        raise refusals.EntryUnreadable
    if left := sum(line.cents for line in found):
        raise refusals.EntryUnbalanced(left=left)
    return found


class Entry(Aggregate):
    """One journal entry: its lines, in one fund of one team."""

    TOPIC = "finance.Entry"

    class EntryPosted(FirstFact):
        """An entry was posted: cents by account, summing to nothing, on a value date in a booking period."""

        TOPIC = "finance.EntryPosted"
        team: Id
        fund: str
        value_date: str
        period: str
        kind: str
        lines: list[StoredLine]
        text: Sealed | None
        source: str | None
        document: str | None

    class EntryReversed(Fact):
        """The entry was taken back by an exact, linked reversal, with the reason."""

        TOPIC = "finance.EntryReversed"
        team: Id
        reversal: Id
        why: Sealed

    @event(EntryPosted)
    def __init__(
        self, team: Id, fund: str, value_date: str, period: str, kind: str, lines: list[StoredLine],
        text: Sealed | None, source: str | None, document: str | None,
    ) -> None:  # fmt: skip
        self.team = team
        self.fund = fund
        self.value_date = value_date
        self.period = period
        self.kind = kind
        self.lines = lines
        self.reversal: Id | None = None

    def reverse(self, reversal: Id, why: Sealed) -> None:
        """Take it back, once; raises EntryIsReversed, ReversalStays, CarryStays."""
        self.check_stands()
        self._entry_reversed(team=self.team, reversal=reversal, why=why)

    def check_stands(self) -> None:
        """Raises EntryIsReversed, ReversalStays, or CarryStays: a year is carried forward anew, never taken back."""
        if self.reversal is not None:
            raise refusals.EntryIsReversed
        if self.kind == "reversal":
            raise refusals.ReversalStays
        if self.kind == "carry_forward":
            raise refusals.CarryStays

    @event(EntryReversed)
    def _entry_reversed(self, team: Id, reversal: Id, why: Sealed) -> None:
        self.reversal = reversal
