"""The file for the bank is dated by the clock on the wall: what was made after midnight is not of the day before."""

from __future__ import annotations

import pytest
from lxml import etree

from tests.finance.claims.test_payment_file import PLAIN, told
from web.finance_pain import Transfer, pain_001


@pytest.mark.parametrize(
    ("moment", "made", "day"),
    [
        ("2026-07-01T22:30:00+00:00", "2026-07-02T00:30:00", "2026-07-02"),
        ("2026-02-28T23:30:00.123456+00:00", "2026-03-01T00:30:00", "2026-03-01"),
        ("2026-03-01T09:00:00+00:00", "2026-03-01T10:00:00", "2026-03-01"),
    ],
)
def test_a_batch_is_of_the_day_on_which_it_was_made_here(moment: str, made: str, day: str) -> None:

    transfer = Transfer("0" * 32, "Emre", "NL20INGB0001234567", 2_450, "Waterkoker")

    document = etree.fromstring(pain_001("abc-team-1", moment, "De Lindehof", PLAIN, [transfer]))

    assert (told(document, "CreDtTm"), told(document, "Dt")) == ([made], [day])
