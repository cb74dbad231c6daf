"""What the published roster will still cost: rostered minutes after a day, at the hourly costs of the organisation.

Each shift is rounded by itself, and so is each band of irregular hours of it, halves up: then what the list of shifts
shows adds up to the cent to what the budget shows. Nothing but whole numbers is ever computed with.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from dataclasses import dataclass
from typing import NamedTuple

from domain.kernel import Id, minutes_between
from domain.rosters.hours.ort import ort_minutes, rules_on
from projections.hours_away import WORK, real_minutes
from projections.roster_shapes import rows


class Rate(NamedTuple):
    """What an hour of a kind costs from a day on; `ort_account` None: the allowance is in the rate."""

    kind: str
    valid_from: str
    cents: int
    account: str
    ort_account: str | None
    decision: str
    by: Id


class Band(NamedTuple):
    """Irregular hours of a shift: minutes at a percentage on top, in cents."""

    code: str
    percent: int
    minutes: int
    cents: int


@dataclass(frozen=True, slots=True)
class Cost:
    """A rostered shift with what it will cost; `rate` None: nobody set what such an hour costs."""

    roster: Id
    shift: Id
    day: str
    code: str
    kind: str
    """`own`, `agency` or `sleep`."""
    is_open: bool
    """Nobody stands on it yet: it counts as own people's."""
    minutes: int
    rate: Rate | None
    base: int
    bands: tuple[Band, ...]

    @property
    def cents(self) -> int:
        """The shift with its allowance."""
        return self.base + sum(band.cents for band in self.bands)

    def on(self, account: str) -> int:
        """What of it is booked on an account."""
        if self.rate is None:
            return 0
        base = self.base if self.rate.account == account else 0
        return base + (sum(band.cents for band in self.bands) if self.rate.ort_account == account else 0)


def rates(views: sqlite3.Connection) -> list[Rate]:
    """Every hourly cost, by kind and day."""
    found = views.execute(
        "SELECT kind, valid_from, cents, account, ort_account, decision, by FROM finance_rate ORDER BY kind, valid_from"
    )
    return [Rate(*row) for row in found]


def hour_cents(minutes: int, rate: int) -> int:
    """Minutes at cents an hour, halves up."""
    return (2 * minutes * rate + 60) // 120


def band_cents(minutes: int, rate: int, percent: int) -> int:
    """A percentage of that, halves up, rounded once."""
    return (2 * minutes * rate * percent + 6_000) // 12_000


_SHIFTS = (
    "SELECT s.roster, s.shift, s.date, s.kind, s.start, s.end, s.local_start, s.local_end, s.minutes, s.person, "
    "(SELECT k.place FROM main.rosters_kind_history k WHERE k.team = s.team AND k.code = s.kind AND k.since <= :at "
    "ORDER BY k.since DESC LIMIT 1), a.person FROM rosters_shift s JOIN rosters_roster r USING (roster) "
    "LEFT JOIN people_agency a ON a.person = s.person "
    "WHERE s.team = :team AND s.date > :after AND s.date <= :last AND r.state IN ('published', 'closed') "
    f"AND s.minutes > 0 AND {WORK.format('s')} ORDER BY s.start, s.shift"
)


def roster_costs(views: sqlite3.Connection, team: Id, after: str, last: str, position: int) -> list[Cost]:
    """The shifts of published rosters after a day, up to and including another, with what each will cost."""
    by_kind: dict[str, list[Rate]] = {}
    for rate in rates(views):
        by_kind.setdefault(rate.kind, []).append(rate)
    asked = {"team": team, "after": after, "last": last, "at": position}
    return [_cost(row, by_kind) for row in views.execute(_SHIFTS, asked).fetchall()]


def _cost(row: sqlite3.Row, by_kind: dict[str, list[Rate]]) -> Cost:
    roster, shift, day, code, start, end, local_start, local_end, planned, person, place, agency = row
    kind = "sleep" if place == "S" else "agency" if agency else "own"
    minutes = real_minutes(start, end, local_start, local_end, planned)
    rate = _on(by_kind.get(kind, []), day)
    base, bands = 0, tuple[Band, ...]()
    if rate:
        base = hour_cents(minutes, rate.cents)
        if rate.ort_account:
            bands = _bands(start, end, minutes, day, place or "D", rate.cents)
    return Cost(roster, shift, day, code, kind, person is None, minutes, rate, base, bands)


def _on(found: list[Rate], day: str) -> Rate | None:
    number = bisect_right(found, day, key=lambda rate: rate.valid_from)
    return found[number - 1] if number else None


def _bands(start: str, end: str, minutes: int, day: str, place: str, rate: int) -> tuple[Band, ...]:
    rules = rules_on(day)
    if place in rules.without_ort:
        return ()
    percents = {band.code: band.percent for band in rules.bands}
    worked = ort_minutes(start, end, minutes_between(start, end) - minutes, rules)
    return tuple(
        Band(code, percents[code], many, band_cents(many, rate, percents[code])) for code, many in worked.items()
    )


def published_until(views: sqlite3.Connection, team: Id) -> str | None:
    """The last day of the team's published rosters."""
    found = rows(
        views, "SELECT max(last) FROM rosters_roster WHERE team = ? AND state IN ('published', 'closed')", team
    )
    return found[0][0] if found else None
