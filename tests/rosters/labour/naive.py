"""The labour rules a second time, slow and plain: a line of quarter hours, and every window looked at by itself.

It shares no code with the checker. Each rule is written from the article's text; the figures stand in it as the law
has them, so that a wrong figure in a rule set is seen as well. Where the law leaves something open it follows
docs/decisions/labour-rules.md. The input is the document that `roster check` reads, with all times on quarters.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, pairwise

from tests.rosters.labour.naive_line import DAY, HOUR, WEEK, Duty, Found, Line

# Daily and weekly rest: the period begins where work begins (ATW 5:3 and 5:5, paragraph 3).

Rest = tuple[int, int, bool]
"""From, until, and whether a shift of the period is on one of its sides."""


def rests_within(line: Line, since: int, until: int) -> list[tuple[int, int]]:
    """The rests in the window, what lies outside it cut off."""
    found, quarter = [], since
    while quarter < until:
        end = quarter
        while end < until and not line.work[end]:
            end += 1
        if end > quarter:
            found.append((quarter, end))
        quarter = end + 1
    return found


def longest(line: Line, since: int, until: int) -> int:
    """The length of the longest rest in the window."""
    return max((end - start for start, end in rests_within(line, since, until)), default=0)


def short_days(line: Line) -> list[Rest]:
    """Of each 24 h from the start of work the longest rest, when it is shorter than 11 h."""
    found: dict[int, Rest] = {}
    for place, duty in enumerate(line.duties):
        if duty.sleeps:
            continue
        after = line.duties[place + 1] if place + 1 < len(line.duties) else None
        day_ends = duty.since
        for start, *_ in duty.pieces:
            if start < day_ends:
                continue
            day_ends = start + DAY
            rests = rests_within(line, start, day_ends) or [(duty.until, duty.until)]
            since, until = max(rests, key=lambda rest: (rest[1] - rest[0], -rest[0]))
            before_sleep = after is not None and after.sleeps and since == duty.until and after.since < day_ends
            if until - since < 11 * HOUR and not before_sleep:
                next_is_mine = after is not None and since == duty.until and after.since < day_ends and line.owns(after)
                found[since] = (since, until, line.owns(duty) or next_is_mine)
    return [found[since] for since in sorted(found)]


def around_sleep(line: Line) -> list[Rest]:
    """Rests of less than 11 h before, within and after a shift with a sleep shift."""
    found = []
    for duty in line.duties:
        ends = [piece[1] for piece in duty.pieces]
        starts = [piece[0] for piece in duty.pieces[1:]]
        if duty.sleeps:
            found += [(end, start, line.owns(duty)) for end, start in zip(ends, starts, strict=False) if end < start]
    for before, after in pairwise(line.duties):
        if (before.sleeps or after.sleeps) and after.since - before.until < 11 * HOUR:
            found.append((before.until, after.since, line.owns(before) or line.owns(after)))
    return sorted(found)


def counted(rule: str, short: list[Rest], floors: list[int], judged: set[int]) -> Iterator[Found]:
    """Short rests: those of the last 7 x 24 h must each find a place of their own among the floors, tried every way."""
    for since, until, mine in short:
        lately = [rest for rest in short if since - WEEK < rest[0] <= since]
        fits = placed([rest[1] - rest[0] for rest in lately], floors)
        if since in judged and (mine or (not fits and any(rest[2] for rest in lately))):
            yield Found(rule, "noted" if fits else "refused", since, until)


def placed(lengths: list[int], floors: list[int]) -> bool:
    """Whether each length can have a floor that no other has."""
    if not lengths:
        return True
    first, others = lengths[0], lengths[1:]
    return any(
        first >= floor * HOUR and placed(others, floors[:place] + floors[place + 1 :])
        for place, floor in enumerate(floors)
    )


def daily_rest(line: Line, floors: list[int]) -> Iterator[Found]:
    """ATW 5:3 paragraph 2: 11 h in each 24 h, once in 7 x 24 h 8 h (cao: once 8 h and once 10 h)."""
    own = short_days(line)
    there = {rest[0] for rest in own}
    pooled = sorted([*own, *(rest for rest in around_sleep(line) if rest[0] not in there)])
    yield from counted("atw-5:3-2", pooled, floors, there)


def sleep_rest(line: Line) -> Iterator[Found]:
    """ATB 4.8:1 paragraphs 3 c and 5 a: 11 h before and after a sleep shift, in 7 x 24 h once 10 h and once 8 h."""
    own = around_sleep(line)
    there = {rest[0] for rest in own}
    pooled = sorted([*own, *(rest for rest in short_days(line) if rest[0] not in there)])
    yield from counted("atb-4.8:1-3c", pooled, [8, 10], there)


def made_good(line: Line) -> Iterator[Found]:
    """ATB 4.8:1 paragraph 5 a: after a rest under 11 h at a sleep shift the next is 11 h and the hours that lacked."""
    for before, after, later in zip(line.duties, line.duties[1:], line.duties[2:], strict=False):
        lacked = 11 * HOUR - (after.since - before.until)
        if lacked > 0 and (before.sleeps or after.sleeps) and later.since - after.until < 11 * HOUR + lacked:
            if line.owns(before) or line.owns(after) or line.owns(later):
                yield Found("atb-4.8:1-5a", "refused", after.until, later.since)


def weekly_rest(line: Line) -> Iterator[Found]:
    """ATW 5:5 paragraph 2: 36 h in 7 x 24 h, or 72 h in 14 x 24 h in parts of 32 h or more."""
    for duty in line.duties:
        week, fortnight = duty.since + WEEK, duty.since + 2 * WEEK
        if line.sleeps(duty.since, week) or longest(line, duty.since, week) >= 36 * HOUR:
            continue
        parts = [end - start for start, end in rests_within(line, duty.since, fortnight)]
        enough = sum(part for part in parts if part >= 32 * HOUR) >= 72 * HOUR
        if line.touches(duty.since, week if enough else fortnight):
            yield Found("atw-5:5-2", "noted" if enough else "refused", duty.since, week)


def nine_days(line: Line) -> Iterator[Found]:
    """Cao annex 2: at least 32 h in each 9 x 24 h."""
    for duty in line.duties:
        until = duty.since + 9 * DAY
        if longest(line, duty.since, until) < 32 * HOUR and line.touches(duty.since, until):
            yield Found("cao-ghz-b2-rest", "warned", duty.since, until)


# Free Sundays and weekends, breaks and the length of a shift.


def free_days(line: Line, rule: str, severity: str, days: int, needed: int) -> Iterator[Found]:
    """Of 52 Sundays (weekends: 2 days) in a row so many without a minute of work; unknown ones are free."""
    worked = [
        (n, after)
        for n, after in line.weekly(7 - days)
        if any(line.work[n:after])
    ]  # fmt: skip
    for since, _ in worked:
        within = [(n, after) for n, after in worked if line.weeks_between(since, n) in range(52)]
        if len(within) > 52 - needed and any(line.works_in(n, after) for n, after in within):
            yield Found(rule, severity, since, within[-1][1])


def breaks(line: Line) -> Iterator[Found]:
    """ATW 5:4 paragraph 2: more than 5.5 h of work has 30 min of break, more than 10 h has 45 min."""
    for duty in line.duties:
        awake = duty.minutes - sum(
            (end - since) * 15 - pause for since, end, kind, pause in duty.pieces if kind == "sleep"
        )
        needed = 45 if awake > 10 * 60 else 30 if awake > 330 else 0
        if duty.breaks < needed and line.owns(duty):
            yield Found("atw-5:4-2", "refused", duty.since, duty.until)


def too_long(line: Line, rule: str, severity: str, hours: int) -> Iterator[Found]:
    """Shifts with more net hours than that."""
    for duty in line.duties:
        if duty.minutes > hours * 60 and not duty.sleeps and line.owns(duty):
            yield Found(rule, severity, duty.since, duty.until)


def split(line: Line) -> Iterator[Found]:
    """Cao 6:6: a shift in two parts."""
    for duty in line.duties:
        if line.owns(duty) and any(early[1] < late[0] for early, late in pairwise(duty.pieces)):
            yield Found("cao-ghz-6:6-split", "warned", duty.since, duty.until)


def notice(line: Line, rule: str, days: int) -> Iterator[Found]:
    """ATW 4:2, cao 6:6: the roster is known so many times 24 h before its first shift."""
    mine = [piece for piece in line.pieces if line.since <= piece[0] < line.until]
    if line.published is not None and mine and mine[0][0] - line.published < days * DAY:
        yield Found(rule, "warned", mine[0][0], mine[0][1])


# Nights.


def nights(line: Line) -> Iterator[Found]:
    """ATW 4:5 paragraph 5: no duty to work nights."""
    for duty in line.duties:
        if duty.night and line.owns(duty):
            yield Found("atw-4:5-5", "warned", duty.since, duty.until)


def long_nights(line: Line) -> Iterator[Found]:
    """ATW 5:8 paragraphs 1 and 3: 10 h; 12 h five times in 14 x 24 h and 22 times in 52 weeks."""
    nights = [duty for duty in line.duties if duty.night and duty.minutes > 600]
    for duty in nights:
        lately = [night for night in nights if duty.since - 2 * WEEK < night.since <= duty.since]
        this_year = [night for night in nights if duty.since - 52 * WEEK < night.since <= duty.since]
        over = [*(lately if len(lately) > 5 else ()), *(this_year if len(this_year) > 22 else ())]
        if (duty.minutes > 720 and line.owns(duty)) or any(line.owns(night) for night in over):
            yield Found("atw-5:8-1", "refused", duty.since, duty.until)
        elif line.owns(duty):
            yield Found("atw-5:8-1", "noted", duty.since, duty.until)


def after(line: Line, duty: Duty) -> tuple[int, bool]:
    """How long it is until the next shift, and whether a shift of the period is on either side."""
    later = [other for other in line.duties if other.since > duty.since]
    if not later:
        return line.count, line.owns(duty)
    return later[0].since - duty.until, line.owns(duty) or line.owns(later[0])


def after_long_night(line: Line) -> Iterator[Found]:
    """ATW 5:8 paragraph 3 b: 12 h of rest after a night of more than 10 h."""
    for duty in line.duties:
        rest, mine = after(line, duty)
        if duty.night and duty.minutes > 600 and rest < 12 * HOUR and mine:
            yield Found("atw-5:8-3", "refused", duty.until, duty.until + rest)


def after_night(line: Line) -> Iterator[Found]:
    """ATW 5:8 paragraph 4: 14 h after a night that ends after 02:00, once in 7 x 24 h 8 h, save paragraph 3."""
    short = []
    for duty in line.duties:
        rest, mine = after(line, duty)
        if duty.after_two and not 600 < duty.minutes <= 720 and rest < 14 * HOUR:
            short.append((duty.until, duty.until + rest, mine))
    yield from counted("atw-5:8-4", short, [8], {rest[0] for rest in short})


def rows(line: Line) -> list[list[Duty]]:
    """Shifts in a row: a rest of 36 h ends it."""
    found: list[list[Duty]] = []
    for duty in line.duties:
        if found and duty.since - found[-1][-1].until < 36 * HOUR:
            found[-1].append(duty)
        else:
            found.append([duty])
    return found


def after_nights(line: Line) -> Iterator[Found]:
    """ATW 5:8 paragraph 5: 46 h after 3 or more nights in a row."""
    for row in rows(line):
        for is_night, members in groupby(row, key=lambda duty: duty.night):
            nights = list(members)
            rest, mine = after(line, nights[-1])
            mine = mine or any(line.owns(night) for night in nights)
            if is_night and len(nights) >= 3 and rest < 46 * HOUR and mine:
                yield Found("atw-5:8-5", "refused", nights[-1].until, nights[-1].until + rest)


def in_a_row(line: Line) -> Iterator[Found]:
    """ATW 5:8 paragraph 6: at most 7 shifts in a row when one of them is a night."""
    for row in rows(line):
        if len(row) > 7 and any(duty.night for duty in row) and any(line.owns(duty) for duty in row):
            yield Found("atw-5:8-6", "refused", row[0].since, row[-1].until)


def long_sleep(line: Line) -> Iterator[Found]:
    """ATB 1:1: a sleep shift is at most 24 h, net of breaks."""
    for duty in line.duties:
        if duty.sleeps and duty.minutes > 24 * 60 and line.owns(duty):
            yield Found("atb-1:1", "refused", duty.since, duty.until)


def calls_near_nights(line: Line) -> Iterator[Found]:
    """ATW 5:9 paragraph 3: no on-call in the 11 h before and the 14 h after a night (nor under it)."""
    for duty in line.duties:
        near = range(duty.since - 11 * HOUR, duty.until + 14 * HOUR)
        for since, until in line.calls if duty.night else ():
            touching = any(quarter in near for quarter in range(since, until))
            if touching and (line.owns(duty) or line.since <= since < line.until):
                yield Found("atw-5:9-3", "refused", since, until)
