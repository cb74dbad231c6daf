"""What is still open on the accounts of what must be paid, and what each account cost by month."""

from __future__ import annotations

import sqlite3
from heapq import heappop, heappush
from itertools import accumulate
from typing import NamedTuple

from domain.kernel import Id
from projections.finance_balances import TOTAL


class Item(NamedTuple):
    """A posting that is not settled whole; `left` is what is still open of it, with its sign."""

    position: int
    cents: int
    left: int


class Open(NamedTuple):
    """What is open on an account: the oldest of it, how many there are, and how much it is together."""

    items: list[Item]
    many: int
    left: int


# All amounts in one text: a row for each of a hundred thousand would cost more than all the rest.
_IN_ORDER = (
    "SELECT group_concat({column}) FROM (SELECT {column} FROM finance_posting WHERE team = ? AND account = ? "
    "ORDER BY value_date, position, cents)"
)


def open_items(views: sqlite3.Connection, team: Id, account: str, *, limit: int) -> Open:
    """What is open on an account, the oldest first.

    What comes against it settles the same amount first, else the oldest. Whatever lies before the last day on which
    the account stood at nothing is settled.
    """
    cents = _in_order(views, team, account, "cents")
    totals = list(accumulate(cents))
    begin = len(totals) - totals[::-1].index(0) if 0 in totals else 0
    left = unsettled(cents[begin:])
    numbers = [number for number, rest in enumerate(left) if rest]
    positions = _in_order(views, team, account, "position") if numbers else []
    items = [Item(positions[begin + n], cents[begin + n], left[n]) for n in numbers[:limit]]
    return Open(items, len(numbers), totals[-1] if totals else 0)


def _in_order(views: sqlite3.Connection, team: Id, account: str, column: str) -> list[int]:
    """A column of the card of an account."""
    (text,) = views.execute(_IN_ORDER.format(column=column), (team, account)).fetchone()
    return list(map(int, text.split(","))) if text else []


def unsettled(cents: list[int]) -> list[int]:
    """What is left of each of these amounts, each taken off what was open on the other side before it."""
    held, total = _Held(len(cents)), 0
    for number, amount in enumerate(cents):
        if total * amount < 0:
            held.take(number, amount)
        else:
            held.keep(number, amount)
        total += amount
    return held.left


class _Held:
    """What is open, all of it on one side: the oldest is at hand, and so is the oldest of each amount."""

    def __init__(self, many: int) -> None:
        self.left = [0] * many
        self.oldest = 0
        self.by_left: dict[int, int] = {}
        self.more: dict[int, list[int]] = {}
        """Those of the same amount but the oldest; apart, so that no list is made for what stands alone."""

    def take(self, number: int, cents: int) -> None:
        """Settle with it what is open on the other side; what is left of it is open itself."""
        same = self._of(-cents)
        if same is not None:
            self.left[same] = 0
            return
        while cents and (other := self._first(number, cents)) is not None:
            rest = self.left[other] + cents
            if rest and (rest > 0) != (cents > 0):
                self.keep(other, rest)
                return
            self.left[other], cents = 0, rest
        if cents:
            self.keep(number, cents)

    def _first(self, number: int, cents: int) -> int | None:
        """The oldest that is open, when it is on the other side."""
        while self.oldest < number and not self.left[self.oldest]:
            self.oldest += 1
        if self.oldest == number or (self.left[self.oldest] > 0) == (cents > 0):
            return None
        return self.oldest

    def _of(self, left: int) -> int | None:
        """The oldest of which so much is open."""
        number = self.by_left.get(left)
        while number is not None and self.left[number] != left:
            more = self.more.get(left)
            number = heappop(more) if more else None
            if number is None:
                del self.by_left[left]
            else:
                self.by_left[left] = number
        return number

    def keep(self, number: int, left: int) -> None:
        """Let so much of it be open."""
        self.left[number] = left
        standing = self.by_left.setdefault(left, number)
        if standing != number:
            self.by_left[left] = min(standing, number)
            heappush(self.more.setdefault(left, []), max(standing, number))


def by_month(views: sqlite3.Connection, team: Id, first: str, last: str) -> dict[str, dict[str, int]]:
    """Cents by account and month of value dates, without what carried a year forward."""
    found: dict[str, dict[str, int]] = {}
    for account, month, cents in views.execute(
        f"SELECT k.account, k.month, {TOTAL} FROM finance_month k WHERE k.team = ? AND k.month BETWEEN ? AND ?",
        (team, first, last),
    ):
        found.setdefault(account, {})[month] = cents
    for year in range(int(first[:4]), int(last[:4]) + 1):
        for account, cents in views.execute(
            "SELECT p.account, sum(p.cents) FROM finance_entry e JOIN finance_posting p USING (position) "
            "WHERE e.team = ? AND e.value_date = ? AND e.kind = 'carry_forward' GROUP BY p.account",
            (team, f"{year}-01-01"),
        ):
            if f"{year}-01" in found.get(account, {}):
                found[account][f"{year}-01"] -= cents
    return found
