"""Free Sundays (ATW 5:6) and free weekends (cao), in any 52 in a row.

The windows that begin with a worked one are enough: any other holds no more of them than the one that begins with its
first worked Sunday.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from domain.kernel import Refusal
from domain.rosters.labour import sentences
from domain.rosters.labour.findings import verdict, worst
from domain.rosters.labour.rule import Rule
from domain.rosters.labour.timeline import Timeline
from domain.rosters.labour.verdict import Verdict
from domain.rosters.labour.work import DAY, wall

_SATURDAY, _SUNDAY = 5, 6


def free_sundays(line: Timeline, rule: Rule) -> Iterator[Verdict]:
    """A Sunday is free without a minute of work from 00:00 to 24:00."""
    yield from _free(line, rule, sentences.TooFewSundays, lambda day: day if _weekday(day) == _SUNDAY else None, 1)


def free_weekends(line: Timeline, rule: Rule) -> Iterator[Verdict]:
    """A weekend is free without a minute of work from Saturday 00:00 to Sunday 24:00."""
    yield from _free(line, rule, sentences.TooFewWeekends, _saturday_of, 2)


def _free(line: Timeline, rule: Rule, says: type[Refusal], of: object, length: int) -> Iterator[Verdict]:
    assert callable(of)
    weeks, least = rule["window_weeks"], rule["free_count"]
    if line.works and (line.works[-1].end - line.works[0].start) // (7 * DAY) + 2 <= weeks - least:
        return  # so short a time has no more of them
    mine = {of(day) for day in line.days(work for work in line.mine if work.kind in ("work", "sleep"))} - {None}
    if not mine:
        return
    worked = sorted({of(day) for day in line.days(line.works)} - {None})
    if len(worked) <= weeks - least:
        return
    found = []
    for place, first in enumerate(worked):
        inside = [day for day in worked[place : place + weeks] if day < first + 7 * weeks]
        if len(inside) > weeks - least and mine.intersection(inside):
            end = first + 7 * (weeks - 1) + length
            found.append((len(inside), wall(first), wall(end)))
    for value, since, until in worst(line, rule, found):
        yield verdict(rule, says, weeks - value, least, since, until, count=True)


def _weekday(day: int) -> int:
    return date.fromordinal(day).weekday()


def _saturday_of(day: int) -> int | None:
    weekday = _weekday(day)
    return day - (weekday - _SATURDAY) if weekday >= _SATURDAY else None
