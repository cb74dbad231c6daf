"""Leave as arithmetic: what a contract gives, what was written to an account, what was taken of it, and what is left.

Rights arise by the day: the rules and the contract of each day count for a 365th (or 366th) part of what they give in a
year. All of a year's rights can be used from its first day. What ends first is taken first, day by day in the order
of the calendar, whenever it was asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import ceil
from types import MappingProxyType
from typing import NamedTuple

from domain.kernel import Id
from domain.rosters.leave.rules import BALANCES, leave_rules, leave_rules_on, usable_until

NONE: Mapping[str, int] = MappingProxyType({})


class Term(NamedTuple):
    """A stretch of days under one contract: minutes a week."""

    first: str
    last: str
    minutes: int


class Credit(NamedTuple):
    """Minutes that somebody wrote to an account (or, less than none, off it), as rights of a year."""

    id: Id
    balance: str
    year: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Lot:
    """Rights of one balance and year, usable on these days; `credit`: who wrote them, else they are the contract's."""

    balance: str
    year: int
    minutes: int
    first: str
    until: str
    credit: Id | None = None
    terms: tuple[Term, ...] = ()
    """The contracts that it comes from."""


class Taking(NamedTuple):
    """Minutes of leave on a day, from these balances."""

    day: str
    minutes: int
    draws: tuple[str, ...]
    leave: Id
    builds_up: bool = True
    """Whether its hours give new rights."""


@dataclass(frozen=True, slots=True)
class Balance:
    """Each lot with what is left of it, and what was taken that no lot had."""

    lots: tuple[Lot, ...]
    left: tuple[int, ...]
    short: int

    def of(self, balance: str, day: str) -> int:
        """Minutes of a balance that can still be used on a day or later."""
        pairs = zip(self.lots, self.left, strict=True)
        return sum(left for lot, left in pairs if lot.balance == balance and lot.until >= day)

    def usable(self, day: str) -> int:
        """Minutes that can still be used, less what was taken without being there."""
        return sum(self.of(balance, day) for balance in BALANCES) - self.short


def rights(terms: Sequence[Term], year: int, without: Mapping[str, int] = NONE) -> list[Lot]:
    """What the contracts of a year give, rounded up to whole minutes: nobody loses the rest of a division.

    `without`: by day the minutes that give no rights.
    """
    first, last = f"{year}-01-01", f"{year}-12-31"
    own = [cut for term in terms if (cut := _cut(term, first, last)) and term.minutes]
    lots = []
    for balance in BALANCES:
        given = sum((_given(piece, balance, year) for term in own for piece in _by_rules(term)), Fraction())
        given = max(given - _not_given(own, balance, year, without), Fraction())
        if given:
            lots.append(Lot(balance, year, ceil(given), first, usable_until(balance, year), None, tuple(own)))
    return lots


def lots_of(
    terms: Sequence[Term], credits: Iterable[Credit], years: range, takings: Iterable[Taking] = ()
) -> list[Lot]:
    """All rights of these years, less what is taken without building up, and everything that was written down."""
    without: dict[str, int] = {}
    for taking in takings:
        if not taking.builds_up:
            without[taking.day] = without.get(taking.day, 0) + taking.minutes
    lots = [lot for year in years for lot in rights(terms, year, without)]
    lots += [
        Lot(c.balance, c.year, c.minutes, f"{c.year}-01-01", usable_until(c.balance, c.year), c.id) for c in credits
    ]
    return sorted(lots, key=lambda lot: (lot.until, lot.year, lot.balance, lot.credit or ""))


def settle(lots: Sequence[Lot], takings: Iterable[Taking]) -> Balance:
    """Take leave off the rights: on each day from what ends first. Who had too little comes short."""
    left, short = [lot.minutes for lot in lots], 0
    _even_out(lots, left)
    for taking in sorted(takings):
        wanted = taking.minutes if taking.draws else 0
        for at, lot in enumerate(lots):
            if wanted and lot.balance in taking.draws and lot.first <= taking.day <= lot.until and left[at] > 0:
                part = min(wanted, left[at])
                left[at], wanted = left[at] - part, wanted - part
        short += wanted
    return Balance(tuple(lots), tuple(left), short)


def _even_out(lots: Sequence[Lot], left: list[int]) -> None:
    """What was written off an account comes off the other rights of that balance and year."""
    for at, lot in enumerate(lots):
        for other, given in enumerate(lots):
            if left[at] < 0 < left[other] and (given.balance, given.year) == (lot.balance, lot.year):
                part = min(-left[at], left[other])
                left[at], left[other] = left[at] + part, left[other] - part


def _cut(term: Term, first: str, last: str) -> Term | None:
    begin, end = max(term.first, first), min(term.last, last)
    return Term(begin, end, term.minutes) if begin <= end else None


def _by_rules(term: Term) -> list[Term]:
    """A stretch cut where other rules begin."""
    cuts = [rules.valid_from for rules in leave_rules() if term.first < rules.valid_from <= term.last]
    begins = [term.first, *cuts]
    ends = [_before(cut) for cut in cuts] + [term.last]
    return [Term(begin, end, term.minutes) for begin, end in zip(begins, ends, strict=True)]


def _given(term: Term, balance: str, year: int) -> Fraction:
    rules, whole = leave_rules_on(term.first), (date(year + 1, 1, 1) - date(year, 1, 1)).days
    part = Fraction((date.fromisoformat(term.last) - date.fromisoformat(term.first)).days + 1, whole)
    if balance == "statutory":
        return part * rules.statutory_weeks * term.minutes
    return part * Fraction(rules.above_minutes * term.minutes, rules.full_week_minutes)


def _not_given(own: Sequence[Term], balance: str, year: int, without: Mapping[str, int]) -> Fraction:
    """What the minutes without rights would have given: of a day as much as the day's rules give for an hour agreed.

    No more than the contract's week asks: who takes more hours in it does not lose other rights.
    """
    whole, found = (date(year + 1, 1, 1) - date(year, 1, 1)).days, Fraction()
    for term in own:
        by_week: dict[int, int] = {}
        for day in sorted(without):
            if term.first <= day <= term.last:
                week = (date.fromisoformat(day).toordinal() - 1) // 7
                part = min(without[day], term.minutes - by_week.get(week, 0))
                by_week[week] = by_week.get(week, 0) + part
                found += part * Fraction(7, whole) * _for_an_hour(balance, day)
    return found


def _for_an_hour(balance: str, day: str) -> Fraction:
    """The part of a year's agreed week that is given, of an hour a week the whole year."""
    rules = leave_rules_on(day)
    if balance == "statutory":
        return Fraction(rules.statutory_weeks)
    return Fraction(rules.above_minutes, rules.full_week_minutes)


def _before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()
