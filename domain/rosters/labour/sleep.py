"""Sleep shifts (ATB 4.8:1): their length, their number, and 90 hours of rest in each 7 x 24 h."""

from __future__ import annotations

from collections.abc import Iterator

from domain.rosters.labour import sentences
from domain.rosters.labour.findings import apart, verdict, worst
from domain.rosters.labour.rule import Rule
from domain.rosters.labour.timeline import Timeline, cut
from domain.rosters.labour.verdict import Verdict
from domain.rosters.labour.weeks import too_many_in_weeks


def sleep_length(line: Timeline, rule: Rule) -> Iterator[Verdict]:
    """24 hours net of breaks, with the shifts that are fast to it."""
    limit = rule["limit_minutes"]
    for shift in line.own_shifts:
        if shift.sleeps and shift.net > limit:
            yield verdict(rule, sentences.SleepShiftTooLong, shift.net, limit, shift.start, shift.end)


def sleep_count(line: Timeline, rule: Rule) -> Iterator[Verdict]:
    """So many sleep shifts begin in any such number of weeks."""
    starts = [sleep.start for sleep in line.sleeping.items]
    yield from too_many_in_weeks(line, rule, sentences.TooManySleepShifts, starts)


def rest_with_sleep(line: Timeline, rule: Rule) -> Iterator[Verdict]:
    """24 hours and six times 11 fit in the rests of the 7 x 24 h from each shift on, when a sleep shift lies in them.

    Two of the eleven may be shorter (noted), when the rests are 90 hours in all the same.
    """
    if not line.sleeping.items:
        return
    window, least = rule["window_minutes"], rule["total_minutes"]
    first, last = line.reach(window)
    refused: list[tuple[int, int, int]] = []
    noted: list[tuple[int, int, int]] = []
    for start in (shift.start for shift in line.shifts):
        end = start + window
        if not (first <= start <= last and line.sleeping.shares(start, end) and line.touches(start, end)):
            continue
        rests = [b - a for a, b in cut(line.gaps, start, end) if b - a >= line.terms.shift_rest]
        parts = _parts(rule)
        if holds(rests, parts):
            continue
        shorter = sorted([*parts[: -len(rule.lists["shorter_minutes"])], *rule.lists["shorter_minutes"]], reverse=True)
        by_exception = holds(rests, shorter) and sum(rests) >= least
        (noted if by_exception else refused).append((least - _placed(rests, rule), start, end))
    for missing, since, until in worst(line, rule, refused):
        yield verdict(rule, sentences.TooLittleRestWithSleep, least - missing, least, since, until, used=0, left=0)
    for missing, since, until in worst(line, rule, apart(noted, refused), "noted"):
        yield verdict(
            rule, sentences.ShorterRestWithSleep, least - missing, least, since, until, severity="noted", used=1, left=0
        )


def _parts(rule: Rule) -> list[int]:
    """The long part and the others, that together make the total."""
    count = (rule["total_minutes"] - rule["longest_minutes"]) // rule["part_minutes"]
    return [rule["longest_minutes"], *[rule["part_minutes"]] * count]


def holds(rests: list[int], parts: list[int]) -> bool:
    """Whether all parts, the longest first, can be cut from the rests."""
    if not parts:
        return True
    for place in {rest: place for place, rest in enumerate(rests) if rest >= parts[0]}.values():
        if holds([*rests[:place], rests[place] - parts[0], *rests[place + 1 :]], parts[1:]):
            return True
    return False


def _placed(rests: list[int], rule: Rule) -> int:
    """The most minutes of the parts that fit."""
    parts = _parts(rule)
    return max(
        sum(chosen)
        for chosen in (parts[:n] if long else parts[1:n] for n in range(1, len(parts) + 1) for long in (True, False))
        if holds(rests, chosen)
    )
