"""Hours: the longest shift, and averages over sliding windows (ATW 4:5, 5:7 and 5:8, ATB 4.8:1, cao).

Every start of a window counts; these are enough. The minutes in a window, as it slides, rise while a stretch comes in
and fall while one goes out, each at one minute a minute: they are highest where a stretch has just come in with its net
minutes, or is about to lose some of them. A condition (so many nights, a sleep shift) adds the starts where it begins
and ceases to hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from domain.rosters.labour import sentences
from domain.rosters.labour.findings import verdict, worst
from domain.rosters.labour.sets import Rule
from domain.rosters.labour.timeline import Timeline
from domain.rosters.labour.verdict import Verdict
from domain.rosters.labour.work import DAY

WEEK = 7 * DAY


def shift_length(line: Timeline, rule: Rule) -> Iterator[Verdict]:
    """At most so many net minutes in a shift; one with a sleep shift has a rule of its own."""
    limit = rule["limit_minutes"]
    for shift in line.shifts:
        if not shift.sleeps and shift.net > limit and line.owns(shift):
            yield verdict(rule, sentences.ShiftTooLong, shift.net, limit, shift.start, shift.end)


def average_hours(line: Timeline, rule: Rule) -> Iterator[Verdict]:
    """So many a week on average, in windows without a sleep shift."""
    window = rule["weeks"] * WEEK
    edges = [edge for sleep in line.sleeping.items for edge in (sleep.start - window, sleep.end)]
    yield from _average(line, rule, edges, lambda since: not line.sleeping.shares(since, since + window))


def average_hours_with_sleep(line: Timeline, rule: Rule) -> Iterator[Verdict]:
    """So many a week on average, in windows with a sleep shift."""
    if not line.sleeping.items:
        return
    window = rule["weeks"] * WEEK
    edges = [edge for sleep in line.sleeping.items for edge in (sleep.start - window + 1, sleep.end - 1)]
    yield from _average(line, rule, edges, lambda since: line.sleeping.shares(since, since + window))


def average_hours_with_nights(line: Timeline, rule: Rule) -> Iterator[Verdict]:
    """So many a week on average, in windows in which so many nights begin."""
    if len(line.nights) < rule["from_nights"]:
        return
    window = rule["weeks"] * WEEK
    starts = [night.start for night in line.nights]
    edges = [edge for start in starts for edge in (start - window + 1, start)]

    def many(since: int) -> bool:
        return sum(since <= start < since + window for start in starts) >= rule["from_nights"]

    yield from _average(line, rule, edges, many)


def annual_hours(line: Timeline, rule: Rule) -> Iterator[Verdict]:
    """The hours of a year that belong to the contract."""
    if not line.contract:
        return
    limit, window = rule["year_minutes"] * line.contract // rule["full_week_minutes"], rule["weeks"] * WEEK
    for value, since, until in _over(line, window, limit, (), lambda since: True):
        yield verdict(rule, sentences.TooManyHoursAYear, value, limit, since, until)


def _average(line: Timeline, rule: Rule, edges: Iterable[int], holds: Callable[[int], bool]) -> Iterator[Verdict]:
    weeks, limit = rule["weeks"], rule["limit_minutes"]
    for total, since, until in _over(line, weeks * WEEK, limit * weeks, edges, holds):
        yield verdict(rule, sentences.TooManyHours, -(-total // weeks), limit, since, until)


def _over(
    line: Timeline, window: int, limit: int, edges: Iterable[int], holds: Callable[[int], bool]
) -> list[tuple[int, int, int]]:
    first, last = line.reach(window)
    starts = {first, last, *edges}
    for item in line.hours.items:
        starts.add(item.end - item.net)
        starts.add(item.start + item.net - window)
    found = []
    for since in starts:
        if first <= since <= last and holds(since) and line.touches(since, since + window):
            total = line.hours.within(since, since + window)
            if total > limit:
                found.append((total, since, since + window))
    return worst(found)
