"""Whoever spells the name of a shop otherwise buys at the same shop: that goes round no mandate."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.finance.claims.suppliers import supplier_name
from domain.mandates import refusals
from tests.harness.claimed import Till

NAMES = st.text(min_size=1, max_size=40)


@pytest.mark.parametrize(
    "typed", ["praxis", "Praxis.", "Praxis BV", "Praxis B.V.", "praxis b v", "Praxís", "PRAXIS  N.V.", "'Praxis'"]
)
def test_two_halves_at_one_shop_count_together_however_it_is_spelled(till: Till, typed: str) -> None:
    first = till.make(9_000, supplier="Praxis")
    second = till.make(9_000, supplier=typed)
    till.approve(first)

    with pytest.raises(refusals.SplitPurchase):
        till.approve(second)


@pytest.mark.parametrize(
    ("one", "other"), [("Praxis", "Gamma"), ("Slager Bart", "Slager Bert"), ("BV Sport", "Sport"), ("!", "?")]
)
def test_other_shops_stay_other_shops(one: str, other: str) -> None:
    assert supplier_name(one) != supplier_name(other)


@settings(deadline=None, max_examples=300)
@given(name=NAMES)
def test_a_name_that_was_folded_is_folded_once(name: str) -> None:
    assert supplier_name(supplier_name(name)) == supplier_name(name) != ""


@settings(deadline=None, max_examples=300)
@given(
    name=NAMES.filter(lambda one: any(sign.isalnum() for sign in one)),
    form=st.sampled_from([" BV", " b.v.", " v.o.f."]),
)
def test_signs_capitals_and_what_a_firm_is_by_law_make_no_other_name(name: str, form: str) -> None:
    assert supplier_name(f" {name}. ") == supplier_name(name.swapcase().swapcase()) == supplier_name(name + form)
