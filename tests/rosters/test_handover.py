"""Handover lies inside the working time of both: the minutes that two shifts are there together."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.rosters import ShiftKind
from domain.rosters.demand import DAY, LONGEST_HANDOVER, handovers

EARLY, LATE, NIGHT = (
    ShiftKind("V", "V", 7 * 60, 495, 15),
    ShiftKind("L", "L", 15 * 60, 495, 15),
    ShiftKind("N", "N", 23 * 60, 495, 15),
)


def test_a_quarter_is_there_between_early_late_and_night() -> None:
    assert handovers([EARLY, LATE, NIGHT]) == {"V": [("L", 15)], "L": [("N", 15)], "N": [("V", 15)]}


def test_shifts_that_only_touch_have_no_time_for_it() -> None:
    assert handovers([ShiftKind("V", "V", 420, 480, 0), LATE])["V"] == [("L", 0)]


def test_who_is_on_call_hands_nothing_over_and_long_together_is_side_by_side() -> None:
    on_call, day = ShiftKind("A", "A", 15 * 60, 900, 0), ShiftKind("D", "D", 9 * 60, 495, 15)

    assert handovers([EARLY, on_call]) == {}
    assert "L" not in dict(handovers([day, LATE]).get("D", []))


kinds = st.lists(
    st.builds(
        ShiftKind, st.sampled_from("VLNSDAXYZ"), st.sampled_from("VLNSDA"), st.integers(0, DAY - 1),
        st.integers(60, DAY), st.just(0),
    ),
    max_size=6, unique_by=lambda kind: kind.code,
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(kinds)
def test_the_minutes_are_those_that_the_clock_of_both_shares(given_kinds: list[ShiftKind]) -> None:
    by_code = {kind.code: kind for kind in given_kinds}

    for code, others in handovers(given_kinds).items():
        for other, minutes in others:
            one, two = by_code[code], by_code[other]
            ends = one.start + one.minutes
            assert 0 <= minutes <= LONGEST_HANDOVER
            assert (ends - minutes - two.start) % DAY == 0
            assert all((m - two.start) % DAY < two.minutes for m in range(ends - minutes, ends))
