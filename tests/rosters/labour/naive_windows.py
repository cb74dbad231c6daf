"""Rules over many weeks, and those of on-call and sleep shifts: each window is looked at by itself.

Weeks run from Monday 00:00 on the wall; n x 24 h begin where a shift (or on-call) begins.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.rosters.labour.naive_line import DAY, HOUR, WEEK, Found, Line


def weeks_in_a_row(line: Line, count: int) -> Iterator[tuple[int, int]]:
    """Every so many calendar weeks in a row in which a shift of the period lies."""
    mondays = line.mondays()
    for first in range(len(mondays) - count):
        since, until = mondays[first], mondays[first + count]
        if line.touches(since, until):
            yield since, until


def hours(line: Line, rule: str, weeks: int, most: int, holds: Callable[[int, int], bool]) -> Iterator[Found]:
    """At most so many hours a week on average over so many weeks (5:2: sick and leave hours count)."""
    for since, until in weeks_in_a_row(line, weeks):
        if holds(since, until) and line.minutes(since, until) > most * weeks * 60:
            yield Found(rule, "refused", since, until)


def average(line: Line, rule: str, weeks: int, most: int) -> Iterator[Found]:
    """ATW 5:7: weeks without a sleep shift."""
    yield from hours(line, rule, weeks, most, lambda since, until: not line.sleeps(since, until))


def average_with_sleep(line: Line) -> Iterator[Found]:
    """ATB 4.8:1 paragraph 3 b: weeks with a sleep shift."""
    yield from hours(line, "atb-4.8:1-3b", 26, 48, line.sleeps)


def a_year(line: Line) -> Iterator[Found]:
    """Cao 6:1: 1878 hours in 52 weeks for 36 hours a week, in proportion to the contract."""
    for since, until in weeks_in_a_row(line, 52):
        if line.contract and line.minutes(since, until) * 36 > 1878 * 60 * line.contract:
            yield Found("cao-ghz-6:1", "warned", since, until)


def forty_hours(line: Line) -> Iterator[Found]:
    """ATW 5:8 paragraph 2: 40 h on average over 16 weeks in which 16 or more nights begin."""
    nights = [duty.since for duty in line.duties if duty.night]
    yield from hours(line, "atw-5:8-2", 16, 40, lambda since, until: sum(since <= n < until for n in nights) >= 16)


def too_many(line: Line, rule: str, starts: list[int], weeks: int, most: int) -> Iterator[Found]:
    """At most so many beginnings in so many weeks in a row."""
    for since, until in weeks_in_a_row(line, weeks):
        if sum(since <= start < until for start in starts) > most:
            yield Found(rule, "refused", since, until)


def count_of_nights(line: Line) -> Iterator[Found]:
    """ATW 5:8 paragraph 8: at most 36 nights that end after 02:00 in 16 weeks."""
    yield from too_many(line, "atw-5:8-8", [duty.since for duty in line.duties if duty.after_two], 16, 36)


def count_of_sleep(line: Line) -> Iterator[Found]:
    """ATB 4.8:1 paragraph 3 a: at most 52 sleep shifts in 26 weeks."""
    starts = [since for since, _, kind, _ in line.pieces if kind == "sleep"]
    yield from too_many(line, "atb-4.8:1-3a", starts, 26, 52)


def free_lengths(busy: bytes, since: int, until: int) -> list[int]:
    """The lengths of the free stretches in a window."""
    return [len(run) for run in busy[since:until].split(b"\x01") if run]


def free_parts(line: Line, rule: str, part: int, least: int, *, also_work: bool) -> Iterator[Found]:
    """So many free parts fit in every 28 x 24 h that holds on-call and begins with it (or with a shift)."""
    if not line.calls:
        return
    busy = bytes(call | (work & also_work) for call, work in zip(line.on_call, line.work, strict=True))
    begins = {since for since, _, kind, _ in line.pieces if kind == "on_call" or (also_work and kind != "absence")}
    for since in sorted(begins):
        until = since + 28 * DAY
        if 1 in line.on_call[since:until] and line.touches(since, until):
            if sum(length // part for length in free_lengths(busy, since, until)) < least:
                yield Found(rule, "refused", since, until)


def call_free_days(line: Line) -> Iterator[Found]:
    """ATW 5:9 paragraph 2 a: 14 times 24 h without on-call."""
    yield from free_parts(line, "atw-5:9-2a", DAY, 14, also_work=False)


def free_of_all(line: Line) -> Iterator[Found]:
    """ATW 5:9 paragraph 2 b: twice 48 h with neither work nor on-call."""
    yield from free_parts(line, "atw-5:9-2b", 2 * DAY, 2, also_work=True)


def work_with_calls(line: Line) -> Iterator[Found]:
    """ATW 5:9 paragraph 4: with on-call at most 13 h of work in 24 h, from every quarter of an hour."""
    for since in range(max(0, line.since - 8 * DAY), min(line.count, line.until + 8 * DAY)):
        until = since + DAY
        if 1 in line.on_call[since:until] and line.touches(since, until):
            if line.minutes(since, until, ("work", "sleep")) > 13 * 60:
                yield Found("atw-5:9-4", "refused", since, until)


def fit(lengths: list[int], parts: list[int]) -> bool:
    """Whether every part can be cut from the rests, the longest first, trying each rest for it."""
    if not parts:
        return True
    for number, length in enumerate(lengths):
        if length >= parts[0] and length not in lengths[:number]:
            if fit([*lengths[:number], length - parts[0], *lengths[number + 1 :]], parts[1:]):
                return True
    return False


def sleeping_rest(line: Line) -> Iterator[Found]:
    """ATB 4.8:1 paragraphs 3 d and 5 b: 24 h and 6 x 11 h in 7 x 24 h, or two of the six 10 h and 8 h."""
    for duty in line.duties:
        since, until = duty.since, duty.since + WEEK
        if not line.sleeps(since, until) or not line.touches(since, until):
            continue
        lengths = [length for length in free_lengths(bytes(line.work), since, until) if length >= 8 * HOUR]
        if fit(lengths, [24 * HOUR, *[11 * HOUR] * 6]):
            continue
        shortened = fit(lengths, [24 * HOUR, *[11 * HOUR] * 4, 10 * HOUR, 8 * HOUR]) and sum(lengths) >= 90 * HOUR
        yield Found("atb-4.8:1-3d", "noted" if shortened else "refused", since, until)
