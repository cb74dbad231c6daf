"""Clock times for kinds of shift of which only the length is known, and which may not follow which.

A kind that something may not follow comes later in the day. The first begin at 07:00; each next kind begins when the
one before it ends. For three kinds of eight hours, of which D may not be followed by E, nor L by E or D, this gives
E 07:00, D 15:00, L 23:00: between D and the next day's E lie 8 hours, between L and D 8 and between L and E 0, so that
11 hours of rest forbid just what the list forbids. Kinds that nothing puts one after the other begin together.

Where that would also forbid what the list allows, or does not fit in a day, times are looked for that do not: all
conditions (`Y may follow X` is 11 hours or more between them, `may not` is less) are differences between two starts,
and Bellman and Ford's method finds starts that keep them all, in quarters of an hour, if there are any. Otherwise the
kinds are spread over the day and the list alone decides. The list itself is kept on the kind in any case (`no_next`).
"""

from __future__ import annotations

from collections.abc import Mapping

from domain.rosters.instance import InstanceShift

FIRST = 7 * 60
_DAY = 24 * 60
_REST = 11 * 60
_STEP = 15


def start_times(shifts: Mapping[str, InstanceShift]) -> dict[str, int]:
    """Minutes after midnight at which each kind begins."""
    levels = _levels(shifts)
    chain = _chain(shifts, levels)
    if chain and says_the_same(shifts, chain):
        return chain
    exact = _by_differences(shifts)
    if exact:
        return exact
    last = max(levels.values(), default=0)
    room = (_DAY - _STEP - FIRST) // max(last, 1) // _STEP * _STEP
    return chain or {code: FIRST + min(8 * 60, room) * level for code, level in levels.items()}


def says_the_same(shifts: Mapping[str, InstanceShift], starts: Mapping[str, int]) -> bool:
    """Whether 11 hours of rest forbid just what the list forbids (that a kind may not follow itself aside)."""
    return all(
        (_rest(shift, starts, next) < _REST) == (next in shift.no_next)
        for shift in shifts.values()
        for next in shifts
        if next != shift.id
    )


def _rest(shift: InstanceShift, starts: Mapping[str, int], next: str) -> int:
    return _DAY + starts[next] - starts[shift.id] - shift.minutes


def _levels(shifts: Mapping[str, InstanceShift]) -> dict[str, int]:
    """How many kinds come before each in the day: one later than the latest that may not follow it."""
    levels = dict.fromkeys(shifts, 0)
    for _ in shifts:
        for shift in shifts.values():
            before = [levels[code] for code in shift.no_next if shift.id not in shifts[code].no_next]
            levels[shift.id] = max([levels[shift.id], *(level + 1 for level in before)])
            levels[shift.id] = min(levels[shift.id], len(shifts) - 1)
    return levels


def _chain(shifts: Mapping[str, InstanceShift], levels: Mapping[str, int]) -> dict[str, int] | None:
    """Each level begins when the longest of the level before ends; None when that runs over midnight."""
    starts: dict[int, int] = {}
    at = FIRST
    for level in sorted(set(levels.values())):
        starts[level] = at
        at += max(shifts[code].minutes for code, own in levels.items() if own == level)
    found = {code: starts[level] for code, level in levels.items()}
    return found if all(start < _DAY for start in found.values()) else None


def _by_differences(shifts: Mapping[str, InstanceShift]) -> dict[str, int] | None:
    """The earliest starts that keep every condition; None when there are none within a day."""
    least: list[tuple[str, str, int]] = []
    for shift in shifts.values():
        for next in shifts:
            bound = (shift.minutes + _REST - _DAY) / _STEP
            if next == shift.id:
                continue
            if next in shift.no_next:  # start of next <= start of shift + bound, and not equal
                least.append((next, shift.id, -int(-(-bound // 1)) + 1))
            else:  # start of next >= start of shift + bound
                least.append((shift.id, next, int(-(-bound // 1))))
    steps = dict.fromkeys(shifts, 0)
    for _ in range(len(shifts) + 1):
        moved = False
        for one, other, gap in least:
            if steps[other] < steps[one] + gap:
                steps[other], moved = steps[one] + gap, True
        if not moved:
            found = {code: FIRST + step * _STEP for code, step in steps.items()}
            return found if all(start < _DAY for start in found.values()) else None
    return None
