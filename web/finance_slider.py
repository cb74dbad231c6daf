"""A slider as it is drawn: bars of how much was posted when, the groove, and the words under it.

All of it is measured here and written as attributes of SVG, so that it stands without a script and without a style.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from babel.dates import format_date

from domain.kernel import AMSTERDAM
from web.dates import NO_BREAK
from web.language import language
from web.say import say as _

BARS = 36
_FLOOR, _TALLEST = 24, 14
_SPANS = (14, 60, 180, 400, 1_200, 4_000, 12_000)
"""How many days the slider of what was known reaches back: the first that holds X, so that it stands still."""


@dataclass(frozen=True, slots=True)
class Bar:
    """How much was posted in a thirty-sixth of the time."""

    x: str
    y: int
    height: int
    on: bool


@dataclass(frozen=True, slots=True)
class Slider:
    """What the page draws, and what the inputs over it go by."""

    bars: list[Bar]
    reach: tuple[str, str]
    words: list[tuple[str, str, str]]
    """Where, its text and its anchor."""
    start: str
    """An ISO day, or an instant."""
    unit: int
    """Seconds of a step."""
    most: int
    values: tuple[int, ...]


def per_cent(part: float) -> str:
    """12.5% of the width."""
    return f"{max(0.0, min(1.0, part)) * 100:.2f}%"


def _bars(counted: Iterable[tuple[float, int]], on: tuple[float, float]) -> list[Bar]:
    """Bars of what was counted at parts of the width; those within `on` count now."""
    sums = [0] * BARS
    for part, count in counted:
        sums[min(BARS - 1, max(0, int(part * BARS)))] += count
    most = max(sums) or 1
    drawn = []
    for number, count in enumerate(sums):
        if count:
            height = 2 + round((_TALLEST - 2) * count / most)
            middle = (number + 0.5) / BARS
            drawn.append(Bar(per_cent(number / BARS + 0.0025), _FLOOR - height, height, on[0] <= middle <= on[1]))
    return drawn


def day_slider(counts: dict[str, int], first: date, last: date, on: date, today: date) -> Slider:
    """When it happened: the days of a year, up to and including `on`."""
    days = max(1, (last - first).days)
    part = (on - first).days / days
    counted = (((date.fromisoformat(day) - first).days / (days + 1), count) for day, count in counts.items())
    words = [("0%", _short(first), "start"), *_month_words(first, last)]
    words.append(("100%", _("nu") if last == today else _short(last), "end"))
    return Slider(
        _bars(counted, (0.0, part)),
        ("0%", per_cent(part)),
        words,
        first.isoformat(),
        86_400,
        days,
        ((on - first).days,),
    )


def known_slider(counts: list[int], start: datetime, end: datetime, x: datetime | None, y: datetime) -> Slider:
    """When we knew it: up to now, with Y on it, and X when there are two. `counts`: one for each bar."""
    seconds = (end - start).total_seconds()
    unit = max(3_600, int(seconds / 340 // 3_600) * 3_600)
    unit = unit // 86_400 * 86_400 or unit  # whole days, once they are
    most = -int(-seconds // unit)
    at = [(moment - start).total_seconds() / seconds for moment in (x, y) if moment]
    reach = (0.0, *at)[-2:]
    counted = (((number + 0.5) / BARS, count) for number, count in enumerate(counts))
    steps = tuple(min(most, max(0, round(part * most))) for part in at)
    words = _x_and_y(start, at[0], at[1]) if x else _until_now(start, end)
    return Slider(
        _bars(counted, (reach[0], reach[1])), (per_cent(reach[0]), per_cent(reach[1])), words,
        start.strftime("%Y-%m-%dT%H:%M:%SZ"), unit, most, steps,
    )  # fmt: skip


def _x_and_y(start: datetime, x: float, y: float) -> list[tuple[str, str, str]]:
    words = [("0%", _short(_local(start)), "start")] if x > 0.12 else []
    words.append((per_cent(x), "X", "middle" if 0.02 < x < 0.98 else ("start" if x < 0.5 else "end")))
    if y - x > 0.03:
        words.append((per_cent(y), "Y", "end" if y > 0.98 else "middle"))
    return words


def _until_now(start: datetime, end: datetime) -> list[tuple[str, str, str]]:
    first, last = _local(start), _local(end)
    return [("0%", _short(first), "start"), *_month_words(first, last), ("100%", _("nu"), "end")]


def known_start(x: datetime, end: datetime) -> datetime:
    """Where the slider of what was known begins: the first usual span that holds X with some room before it."""
    back = (end - x) / timedelta(days=1) * 1.1 + 0.5
    span = next((days for days in _SPANS if days >= back), _SPANS[-1])
    local = (end - timedelta(days=span)).astimezone(AMSTERDAM)
    return local.replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)


def _month_words(first: date, last: date) -> list[tuple[str, str, str]]:
    """Where months begin, in so far as there is room."""
    days = max(1, (last - first).days)
    found = ((month, (month - first).days / days) for month in _months(first, last))
    return [(per_cent(where), _short(month), "middle") for month, where in found if 0.12 < where < 0.9]


def _months(first: date, last: date) -> list[date]:
    """The first days of months between, at most five of them."""
    found, month = [], first.replace(day=1)
    while month <= last:
        if month > first:
            found.append(month)
        month = (month + timedelta(days=32)).replace(day=1)
    step = -(-len(found) // 5) or 1
    return found[step - 1 :: step]


def _local(moment: datetime) -> date:
    return moment.astimezone(AMSTERDAM).date()


def _short(day: date) -> str:
    """1 mrt."""
    return str(format_date(day, "d MMM", locale=language())).replace(".", "").replace(" ", NO_BREAK)
