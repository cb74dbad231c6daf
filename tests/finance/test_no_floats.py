"""No float comes into a fact of money, whatever its value (check 1): it is refused before anything is written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from domain.finance.bank import refusals as bank
from domain.finance.cash import refusals as cash
from domain.finance.claims import refusals as claims
from domain.finance.residents import refusals as residents
from domain.kernel import id_of
from domain.mandates import refusals as mandates
from tests.harness.claimed import Till
from tests.harness.mandated import give_mandate
from tests.harness.money import Purse

TRIED: list[tuple[type[Exception], Callable[[Any, Any], object]]] = [
    (cash.LimitUnreadable, lambda house, team: house.cash.set_cash_limits(team, "1000", most=2500.0, most_spent=10)),
    (cash.PiecesUnreadable, lambda house, team: _count(house, team, {1000: 1.0})),
    (cash.PiecesUnreadable, lambda house, team: _count(house, team, {1000.0: 1})),
    (bank.ThresholdTooHigh, lambda house, team: house.bank.set_threshold(team, cents=100.0, why="Meer zien.")),
    (residents.AmountNotAboveNothing, lambda house, team: _ask(house, team)),
]


def _count(house: Any, team: Any, pieces: Any) -> None:
    house.cash.count_cash(team, "1000", count=id_of("count"), day="2026-02-28", pieces=pieces)


def _ask(house: Any, team: Any) -> None:
    rosa, asked = id_of("person", "rosa"), id_of("withdrawal")
    house.residents.ask_withdrawal(team, rosa, withdrawal=asked, account="1030", cents=5.0, text="Zakgeld")


@pytest.mark.parametrize(("refusal", "does"), TRIED)
def test_who_keeps_the_money_writes_no_part_of_a_cent(purse: Purse, refusal: type[Exception], does: Any) -> None:
    before = purse.position()

    with purse.home.by(purse.bram), pytest.raises(refusal):
        does(purse.home.house, purse.team)

    assert purse.position() == before


def test_no_mandate_and_no_claim_is_of_part_of_a_cent(purse: Purse) -> None:
    till = Till(purse, mandate=False)
    before = purse.position()

    with pytest.raises(mandates.MandateAmounts):
        give_mandate(purse.home, "fenna", to=purse.fenna, per_act=100.0)  # type: ignore[arg-type]
    with pytest.raises(claims.ClaimAmount):
        till.make(24.5)  # type: ignore[arg-type]

    assert purse.position() == before
