"""What is still open on the accounts of what must be paid, and what each account cost by month."""

from __future__ import annotations

import sqlite3
from heapq import heappop, heappush
from typing import NamedTuple

import orjson

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
_CENTS = (
    "SELECT group_concat(cents) FROM (SELECT cents FROM finance_posting WHERE team = ? AND account = ? "
    "ORDER BY value_date, position, cents)"
)
_POSITIONS = (
    "SELECT group_concat(position) FROM (SELECT position FROM finance_posting WHERE team = ? AND account = ? "
    "ORDER BY value_date {order}, position {order}, cents {order} LIMIT ? OFFSET ?)"
)


def open_items(views: sqlite3.Connection, team: Id, account: str, *, limit: int, skip: int = 0) -> Open:
    """What is open on an account, the oldest first, but so many of them.

    What comes against it settles the same amount first, else the oldest.
    """
    (text,) = views.execute(_CENTS, (team, account)).fetchone()
    cents: list[int] = orjson.loads(f"[{text or ''}]")
    left = unsettled(cents)
    numbers = [number for number, rest in enumerate(left) if rest]
    listed = numbers[skip : skip + limit]
    positions = _positions(views, team, account, listed, len(cents))
    items = [Item(position, cents[n], left[n]) for n, position in zip(listed, positions, strict=True)]
    return Open(items, len(numbers), sum(cents))


def _positions(views: sqlite3.Connection, team: Id, account: str, numbers: list[int], many: int) -> list[int]:
    """The positions of these of the many postings of an account, counted from the end that is nearest."""
    if not numbers:
        return []
    first, last = numbers[0], numbers[-1]
    late = first > many - last
    asked = (team, account, last - first + 1, many - 1 - last if late else first)
    (text,) = views.execute(_POSITIONS.format(order="DESC" if late else "ASC"), asked).fetchone()
    found: list[int] = orjson.loads(f"[{text}]")
    return [found[last - n if late else n - first] for n in numbers]


def unsettled(cents: list[int]) -> list[int]:
    """What is left of each of these amounts, each taken off what was open on the other side before it.

    What is open lies all on one side. This is done a hundred thousand times for a page: what is usual costs no call.
    """
    left, oldest, total = list(cents), 0, 0
    same = _Same(left)
    first = same.first
    for number, amount in enumerate(cents):
        if total * amount >= 0:
            if amount in first:
                same.keep(number, amount)
            else:
                first[amount] = number
        else:
            left[number] = 0
            if -amount in first and (other := same.take(-amount)) is not None:
                left[other] = 0
            else:
                rest = amount
                while rest and oldest < number:
                    if rest_of := left[oldest]:
                        both = rest_of + rest
                        if both * rest < 0:
                            left[oldest], rest = both, 0
                            same.keep(oldest, both)
                            break
                        left[oldest], rest = 0, both
                    oldest += 1
                if rest:
                    left[number] = rest
                    same.keep(number, rest)
        total += amount
    return left


class _Same:
    """What is open by how much of it is: the oldest of each amount is at hand."""

    def __init__(self, left: list[int]) -> None:
        self.left = left
        self.first: dict[int, int] = {}
        self.more: dict[int, list[int]] = {}
        """Those of the same amount but the oldest; apart, so that no list is made for what stands alone."""

    def keep(self, number: int, left: int) -> None:
        """So much of it is open."""
        standing = self.first.get(left, number)
        if left not in self.more and self.left[standing] != left:
            self.first[left] = number  # what stood here was settled otherwise
        elif standing != number:
            self.first[left] = min(standing, number)
            heappush(self.more.setdefault(left, []), max(standing, number))
        else:
            self.first[left] = number

    def take(self, left: int) -> int | None:
        """The oldest of which so much is open, no longer kept here."""
        while (number := self.first.pop(left, None)) is not None:
            if more := self.more.get(left):
                self.first[left] = heappop(more)
                if not more:
                    del self.more[left]
            if self.left[number] == left:
                return number
        return None


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
