"""Daily rest (ATW 5:3) and rest around sleep shifts (ATB 4.8:1): short ones are counted together."""

from __future__ import annotations

from collections.abc import Iterator

from domain.rosters.labour import sentences
from domain.rosters.labour.findings import Event, exceptions, told, verdict
from domain.rosters.labour.rule import Rule
from domain.rosters.labour.timeline import Timeline, cut
from domain.rosters.labour.verdict import Verdict
from domain.rosters.labour.work import DAY
from domain.rosters.refusals import TooLittleRest


def daily_rest(line: Timeline, rule: Rule) -> Iterator[Verdict]:
    """The longest rest of the 24 hours from the start of each shift, a shorter one a few times a week."""
    own = daily_events(line, rule["rest_minutes"], rule["within_minutes"], rule["window_minutes"])
    yield from _verdicts(rule, own, sleep_events(line, rule["rest_minutes"], rule["window_minutes"]))


def rest_around_sleep(line: Timeline, rule: Rule) -> Iterator[Verdict]:
    """11 hours before and after a shift with a sleep shift in it, shorter a few times a week."""
    own = sleep_events(line, rule["rest_minutes"], rule["window_minutes"])
    if own:
        yield from _verdicts(rule, own, daily_events(line, rule["rest_minutes"], DAY, rule["window_minutes"]))


def rest_after_short_rest(line: Timeline, rule: Rule) -> Iterator[Verdict]:
    """A shorter rest around a sleep shift is made good by the next rest: 11 hours and what was missing."""
    least = rule["rest_minutes"]
    for place in line.around(4 * DAY) if line.sleeping.items else ():
        shift, after, later = line.shifts[place], line.next(place), line.next(place + 1)
        if after is None or later is None or not (shift.sleeps or after.sleeps):
            continue
        short, rest = after.start - shift.end, later.start - after.end
        limit = least + max(0, least - short)
        if limit > least and rest < limit and any(line.owns(one) for one in (shift, after, later)):
            yield verdict(
                rule, sentences.RestNotMadeGood, rest, limit, after.end, later.start, short=told(short)
            )  # fmt: skip


def _verdicts(rule: Rule, own: list[Event], others: list[Event]) -> Iterator[Verdict]:
    if not own:
        return
    there = {event.at for event in own}
    pooled = sorted([*own, *(event for event in others if event.at not in there)], key=lambda event: event.at)
    for event, allowed, used, left in exceptions(pooled, rule):
        if event.at not in there:
            continue
        span = (event.value, rule["rest_minutes"], event.since, event.until)
        if allowed:
            yield verdict(
                rule, sentences.ShortDailyRestUsed, *span, severity="noted", used=used, left=left,
                allowed=len(rule.lists["shorter_minutes"]),
            )  # fmt: skip
        else:
            yield verdict(rule, TooLittleRest, *span, used=used, left=left)


def daily_events(line: Timeline, least: int, within: int, window: int) -> list[Event]:
    """Each 24 hours, counted from a shift's start, whose longest rest is too short; not of sleep shifts."""
    found = {}
    for place in line.around(window + 2 * DAY):
        shift, after = line.shifts[place], line.next(place)
        late = after is None or after.start - shift.end >= least
        if shift.sleeps or (late and shift.end - shift.start <= within - least):
            continue
        counted = shift.start
        for work in shift.works:
            if work.start < counted:
                continue
            counted = work.start + within
            rests = cut(line.gaps, work.start, counted)
            since, until = max(rests, key=lambda rest: rest[1] - rest[0], default=(shift.end, shift.end))
            last = since == shift.end and after is not None and after.start < counted
            if until - since < least and not (last and after is not None and after.sleeps):
                mine = line.owns(shift) or (last and line.owns(after))
                found[since] = Event(since, until - since, since, until, mine)
    return [found[at] for at in sorted(found)]


def sleep_events(line: Timeline, least: int, window: int) -> list[Event]:
    """Each rest next to a shift with a sleep shift that is too short; gaps inside it too."""
    if not line.sleeping.items:
        return []
    found = []
    for place in line.around(window + 2 * DAY):
        shift = line.shifts[place]
        if shift.sleeps:
            for early, late in zip(shift.works, shift.works[1:], strict=False):
                if early.end < late.start:
                    found.append((early.end, late.start, line.owns(shift)))
        after = line.next(place)
        if after is not None and (shift.sleeps or after.sleeps) and after.start - shift.end < least:
            found.append((shift.end, after.start, line.owns(shift) or line.owns(after)))
    return [Event(since, until - since, since, until, mine) for since, until, mine in found]
