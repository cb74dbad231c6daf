"""One changed cell: only what is new or worse through it is told, whatever was wrong before."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.rosters.labour import Work, check, rules_at
from domain.rosters.labour.change import OF_THE_KIND, added, removed
from tests.rosters.labour.agenda import agenda, shift

LAW = rules_at("atw", "2026-03-02")
TIGHT = "02-03 15:00 8 | 03-03 06:00 8"
"""Seven hours between: refused as it stands."""


def rules_told(works: list[Work], wanted: Work) -> dict[str, str]:
    return {one.rule: one.severity for one in added(works, wanted, LAW)}


def test_a_short_rest_is_told_of_the_shift_that_brings_it() -> None:
    (late,) = agenda("02-03 15:00 8")

    assert rules_told([late], shift("2026-03-03", "07:00", 8)) == {"atw-5:3-2": "noted"}
    assert rules_told([late], shift("2026-03-03", "10:00", 8)) == {}


def test_what_was_wrong_before_is_not_told_of_another_day() -> None:
    works = agenda(TIGHT)

    assert rules_told(works, shift("2026-03-20", "07:00", 8)) == {}


def test_a_second_short_rest_is_refused_also_when_the_other_comes_later() -> None:
    works = agenda("05-03 15:00 8 | 06-03 07:00 8 | 02-03 15:00 8")

    told = added(works, shift("2026-03-03", "07:00", 8), LAW)

    assert [(one.rule, one.severity) for one in told] == [("atw-5:3-2", "refused"), ("atw-5:3-2", "noted")]


def test_more_hours_in_a_week_that_is_too_full_are_told() -> None:
    full = [shift(f"2026-03-0{day}", "07:00", 12) for day in (2, 3, 4, 5, 6)]

    assert rules_told(full, shift("2026-03-08", "10:00", 2))["atw-5:7-2b"] == "refused"
    assert "atw-5:7-2b" not in rules_told(full[:4], shift("2026-03-08", "10:00", 2))


def test_a_sleep_shift_that_goes_leaves_a_short_rest() -> None:
    chain = agenda("02-03 15:00 7.5 | 02-03 22:30 7.5 sleep | 03-03 06:00 8")

    found = removed([chain[0], chain[2]], chain[1], LAW)

    assert [one.rule for one in found if one.severity == "refused"] == ["atw-5:3-2", "atw-5:7-2a"]
    assert removed([chain[0]], chain[1], LAW) == []


@st.composite
def agendas(draw: st.DrawFn) -> list[Work]:
    kinds = {"V": ("07:00", 8), "L": ("15:00", 8), "N": ("23:00", 8), "D": ("09:00", 11)}
    works: list[Work] = []
    for number, kind in enumerate(draw(st.lists(st.sampled_from(["", "", *kinds]), min_size=6, max_size=24))):
        if kind:
            day = date(2026, 3, 16) + timedelta(days=number)  # over the change to summer time
            one = shift(day.isoformat(), *kinds[kind])
            if not works or works[-1].end <= one.start:
                works.append(one)
    return works


@settings(max_examples=60, deadline=None)
@given(agendas(), st.integers(min_value=0, max_value=23))
def test_a_cell_tells_no_more_than_the_whole_and_all_that_came_with_it(works: list[Work], place: int) -> None:
    if not works:
        return
    wanted = works[place % len(works)]
    others = [work for work in works if work is not wanted]
    first, last = date(2026, 1, 1), date(2026, 12, 31)
    by_kind = {rule.id for rule in LAW.rules if rule.check in OF_THE_KIND}

    whole = {(v.rule, v.severity) for v in check(works, LAW, first, last)}
    before = {(v.rule, v.severity) for v in check(others, LAW, first, last)}
    told = {(v.rule, v.severity) for v in added(others, wanted, LAW)}

    # the list of a period hides what is noted behind what is refused in the same time; a cell is about its own time
    assert {pair for pair in told if pair[1] != "noted"} <= whole
    assert {rule for rule, _ in told} <= {rule for rule, _ in whole}
    assert {pair for pair in whole - before if pair[0] not in by_kind and pair[1] == "refused"} <= told
