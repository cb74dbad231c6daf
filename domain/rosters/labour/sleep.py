"""Sleep shifts (ATB 4.8:1): their length, their number, and 90 hours of rest in each 7 x 24 h."""

from __future__ import annotations

from collections.abc import Iterator

from domain.rosters.labour import sentences
from domain.rosters.labour.findings import Event, verdict, worst
from domain.rosters.labour.nights import WEEK, too_many
from domain.rosters.labour.sets import Rule
from domain.rosters.labour.timeline import Timeline, cut
from domain.rosters.labour.verdict import Verdict


def sleep_length(line: Timeline, rule: Rule) -> Iterator[Verdict]:
    """24 hours from start to end, with the shifts that are fast to it."""
    limit = rule["limit_minutes"]
    for shift in line.shifts:
        if shift.sleeps and shift.end - shift.start > limit and line.owns(shift):
            yield verdict(rule, sentences.SleepShiftTooLong, shift.end - shift.start, limit, shift.start, shift.end)


def sleep_count(line: Timeline, rule: Rule) -> Iterator[Verdict]:
    """So many sleep shifts begin in any window."""
    mine = (line.since, line.until)
    events = [Event(s.start, 0, s.start, s.end, mine[0] <= s.start < mine[1]) for s in line.sleeping.items]
    yield from too_many(rule, sentences.TooManySleepShifts, events, rule["limit_count"], rule["weeks"] * WEEK)


def rest_with_sleep(line: Timeline, rule: Rule) -> Iterator[Verdict]:
    """90 hours, one rest of 24 among them, in every window that shares a minute with a sleep shift.

    What counts changes by steps where a rest, cut off by the window, becomes as long as one of the limits; between two
    steps it has no lowest point inside. So the minutes at and beside those places are enough.
    """
    if not line.sleeping.items:
        return
    window = rule["window_minutes"]
    first, last = line.reach(window)
    starts = {first, last}
    for sleep in line.sleeping.items:
        starts |= {sleep.start - window + 1, sleep.end - 1}
    lengths = (0, rule["part_minutes"], rule["longest_minutes"], *rule.lists["shorter_minutes"])
    for since, until in line.gaps:
        for length in lengths:
            for place in (until - length, since + length - window):
                starts |= {place - 1, place, place + 1}
    found = []
    for start in starts:
        end = start + window
        if first <= start <= last and line.sleeping.shares(start, end) and line.touches(start, end):
            total, longest = _counted(line, rule, start, end)
            missing = max(rule["total_minutes"] - total, rule["longest_minutes"] - longest)
            if missing > 0:
                found.append((missing, start, end))
    for missing, since, until in worst(found):
        total, longest = _counted(line, rule, since, until)
        short = rule["total_minutes"] - total == missing
        value, limit = (total, rule["total_minutes"]) if short else (longest, rule["longest_minutes"])
        yield verdict(rule, sentences.TooLittleRestWithSleep, value, limit, since, until)


def _counted(line: Timeline, rule: Rule, since: int, until: int) -> tuple[int, int]:
    """The rests that count in a window, added up, and the longest."""
    rests = sorted((b - a for a, b in cut(line.gaps, since, until)), reverse=True)
    places = sorted(rule.lists["shorter_minutes"], reverse=True)
    total = 0
    for rest in rests:
        if rest >= rule["part_minutes"]:
            total += rest
        else:
            while places and rest < places[0]:
                places.pop(0)
            if places:
                places.pop(0)
                total += rest
    return total, max(rests, default=0)
