"""Cents by value date, by month: what stands at the end of a day, and the first day that would end below nothing.

Each month keeps its sum and the least that stood in it, so that neither question looks at the days of other months:
it costs after five years what it costs after one.
"""

from __future__ import annotations

from itertools import accumulate
from typing import Any

ByDay = dict[str, list[Any]]
"""By month: what moved in it, the least of that at the end of any of its days, and cents by day."""


def put(moved: ByDay, day: str, cents: int) -> None:
    """Let cents come in, or go out, on a day."""
    month = moved.setdefault(day[:7], [0, 0, {}])
    days: dict[str, int] = month[2]
    days[day] = days.get(day, 0) + cents
    month[0] += cents
    month[1] = min(accumulate(days[one] for one in sorted(days)))


def standing(moved: ByDay, day: str | None = None) -> int:
    """What is there at the end of a day, or at the end of all."""
    if day is None:
        return sum(int(month[0]) for month in moved.values())
    before = sum(int(month[0]) for name, month in moved.items() if name < day[:7])
    days: dict[str, int] = moved[day[:7]][2] if day[:7] in moved else {}
    return before + sum(cents for one, cents in days.items() if one <= day)


def first_below(moved: ByDay, day: str, cents: int) -> str | None:
    """The first day that would end below nothing, from this one on, when these cents move on it."""
    left = standing(moved, day) + cents
    if left < 0:
        return day
    for name in sorted(name for name in moved if name >= day[:7]):
        total, low, days = moved[name]
        if name > day[:7] and left + low >= 0:
            left += total
            continue
        for later in sorted(one for one in days if one > day):
            left += days[later]
            if left < 0:
                return str(later)
    return None
