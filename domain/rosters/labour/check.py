"""The one checker: what a set of rules says of a person's shifts in a period, history included."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache

from domain.rosters.labour import breaks, hours, nights, on_call, rest, sleep, sundays, weekly
from domain.rosters.labour.rule import Rule, Rules
from domain.rosters.labour.timeline import Timeline
from domain.rosters.labour.verdict import SEVERITIES, Verdict
from domain.rosters.labour.work import Work, wall

Check = Callable[[Timeline, Rule], Iterator[Verdict]]
CHECKS: dict[str, Check] = {
    check.__name__: check
    for check in (
        rest.daily_rest, rest.rest_around_sleep, rest.rest_after_short_rest,
        weekly.weekly_rest, weekly.rest_in_window,
        hours.shift_length, hours.average_hours, hours.average_hours_with_nights, hours.average_hours_with_sleep,
        hours.annual_hours,
        nights.night_length, nights.rest_after_long_night, nights.rest_after_night, nights.rest_after_nights,
        nights.shifts_in_a_row, nights.night_count, nights.night_hours, nights.no_nights,
        sundays.free_sundays, sundays.free_weekends,
        sleep.sleep_length, sleep.sleep_count, sleep.rest_with_sleep,
        on_call.free_of_on_call, on_call.on_call_near_night, on_call.work_with_on_call,
        breaks.breaks, breaks.split_shift, breaks.notice,
    )
}  # fmt: skip
"""Each check by the name that a set of rules calls it; its docstring says what it asks."""


_OF_NIGHTS = frozenset(
    {
        "night_length", "rest_after_long_night", "rest_after_night", "rest_after_nights", "shifts_in_a_row",
        "night_count", "night_hours", "no_nights", "on_call_near_night",
    }
)  # fmt: skip
_OF_SLEEP = frozenset(
    {
        "average_hours_with_sleep", "rest_around_sleep", "rest_after_short_rest", "rest_with_sleep", "sleep_length",
        "sleep_count",
    }
)  # fmt: skip
_OF_CALLS = frozenset({"free_of_on_call", "on_call_near_night", "work_with_on_call"})
"""Checks that find nothing where there is no night, no sleep shift or no on-call."""


def asked(line: Timeline, rules: Rules, *, protected: bool) -> Sequence[tuple[Check, Rule]]:
    """The rules that count here, with their checks; those that cannot find anything are left out."""
    return _asked(rules, protected, bool(line.nights), bool(line.sleeping.items), bool(line.on_calls))


@lru_cache(64)
def _asked(rules: Rules, protected: bool, nights: bool, sleep: bool, calls: bool) -> Sequence[tuple[Check, Rule]]:
    idle = frozenset[str]().union(
        *(of for there, of in ((nights, _OF_NIGHTS), (sleep, _OF_SLEEP), (calls, _OF_CALLS)) if not there)
    )
    return [
        (CHECKS[rule.check], rule)
        for rule in rules.rules
        if rule.applies and (rule.only is None or protected) and rule.check not in idle
    ]


def check(
    works: Iterable[Work],
    rules: Rules,
    first: date,
    last: date,
    contract_minutes_per_week: int | None = None,
    *,
    pregnant: bool = False,
    published: int | None = None,
) -> list[Verdict]:
    """The verdicts in which a shift of first..last takes part, the refused first.

    The stretches of one person, sorted or not; those of work and sleep do not overlap, on-call may lie under them.
    """
    since, until = wall(first.toordinal()), wall(last.toordinal() + 1)
    line = Timeline(works, rules.terms, since, until, contract=contract_minutes_per_week, published=published)
    if not line.mine:
        return []
    found = [verdict for look, rule in asked(line, rules, protected=pregnant) for verdict in look(line, rule)]
    return sorted(found, key=lambda one: (SEVERITIES.index(one.severity), one.since, one.rule))
