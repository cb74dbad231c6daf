"""Times by the order of succession: where it can be, 11 hours of rest say the same as the list."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from domain.rosters.demand import clock_text
from domain.rosters.instance import InstanceShift
from domain.rosters.succession import says_the_same, start_times


def _shifts(*kinds):
    return {code: InstanceShift(code, minutes, tuple(after)) for code, minutes, after in kinds}


@pytest.mark.parametrize(
    ("kinds", "times"),
    [
        ([("D", 480, "")], "D 07:00"),
        ([("E", 480, ""), ("L", 480, "E")], "E 07:00, L 15:00"),
        ([("E", 480, ""), ("D", 480, "E"), ("L", 480, "ED")], "E 07:00, D 15:00, L 23:00"),
        ([("L", 480, "ED"), ("D", 480, "E"), ("E", 480, "")], "L 23:00, D 15:00, E 07:00"),
        ([("D", 720, ""), ("N", 720, "D")], "D 07:00, N 19:00"),
        ([("a", 480, ""), ("b", 480, "")], "a 07:00, b 07:00"),
    ],
)
def test_each_kind_begins_when_the_one_before_ends(kinds, times):
    shifts = _shifts(*kinds)

    starts = start_times(shifts)

    assert ", ".join(f"{code} {clock_text(start)}" for code, start in starts.items()) == times
    assert says_the_same(shifts, starts)


def test_four_kinds_that_do_not_fit_behind_each_other_begin_closer_together():
    shifts = _shifts(("E", 480, ""), ("D", 480, "E"), ("L", 480, "ED"), ("N", 480, "EDL"))

    starts = start_times(shifts)

    assert list(starts.values()) == sorted(starts.values())
    assert says_the_same(shifts, starts)


def test_an_order_that_goes_round_still_gets_times():
    starts = start_times(_shifts(("x", 480, "y"), ("y", 480, "x")))

    assert all(0 <= start < 24 * 60 for start in starts.values())


@given(some.data())
def test_every_list_gets_times_within_a_day(data):
    codes = "ABCDE"[: data.draw(some.integers(1, 5))]
    lengths = some.sampled_from((60, 240, 480, 600, 720, 1440))
    shifts = _shifts(*((c, data.draw(lengths), data.draw(some.sets(some.sampled_from(codes)))) for c in codes))

    starts = start_times(shifts)

    assert set(starts) == set(shifts)
    assert all(0 <= start < 24 * 60 and start % 15 == 0 for start in starts.values())
