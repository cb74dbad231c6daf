"""A bank may write all of a CAMT.053 on one row: each line still has a place of its own, and what is wrong too."""

from __future__ import annotations

import pytest

from domain.finance.statements import laid_out, read_statements, refusals
from tests.finance.statements.made import camt, paid, sheet

SHEET = sheet(paid(-250), paid(-400), paid(-175))


def one_row(data: bytes) -> bytes:
    """The same file on one row."""
    return data.replace(b"\n", b"")


def test_each_entry_of_one_row_has_a_place_of_its_own() -> None:
    data = one_row(camt(SHEET))

    (statement,) = read_statements(data)

    rows = laid_out(data.decode()).splitlines()
    there = [rows[line.row - 1] for line in statement.lines]
    assert [("2.50" in row, "4.00" in row, "1.75" in row) for row in there] == [
        (True, False, False), (False, True, False), (False, False, True),
    ]  # fmt: skip


def test_what_is_wrong_in_one_row_is_named_by_the_sign_where_it_begins() -> None:
    data = one_row(camt(SHEET)).replace(b"4.00", b"4.005")

    with pytest.raises(refusals.AmountTooFine) as refused:
        read_statements(data)

    spot = refused.value.details["row"]
    assert data.decode()[spot.sign - 1 :].startswith('<Ntry><Amt Ccy="EUR">4.005')
    assert f"regel 1 (teken {spot.sign})" in str(refused.value)


def test_a_file_with_a_row_for_each_entry_keeps_its_rows() -> None:
    text = camt(SHEET).decode()

    assert laid_out(text) == text
