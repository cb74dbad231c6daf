"""A month is understood as it is typed."""

from __future__ import annotations

import pytest

from web.typed_month import typed_month


@pytest.mark.parametrize(
    "text",
    [
        "2026-08",
        "2026-8",
        "08-2026",
        "8/2026",
        "augustus 2026",
        " Augustus  2026 ",
        "aug. 2026",
        "August 2026",
        "aug 2026",
    ],
)
def test_what_means_august_is_august(text: str) -> None:
    assert typed_month(text) == "2026-08"


@pytest.mark.parametrize("text", ["", "februari", "2026", "augustus", "13-26", "\N{ARABIC-INDIC DIGIT ONE}/2026x"])
def test_what_is_no_month_stays_as_it_was_typed(text: str) -> None:
    assert typed_month(text) == text


def test_a_month_that_no_year_has_is_left_for_the_books_to_refuse() -> None:
    assert typed_month("brumaire 2026") == "2026-00" and typed_month("13-2026") == "2026-13"
