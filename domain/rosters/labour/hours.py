"""Hours: the longest shift, and averages over weeks (ATW 4:5, 5:7 and 5:8, ATB 4.8:1, cao).

A week is one of the calendar, from Monday 00:00 on the wall; every number of weeks in a row counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from domain.rosters.labour import sentences
from domain.rosters.labour.findings import verdict, worst
from domain.rosters.labour.rule import Rule
from domain.rosters.labour.timeline import Timeline
from domain.rosters.labour.verdict import Verdict
from domain.rosters.labour.weeks import weeks_around


def shift_length(line: Timeline, rule: Rule) -> Iterator[Verdict]:
    """At most so many net minutes in a shift; one with a sleep shift has a rule of its own."""
    limit = rule["limit_minutes"]
    for shift in line.own_shifts:
        if not shift.sleeps and shift.net > limit:
            yield verdict(rule, sentences.ShiftTooLong, shift.net, limit, shift.start, shift.end)


def average_hours(line: Timeline, rule: Rule) -> Iterator[Verdict]:
    """So many a week on average, in weeks without a sleep shift."""
    yield from _average(line, rule, lambda since, until: not line.sleeping.shares(since, until))


def average_hours_with_sleep(line: Timeline, rule: Rule) -> Iterator[Verdict]:
    """So many a week on average, in weeks with a sleep shift."""
    if line.sleeping.items:
        yield from _average(line, rule, line.sleeping.shares)


def average_hours_with_nights(line: Timeline, rule: Rule) -> Iterator[Verdict]:
    """So many a week on average, in weeks in which so many nights begin."""
    starts = [night.start for night in line.nights]
    if len(starts) < rule["from_nights"]:
        return
    yield from _average(
        line, rule, lambda since, until: sum(since <= start < until for start in starts) >= rule["from_nights"]
    )


def annual_hours(line: Timeline, rule: Rule) -> Iterator[Verdict]:
    """The hours of a year that belong to the contract."""
    if line.contract:
        limit = rule["year_minutes"] * line.contract // rule["full_week_minutes"]
        for value, since, until in _over(line, rule, rule["weeks"], limit, lambda since, until: True):
            yield verdict(rule, sentences.TooManyHoursAYear, value, limit, since, until)


def _average(line: Timeline, rule: Rule, holds: Callable[[int, int], bool]) -> Iterator[Verdict]:
    weeks, limit = rule["weeks"], rule["limit_minutes"]
    for total, since, until in _over(line, rule, weeks, limit * weeks, holds):
        yield verdict(rule, sentences.TooManyHours, -(-total // weeks), limit, since, until)


def _over(
    line: Timeline, rule: Rule, weeks: int, limit: int, holds: Callable[[int, int], bool]
) -> list[tuple[int, int, int]]:
    if line.hours.total <= limit:  # no weeks can be over: most cells are judged with a week or two around them
        return []
    found = []
    for since, until in weeks_around(line, weeks):
        total = line.hours.within(since, until)
        if total > limit and holds(since, until):
            found.append((total, since, until))
    return worst(line, rule, found)
