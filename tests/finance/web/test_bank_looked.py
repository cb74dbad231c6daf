"""Who looks at residents' money through the bank: each resident finds it under "wie keek naar mijn geld"."""

from __future__ import annotations

from typing import Any

import pytest

from domain.finance.ledger import Line, NewAccount
from domain.kernel import Id
from tests.finance.bank.banked import Banked, day
from tests.finance.residents.test_residents import live_in
from tests.finance.statements.made import OTHER, camt, paid
from tests.finance.web.test_bank import Hands
from tests.harness.money import Purse

FILE = camt(day(2, paid(5_000, text="Zorgtoeslag"), paid(700, text="Rente"), opening=4_000, account=OTHER))


@pytest.fixture
def rosas(purse: Purse) -> Banked:
    """The bank account of residents, on which 30 euro is of Rosa and 10 of Tom; two lines wait."""
    live_in(purse.home, "tom")
    for who, cents in (("rosa", 3_000), ("tom", 1_000)):
        purse.post("2026-02-01", Line("1030", cents), Line("1700", -cents, purse.home.person(who)), fund="residents")
    banked = Banked(purse, account="1030", iban=OTHER, cents=0)
    banked.take(FILE)
    return banked


@pytest.fixture
def bram(rosas: Banked, client: Any) -> Hands:
    return Hands(client(rosas.purse.bram), rosas)


def looked(banked: Banked) -> list[tuple[Id, str]]:
    """At whose money was looked, and in which role, by bram."""
    found = banked.home.house.access.looks()
    return sorted((one.subject, one.role) for one in found if one.person == banked.purse.bram)


def of(banked: Banked, *names: str) -> list[tuple[Id, str]]:
    return sorted((banked.home.person(name), "finance") for name in names)


def test_whose_money_is_on_the_account_finds_the_look_at_its_page(rosas: Banked, bram: Hands) -> None:
    assert "Zorgtoeslag" in bram.get("?of=residents").text

    assert looked(rosas) == of(rosas, "rosa", "tom")


def test_a_line_that_is_nobodys_yet_is_a_look_at_all_of_them(rosas: Banked, bram: Hands) -> None:
    assert bram.get(f"/lines/{rosas.line(FILE)}").status_code == 200

    assert looked(rosas) == of(rosas, "rosa", "tom")


def test_a_line_of_one_resident_is_a_look_at_that_one(rosas: Banked, bram: Hands) -> None:
    with rosas.home.by(rosas.purse.bram):
        rosas.service.match_line(rosas.line(FILE), account="1700", resident=rosas.home.rosa)

    assert bram.get(f"/lines/{rosas.line(FILE)}").status_code == 200

    assert looked(rosas) == of(rosas, "rosa")


def test_the_rules_for_their_lines_are_looked_at_too(rosas: Banked, bram: Hands) -> None:
    with rosas.home.by(rosas.purse.cato):
        rosas.purse.ledger.open_accounts([NewAccount("4900", "Bankkosten", "residents", "expense")])
    assert bram.get("/rules").status_code == 200 and looked(rosas) == []
    rosas.match(rosas.line(FILE, 1), "4900")
    rosas.rule(rosas.line(FILE, 1))

    assert "4900" in bram.get("/rules").text

    assert looked(rosas) == of(rosas, "rosa", "tom")


def test_where_nobodys_money_is_kept_yet_the_look_is_at_the_team(purse: Purse, client: Any) -> None:
    banked = Banked(purse, account="1030", iban=OTHER, cents=0)

    Hands(client(purse.bram), banked).get("?of=residents")

    assert looked(banked) == [(banked.team, "finance")]
