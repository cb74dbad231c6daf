"""What was decided of a resident's withdrawal stays, and nothing but whole cents above nothing is asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from domain.finance.residents import Withdrawal, refusals
from domain.kernel import Id, id_of
from tests.finance.residents.banking import granted, rosas_bank
from tests.finance.residents.test_residents import ask, deposit, has, sign
from tests.harness.money import Purse

Step = Callable[[Purse, Id], None]


def paid(purse: Purse, asked: Id) -> None:
    """Fenna and Bram sign it."""
    sign(purse, asked, "fenna", "bram")


def signed_by_saar(purse: Purse, asked: Id) -> None:
    """Saar signs it."""
    sign(purse, asked, "saar")


def rejected(purse: Purse, asked: Id) -> None:
    """Fenna does not sign it, and says why."""
    with purse.home.by(purse.fenna):
        purse.home.house.residents.reject_withdrawal(asked, why="Dit is te veel.")


def dropped(purse: Purse, asked: Id) -> None:
    """Emre no longer wants it."""
    with purse.home.by(purse.home.person("emre")):
        purse.home.house.residents.drop_withdrawal(asked)


def version(purse: Purse, asked: Id) -> int:
    """How many facts there are of it."""
    found = purse.home.house.workspace.get(Withdrawal, asked)
    assert found
    return found.version


@pytest.mark.parametrize("decided", [paid, rejected, dropped])
@pytest.mark.parametrize("then", [signed_by_saar, rejected, dropped])
def test_a_withdrawal_is_decided_once(purse: Purse, decided: Step, then: Step) -> None:
    deposit(purse, 10_000)
    asked = ask(purse, 2_500)
    decided(purse, asked)
    before = version(purse, asked), has(purse)

    with pytest.raises(refusals.WithdrawalIsDecided):
        then(purse, asked)

    assert (version(purse, asked), has(purse)) == before


def test_what_waits_for_the_bank_is_not_signed_once_more(purse: Purse) -> None:
    rosas_bank(purse)
    asked = granted(purse, 2_500)

    with pytest.raises(refusals.WithdrawalIsDecided):
        signed_by_saar(purse, asked)


@pytest.mark.parametrize("cents", [0, -2_500, 25.0])
def test_nothing_but_cents_above_nothing_is_asked_for(purse: Purse, cents: Any) -> None:
    deposit(purse, 10_000)

    with pytest.raises(refusals.AmountNotAboveNothing):
        ask(purse, cents)

    assert purse.home.house.workspace.get(Withdrawal, id_of("one")) is None


def test_one_cent_can_be_asked_for(purse: Purse) -> None:
    deposit(purse, 10_000)

    paid(purse, ask(purse, 1))

    assert has(purse) == 9_999
    assert purse.entry(id_of("finance.withdrawn", id_of("one"))).kind == "payment"
