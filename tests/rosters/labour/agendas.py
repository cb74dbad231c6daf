"""Random agendas for the rules: a pattern of days that repeats, with days that differ, and history."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as some

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
Part = tuple[int, int, str, int]
"""Minutes after midnight of start and end, kind, minutes of break."""


def part(start: str, end: str, kind: str = "work", pause: int = 0) -> Part:
    """An end at or before the start is on the next day."""
    first, last = (int(clock[:2]) * 60 + int(clock[3:]) for clock in (start, end))
    return first, last if last > first else last + 24 * 60, kind, pause


DAYS: dict[str, tuple[Part, ...]] = {
    "": (),
    "V": (part("07:00", "15:00", pause=30),),
    "L": (part("15:00", "23:00", pause=30),),
    "N": (part("23:00", "07:00", pause=30),),
    "D": (part("09:00", "17:30", pause=30),),
    "N12": (part("20:00", "08:00", pause=45),),
    "N11": (part("20:30", "08:15", pause=45),),
    "D12": (part("08:00", "20:45", pause=45),),
    "D11": (part("07:30", "18:45", pause=15),),
    "L2": (part("18:00", "02:00", pause=30),),
    "V4": (part("04:30", "12:30", pause=15),),
    "short": (part("09:00", "12:15"),),
    "split": (part("08:00", "12:00"), part("17:00", "21:30")),
    "S": (part("22:00", "07:00", "sleep", 15),),
    "LS": (part("15:00", "22:30", pause=30), part("22:30", "07:00", "sleep")),
    "LSV": (part("15:00", "22:30", pause=30), part("22:30", "07:00", "sleep"), part("31:00", "35:00")),
    "call": (part("17:00", "09:00", "on_call"),),
    "V call": (part("07:00", "15:00", pause=30), part("17:00", "23:00", "on_call")),
    "call V": (part("09:00", "09:00", "on_call"), part("12:00", "20:00", pause=30)),
    "ill": (part("09:00", "17:00", "absence"),),
}  # fmt: skip

_AWAKE = ["", "V", "L", "N", "D", "N12", "N11", "D12", "D11", "L2", "V4", "short", "split", "ill"]
_CALLS = ["", "V", "L", "N", "D12", "split", "call", "V call", "call V"]
_SLEEPS = ["", "V", "L", "N", "S", "LS", "LSV", "D"]
_FIRST = [date(2026, 3, 2), date(2026, 3, 23), date(2026, 10, 5), date(2026, 10, 19), date(2026, 6, 3)]


@some.composite
def agendas(draw: some.DrawFn, rules: str = "atw", weeks: int = 20) -> dict[str, Any]:
    """A document of `roster check`."""
    names = draw(some.sampled_from([_AWAKE, _AWAKE, _CALLS, _SLEEPS, sorted(DAYS)]))
    first = draw(some.sampled_from(_FIRST))
    length = draw(some.integers(1, 35))
    before = draw(some.integers(0, weeks)) * 7
    after = draw(some.sampled_from([0, 0, 3, 10]))
    pattern = draw(some.lists(some.sampled_from(names), min_size=1, max_size=14))
    others = draw(some.dictionaries(some.integers(-14, length), some.sampled_from(names), max_size=6))
    late = draw(some.dictionaries(some.integers(-10, length), some.integers(-6, 6), max_size=6))
    shifts: list[dict[str, Any]] = []
    ends = {True: datetime.min.replace(tzinfo=AMSTERDAM), False: datetime.min.replace(tzinfo=AMSTERDAM)}
    for number in range(-before, length + after):
        name = others.get(number, pattern[number % len(pattern)])
        for begin, end, kind, pause in DAYS[name]:
            shift = _shift(first + timedelta(days=number), begin, end, kind, pause, late.get(number, 0))
            start, until = (datetime.fromisoformat(shift[key]) for key in ("start", "end"))
            if start >= ends[kind == "on_call"]:
                shifts.append(shift)
                ends[kind == "on_call"] = until
    last = first + timedelta(days=length - 1)
    more: dict[str, Any] = {"pregnant": True} if draw(some.integers(0, 3)) == 3 else {}
    if days := draw(some.sampled_from([0, 0, 20, 21, 27, 28])):
        more["published"] = _on_the_wall(first - timedelta(days=days), 7 * 60)
    period = {"from": first.isoformat(), "to": last.isoformat()}
    return {
        "rules": rules,
        **period,
        "contract_hours_per_week": draw(some.sampled_from([16, 24, 36])),
        **more,
        "shifts": shifts,
    }


def _shift(day: date, begin: int, end: int, kind: str, pause: int, later: int) -> dict[str, Any]:
    start, until = (_on_the_wall(day, minutes + 15 * later) for minutes in (begin, end))
    return {"start": start, "end": until, "kind": kind, "breaks_minutes": pause}


def _on_the_wall(day: date, minutes: int) -> str:
    days, within = divmod(minutes, 24 * 60)
    there = datetime.combine(day + timedelta(days=days), time(within // 60, within % 60), AMSTERDAM)
    return datetime.fromtimestamp(there.timestamp(), AMSTERDAM).isoformat(timespec="minutes")
