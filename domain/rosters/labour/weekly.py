"""Weekly rest: ATW 5:5 with its other form over two weeks, and a longest rest in so many days (cao).

The law counts these stretches of n x 24 h from where work begins: each shift begins one. If they might begin inside a
rest, one of 36 hours would be two of 18, and nobody could work from Monday to Saturday.
"""

from __future__ import annotations

from collections.abc import Iterator

from domain.rosters.labour import sentences
from domain.rosters.labour.findings import apart, told, verdict, worst
from domain.rosters.labour.rule import Rule
from domain.rosters.labour.timeline import Timeline, cut
from domain.rosters.labour.verdict import Verdict


def rest_in_window(line: Timeline, rule: Rule) -> Iterator[Verdict]:
    """The window that begins with a shift has a rest of this length somewhere in it."""
    rest, window = rule["rest_minutes"], rule["window_minutes"]
    found = [(rest - longest, since, since + window) for since, longest in _without(line, rest, window)]
    for missing, since, until in worst(line, rule, found):
        yield verdict(rule, sentences.NoLongRest, rest - missing, rest, since, until)


def weekly_rest(line: Timeline, rule: Rule) -> Iterator[Verdict]:
    """36 hours in 7 x 24 h; where not, 72 hours in parts of 32 in 14 x 24 h. With sleep shifts ATB 4.8:1 counts."""
    rest, window, other = rule["rest_minutes"], rule["window_minutes"], rule["other_window_minutes"]
    refused: list[tuple[int, int, int]] = []
    noted: list[tuple[int, int, int]] = []
    sums: dict[int, int] = {}
    for since, longest in _without(line, rest, window, other):
        if line.sleeping.shares(since, since + window):
            continue
        parts = (b - a for a, b in cut(line.gaps, since, since + other))
        sums[since] = sum(part for part in parts if part >= rule["other_part_minutes"])
        enough = sums[since] >= rule["other_rest_minutes"]
        if not enough or line.touches(since, since + window):
            (noted if enough else refused).append((rest - longest, since, since + window))
    for missing, since, until in worst(line, rule, refused):
        yield verdict(
            rule, sentences.ShortWeeklyRest, rest - missing, rest, since, until, used=0, left=0, other=told(sums[since])
        )
    for missing, since, until in worst(line, rule, apart(noted, refused), "noted"):
        yield verdict(
            rule, sentences.OtherWeeklyRest, rest - missing, rest, since, until, severity="noted", used=1
        )  # fmt: skip


def _without(line: Timeline, rest: int, window: int, reach: int | None = None) -> Iterator[tuple[int, int]]:
    """Where the windows without such a rest begin, and their longest; those in whose reach the period has a shift."""
    for shift in line.starting(reach or window):
        if line.touches(shift.start, shift.start + (reach or window)):
            longest = line.longest_rest(shift.start, shift.start + window, rest)
            if longest < rest:
                yield shift.start, longest
