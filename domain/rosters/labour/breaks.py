"""Breaks (ATW 5:4), split shifts (cao 6:6) and how long ahead a roster is known (ATW 4:2, cao 6:6)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from domain.rosters.labour import sentences
from domain.rosters.labour.findings import told_in_days, verdict
from domain.rosters.labour.rule import Rule
from domain.rosters.labour.timeline import Timeline
from domain.rosters.labour.verdict import Verdict
from domain.rosters.labour.work import Shift


def breaks(line: Timeline, rule: Rule) -> Iterator[Verdict]:
    """Half an hour over 5.5 hours of work, three quarters over 10; the hours of a sleep shift itself need none."""
    steps = sorted(zip(rule.lists["over_minutes"], rule.lists["break_minutes"], strict=False), reverse=True)
    for shift in line.own_shifts:
        awake = sum(work.net for work in shift.works if work.kind == "work")
        limit = next((length for over, length in steps if awake > over), 0)
        if limit:
            value = sum(work.breaks_minutes for work in shift.works) + sum(_gaps(shift, line.terms.part_of_break))
            if value < limit:
                yield verdict(rule, sentences.BreakTooShort, value, limit, shift.start, shift.end)


def split_shift(line: Timeline, rule: Rule) -> Iterator[Verdict]:
    """A shift in two parts, with a gap that is longer than a break of the longest kind need be."""
    for shift in line.own_shifts:
        gap = max(_gaps(shift, line.terms.part_of_break), default=0)
        if gap:
            yield verdict(rule, sentences.SplitShift, gap, 0, shift.start, shift.end)


def notice(line: Timeline, rule: Rule) -> Iterator[Verdict]:
    """The first shift of the period that begins too soon after the roster was published."""
    if line.published is None:
        return
    for work in line.mine:
        ahead = work.start - line.published
        if ahead < rule["ahead_minutes"]:
            yield verdict(
                rule, sentences.KnownTooLate, max(0, ahead), rule["ahead_minutes"], work.start, work.end,
                shown=told_in_days,
            )  # fmt: skip
            return


def _gaps(shift: Shift, least: int) -> list[int]:
    return [late.start - early.end for early, late in pairwise(shift.works) if late.start - early.end >= least]
