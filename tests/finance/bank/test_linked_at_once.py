"""Processes that link bank accounts at the same moment: one number to one account of one team, each way."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from domain.finance.bank import refusals
from domain.finance.ledger import NewAccount
from domain.kernel import OPERATOR, id_of
from domain.policies import Hire
from tests.finance.bank.banked import ENERGY, GROCER, Banked
from tests.finance.statements.made import IBAN
from tests.harness.claim_races import Act, raced
from tests.harness.home import moved_in
from tests.harness.money import Purse

ROUNDS = 4


def linking(purse: Purse, account: str, iban: str) -> Act:
    """Bram links a number to an account."""
    return Act(purse.bram, "link_account", purse.team, {"account": account, "iban": iban}, "bank")


def test_two_numbers_that_are_linked_to_one_account_at_once_never_both_stand(tmp_path: Path) -> None:
    with moved_in(tmp_path) as home:
        purse = Purse(home)
        with home.by(purse.cato):
            purse.ledger.open_accounts([_bank(1100 + turn) for turn in range(ROUNDS)])
        numbers = [_iban(turn) for turn in range(2 * ROUNDS)]
        races = [
            [linking(purse, str(1100 + turn), number) for number in numbers[2 * turn : 2 * turn + 2]]
            for turn in range(ROUNDS)
        ]
        moment = home.clock.moment

    came = raced(tmp_path, moment, races)

    assert [Counter(race) for race in came] == [Counter({"": 1, "AccountIsTaken": 1})] * ROUNDS


def test_one_number_that_is_linked_to_two_accounts_at_once_stands_once(tmp_path: Path) -> None:
    with moved_in(tmp_path) as home:
        purse = Purse(home)
        with home.by(purse.cato):
            purse.ledger.open_accounts([_bank(1100 + turn) for turn in range(2 * ROUNDS)])
        races = [
            [linking(purse, str(1100 + 2 * turn + side), _iban(turn)) for side in range(2)] for turn in range(ROUNDS)
        ]
        moment = home.clock.moment

    came = raced(tmp_path, moment, races)

    assert [Counter(race) for race in came] == [Counter({"": 1, "IbanIsLinked": 1})] * ROUNDS


def test_one_number_that_two_teams_link_at_once_is_of_one_of_them(tmp_path: Path) -> None:
    with moved_in(tmp_path) as home:
        purse, other, zara = Purse(home), id_of("team", "other"), id_of("person", "zara")
        with home.by(OPERATOR):
            home.house.staffing.found_team(other, name="De Brink", hires=[Hire(zara, "Zara", since="2026-01-01")])
            home.house.teams.give_role(other, person=zara, role="finance", since="2026-01-01")
        with home.by(zara):
            purse.ledger.begin_books(other, first="2026-01")
        there = Act(zara, "link_account", other, {"account": "1010", "iban": IBAN}, "bank")
        moment = home.clock.moment

    came = raced(tmp_path, moment, [[linking(purse, "1010", IBAN), there]])

    assert Counter(came[0]) == Counter({"": 1, "IbanIsLinked": 1})


def test_an_account_is_free_again_when_its_number_was_closed(banked: Banked) -> None:
    with banked.home.by(banked.purse.bram):
        with pytest.raises(refusals.AccountIsTaken):
            banked.service.link_account(banked.team, account="1010", iban=GROCER)
        banked.service.close_bank_account(banked.team, bank=banked.bank)
        banked.service.link_account(banked.team, account="1010", iban=GROCER)
        with pytest.raises(refusals.AccountIsTaken):
            banked.service.link_account(banked.team, account="1010", iban=ENERGY)

    assert banked.service.linked(banked.team, GROCER)


def _bank(code: int) -> NewAccount:
    return NewAccount(str(code), f"Bank {code}", "team", "asset", "bank")


def _iban(number: int) -> str:
    """A Dutch number whose check digits fit."""
    bare = f"INGB{number:010d}"
    digits = "".join(str(int(sign, 36)) for sign in f"{bare}NL00")
    return f"NL{98 - int(digits) % 97:02d}{bare}"
