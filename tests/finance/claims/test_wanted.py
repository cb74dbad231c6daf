"""What can be claimed: costs of the team, an amount, a day that was, a shop, and a way to get the money back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from domain.finance.claims import Claim, refusals
from domain.finance.ledger import NewAccount
from domain.finance.ledger.refusals import AccountIsClosed, AccountUnknown, DayUnreadable, NoAccountFor, TextMissing
from domain.kernel import CommandReused, id_of
from tests.harness.claimed import IBAN, Till

NOT_FOR_CLAIMS = refusals.AccountNotForClaims
WRONG: list[tuple[dict[str, Any], type[Exception]]] = [
    ({"account": "8000"}, NOT_FOR_CLAIMS),
    ({"account": "1010"}, NOT_FOR_CLAIMS),
    ({"account": "4370"}, NOT_FOR_CLAIMS),
    ({"account": "4900"}, NOT_FOR_CLAIMS),
    ({"account": "9999"}, AccountUnknown),
    ({"cents": 0}, refusals.ClaimAmount),
    ({"cents": -2_450}, refusals.ClaimAmount),
    ({"cents": 2_450.0}, refusals.ClaimAmount),
    ({"day": "2026-03-02"}, refusals.ClaimDay),
    ({"day": "2025-02-27"}, refusals.ClaimDay),
    ({"day": "gisteren"}, DayUnreadable),
    ({"supplier": " "}, refusals.SupplierMissing),
    ({"supplier": "x" * 121}, refusals.SupplierMissing),
    ({"number": "1" * 61}, refusals.NumberTooLong),
    ({"text": " "}, TextMissing),
    ({"text": "x" * 301}, TextMissing),
    ({"missing": "x" * 301}, refusals.ReceiptMissing),
    ({"how": "giro"}, refusals.PaidHow),
    ({"how": "bank", "iban": ""}, refusals.IbanUnreadable),
    ({"how": "bank", "iban": "NL20 INGB 0001 2345 68"}, refusals.IbanUnreadable),
]


@pytest.mark.parametrize(("wrong", "refusal"), WRONG, ids=str)
def test_what_cannot_be_claimed_is_refused_by_name_as_a_new_claim_and_as_a_changed_one(
    till: Till, wrong: dict[str, Any], refusal: type[Exception]
) -> None:
    with till.home.by(till.purse.cato):
        costs_of_residents = NewAccount("4900", "Kosten van bewoners", "residents", "expense")
        till.purse.ledger.open_accounts([costs_of_residents])
    claim = till.make()
    made = till.claim(claim).version

    with pytest.raises(refusal) as new:
        till.make(**wrong)
    with pytest.raises(refusal) as changed:
        till.change(claim, **wrong)

    assert type(new.value) is type(changed.value) is refusal
    assert till.claim(claim).version == made and till.home.house.workspace.get(Claim, id_of("claim", "2")) is None


@pytest.mark.parametrize(
    "just",
    [
        {"cents": 1},
        {"day": "2026-03-01"},
        {"day": "2026-01-01"},
        {"supplier": "x" * 120, "number": "1" * 60, "text": "x" * 300, "missing": "x" * 300},
        {"number": ""},
        {"how": "bank", "iban": IBAN.lower()},
        {"account": "4600"},
    ],
    ids=str,
)
def test_what_just_can_be_claimed_is(till: Till, just: dict[str, Any]) -> None:
    with till.home.by(till.purse.cato):
        owed = NewAccount("1601", "Nog te betalen huishouding", "household", "liability", "payable")
        till.purse.ledger.open_accounts([owed])

    claim = till.make(**just)

    assert till.claim(claim).state == "made"


def test_of_a_year_ago_is_not_too_long_ago(till: Till) -> None:
    till.home.clock.advance(timedelta(days=366))  # 2 March 2027

    with pytest.raises(refusals.ClaimDay):
        till.make(day="2026-02-28")

    assert till.claim(till.make(day="2026-03-01")).day == "2026-03-01"


def test_without_an_account_for_what_is_to_be_paid_nothing_is_claimed_of_that_money(till: Till) -> None:
    with pytest.raises(NoAccountFor):
        till.make(account="4600")


def test_on_an_account_that_closed_nothing_is_claimed_and_nobody_waits_to_hear_that(till: Till) -> None:
    claim = till.make()
    with till.home.by(till.purse.cato):
        till.purse.ledger.close_account("4350")

    with pytest.raises(AccountIsClosed):
        till.make()
    with pytest.raises(AccountIsClosed):
        till.change(claim, 3_000)


def test_one_id_is_one_claim(till: Till) -> None:
    claim = till.make(2_450)

    with till.home.by(till.fenna), pytest.raises(CommandReused):
        till.claims.make_claim(till.purse.team, claim=claim, wanted=till.wanted(1))

    assert (till.claim(claim).cents, till.claim(claim).maker) == (2_450, till.emre)
