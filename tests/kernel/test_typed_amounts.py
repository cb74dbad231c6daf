"""Amounts as people type them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from domain.kernel import Money, Refusal
from domain.kernel.money import (
    MOST_CENTS,
    AmountInParts,
    AmountMissing,
    AmountTooLarge,
    AmountUnreadable,
    cents_of,
)

UNDERSTOOD = {
    "1.234,50": 123450,
    "12,5": 1250,
    "€ 3": 300,
    "1234": 123400,
    "1 234,50": 123450,
    "1\N{NO-BREAK SPACE}234,50": 123450,
    "1\N{NARROW NO-BREAK SPACE}234,50": 123450,
    "-12,00": -1200,
    "\N{MINUS SIGN}12,00": -1200,
    "€ -12,00": -1200,
    "-€ 12": -1200,
    "+12": 1200,
    "1.234": 123400,
    "1.234.567": 123456700,
    "12.50": 1250,
    "12.5": 1250,
    "1,234.50": 123450,
    "12,-": 1200,
    "12,--": 1200,
    ",50": 50,
    "3 euro": 300,
    "EUR 3": 300,
    "3€": 300,
    "  7 ": 700,
    "٣,٥": 350,
    "３,５": 350,
    "0": 0,
    "999.999.999,99": MOST_CENTS,
}
REFUSED = {
    "": AmountMissing,
    "  ": AmountMissing,
    "€": AmountMissing,
    "tien": AmountUnreadable,
    "5,": AmountUnreadable,
    "-": AmountUnreadable,
    ",": AmountUnreadable,
    ".5": AmountUnreadable,
    "--3": AmountUnreadable,
    "3-": AmountUnreadable,
    "1e5": AmountUnreadable,
    "nan": AmountUnreadable,
    "0.123": AmountUnreadable,
    "1.23.456": AmountUnreadable,
    "1.2345": AmountUnreadable,
    "12 50": AmountUnreadable,
    "1'234": AmountUnreadable,
    "12,50,00": AmountUnreadable,
    "1,234,567": AmountUnreadable,
    "½": AmountUnreadable,
    "²": AmountUnreadable,
    "$ 3": AmountUnreadable,
    "€€3": AmountUnreadable,
    "1" * 41: AmountUnreadable,
    "1,234": AmountInParts,
    "0,125": AmountInParts,
    "1000000000": AmountTooLarge,
    "-1000000000": AmountTooLarge,
}


@pytest.mark.parametrize("typed", UNDERSTOOD)
def test_an_amount_is_understood_as_people_type_it(typed):
    assert cents_of(typed) == UNDERSTOOD[typed]


@pytest.mark.parametrize("typed", REFUSED)
def test_what_is_no_amount_or_two_amounts_is_refused_beside_its_field(typed):
    with pytest.raises(REFUSED[typed]) as refusal:
        cents_of(typed, field="price")

    assert refusal.value.field == "price"


@given(some.integers(-MOST_CENTS, MOST_CENTS), some.sampled_from(["nl", "en"]))
def test_what_is_written_on_the_screen_can_be_typed_back(cents, language):
    assert cents_of(Money(cents).written(language)) == cents


@settings(max_examples=300, deadline=None)
@given(some.text(max_size=45) | some.text(alphabet="0123456789.,- €+", max_size=15))
def test_anything_typed_is_an_int_or_a_refusal(typed):
    try:
        cents = cents_of(typed)
    except Refusal as refusal:
        assert refusal.field == "amount"
    else:
        assert type(cents) is int and abs(cents) <= MOST_CENTS


def test_an_amount_of_forty_signs_is_read_and_a_longer_one_is_not():
    assert cents_of("0" * 37 + "1,5") == 150
    with pytest.raises(AmountUnreadable):
        cents_of("0" * 38 + "1,5")


@pytest.mark.parametrize("cents", [12.5, 12.0, True, "12"])
def test_money_is_whole_cents_and_nothing_else(cents):
    with pytest.raises(TypeError, match="cents must be an int"):
        Money(cents)


def test_nothing_has_no_sign():
    assert Money(0).written("nl") == "€\N{NO-BREAK SPACE}0,00" and Money(0).written("en") == "€0.00"


def test_an_amount_is_written_in_both_languages():
    assert Money(123450).written("nl") == "€\N{NO-BREAK SPACE}1.234,50" == str(Money(123450))
    assert Money(-123450).written("en") == "\N{MINUS SIGN}€1,234.50"
