"""Weekly rest: ATW 5:5 with its other form over two weeks, and a longest rest in any window (cao)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from domain.rosters.labour import sentences
from domain.rosters.labour.findings import told, verdict, worst
from domain.rosters.labour.sets import Rule
from domain.rosters.labour.timeline import Timeline, cut
from domain.rosters.labour.verdict import Verdict


def rest_in_window(line: Timeline, rule: Rule) -> Iterator[Verdict]:
    """Every window of this length has a rest of that length somewhere in it."""
    rest, window = rule["rest_minutes"], rule["window_minutes"]
    found = []
    for low, high in _without(line, rest, window):
        for since in _positions(line, low, high, window):
            if line.touches(since, since + window):
                found.append((rest - _longest(line, since, window), since, since + window))
    for missing, since, until in worst(found):
        yield verdict(rule, sentences.NoLongRest, rest - missing, rest, since, until)


def weekly_rest(line: Timeline, rule: Rule) -> Iterator[Verdict]:
    """36 hours in every 7 x 24 h; where not, 72 hours in parts of 32 in every 14 x 24 h around it."""
    rest, window = rule["rest_minutes"], rule["window_minutes"]
    refused: list[tuple[int, int, int]] = []
    sums: dict[int, int] = {}
    for low, high in _apart_from_sleep(line, _without(line, rest, window), window):
        for since, total in _bad_fortnights(line, rule, low, high):
            week = min(max(since, low), high)
            refused.append((rest - _longest(line, week, window), week, week + window))
            sums[week] = min(total, sums.get(week, total))
    chosen = worst(refused)
    for missing, since, until in chosen:
        yield verdict(
            rule, sentences.ShortWeeklyRest, rest - missing, rest, since, until, used=0, left=0, other=told(sums[since])
        )
    yield from _noted(line, rule, chosen)


def _noted(line: Timeline, rule: Rule, refused: Sequence[tuple[int, int, int]]) -> Iterator[Verdict]:
    rest, window = rule["rest_minutes"], rule["window_minutes"]
    long = [gap for gap in line.gaps if gap[1] - gap[0] >= rest]
    for (_, since), (until, _) in pairwise(long):
        end = since + window
        if until + rest <= end or line.sleeping.shares(since, end) or not line.touches(since, end):
            continue
        if all(end <= a or b <= since for _, a, b in refused):
            value = _longest(line, since, window)
            yield verdict(rule, sentences.OtherWeeklyRest, value, rest, since, end, severity="noted", used=1)


def _without(line: Timeline, rest: int, window: int) -> Iterator[tuple[int, int]]:
    """First and last start of the windows without such a rest, exactly.

    Between two long rests that follow each other, the first ending at e and the second beginning at s, these are the
    windows that begin after e - rest (or the first one is long enough in them) and end before s + rest.
    """
    long = [gap for gap in line.gaps if gap[1] - gap[0] >= rest]
    reach = line.reach(window)
    for (_, end), (start, _) in pairwise(long):
        low, high = end - rest + 1, start + rest - window - 1
        if low <= high and low <= reach[1] + window and reach[0] - window <= high:
            yield low, high


def _apart_from_sleep(line: Timeline, spans: Iterator[tuple[int, int]], window: int) -> Iterator[tuple[int, int]]:
    """Without the windows that share a minute with a sleep shift."""
    for low, high in spans:
        for sleep in line.sleeping.items:
            if sleep.end <= low or high < sleep.start - window + 1:
                continue
            if low <= sleep.start - window:
                yield low, sleep.start - window
            low = sleep.end
        if low <= high:
            yield low, high


def _bad_fortnights(line: Timeline, rule: Rule, low: int, high: int) -> Iterator[tuple[int, int]]:
    """Windows of 14 x 24 h around a week that begins between low and high, with too little in parts.

    What the parts add up to falls only where a part is cut below its least length, and has between two such places no
    lowest point inside (it rises, stays, falls); so the starts just there, and the first and last, are enough.
    """
    part, window = rule["other_part_minutes"], rule["other_window_minutes"]
    first, last = low - (window - rule["window_minutes"]), high
    starts = {first, last}
    for since, until in line.gaps:
        for start in (until - part, until - part + 1, since + part - window - 1, since + part - window):
            if first <= start <= last:
                starts.add(start)
    for start in starts:
        if not line.touches(start, start + window):
            continue
        total = sum(b - a for a, b in cut(line.gaps, start, start + window) if b - a >= part)
        if total < rule["other_rest_minutes"]:
            yield start, total


def _positions(line: Timeline, low: int, high: int, window: int) -> set[int]:
    """Starts at which a window without a long rest is worst or begins to touch the period."""
    first, last = line.reach(window)
    ends = {gap[0] - window for gap in line.gaps} | {gap[1] for gap in line.gaps}
    return {min(max(start, low), high) for start in (low, high, first, last, *ends)}


def _longest(line: Timeline, since: int, window: int) -> int:
    return max((b - a for a, b in cut(line.gaps, since, since + window)), default=0)
