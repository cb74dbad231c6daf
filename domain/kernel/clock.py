"""The clock of commands. Evolving never reads it; tests and the demo set it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


class FixedClock:
    """A clock that stands still until it is moved."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment.astimezone(UTC)

    def advance(self, step: timedelta) -> None:
        """Move the clock on."""
        self.moment += step


_fixed: ContextVar[FixedClock | None] = ContextVar("fixed_clock", default=None)


def now() -> datetime:
    """This moment, aware, in UTC."""
    clock = _fixed.get()
    return clock.moment if clock else datetime.now(UTC)


def today() -> date:
    """The day it is in the Netherlands."""
    return now().astimezone(AMSTERDAM).date()


@contextmanager
def fixed_clock(moment: datetime) -> Iterator[FixedClock]:
    """Within this block `now()` is what the clock says."""
    clock = FixedClock(moment)
    token = _fixed.set(clock)
    try:
        yield clock
    finally:
        _fixed.reset(token)


def instant(day: date, minute: int) -> str:
    """UTC text of the local minute after midnight (0 to 2879) of a day in the Netherlands: `2026-03-02T22:00Z`.

    A local time that a clock change skips is meant an hour later; one that occurs twice is the first.
    """
    midnight = datetime.combine(day, time(), AMSTERDAM)
    local = midnight + timedelta(minutes=minute)  # on the wall: an aware sum keeps to the clock, not to the hours
    return local.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")


def minutes_between(start: str, end: str) -> int:
    """Real minutes from one instant to another, clock changes included."""
    return round((parse_instant(end) - parse_instant(start)).total_seconds() / 60)


def parse_instant(text: str) -> datetime:
    """The moment of an instant's text, aware, in UTC; raises ValueError."""
    return datetime.fromisoformat(text).astimezone(UTC)
