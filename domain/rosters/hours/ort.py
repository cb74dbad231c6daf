"""Minutes per band of irregular hours (ORT) of a worked interval, by the wall clock, from dated data.

A break has no time of its own in the data. It is taken to lie in the middle of what was worked, as one piece; where the
minutes left do not halve, the part before it is the shorter one.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import holidays

from domain.kernel import AMSTERDAM, minutes_between, parse_instant

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HOUR = timedelta(hours=1)
_FORMAT = "%Y-%m-%dT%H:%MZ"


@dataclass(frozen=True, slots=True)
class Band:
    """A percentage on some days, between minutes after midnight."""

    code: str
    percent: int
    days: frozenset[str]
    times: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, eq=False)
class PayRules:
    """What holds from a day on."""

    id: str
    valid_from: date
    source: str
    without_ort: frozenset[str]
    bands: tuple[Band, ...]
    wage_codes: dict[str, tuple[str, str]]

    @property
    def named(self) -> str:
        """The version, as a statement names it: `cao-ghz/2000-01-01`."""
        return f"{self.id}/{self.valid_from.isoformat()}"

    def band_codes(self) -> tuple[str, ...]:
        """Every band once, the lowest percentage first."""
        return tuple(dict.fromkeys(band.code for band in sorted(self.bands, key=lambda band: band.percent)))


class Span(NamedTuple):
    """A piece of an interval in one band (None: in none, "break": not worked)."""

    start: str
    end: str
    band: str | None


BREAK = "break"


@cache
def all_rules() -> tuple[PayRules, ...]:
    """The rules that ship, the oldest first."""
    with (Path(__file__).parent / "pay.toml").open("rb") as file:
        return read_rules(tomllib.load(file))


def rules_on(day: str) -> PayRules:
    """The rules of a day."""
    fitting = [rules for rules in all_rules() if rules.valid_from <= date.fromisoformat(day)]
    return fitting[-1] if fitting else all_rules()[0]


def read_rules(data: dict[str, Any]) -> tuple[PayRules, ...]:
    """Rules from their TOML; raises KeyError or ValueError when it is no such thing."""
    found = [
        PayRules(
            given["id"], given["valid_from"], given["source"], frozenset(given["without_ort"]),
            tuple(
                Band(
                    band["code"], band["percent"], frozenset(band["days"]),
                    tuple((_minute(start), _minute(end)) for start, end in band["times"]),
                )
                for band in given["bands"]
            ),
            {key: (code, words) for key, (code, words) in given["wage_codes"].items()},
        )
        for given in data["rules"]
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda rules: rules.valid_from))


def _minute(text: str) -> int:
    hours, _, minutes = text.partition(":")
    return int(hours) * 60 + int(minutes)


@lru_cache(64)
def _holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("NL", years=year))


def is_holiday(day: date) -> bool:
    """Whether it is a Dutch public holiday."""
    return day in _holidays(day.year)


@lru_cache(4096)
def _edges(rules: PayRules, day: date) -> tuple[tuple[int, int, str], ...]:
    """What holds on a local day: (from, to, band), the highest percentage where several meet."""
    names = {_WEEKDAYS[day.weekday()], day.strftime("%m-%d")} | ({"holiday"} if is_holiday(day) else set())
    holding = [(band, times) for band in rules.bands if band.days & names for times in band.times]
    cuts = sorted({0, 1440} | {edge for _, times in holding for edge in times})
    found = []
    for start, end in pairwise(cuts):
        best = max((b for b, (low, high) in holding if low <= start and end <= high), key=_percent, default=None)
        if best:
            found.append((start, end, best.code))
    return tuple(found)


def _percent(band: Band) -> int:
    return band.percent


@lru_cache(8192)
def ort_spans(start: str, end: str, break_minutes: int, rules: PayRules) -> tuple[Span, ...]:
    """The interval cut where the band changes, in order, the break as a span of its own."""
    away = _break(start, end, break_minutes)
    spans: list[Span] = []
    if break_minutes > 0:
        pieces = [*_cut(start, away[0], rules), Span(*away, BREAK), *_cut(away[1], end, rules)]
    else:
        pieces = list(_cut(start, end, rules))
    for span in pieces:
        _join(spans, span)
    return tuple(spans)


def ort_minutes(start: str, end: str, break_minutes: int, rules: PayRules) -> dict[str, int]:
    """Minutes per band, breaks left out; a band without minutes is not there."""
    found: dict[str, int] = {}
    for span in ort_spans(start, end, break_minutes, rules):
        if span.band and span.band != BREAK:
            found[span.band] = found.get(span.band, 0) + minutes_between(span.start, span.end)
    return {code: found[code] for code in rules.band_codes() if code in found}


def _break(start: str, end: str, minutes: int) -> tuple[str, str]:
    before = (minutes_between(start, end) - minutes) // 2
    first = parse_instant(start) + timedelta(minutes=before)
    return first.strftime(_FORMAT), (first + timedelta(minutes=max(minutes, 0))).strftime(_FORMAT)


def _cut(start: str, end: str, rules: PayRules) -> Iterator[Span]:
    """Hour by hour of UTC: within one the wall clock neither jumps nor passes midnight, so minutes are minutes."""
    at, last = parse_instant(start), parse_instant(end)
    while at < last:
        until = min(at.replace(minute=0) + _HOUR, last)
        local = at.astimezone(AMSTERDAM)
        yield from _within(at, until, local, rules)
        at = until


def _within(at: datetime, until: datetime, local: datetime, rules: PayRules) -> Iterator[Span]:
    begin = local.hour * 60 + local.minute
    finish = begin + round((until - at).total_seconds() / 60)
    done = begin

    def span(low: int, high: int, band: str | None) -> Span:
        moments = (at + timedelta(minutes=edge - begin) for edge in (low, high))
        first, last = (moment.strftime(_FORMAT) for moment in moments)
        return Span(first, last, band)

    for low, high, band in _edges(rules, local.date()):
        low, high = max(low, begin), min(high, finish)
        if low < high:
            if done < low:
                yield span(done, low, None)
            yield span(low, high, band)
            done = high
    if done < finish:
        yield span(done, finish, None)


def _join(spans: list[Span], span: Span) -> None:
    if spans and spans[-1].band == span.band and spans[-1].end == span.start:
        spans[-1] = Span(spans[-1].start, span.end, span.band)
    else:
        spans.append(span)
