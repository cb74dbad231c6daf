"""The account of hours: for each year what the contract asks, what was worked, leave and illness, and what it comes to.

Over all teams together, by the same reading as the month that is paid. Everything counts up to and including a day, so
that what is asked and what was done are of the same days.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

from domain.kernel import Id
from domain.rosters.hours import month_days
from domain.rosters.hours.account import HoursAccount
from domain.rosters.hours.year import Agreed, owed
from projections.fold import Views, on
from projections.hours_away import Opener, away_in
from projections.hours_month import work_in
from projections.leave_now import terms_of
from projections.roster_shapes import first_row, rows
from projections.tables import temporal
from projections.teams import touch_person

temporal("hours_carried", key=("person", "year"), columns=("minutes", "why", "writer"))


@on(HoursAccount.HoursAccountBegun)
def hours_account_begun(views: Views, fact: HoursAccount.HoursAccountBegun) -> None:
    """Whose hours they are."""
    views.put("rosters_stream", (fact.originator_id,), team=None, person=fact.person)


@on(HoursAccount.HoursCarriedOver)
def hours_carried_over(views: Views, fact: HoursAccount.HoursCarriedOver) -> None:
    """What is taken along into a year."""
    row = views.row("rosters_stream", fact.originator_id)
    if row is None:
        raise KeyError(fact.originator_id)
    views.put("hours_carried", (row[1], fact.year), minutes=fact.minutes, why=fact.why, writer=fact.by)
    touch_person(views, row[1])


@dataclass(frozen=True, slots=True)
class Carried:
    """What was taken along; `why` is packed and sealed."""

    minutes: int
    why: str
    writer: Id
    position: int


@dataclass(slots=True)
class Sums:
    """Minutes of a month, or of a year."""

    contract: int = 0
    holidays: int = 0
    """What public holidays take off the contract."""
    planned: int = 0
    worked: int = 0
    leave: int = 0
    sick: int = 0
    other: int = 0

    @property
    def away(self) -> int:
        """Absence that counts as if worked, whatever the cause."""
        return self.leave + self.sick + self.other

    @property
    def asked(self) -> int:
        """What the contract asks, holidays taken off."""
        return self.contract - self.holidays

    @property
    def difference(self) -> int:
        """More than was asked, or (below nothing) less."""
        return self.worked + self.away - self.asked

    def add(self, other: Sums) -> None:
        """Both together."""
        for name in self.__dataclass_fields__:
            setattr(self, name, getattr(self, name) + getattr(other, name))


@dataclass(slots=True)
class Account:
    """One person's year up to and including a day."""

    person: Id
    year: int
    since: str
    """From which day it is kept: the first of January, or when the first roster of the person's teams begins."""
    until: str
    months: dict[str, Sums] = field(default_factory=dict)
    total: Sums = field(default_factory=Sums)
    carried: Carried | None = None
    whole: int = 0
    """What the contracts ask of the whole year, holidays taken off."""
    to_come: int = 0
    """What the rosters still ask after the day."""
    contracts: list[tuple[Agreed, int]] = field(default_factory=list)
    """Each with the position of the fact that agreed it."""

    @property
    def balance(self) -> int:
        """What is too much or too little now, with what was taken along."""
        return self.total.difference + (self.carried.minutes if self.carried else 0)


def account_of(
    views: sqlite3.Connection, vault: Opener, person: Id, year: int, *, position: int, day: str, moment: str
) -> Account | None:
    """A person's year up to and including a day; None when nothing is kept of it."""
    begin = kept_from(views, person)
    terms = [Agreed(*term) for term in terms_of(views, person)]
    since = max(begin or "9999", f"{year}-01-01", terms[0].first if terms else "9999")
    last = f"{year}-12-31"
    until = min(day, last)
    if since > last:
        return None
    found = Account(person, year, since, until, carried=_carried(views, person, year))
    found.contracts = [
        (one, at) for one, at in _agreed(views, person, terms) if one.first <= last and one.last >= since
    ]
    whole = owed(terms, since, last)
    found.whole = _whole(whole.contract) - _whole(whole.holidays)
    for month in _months(since, until):
        found.months[month] = Sums()
    _add_owed(found, terms)
    _add_done(views, vault, found, last, position, moment)
    for sums in found.months.values():
        found.total.add(sums)
    return found


def kept_from(views: sqlite3.Connection, person: Id) -> str | None:
    """The first day on which a published roster of one of the person's teams and the person were there."""
    row = first_row(
        views,
        "SELECT min(max(r.first, t.since_day)) FROM teams_relation t JOIN rosters_roster r ON r.team = t.team "
        "WHERE t.person = ? AND t.role = 'member' AND r.state IN ('published', 'closed') AND r.last >= t.since_day "
        "AND (t.until_day IS NULL OR t.until_day >= r.first)",
        person,
    )  # fmt: skip
    return str(row[0]) if row and row[0] else None


def worked_in_year(views: sqlite3.Connection, team: Id, year: int) -> list[Id]:
    """Who works in the team on a day of the year."""
    found = rows(
        views,
        "SELECT DISTINCT person FROM teams_relation WHERE team = ? AND role = 'member' AND since_day <= ? "
        "AND (until_day IS NULL OR until_day >= ?) AND person NOT IN (SELECT person FROM people_agency) "
        "ORDER BY person",
        team, f"{year}-12-31", f"{year}-01-01",
    )  # fmt: skip
    return [row[0] for row in found]


def _add_owed(found: Account, terms: list[Agreed]) -> None:
    """Rounded on the running sum: the months add up to the year."""
    before, total = (0, 0), [Fraction(), Fraction()]
    for month, sums in found.months.items():
        first, last = month_days(month)
        part = owed(terms, max(first, found.since), min(last, found.until))
        total = [total[0] + part.contract, total[1] + part.holidays]
        now = (_whole(total[0]), _whole(total[1]))
        sums.contract, sums.holidays, before = now[0] - before[0], now[1] - before[1], now


def _add_done(views: sqlite3.Connection, vault: Opener, found: Account, last: str, position: int, moment: str) -> None:
    for _, work in work_in(views, found.person, found.since, last, position, moment):
        if work.day > found.until or work.how == "to_come":
            found.to_come += work.planned
            continue
        sums = found.months[work.day[:7]]
        sums.planned += work.planned
        sums.worked += work.minutes
    if found.since > found.until:
        return
    for _, away in away_in(views, vault, found.person, found.since, found.until, position):
        sums = found.months[away.day[:7]]
        cause = away.cause if away.cause in ("leave", "sick") else "other"
        setattr(sums, cause, getattr(sums, cause) + away.minutes)


def _months(since: str, until: str) -> list[str]:
    found, day = [], date.fromisoformat(since).replace(day=1)
    while day.isoformat() <= until:
        found.append(day.isoformat()[:7])
        day = (day + timedelta(days=32)).replace(day=1)
    return found


def _carried(views: sqlite3.Connection, person: Id, year: int) -> Carried | None:
    row = first_row(
        views, "SELECT minutes, why, writer, since FROM hours_carried WHERE person = ? AND year = ?", person, year
    )
    return Carried(*row) if row else None


def _agreed(views: sqlite3.Connection, person: Id, terms: list[Agreed]) -> list[tuple[Agreed, int]]:
    found = dict(rows(views, "SELECT since_day, since FROM people_contract WHERE person = ?", person))
    return [(term, found.get(term.first, 0)) for term in terms]


def _whole(minutes: Fraction) -> int:
    """To the nearest minute, a half upwards."""
    return int(minutes + Fraction(1, 2)) if minutes >= 0 else -int(-minutes + Fraction(1, 2))
