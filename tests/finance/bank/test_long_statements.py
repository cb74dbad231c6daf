"""The lines of a bank account of years come a page at a time, and a page costs the same however many there are."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projections.finance_bank_page import LineRow, count_lines, lines
from projections.tables import FAR, TABLES
from tests.finance.ledger.test_long_books import books, cost

FUNDS = ("team", "household")


def lines_taken(told: Iterable[tuple[str, str, str]]) -> sqlite3.Connection:
    """Views with these lines of the bank: day, state and fund."""
    views = books([])
    columns = TABLES["finance_line"].columns
    for number, (day, state, fund) in enumerate(told):
        row = dict.fromkeys(columns, "") | {
            "team": "team", "fund": fund, "state": state, "booked_on": day, "parts": "[]", "cents": 1, "place": number,
        }  # fmt: skip
        views.execute(
            f"INSERT INTO finance_line_history VALUES ({', '.join('?' * (len(columns) + 3))})",
            (f"{number * 7919 % 10_007:05d}", *row.values(), 0, FAR),
        )
    return views


@given(
    st.lists(
        st.tuples(
            st.sampled_from(("2026-01-01", "2026-01-02", "2026-02-01")), st.sampled_from(("open", "matched", "split")),
            st.sampled_from((*FUNDS, "residents")),
        ),
        max_size=25,
    ),
    st.booleans(),
    st.integers(1, 6),
)  # fmt: skip
@settings(deadline=None, max_examples=40)
def test_the_pages_together_hold_each_line_once_and_in_order(
    told: list[tuple[str, str, str]], still_open: bool, size: int
) -> None:
    with closing(lines_taken(told)) as views:
        many = count_lines(views, "team", FUNDS, still_open=still_open)
        found: list[LineRow] = []
        for skip in range(0, many, size):
            found += lines(views, "team", FUNDS, still_open=still_open, skip=skip, limit=size)

    assert sorted(one.place for one in found) == [
        number for number, (_, state, fund) in enumerate(told) if (state == "open") == still_open and fund in FUNDS
    ]
    assert found == sorted(found, key=lambda one: (one.booked_on, one.line), reverse=not still_open)


@pytest.mark.parametrize("skip", [0, 50, 1_900])
def test_a_page_of_what_is_done_reads_no_line_that_it_passes_over(skip: int) -> None:
    told = [(f"20{20 + number % 6}-01-{number % 28 + 1:02d}", "matched", "team") for number in range(2_000)]

    with closing(lines_taken(told)) as views:
        taken = cost(views, lambda: lines(views, "team", FUNDS, still_open=False, skip=skip, limit=50))

    assert taken < 5_000 + 15 * skip
