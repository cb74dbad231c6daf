"""Weeks of the calendar in a row, from Monday 00:00 on the wall: those in which the period has a shift."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date

from domain.kernel import Refusal
from domain.rosters.labour.findings import verdict, worst
from domain.rosters.labour.rule import Rule
from domain.rosters.labour.timeline import Timeline
from domain.rosters.labour.verdict import Verdict
from domain.rosters.labour.work import day_of, wall


def weeks_around(line: Timeline, count: int) -> Iterator[tuple[int, int]]:
    """Every so many weeks in a row with something of the period in them: first and last instant."""
    if not line.mine:
        return
    first, last = day_of(line.mine[0].start), day_of(max(work.end for work in line.mine) - 1)
    monday = first - date.fromordinal(first).weekday() - 7 * (count - 1)
    while monday <= last:
        since, until = wall(monday), wall(monday + 7 * count)
        if line.touches(since, until):
            yield since, until
        monday += 7


def too_many_in_weeks(line: Timeline, rule: Rule, says: type[Refusal], starts: Sequence[int]) -> Iterator[Verdict]:
    """The weeks in a row in which more of these begin than may."""
    limit, over = rule["limit_count"], []
    if len(starts) <= limit:
        return
    for since, until in weeks_around(line, rule["weeks"]):
        value = bisect_left(starts, until) - bisect_left(starts, since)
        if value > limit:
            over.append((value, since, until))
    for value, since, until in worst(line, rule, over):
        yield verdict(rule, says, value, limit, since, until, count=True)
