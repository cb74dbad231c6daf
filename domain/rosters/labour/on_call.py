"""On-call (ATW 5:9): time free of it, its distance from nights, and the work beside it."""

from __future__ import annotations

from collections.abc import Iterator

from domain.rosters.labour import sentences
from domain.rosters.labour.findings import verdict, worst
from domain.rosters.labour.rule import Rule
from domain.rosters.labour.timeline import Timeline, cut, gaps_between
from domain.rosters.labour.verdict import Verdict


def free_of_on_call(line: Timeline, rule: Rule) -> Iterator[Verdict]:
    """So many whole parts free of on-call (and of work) fit in the windows that begin with on-call or with a shift."""
    if not line.on_calls:
        return
    part, window, least = rule["part_minutes"], rule["window_minutes"], rule["free_count"]
    busy = line.on_calls if not rule["also_work"] else sorted([*line.on_calls, *line.works], key=lambda w: w.start)
    gaps = gaps_between(busy)
    first, last = line.reach(window)
    found = []
    for start in {item.start for item in busy}:
        end = start + window
        if first <= start <= last and line.calling.shares(start, end) and line.touches(start, end):
            free = sum((b - a) // part for a, b in cut(gaps, start, end))
            if free < least:
                found.append((least - free, start, end))
    says = sentences.TooLittleOffAltogether if rule["also_work"] else sentences.TooMuchOnCall
    for missing, since, until in worst(line, rule, found):
        yield verdict(rule, says, least - missing, least, since, until, count=True)


def on_call_near_night(line: Timeline, rule: Rule) -> Iterator[Verdict]:
    """None in the hours before and after a night."""
    for night in line.nights if line.on_calls else ():
        for call in line.on_calls:
            before, after = night.start - rule["before_minutes"], night.end + rule["after_minutes"]
            if call.end <= before or after <= call.start:
                continue
            if not line.owns(night) and not line.since <= call.start < line.until:
                continue
            early = call.start < night.start
            limit = rule["before_minutes"] if early else rule["after_minutes"]
            value = max(0, night.start - call.end if early else call.start - night.end)
            yield verdict(
                rule, sentences.OnCallNearNight, value, limit, min(call.start, night.start), max(call.end, night.end)
            )


def work_with_on_call(line: Timeline, rule: Rule) -> Iterator[Verdict]:
    """So much work in any window that shares a minute with on-call."""
    if not line.on_calls:
        return
    window, limit = rule["window_minutes"], rule["limit_minutes"]
    first, last = line.reach(window)
    starts = {first, last}
    for call in line.on_calls:
        starts |= {call.start - window + 1, call.end - 1}
    for work in line.works:
        starts |= {work.end - work.net, work.start + work.net - window}
    found = []
    for start in starts:
        end = start + window
        if first <= start <= last and line.calling.shares(start, end) and line.touches(start, end):
            total = line.working.within(start, end)
            if total > limit:
                found.append((total, start, end))
    for value, since, until in worst(line, rule, found):
        yield verdict(rule, sentences.TooMuchWorkWithOnCall, value, limit, since, until)
