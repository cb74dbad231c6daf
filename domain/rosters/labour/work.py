"""Stretches of work as the rules see them: instants as whole minutes, local days only where a rule names them.

Every length is a difference of instants, so a night from 23:00 to 07:00 is 7 hours on 2026-03-28 and 9 on 2026-10-24.
Shifts of one person that do not follow each other with 8 hours between are one shift of the law (ATW 1:7).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from domain.kernel import AMSTERDAM

HOUR = 60
DAY = 24 * HOUR
KINDS = ("work", "sleep", "on_call", "absence")
"""Sleep shifts are work (ATB 4.8:1); on-call is none (ATW 5:9); hours of sickness and leave count as hours (5:2)."""
_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Work:
    """One stretch, from and until in minutes since 1970 (UTC); the breaks are not work."""

    start: int
    end: int
    kind: str = "work"
    breaks_minutes: int = 0
    id: str | None = None

    @classmethod
    def between(
        cls, start: datetime, end: datetime, kind: str = "work", breaks: int = 0, id: str | None = None
    ) -> Work:
        """From aware moments."""
        return cls(minute_of(start), minute_of(end), kind, breaks, id)

    @property
    def net(self) -> int:
        """Minutes without the breaks."""
        return self.end - self.start - self.breaks_minutes


@dataclass(frozen=True, slots=True)
class Shift:
    """Work between two rests of at least the shift limit: one or more stretches."""

    works: tuple[Work, ...]
    start: int
    end: int
    net: int
    sleeps: bool
    night: bool
    """More than the night limit of work between 00:00 and 06:00, and no sleep shift among it."""
    late_night: bool
    """A night that ends after 02:00."""


def minute_of(moment: datetime) -> int:
    """Minutes since 1970 of an aware moment."""
    return int(moment.timestamp() // 60)


def moment_of(minute: int) -> datetime:
    """The moment as the clock in the Netherlands shows it."""
    return datetime.fromtimestamp(minute * 60, UTC).astimezone(AMSTERDAM)


@lru_cache(16384)
def wall(day: int, minute: int = 0) -> int:
    """The instant at which the clock shows so many minutes after midnight, on the day with this ordinal.

    A time that occurs twice is the first; one that is skipped is the moment of the change.
    """
    aware = datetime.combine(date.fromordinal(day), time(), AMSTERDAM) + timedelta(minutes=minute)
    return minute_of(aware.astimezone(UTC))


@lru_cache(16384)
def _offset(hour: int) -> int:
    """Minutes that the clock is ahead of UTC in an hour since 1970; it changes on whole hours only."""
    shift = datetime.fromtimestamp(hour * 3600, UTC).astimezone(AMSTERDAM).utcoffset() or timedelta()
    return int(shift.total_seconds() // 60)


def day_of(minute: int) -> int:
    """The ordinal of the local day of an instant."""
    return (minute + _offset(minute // 60)) // DAY + _EPOCH


def overlap(start: int, end: int, since: int, until: int) -> int:
    """Minutes that two intervals share."""
    return max(0, min(end, until) - max(start, since))


def night_minutes(work: Work, first: int, last: int) -> dict[int, int]:
    """For each local day the minutes between two times of the clock; never more than the net ones."""
    found = {}
    for day in range(day_of(work.start), day_of(work.end - 1) + 1):
        shared = min(work.net, overlap(work.start, work.end, wall(day, first), wall(day, last)))
        if shared:
            found[day] = shared
    return found


def shifts_of(works: Iterable[Work], *, rest: int, night: tuple[int, int], more: int, late: int) -> list[Shift]:
    """Join sorted stretches to shifts: `rest` parts two, a night has more than `more` between the `night` times."""
    groups: list[list[Work]] = []
    for work in works:
        if groups and work.start - groups[-1][-1].end < rest:
            groups[-1].append(work)
        else:
            groups.append([work])
    return [_shift(tuple(group), night, more, late) for group in groups]


@lru_cache(8192)
def _shift(works: tuple[Work, ...], night: tuple[int, int], more: int, late: int) -> Shift:
    sleeps = any(work.kind == "sleep" for work in works)
    by_day: dict[int, int] = {}
    for work in works:
        for day, minutes in night_minutes(work, *night).items():
            by_day[day] = by_day.get(day, 0) + minutes
    nights = [] if sleeps else [day for day, minutes in by_day.items() if minutes > more]
    end = works[-1].end
    return Shift(
        works=works, start=works[0].start, end=end, net=sum(work.net for work in works), sleeps=sleeps,
        night=bool(nights), late_night=any(end > wall(day, late) for day in nights),
    )  # fmt: skip
