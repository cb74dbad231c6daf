"""Days and free text as people type them: what is a day of somebody's life, and what a text may be."""

from __future__ import annotations

import pytest

from domain.kernel import iso_day, printable


@pytest.mark.parametrize("day", ["1900-01-01", "2200-12-31", " 2026-02-28\n", "2028-02-29"])
def test_a_day_of_a_life_is_read(day: str) -> None:
    assert iso_day(day) == day.strip()


@pytest.mark.parametrize("day", ["1899-12-31", "2201-01-01", "2026-02-29", "28-02-2026", "morgen", "", "0001-01-01"])
def test_what_is_no_day_of_a_life_is_not(day: str) -> None:
    with pytest.raises(ValueError):
        iso_day(day)


def test_a_text_is_as_long_as_it_may_be_and_no_longer_and_keeps_its_lines() -> None:
    assert printable(" ab\ncd\t ", 5) == "ab\ncd"
    assert printable("a\x00b\u200bc", 5) == "a b c"
    with pytest.raises(ValueError, match="6"):
        printable("abcdef", 5)
