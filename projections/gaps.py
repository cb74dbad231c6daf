"""What a roster still lacks: for the whole team as a strip of too few and too many, for one person with the effect."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from domain.kernel import Id, minutes_between
from domain.rosters import Booking, ShiftKind, Verdict
from domain.rosters.desk import days_of
from domain.rosters.points import points_on
from projections.fairness import Ledger, ledger_of
from projections.roster_page import kinds_of, least_of
from projections.roster_shapes import Kind, Period, rows
from projections.roster_sheet import shift_kind
from projections.rounds import points_agreed_by, wishes_of
from projections.today import minutes_in, my_checker

_NEAR = 3 * 24 * 60
_LIKED = {"want": 0, "": 1, "rather_not": 2, "cannot": 3}


class Gap(NamedTuple):
    """Fewer people in a kind on a day than the team wants."""

    date: str
    kind: str
    missing: int


class Heat(NamedTuple):
    """One kind on one day: who is there (or would like to be), and how many the team wants."""

    there: int
    least: int

    @property
    def over(self) -> int:
        """More than wanted, or (below nothing) fewer."""
        return self.there - self.least


@dataclass(frozen=True, slots=True)
class Effect:
    """What taking a gap does to one person."""

    gap: Gap
    verdicts: tuple[Verdict, ...]
    minutes: int
    """Worked in the period with it."""
    gained: int
    """Of which it brings so many."""
    contract: int
    before: int | None
    """Minutes of rest before it; None when nothing is near."""
    after: int | None
    points: int
    ahead: Fraction | None
    """Points more than an even share with it, over all periods; None without a contract."""
    wish: str

    @property
    def refused(self) -> Verdict | None:
        """The first verdict that refuses it."""
        return next((v for v in self.verdicts if v.severity == "refused"), None)


class Effects(NamedTuple):
    """Every gap for one person, in the order in which it is shown, and what decides that order."""

    lines: list[Effect]
    carried: Fraction
    """Points more than an even share that the person brought from earlier periods."""


@dataclass(frozen=True, slots=True)
class Lacks:
    """A roster's days, its kinds and what is wanted and there."""

    days: tuple[str, ...]
    kinds: dict[str, Kind]
    least: dict[tuple[str, str], int]
    there: dict[tuple[str, str], int]
    wanting: dict[tuple[str, str], int]
    """How many would like a kind on a day on which they do not work yet."""

    def gaps(self) -> list[Gap]:
        """What is missing, in the order of the days."""
        return [
            Gap(day, code, self.least.get((code, day), 0) - self.there.get((code, day), 0))
            for day in self.days
            for code in self.kinds
            if self.least.get((code, day), 0) > self.there.get((code, day), 0)
        ]

    def heat(self, *, wishes: bool) -> dict[str, tuple[Heat, ...]]:
        """By kind of which the team wants any: each day; with what is wished for, as long as it is only wished for."""
        wanted = [code for code in self.kinds if any(code == kind for kind, _ in self.least)]
        return {
            code: tuple(
                Heat(
                    self.there.get((code, day), 0) + (self.wanting.get((code, day), 0) if wishes else 0),
                    self.least.get((code, day), 0),
                )
                for day in self.days
            )
            for code in wanted
        }


def lacks_of(views: sqlite3.Connection, period: Period) -> Lacks:
    """What a roster lacks; a shift that nobody has lacks somebody."""
    days = tuple(days_of(period.first, period.last))
    there: dict[tuple[str, str], int] = {}
    working: set[tuple[Id, str]] = set()
    for day, kind, person in rows(
        views,
        "SELECT date, kind, person FROM rosters_shift WHERE roster = ? AND person IS NOT NULL",
        period.roster,
    ):
        there[kind, day] = there.get((kind, day), 0) + 1
        working.add((person, day))
    wanting: dict[tuple[str, str], int] = {}
    for person, day, kind in rows(
        views,
        "SELECT DISTINCT w.person, w.day, w.kind FROM teams_relation r JOIN rosters_wish w ON w.person = r.person "
        "WHERE r.team = ? AND r.role = 'member' AND r.since_day <= w.day "
        "AND (r.until_day IS NULL OR r.until_day >= w.day) AND w.day BETWEEN ? AND ? AND w.level = 'want' "
        "AND w.kind <> '' AND NOT EXISTS (SELECT 1 FROM rosters_absence a WHERE a.person = w.person "
        "AND w.day BETWEEN a.first AND a.last)",
        period.team, period.first, period.last,
    ):  # fmt: skip
        if (person, day) not in working:
            wanting[kind, day] = wanting.get((kind, day), 0) + 1
    kinds = kinds_of(views, period.team)
    return Lacks(days, kinds, least_of(views, period.team, days), there, wanting)


def effects_for(views: sqlite3.Connection, period: Period, lacks: Lacks, person: Id) -> Effects:
    """Every gap with what taking it does to a person, for that person: what suits best first, what is refused last."""
    checker = my_checker(views, person, period, viewer=person)
    minutes = minutes_in(views, person, period)
    ledger = ledger_of(views, period.team, also=period.roster)
    wishes = wishes_of(views, person, period.first, period.last)
    agreed = points_agreed_by(views, period.team)
    contract = _contract(ledger, period, person)
    found = []
    for gap in lacks.gaps():
        kind = lacks.kinds[gap.kind]
        before, after = rests(checker.booked, kind.start, kind.minutes, gap.date)
        points = points_on(gap.date, agreed).of(kind.place, gap.date)
        wished = wishes.get(gap.date, {})
        found.append(
            Effect(
                gap, tuple(checker.judge_new(period, gap.date, gap.kind)), minutes + shift_kind(kind).net,
                shift_kind(kind).net, contract, before, after, points, ahead_with(ledger, period, person, points),
                wished.get(gap.kind) or wished.get("", ""),
            )
        )  # fmt: skip
    carried = ledger.carried(person)
    return Effects(sorted(found, key=lambda e: _rank(e, behind=carried < 0)), carried)


def ahead_with(ledger: Ledger, period: Period, person: Id, points: int) -> Fraction | None:
    """How many points more than even somebody would carry with so many more in this period."""
    account = next((a for a in ledger.accounts if a.period.roster == period.roster), None)
    share = account.shares.get(person) if account else None
    if account is None or share is None or not share.contract:
        return None
    everybody = sum((s.hours for s in account.shares.values() if s.contract), Fraction())
    return ledger.carried(person) + points - points * share.hours / everybody


def rests(booked: list[Booking], start: int, minutes: int, day: str) -> tuple[int | None, int | None]:
    """Minutes of rest before and after a shift of a kind on a day; None when nothing is booked within three days."""
    begin, end = ShiftKind("X", "D", start, minutes, 0).instants(day)
    before = [minutes_between(b.end, begin) for b in booked if b.end <= begin]
    after = [minutes_between(end, b.start) for b in booked if b.start >= end]
    near = [min((m for m in found if m <= _NEAR), default=None) for found in (before, after)]
    return near[0], near[1]


def _contract(ledger: Ledger, period: Period, person: Id) -> int:
    """Contract minutes in the period."""
    for account in ledger.accounts:
        if account.period.roster == period.roster and person in account.shares:
            return account.shares[person].contract // 7
    return 0


def _rank(effect: Effect, *, behind: bool) -> tuple[object, ...]:
    """Whoever carries less than even sees the heavy gaps first; whoever carries more the light ones."""
    warned = sum(not v.rule.startswith("wish") for v in effect.verdicts)
    heavy = -effect.points if behind else effect.points
    return (effect.refused is not None, _LIKED[effect.wish], warned, heavy, effect.gap.date, effect.gap.kind)
