"""Which of the naive rules a set has, and what they say of one document."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from tests.rosters.labour import naive, naive_windows
from tests.rosters.labour.naive_line import Found, Line

Rule = Callable[[Line], Iterable[Found]]


def pregnant(rule: Rule) -> Rule:
    """ATW 4:5: only for somebody who is pregnant."""
    return lambda line: rule(line) if line.pregnant else ()


ATW: dict[str, Rule] = {
    "atw-5:3-2": lambda line: naive.daily_rest(line, [8]),
    "atw-5:4-2": naive.breaks,
    "atw-5:5-2": naive.weekly_rest,
    "atw-5:6-3": lambda line: naive.free_days(line, "atw-5:6-3", "refused", 1, 13),
    "atw-5:7-2a": lambda line: naive.too_long(line, "atw-5:7-2a", "refused", 12),
    "atw-5:7-2b": lambda line: naive_windows.average(line, "atw-5:7-2b", 1, 60),
    "atw-5:7-2c": lambda line: naive_windows.average(line, "atw-5:7-2c", 16, 48),
    "atw-5:7-3": lambda line: naive_windows.average(line, "atw-5:7-3", 4, 55),
    "atw-5:8-1": naive.long_nights,
    "atw-5:8-2": naive_windows.forty_hours,
    "atw-5:8-3": naive.after_long_night,
    "atw-5:8-4": naive.after_night,
    "atw-5:8-5": naive.after_nights,
    "atw-5:8-6": naive.in_a_row,
    "atw-5:8-8": naive_windows.count_of_nights,
    "atw-5:9-2a": naive_windows.call_free_days,
    "atw-5:9-2b": naive_windows.free_of_all,
    "atw-5:9-3": naive.calls_near_nights,
    "atw-5:9-4": naive_windows.work_with_calls,
    "atw-4:2-2": lambda line: naive.notice(line, "atw-4:2-2", 28),
    "atw-4:5-4a": pregnant(lambda line: naive.too_long(line, "atw-4:5-4a", "refused", 10)),
    "atw-4:5-4b": pregnant(lambda line: naive_windows.average(line, "atw-4:5-4b", 4, 50)),
    "atw-4:5-4c": pregnant(lambda line: naive_windows.average(line, "atw-4:5-4c", 16, 45)),
    "atw-4:5-5": pregnant(naive.nights),
    "atb-1:1": naive.long_sleep,
    "atb-4.8:1-3a": naive_windows.count_of_sleep,
    "atb-4.8:1-3b": naive_windows.average_with_sleep,
    "atb-4.8:1-3c": naive.sleep_rest,
    "atb-4.8:1-5a": naive.made_good,
    "atb-4.8:1-3d": naive_windows.sleeping_rest,
}
CAO: dict[str, Rule] = ATW | {
    "atw-5:3-2": lambda line: naive.daily_rest(line, [8, 10]),
    "cao-ghz-b2-rest": naive.nine_days,
    "cao-ghz-b2-shift": lambda line: naive.too_long(line, "cao-ghz-b2-shift", "warned", 10),
    "cao-ghz-b2-weekends": lambda line: naive.free_days(line, "cao-ghz-b2-weekends", "warned", 2, 22),
    "cao-ghz-6:6-ahead": lambda line: naive.notice(line, "cao-ghz-6:6-ahead", 21),
    "cao-ghz-6:6-split": naive.split,
    "cao-ghz-6:1": naive_windows.a_year,
}
del CAO["atw-4:2-2"]
SETS = {"atw": ATW, "cao-ghz": CAO}


def examine(document: dict[str, Any]) -> list[Found]:
    """What each rule of the document's set finds."""
    line = Line(document)
    return sorted(found for rule in SETS[document["rules"]].values() for found in rule(line))


def summary(found: Iterable[Any], known: Iterable[str]) -> dict[str, list[str]]:
    """Per severity the rules; of the naive implementation and of the checker alike."""
    severities = ("refused", "warned", "noted")
    return {s: sorted({one.rule for one in found if one.severity == s and one.rule in known}) for s in severities}
