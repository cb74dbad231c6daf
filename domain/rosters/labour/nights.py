"""Nights (ATW 5:8): their length, the rest after them, how many, and how many shifts in a row."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from domain.rosters.labour import sentences
from domain.rosters.labour.findings import Event, exceptions, recent, verdict, worst
from domain.rosters.labour.rule import Rule
from domain.rosters.labour.timeline import Timeline
from domain.rosters.labour.verdict import Verdict
from domain.rosters.labour.weeks import too_many_in_weeks, weeks_around
from domain.rosters.labour.work import Shift, night_minutes


def night_length(line: Timeline, rule: Rule) -> Iterator[Verdict]:
    """10 hours; 12 so many times in two weeks and so many times in a year."""
    limit, longer = rule["limit_minutes"], rule["longer_minutes"]
    long = [_at_start(line, night, night.net) for night in line.nights if night.net > limit]
    allowed = list(zip(rule.lists["longer_counts"], rule.lists["longer_windows_minutes"], strict=False))
    for place, event in enumerate(long):
        span = (event.since, event.until)
        if event.value > longer and event.mine:
            yield verdict(rule, sentences.NightTooLong, event.value, longer, *span)
            continue
        counts = [(count, recent(long, place, window)) for count, window in allowed]
        over = [(count, found) for count, found in counts if len(found) > count and any(e.mine for e in found)]
        if over:
            count, found = over[0]
            yield verdict(
                rule, sentences.TooManyLongNights, len(found), count, *span, count=True,
                used=count, left=0,
            )  # fmt: skip
        elif event.mine and counts:
            count, found = min(counts, key=lambda one: one[0] - len(one[1]))
            yield verdict(
                rule, sentences.LongNightUsed, event.value, limit, *span, severity="noted", used=len(found),
                left=max(0, count - len(found)), allowed=count,
            )  # fmt: skip


def rest_after_long_night(line: Timeline, rule: Rule) -> Iterator[Verdict]:
    """12 hours in any case after a night of more than 10."""
    for night, after in pairwise(line.shifts):
        rest = after.start - night.end
        if night.night and night.net > rule["over_minutes"] and rest < rule["rest_minutes"]:
            if line.owns(night) or line.owns(after):
                yield verdict(
                    rule, sentences.ShortRestAfterNight, rest, rule["rest_minutes"], night.end, after.start
                )  # fmt: skip


def rest_after_night(line: Timeline, rule: Rule) -> Iterator[Verdict]:
    """14 hours after a night that ends after 02:00, 8 hours once a week; a long night has its own rest."""
    least = rule["rest_minutes"]
    own = range(rule["long_night_minutes"] + 1, rule["longest_night_minutes"] + 1)
    short = [
        Event(night.end, after.start - night.end, night.end, after.start, line.owns(night) or line.owns(after))
        for night, after in pairwise(line.shifts)
        if night.late_night and night.net not in own and after.start - night.end < least
    ]
    for event, allowed, used, left in exceptions(short, rule):
        span = (event.value, least, event.since, event.until)
        if allowed:
            yield verdict(
                rule, sentences.ShortRestAfterNightUsed, *span, severity="noted", used=used, left=left,
                allowed=len(rule.lists["shorter_minutes"]),
            )  # fmt: skip
        else:
            yield verdict(rule, sentences.ShortRestAfterNight, *span, used=used, left=left)


def rest_after_nights(line: Timeline, rule: Rule) -> Iterator[Verdict]:
    """46 hours after 3 or more nights in a row, before anything but the next night of that row."""
    row: list[Shift] = []
    for shift, after in pairwise([*line.shifts, None]):
        if shift is None or not shift.night:
            row = []
            continue
        row.append(shift)
        if after is None:
            continue
        rest = after.start - shift.end
        goes_on = after.night and rest < rule["row_ends_minutes"]
        if goes_on:
            continue
        if len(row) >= rule["from_nights"] and rest < rule["rest_minutes"]:
            if line.owns(after) or any(line.owns(night) for night in row):
                yield verdict(
                    rule, sentences.ShortRestAfterNights, rest, rule["rest_minutes"], shift.end, after.start,
                    nights=len(row),
                )  # fmt: skip
        row = []


def shifts_in_a_row(line: Timeline, rule: Rule) -> Iterator[Verdict]:
    """At most 7 when one of them is a night."""
    limit = rule["limit_count"]
    for row in rows_of(line.shifts, rule["row_ends_minutes"]):
        if len(row) > limit and any(s.night for s in row) and any(line.owns(s) for s in row):
            yield verdict(
                rule, sentences.TooManyShiftsInARow, len(row), limit, row[0].start, row[-1].end, count=True
            )  # fmt: skip


def rows_of(shifts: list[Shift], ends: int) -> list[list[Shift]]:
    """Shifts with less than `ends` minutes between them, together."""
    rows: list[list[Shift]] = []
    for shift in shifts:
        if rows and shift.start - rows[-1][-1].end < ends:
            rows[-1].append(shift)
        else:
            rows.append([shift])
    return rows


def night_count(line: Timeline, rule: Rule) -> Iterator[Verdict]:
    """So many nights that end after 02:00 begin in any such number of weeks."""
    starts = [night.start for night in line.nights if night.late_night]
    yield from too_many_in_weeks(line, rule, sentences.TooManyNights, starts)


def night_hours(line: Timeline, rule: Rule) -> Iterator[Verdict]:
    """So many minutes between 00:00 and 06:00 in any such number of weeks, each night counted where it begins."""
    limit, over = rule["limit_minutes"], []
    for since, until in weeks_around(line, rule["weeks"]):
        works = [work for night in line.nights if since <= night.start < until for work in night.works]
        total = sum(sum(night_minutes(work, *line.terms.night).values()) for work in works)
        if total > limit:
            over.append((total, since, until))
    for value, since, until in worst(line, rule, over):
        yield verdict(rule, sentences.TooManyNightHours, value, limit, since, until)


def no_nights(line: Timeline, rule: Rule) -> Iterator[Verdict]:
    """Every night, for somebody who has no duty to work it."""
    for night in line.nights:
        if line.owns(night):
            yield verdict(rule, sentences.NoDutyToWorkNights, night.net, 0, night.start, night.end)


def _at_start(line: Timeline, night: Shift, value: int) -> Event:
    return Event(night.start, value, night.start, night.end, line.owns(night))
