"""The shapes in which a roster is read, and the plainest way to read rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from domain.kernel import Id
from domain.rosters.lawful import PLAIN, Employment

REMEMBERED = 200
"""More than this is not kept with one reading: a row of the page takes 7 kB."""


@dataclass(frozen=True, slots=True)
class Period:
    """A roster: drafted, planned, published or closed."""

    roster: Id
    team: Id
    first: str
    last: str
    state: str
    published: str | None


class Shift(NamedTuple):
    """A shift as it stands; `since` is the position at which it came to stand so."""

    shift: Id
    roster: Id
    team: Id
    date: str
    kind: str
    start: str
    end: str
    local_start: str
    local_end: str
    minutes: int
    person: Id | None
    offered: int
    via: str
    changed_after: int
    """Whether it came to stand so after publishing."""
    since: int


class Kind(NamedTuple):
    """A shift kind of the team; the name is packed and sealed."""

    code: str
    name: str
    place: str
    start: int
    minutes: int
    breaks: int
    needs: tuple[str, ...]
    no_next: tuple[str, ...]


class Swap(NamedTuple):
    """A proposal to swap that waits for an answer."""

    swap: Id
    roster: Id
    giving: Id
    wanting: Id
    asker: Id
    asked: Id


@dataclass(slots=True)
class Carer:
    """One row: somebody who works in the team in these days, or has a shift there."""

    person: Id
    name: str
    limits: dict[str, Any]
    contract: int = 0
    """Contract minutes over the weeks shown."""
    worked: int = 0
    """Minutes over the weeks shown, in all teams; what was recorded goes before what was planned."""
    shifts: dict[str, list[Shift]] = field(default_factory=dict)
    """By day, in this team."""
    elsewhere: dict[str, list[Shift]] = field(default_factory=dict)
    """By day, in other teams."""
    absent: list[tuple[str, str]] = field(default_factory=list)
    wishes: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    """By day: (kind or nothing, level)."""
    member: tuple[tuple[str, str | None], ...] = ()
    """From and until when a member of the team."""
    competences: tuple[tuple[Any, ...], ...] = ()
    """(code, since, until), when any kind of the team asks for one."""
    employment: Employment = PLAIN
    """What they agreed to about the rules of working time."""
    agency: bool = False
    """Whether they work here for an agency."""

    def alone(self) -> Carer:
        """The same person without shifts."""
        return Carer(
            self.person, self.name, self.limits, self.contract, absent=self.absent, wishes=self.wishes,
            member=self.member, competences=self.competences, agency=self.agency, employment=self.employment,
        )  # fmt: skip


@dataclass(slots=True)
class RosterData:
    """Everything that the page needs of some weeks of a team."""

    team: Id
    days: tuple[str, ...]
    periods: tuple[Period, ...]
    kinds: dict[str, Kind]
    least: dict[tuple[str, str], int]
    """(kind, day) -> how many the team wants; only what is more than none."""
    carers: dict[Id, Carer]
    open: dict[str, list[Shift]]
    """Shifts that nobody has, by day."""
    hours: dict[Id, tuple[str, str, int]]
    """By shift: what was really worked, and its net minutes."""
    swaps: list[Swap]
    counts: dict[tuple[str, str], int]
    """(kind, day) -> how many work."""
    version: int = 0
    """The last position at which anything of the team had changed."""
    position: int = 0
    """The position at which it was read."""
    around: tuple[Id, ...] = ()
    standing: dict[Id, Shift] = field(default_factory=dict)
    """What was read of which rosters, a day more on either side: from it the next reading goes on."""
    wide: bool = False
    """Whether anybody belongs to more than one team."""
    ended: list[tuple[Id, str, int]] = field(default_factory=list)
    ended_since: int = 0
    """(person or nothing, day, position) of what stood no longer, as far as it ended after `ended_since`."""
    authors: dict[int, Id] = field(default_factory=dict)
    """Who did the facts at some positions; carried on from reading to reading."""
    changed: dict[int, dict[Id | None, frozenset[tuple[Id, str]]]] = field(default_factory=dict, compare=False)
    """Since some positions: by whom which cells were changed."""
    remembered: dict[Any, Any] = field(default_factory=dict)
    """What was worked out from all this already; it goes away with it."""

    def period_of(self, day: str) -> Period | None:
        """The roster that a day is in."""
        return next((p for p in self.periods if p.first <= day <= p.last), None)

    def shifts(self) -> Iterator[Shift]:
        """All shifts of this team in these days."""
        for held in (self.open, *(carer.shifts for carer in self.carers.values())):
            for shifts in held.values():
                yield from shifts

    def shift(self, shift: Id) -> Shift | None:
        """A shift of this team in these days."""
        return next((standing for standing in self.shifts() if standing.shift == shift), None)


def rows(views: sqlite3.Connection, query: str, *arguments: Any) -> list[tuple[Any, ...]]:
    """Plain tuples: with hundreds of rows they cost half of what named rows do."""
    cursor = views.cursor()
    cursor.row_factory = None
    return cursor.execute(query, arguments).fetchall()


def first_row(views: sqlite3.Connection, query: str, *arguments: Any) -> tuple[Any, ...] | None:
    """The first one, if there is any."""
    found = rows(views, query, *arguments)
    return found[0] if found else None
