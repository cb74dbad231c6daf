"""How the rules find and tell: making a verdict, counting exceptions, choosing the worst windows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from domain.kernel import Refusal
from domain.rosters.labour.rule import Rule
from domain.rosters.labour.timeline import Timeline
from domain.rosters.labour.verdict import SEVERITIES, Verdict
from domain.rosters.labour.work import DAY, moment_of


def told(minutes: int) -> str:
    """`7 uur en 45 minuten`."""
    hours, rest = divmod(minutes, 60)
    if not hours and rest:
        return f"{rest} minuten"
    return f"{hours} uur" + (f" en {rest} minuten" if rest else "")


def told_in_days(minutes: int) -> str:
    """`20 dagen en 23 uur`: days of 24 hours, for what is so long ahead that nobody counts it in hours."""
    days, rest = divmod(minutes, DAY)
    first = f"{days} {'dag' if days == 1 else 'dagen'}" if days else ""
    return " en ".join(part for part in (first, told(rest) if rest or not days else "") if part)


def moment(minute: int) -> str:
    """`02-03-2026 23:00`, on the wall."""
    return moment_of(minute).strftime("%d-%m-%Y %H:%M")


def verdict(
    rule: Rule, says: type[Refusal], value: int, limit: int, since: int, until: int, *, severity: str | None = None,
    used: int | None = None, left: int | None = None, count: bool = False,
    shown: Callable[[int], str] = told, **more: str | int,
) -> Verdict:  # fmt: skip
    """The rule's verdict; `count`: value and limit are no minutes."""
    shown = str if count else shown
    details: dict[str, Any] = {
        "used": used,
        "since": moment(since),
        "until": moment(until),
        "rest": told(value),
        **more,
    }
    sentence = says(value=shown(value), limit=shown(limit), **details)
    return Verdict(
        rule.id, rule.article, severity or rule.severity, value, limit, since, until, sentence, used, left
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Event:
    """Something that may happen so many times in a window, at one instant."""

    at: int
    value: int
    since: int
    until: int
    mine: bool


def recent(events: Sequence[Event], place: int, window: int) -> Sequence[Event]:
    """The events of the window that ends with this one, itself included.

    These windows are enough: one that holds too many still does when it ends with its last event.
    """
    low = bisect_right(events, events[place].at - window, key=lambda event: event.at)
    return events[low : place + 1]


def fits(values: Iterable[int], shorter: Sequence[int]) -> bool:
    """Whether each of the short rests, the shortest first, has its place in the list of what is allowed."""
    ordered = sorted(values)
    return len(ordered) <= len(shorter) and all(v >= least for v, least in zip(ordered, sorted(shorter), strict=False))


def exceptions(events: Sequence[Event], rule: Rule) -> Iterator[tuple[Event, bool, int, int]]:
    """Of each short rest that takes part: whether it is allowed, how many are used (by others, when not) and left."""
    shorter, window = rule.lists["shorter_minutes"], rule["window_minutes"]
    for place, event in enumerate(events):
        found = recent(events, place, window)
        allowed = fits((e.value for e in found), shorter)
        if event.mine or (not allowed and any(e.mine for e in found)):
            used = len(found) if allowed else min(len(found) - 1, len(shorter))
            yield event, allowed, used, len(shorter) - used


def worst(
    line: Timeline, rule: Rule, found: Sequence[tuple[int, int, int]], severity: str = "refused"
) -> list[tuple[int, int, int]]:
    """Of windows (badness, since, until) the worst ones that do not overlap, in order of time.

    After a change only of those that are new or worse through it: an older one, however bad, hides none of them.
    """
    return _apart(line.news(rule.id, found, SEVERITIES.index(severity)))


def _apart(found: Iterable[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    chosen: list[tuple[int, int, int]] = []
    for candidate in sorted(found, key=lambda one: (-one[0], one[1])):
        if all(candidate[2] <= other[1] or other[2] <= candidate[1] for other in chosen):
            chosen.append(candidate)
    return sorted(chosen, key=lambda one: one[1])


def apart(found: Iterable[tuple[int, int, int]], others: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """The windows that overlap none of the worst of the others."""
    chosen = _apart(others)
    return [one for one in found if all(one[2] <= a or b <= one[1] for _, a, b in chosen)]
