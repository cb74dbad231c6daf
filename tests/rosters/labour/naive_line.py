"""An agenda as a line of quarter hours: what is done in each, and what the clock on the wall says.

For the second implementation of the labour rules (naive.py); it shares no code with the checker.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
QUARTER = timedelta(minutes=15)
HOUR = 4
DAY = 24 * HOUR
WEEK = 7 * DAY

Piece = tuple[int, int, str, int]
"""From, until (quarters), kind, minutes of break."""


@dataclass(frozen=True, order=True)
class Found:
    """A rule that a stretch of quarters does not keep (`refused`), or keeps by an exception (`noted`)."""

    rule: str
    severity: str
    since: int
    until: int


@dataclass(frozen=True)
class Duty:
    """Work between two rests of at least 8 h (ATW 1:7 c): from, until (the first quarter after it)."""

    since: int
    until: int
    minutes: int
    breaks: int
    sleeps: bool
    night: bool
    after_two: bool
    pieces: tuple[Piece, ...]


@lru_cache(maxsize=64)
def _clock(base: datetime, count: int) -> tuple[datetime, ...]:
    return tuple((base + QUARTER * number).astimezone(AMSTERDAM) for number in range(count))


@lru_cache(maxsize=64)
def _mondays(base: datetime, count: int) -> tuple[int, ...]:
    clock = _clock(base, count)
    return tuple(n for n, at in enumerate(clock) if at.weekday() == 0 and (at.hour, at.minute) == (0, 0))


@lru_cache(maxsize=64)
def _weekly(base: datetime, count: int, weekday: int) -> tuple[tuple[int, int], ...]:
    clock = _clock(base, count)
    return tuple(
        (next(n for n in range(monday, after) if clock[n].weekday() >= weekday), after)
        for monday, after in pairwise(_mondays(base, count))
    )


class Line:
    """A person's agenda as quarters, with room for the longest window before and after it."""

    def __init__(self, document: dict[str, Any]) -> None:
        shifts = [(_utc(s["start"]), _utc(s["end"]), s["kind"], s["breaks_minutes"]) for s in document["shifts"]]
        first, last = _midnight(document["from"]), _midnight(document["to"], 1)
        begins = min([first, *(start for start, *_ in shifts)]).astimezone(AMSTERDAM).date()
        ends = max([last, *(end for _, end, *_ in shifts)])
        self.base = _midnight((begins - timedelta(days=begins.weekday() + 53 * 7)).isoformat())
        weeks = -(-self.quarter(ends) // WEEK) + 5
        self.count = weeks * WEEK
        self.since, self.until = self.quarter(first), self.quarter(last)
        self.clock = _clock(self.base, self.count)
        self.pieces: list[Piece] = sorted((self.quarter(s), self.quarter(e), kind, off) for s, e, kind, off in shifts)
        self.calls = [(since, until) for since, until, kind, _ in self.pieces if kind == "on_call"]
        self.contract: float = document.get("contract_hours_per_week", 0)
        self.pregnant: bool = document.get("pregnant", False)
        self.published = self.quarter(_utc(document["published"])) if "published" in document else None
        self._draw()
        self.duties = self._duties()

    def quarter(self, instant: datetime) -> int:
        """The number of the quarter that begins at the instant."""
        number, left = divmod(instant.astimezone(UTC) - self.base, QUARTER)
        assert not left, f"{instant} is not on a quarter"
        return number

    def _draw(self) -> None:
        self.work, self.on_call, self.sleep, self.mine = (bytearray(self.count) for _ in range(4))
        for since, until, kind, _ in self.pieces:
            for quarter in range(since, until):
                self.work[quarter] |= kind in ("work", "sleep")
                self.on_call[quarter] |= kind == "on_call"
                self.sleep[quarter] |= kind == "sleep"
                self.mine[quarter] |= self.since <= since < self.until

    def _duties(self) -> list[Duty]:
        found: list[list[Piece]] = []
        for piece in self.pieces:
            if piece[2] in ("work", "sleep"):
                if found and piece[0] - found[-1][-1][1] < 8 * HOUR:
                    found[-1].append(piece)
                else:
                    found.append([piece])
        return [self._duty(pieces) for pieces in found]

    def _duty(self, pieces: list[Piece]) -> Duty:
        since, until = pieces[0][0], pieces[-1][1]
        apart = [after[0] - before[1] for before, after in pairwise(pieces)]
        net = sum((end - start) * 15 - pause for start, end, _, pause in pieces)
        sleeps = any(kind == "sleep" for *_, kind, _ in pieces)
        dark = [quarter for quarter in range(since, until) if self.work[quarter] and self.clock[quarter].hour < 6]
        night = not sleeps and sum(self._dark(piece) for piece in pieces) > 60
        late = night and any(self.clock[quarter].hour >= 2 for quarter in range(dark[0], until))
        breaks = sum(pause for *_, pause in pieces) + sum(gap * 15 for gap in apart)
        return Duty(since, until, net, breaks, sleeps, night, late, tuple(pieces))

    def _dark(self, piece: Piece) -> int:
        """Minutes of work between 00:00 and 06:00; the break may lie outside them, so only the net minutes are sure."""
        since, until, _, pause = piece
        dark = sum(15 for quarter in range(since, until) if self.clock[quarter].hour < 6)
        return min(dark, (until - since) * 15 - pause)

    def owns(self, duty: Duty) -> bool:
        """Whether a piece of the shift begins in the period."""
        return any(self.since <= piece[0] < self.until for piece in duty.pieces)

    def touches(self, since: int, until: int) -> bool:
        """Whether a piece that begins in the period lies in the window, wholly or partly."""
        return 1 in self.mine[max(0, since) : until]

    def sleeps(self, since: int, until: int) -> bool:
        """Whether a sleep shift lies in the window, wholly or partly."""
        return 1 in self.sleep[since:until]

    def minutes(self, since: int, until: int, kinds: tuple[str, ...] = ("work", "sleep", "absence")) -> int:
        """Net minutes within the window; a break may lie outside it, and lessens it no more than it must."""
        total = 0
        for start, end, kind, pause in self.pieces:
            within = 15 * max(0, min(end, until) - max(start, since))
            total += min(within, (end - start) * 15 - pause) if kind in kinds else 0
        return total

    def mondays(self) -> tuple[int, ...]:
        """The quarters at which a week begins."""
        return _mondays(self.base, self.count)

    def weekly(self, weekday: int) -> tuple[tuple[int, int], ...]:
        """Of each week the days from this one (5: Saturday) to Sunday 24:00."""
        return _weekly(self.base, self.count, weekday)

    def weeks_between(self, earlier: int, later: int) -> int:
        """How many weeks of the calendar lie between two quarters that begin the same weekday."""
        return (self.clock[later].date() - self.clock[earlier].date()).days // 7

    def works_in(self, since: int, until: int) -> bool:
        """Whether work that begins in the period lies in these days."""
        return any(self.mine[n] and self.work[n] for n in range(since, until))


def _utc(written: str) -> datetime:
    return datetime.fromisoformat(written).astimezone(UTC)


def _midnight(day: str, later: int = 0) -> datetime:
    there = date.fromisoformat(day) + timedelta(days=later)
    return datetime(there.year, there.month, there.day, tzinfo=AMSTERDAM).astimezone(UTC)
