"""What two people counted and signed stays as it is, also for who pays a claim out of the box."""

from __future__ import annotations

import pytest

from domain.finance.cash import refusals
from domain.kernel import id_of
from tests.harness.claimed import Till
from tests.harness.money import Purse


@pytest.fixture
def till(purse: Purse) -> Till:
    """Five hundred euro or so in the box, and a claim that was approved."""
    found = Till(purse)
    found.fill_cash()
    return found


def count(till: Till, day: str) -> None:
    """Emre counts what lies there, and Fenna signs: it agrees."""
    cash, team, there = till.home.house.cash, till.purse.team, till.purse.balances(day)["1000"]
    pieces = {1: there % 100, 100: there // 100}
    with till.home.by(till.emre):
        cash.count_cash(team, "1000", count=id_of(day), day=day, pieces={c: n for c, n in pieces.items() if n})
    with till.home.by(till.purse.fenna):
        cash.sign_count(team, "1000", id_of(day), difference=0)


def test_a_claim_is_not_said_to_be_paid_before_the_count_that_two_people_signed(till: Till) -> None:
    claim = till.make(day="2026-02-10")
    till.approve(claim)
    count(till, "2026-02-27")
    before = till.purse.balances("2026-02-27")["1000"]

    for day in ("2026-02-26", "2026-02-27"):
        with pytest.raises(refusals.CountedSince) as refused:
            till.pay(claim, day=day)
    till.pay(claim, day="2026-02-28")

    assert refused.value.field == "day"
    assert till.purse.balances("2026-02-27")["1000"] == before > till.purse.balances()["1000"]


def test_what_is_paid_today_after_the_count_of_today_is_of_today(till: Till) -> None:
    claim = till.make(day="2026-02-10")
    till.approve(claim)
    count(till, "2026-03-01")

    till.pay(claim, day="2026-03-01")

    assert till.claim(claim).state == "paid"
