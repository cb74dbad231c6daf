"""What a change brings is not lost behind an older window of the same rule that is worse."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.rosters.labour import Rules, Work, rules_at
from domain.rosters.labour.change import OF_THE_KIND, added, removed
from domain.rosters.labour.check import CHECKS
from domain.rosters.labour.timeline import Timeline
from tests.rosters.labour.agenda import shift

LAW = rules_at("atw", "2026-03-02")
CAO = rules_at("cao-ghz", "2026-03-02")
Window = tuple[int, int]


def test_a_new_week_without_rest_is_told_beside_an_older_one_that_is_worse() -> None:
    worked = [shift(f"2026-03-{day:02}", "07:00", 11) for day in range(2, 11)]
    later = shift("2026-03-11", "07:00", 8)

    told = added(worked, later, LAW)

    assert ("atw-5:5-2", "noted") in {(one.rule, one.severity) for one in told}


def test_a_week_without_rest_is_refused_beside_an_older_one_that_is_worse() -> None:
    hours = {"V": ("07:00", 8), "D": ("09:00", 11.5), "L": ("15:00", 8), "N": ("23:00", 8), "K": ("12:00", 4)}
    names = enumerate("VDLLDLVNVKN-LLDD", start=10)
    works = [shift(f"2026-03-{day}", *hours[name]) for day, name in names if name != "-"]
    works = [one for one, before in zip(works, [None, *works], strict=False) if not before or before.end <= one.start]
    wanted = works[-2]

    told = added([work for work in works if work is not wanted], wanted, LAW)

    assert ("atw-5:5-2", "refused") in {(one.rule, one.severity) for one in told}


@st.composite
def full_agendas(draw: st.DrawFn) -> list[Work]:
    """People who work too much: much is refused already, over the change to summer time."""
    kinds = {"V": ("07:00", 8), "L": ("15:00", 8), "N": ("23:00", 8), "D": ("09:00", 11.5), "K": ("12:00", 4)}
    works: list[Work] = []
    for number, kind in enumerate(draw(st.lists(st.sampled_from(["", *kinds]), min_size=14, max_size=30))):
        if kind:
            day = date(2026, 3, 9) + timedelta(days=number)
            one = shift(day.isoformat(), *kinds[kind])
            if not works or works[-1].end <= one.start:
                works.append(one)
    return works


def windows(works: list[Work], rules: Rules, since: int, until: int) -> dict[str, dict[Window, tuple[int, int]]]:
    """Of each rule with windows every one that is not in order: how severe, and how bad (less is worse)."""
    line = Timeline(works, rules.terms, since, until)
    for rule in rules.rules:
        if rule.applies and rule.only is None and rule.check not in OF_THE_KIND:
            list(CHECKS[rule.check](line, rule))
    return line.windows


@settings(max_examples=80, deadline=None)
@given(full_agendas(), st.integers(min_value=0, max_value=29), st.booleans())
def test_every_window_that_is_new_or_worse_is_told_by_its_rule(works: list[Work], place: int, comes: bool) -> None:
    if not works:
        return
    one = works[place % len(works)]
    others = [work for work in works if work is not one]
    before, after = (others, works) if comes else (works, others)
    since, until = (one.start, one.start + 1) if comes else (one.start - 2 * 1440, one.end + 2 * 1440)
    stood = windows(before, CAO, 0, 1 << 40)

    judged = added(others, one, CAO) if comes else removed(others, one, CAO)
    told = {v.rule for v in judged if v.severity != "noted"}

    for rule, found in windows(after, CAO, since, until).items():
        worse = {w for w, bad in found.items() if bad < stood.get(rule, {}).get(w, (9, 0)) and bad[0] == 0}
        assert not worse or rule in told, rule
