"""What stands by day says the same as adding up every movement, however many there are and whenever they came in."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.finance.ledger import Register, refusals
from domain.finance.ledger.by_day import ByDay, first_below, put, standing
from domain.finance.ledger.resident import ResidentAccount
from domain.kernel import Acting, act_as, id_of

Moves = list[tuple[int, int]]
MOVES: st.SearchStrategy[Moves] = st.lists(st.tuples(st.integers(0, 120), st.integers(-900, 1_000)), max_size=30)


def day_of(number: int) -> str:
    """A day of December 2025 or later."""
    return (date(2025, 12, 1) + timedelta(number)).isoformat()


def naive(moves: Moves, on: str) -> int:
    """What stands at the end of a day, by adding up everything."""
    return sum(cents for number, cents in moves if day_of(number) <= on)


@settings(deadline=None, max_examples=150)
@given(moves=MOVES, on=st.integers(0, 125), cents=st.integers(-2_000, 500))
def test_it_says_what_adding_up_all_movements_says(moves: Moves, on: int, cents: int) -> None:
    moved: ByDay = {}
    for number, came in moves:
        put(moved, day_of(number), came)

    day = day_of(on)
    ends = [day, *sorted({day_of(number) for number, _ in moves if day_of(number) > day})]
    below = next((end for end in ends if naive(moves, end) + cents < 0), None)

    assert standing(moved, day) == naive(moves, day)
    assert standing(moved) == naive(moves, "9999")
    assert first_below(moved, day, cents) == below


def test_a_cash_box_and_a_residents_account_keep_to_it_after_five_years() -> None:
    moves = [(number, 10 if number % 2 else -9) for number in range(1, 1_800)] + [(1_800, -800), (1_801, 700)]
    with act_as(Acting(id_of("bram"), "finance")):
        box: Register = Register.begin(id=id_of("box"), team=id_of("team"), account="1000")
        kept: ResidentAccount = ResidentAccount.begin(id=id_of("kept"), team=id_of("team"), person=id_of("rosa"))
        for number, cents in moves:
            day = day_of(number)
            box.move(id_of(str(number)), day=day, period=day[:7], cents=cents, use="cash")
            kept.move(id_of(str(number)), day=day, cents=cents)
        over = naive(moves, day_of(1_800)) + 1

        with pytest.raises(refusals.CashBelowNothing) as cash:
            box.move(id_of("late"), day=day_of(900), period="2030-12", cents=-over, use="cash")
        with pytest.raises(refusals.ResidentBelowNothing) as theirs:
            kept.move(id_of("late"), day=day_of(900), cents=-over)
        box.move(id_of("late"), day=day_of(900), period="2030-12", cents=1 - over, use="cash")

    assert day_of(1_800) in cash.value.sentence() and day_of(1_800) in theirs.value.sentence()
    assert box.balance(day_of(1_800)) == 0 and kept.balance(day_of(1_800)) == over - 1
