"""Who carries what is heavy: points per contract hour, carried over between periods, and the wishes that came true.

Only what was published counts, as it stands at the moment shown. Every figure can name the shifts that it is made of.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from domain.kernel import Id
from domain.rosters.points import points_on
from projections.roster_page import periods_of
from projections.roster_shapes import Period, rows
from projections.rounds import points_agreed_by

_PER_HOUR = 7 * 60
"""Contract is counted in sevenths of a minute: a week's minutes for each of its days."""


class Weighed(NamedTuple):
    """A shift with its points; `position` is the fact by which it came to stand so."""

    shift: Id
    date: str
    kind: str
    place: str
    points: int
    position: int


@dataclass(slots=True)
class Share:
    """What one person carried in one period."""

    contract: int = 0
    """In sevenths of a minute."""
    shifts: list[Weighed] = field(default_factory=list)

    @property
    def points(self) -> int:
        """All points of the shifts."""
        return sum(shift.points for shift in self.shifts)

    @property
    def hours(self) -> Fraction:
        """Contract hours in the period."""
        return Fraction(self.contract, _PER_HOUR)

    @property
    def rate(self) -> Fraction | None:
        """Points per contract hour; None without a contract."""
        return self.points / self.hours if self.contract else None


@dataclass(slots=True)
class Account:
    """One period with what each person carried."""

    period: Period
    shares: dict[Id, Share]

    @property
    def rate(self) -> Fraction | None:
        """Points per contract hour of all who have a contract: what would be even."""
        held = [share for share in self.shares.values() if share.contract]
        return sum(s.points for s in held) / sum((s.hours for s in held), Fraction()) if held else None

    def ahead(self, person: Id) -> Fraction:
        """How many points more than an even share somebody carried; nothing without a contract."""
        share = self.shares.get(person)
        return share.points - self.rate * share.hours if share and share.contract and self.rate is not None else _NONE


_NONE = Fraction()


@dataclass(slots=True)
class Ledger:
    """The periods of a team in order."""

    accounts: list[Account]

    def carried(self, person: Id, before: str = "9999") -> Fraction:
        """How many points more than even somebody carried in all periods that begin before a day."""
        return sum((a.ahead(person) for a in self.accounts if a.period.first < before), Fraction())

    def rate(self, person: Id) -> Fraction | None:
        """Points per contract hour over all periods; None without a contract."""
        held = [a.shares[person] for a in self.accounts if person in a.shares and a.shares[person].contract]
        return sum(s.points for s in held) / sum((s.hours for s in held), Fraction()) if held else None

    def people(self) -> list[Id]:
        """Everybody in any of the periods."""
        return sorted({person for account in self.accounts for person in account.shares})


class Honoured(NamedTuple):
    """How many wishes came true, of how many; and the strong ones among them."""

    met: int
    made: int
    strong_met: int
    strong_made: int

    @property
    def percent(self) -> int:
        """Of a hundred wishes so many came true; nothing when there were none."""
        return round(100 * self.met / self.made) if self.made else 0

    def plus(self, other: Honoured) -> Honoured:
        """Both together."""
        return Honoured(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))


NO_WISHES = Honoured(0, 0, 0, 0)


def ledger_of(views: sqlite3.Connection, team: Id, *, also: Id | None = None) -> Ledger:
    """The account of every published period of the team, and of one roster that is not (`also`)."""
    wanted = [p for p in periods_of(views, team) if p.state in ("published", "closed") or p.roster == also]
    accounts = [Account(p, {}) for p in wanted]
    by_roster = {a.period.roster: a for a in accounts}
    places, agreed = _places(views, team), points_agreed_by(views, team)
    for roster, shift, day, kind, person, since in rows(
        views,
        "SELECT roster, shift, date, kind, person, since FROM rosters_shift WHERE person IS NOT NULL AND roster IN "
        "(SELECT value FROM json_each(?)) ORDER BY date, start, shift",
        json.dumps(list(by_roster)),
    ):
        place = places.get(kind, "D")
        weighed = Weighed(shift, day, kind, place, points_on(day, agreed).of(place, day), since)
        by_roster[roster].shares.setdefault(person, Share()).shifts.append(weighed)
    _add_contracts(views, team, accounts)
    return Ledger(accounts)


def honoured_in(views: sqlite3.Connection, period: Period) -> dict[Id, Honoured]:
    """By person: the wishes of a published period as they stood when it was published, and how many came true then."""
    row = views.execute(
        "SELECT min(since) FROM main.rosters_roster_history WHERE roster = ? AND state = 'published'", (period.roster,)
    ).fetchone()
    at = row[0]
    if at is None or period.state not in ("published", "closed"):
        return {}
    worked: dict[tuple[Id, str], set[str]] = {}
    for person, day, kind in rows(
        views,
        "SELECT person, date, kind FROM main.rosters_shift_history WHERE roster = ? AND person IS NOT NULL "
        "AND since <= ? AND until > ?",
        period.roster, at, at,
    ):  # fmt: skip
        worked.setdefault((person, day), set()).add(kind)
    strong = set(
        rows(
            views,
            "SELECT person, day, kind FROM main.rosters_joker_history WHERE roster = ? AND since <= ? AND until > ?",
            period.roster, at, at,
        )
    )  # fmt: skip
    found: dict[Id, Honoured] = {}
    for person, day, kind, level in _wishes(views, period, at):
        here = worked.get((person, day), set())
        met = int((kind in here if kind else bool(here)) == (level == "want"))
        joker = int((person, day, kind) in strong)
        found[person] = found.get(person, NO_WISHES).plus(Honoured(met, 1, met * joker, joker))
    return found


def _wishes(views: sqlite3.Connection, period: Period, at: int) -> list[tuple[Id, str, str, str]]:
    """(person, day, kind or nothing, level) on days on which the person was in the team."""
    spans: dict[Id, list[tuple[str, str]]] = {}
    for person, since, until in _members(views, period.team):
        spans.setdefault(person, []).append((since, until))
    found = rows(
        views,
        "SELECT person, day, kind, level FROM main.rosters_wish_history WHERE person IN "
        "(SELECT value FROM json_each(?)) AND day BETWEEN ? AND ? AND since <= ? AND until > ?",
        json.dumps(sorted(spans)), period.first, period.last, at, at,
    )  # fmt: skip
    return [(p, day, k, lv) for p, day, k, lv in found if any(a <= day <= b for a, b in spans[p])]


def _members(views: sqlite3.Connection, team: Id) -> list[tuple[Id, str, str]]:
    return [
        (person, since, until)
        for person, since, until in rows(
            views,
            "SELECT person, since_day, coalesce(until_day, '9999') FROM teams_relation WHERE team = ? AND role = ?",
            team, "member",
        )
    ]  # fmt: skip


def _places(views: sqlite3.Connection, team: Id) -> dict[str, str]:
    """The place in the day of every kind that the team ever had; those that stand go before those that are retired."""
    ever = "SELECT code, place FROM main.rosters_kind_history WHERE team = ? ORDER BY since"
    standing = "SELECT code, place FROM rosters_kind WHERE team = ?"
    return dict(rows(views, ever, team)) | dict(rows(views, standing, team))


def _add_contracts(views: sqlite3.Connection, team: Id, accounts: list[Account]) -> None:
    """For each day in the team: a seventh of what the contract of that day says of a week."""
    members = _members(views, team)
    agreed: dict[Id, list[tuple[str, int]]] = {}
    for person, since, minutes in rows(
        views,
        "SELECT person, since_day, minutes_per_week FROM people_contract WHERE person IN "
        "(SELECT value FROM json_each(?)) ORDER BY since_day",
        json.dumps(sorted({person for person, _, _ in members})),
    ):
        agreed.setdefault(person, []).append((since, minutes))
    for account in accounts:
        for person, since, until in members:
            first, last = max(since, account.period.first), min(until, account.period.last)
            if first <= last:
                share = account.shares.setdefault(person, Share())
                share.contract += _contract(agreed.get(person, []), first, last)


def _contract(agreed: list[tuple[str, int]], first: str, last: str) -> int:
    total, after = 0, date.fromisoformat(last) + timedelta(days=1)
    for since, minutes in reversed(agreed):
        if since > last:
            continue
        begin = date.fromisoformat(max(since, first))
        if begin < after:
            total, after = total + (after - begin).days * minutes, begin
        if since <= first:
            break
    return total
