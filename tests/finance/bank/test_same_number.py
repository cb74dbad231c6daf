"""Two bank accounts at two banks whose numbers are the same: each is linked, and takes its own statements."""

from __future__ import annotations

import pytest

from domain.finance.bank import bank_of, refusals
from domain.finance.ledger import NewAccount
from domain.kernel import Id
from projections.finance_bank_page import bank_of_team
from tests.finance.bank.banked import Banked, day
from tests.finance.statements.made import IBAN, camt, paid

SAME = "NL61INGB0417164300"
"""The number of the team's account at ABN, as ING has it too."""


def linked(banked: Banked, account: str = "1011", iban: str = SAME) -> Id:
    """Bram links the account at the other bank."""
    with banked.home.by(banked.purse.cato):
        banked.purse.ledger.open_accounts([NewAccount("1011", "Bank bij ING", "team", "asset", "bank")])
    with banked.home.by(banked.purse.bram):
        banked.service.link_account(banked.team, account=account, iban=iban)
    return banked.service.linked(banked.team, iban)


def shown(banked: Banked, bank: Id) -> str | None:
    """The number that the page shows."""
    with banked.home.house.now() as views:
        found = bank_of_team(views, banked.team, bank)
    return banked.home.house.vault.open_packed(found.iban) if found else None


def test_bram_links_both_and_each_takes_its_own_statements(banked: Banked) -> None:
    other = linked(banked)
    mine, theirs = day(2, paid(-700), opening=10_000), day(2, paid(-700), opening=0, account=SAME)

    banked.take(camt(mine, theirs))
    with banked.home.by(banked.purse.bram):
        file = banked.home.house.blobs.keep(other, camt(mine, theirs))
        banked.service.import_statement(banked.team, bank=other, file=file)

    balances = banked.purse.balances()
    assert other != banked.bank == banked.service.linked(banked.team, IBAN)
    assert (balances["1010"], balances["1011"]) == (9_300, -700)
    assert (shown(banked, banked.bank), shown(banked, other)) == (IBAN, SAME)


def test_the_other_banks_number_does_not_open_an_account_that_was_closed(banked: Banked) -> None:
    with banked.home.by(banked.purse.bram):
        banked.service.close_bank_account(banked.team, bank=banked.bank)

    other = linked(banked, account="1010")

    assert other != banked.bank and shown(banked, other) == SAME
    with pytest.raises(refusals.NotLinked):
        banked.service.linked(banked.team, IBAN)


def test_each_of_them_is_linked_once(banked: Banked) -> None:
    linked(banked)

    for iban in (IBAN, SAME):
        with banked.home.by(banked.purse.bram), pytest.raises(refusals.IbanIsLinked):
            banked.service.link_account(banked.team, account="1020", iban=iban)


def test_an_account_keeps_the_key_that_it_always_had(banked: Banked) -> None:
    vault = banked.home.house.workspace.vault

    assert banked.bank == bank_of(vault, IBAN) == bank_of(vault, "0417164300")
