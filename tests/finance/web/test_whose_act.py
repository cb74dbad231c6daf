"""A button is there exactly when the command takes it: also for who acted, or had it done, on behalf of another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from domain.finance.ledger import Line
from domain.kernel import Acting, Id, act_as, id_of
from domain.mandates import Limits
from tests.finance.residents.test_residents import deposit
from tests.finance.web.test_today_asks import asked
from tests.harness.claimed import Till
from tests.harness.mandated import give_mandate
from tests.harness.money import Purse

Clients = Callable[..., FlaskClient]
RIDE = (Line("4350", 1_250), Line("1010", -1_250))
ONE = id_of("one")


@pytest.fixture
def purse(purse: Purse) -> Purse:
    """The books; of their two closed months nothing waits."""
    purse.home.clock.moment = purse.home.clock.moment.replace(month=3, day=2)
    purse.close("2026-01", "2026-02")
    return purse


def for_fenna(purse: Purse, by: str, do: Callable[[], Any]) -> None:
    """Somebody does it on behalf of Fenna."""
    with act_as(Acting(purse.home.person(by), "", on_behalf_of=purse.fenna)):
        do()


def page(client: Clients, person: Id, address: str) -> str:
    """The page, as this person sees it."""
    answer = client(person).get(address)
    assert answer.status_code == 200
    return answer.text


def test_an_entry_proposed_on_behalf_of_fenna_is_not_offered_to_her_to_approve(purse: Purse, client: Clients) -> None:
    for_fenna(purse, "bram", lambda: purse.ledger.propose_entry(
        purse.team, proposal=ONE, fund="team", value_date="2026-03-01", lines=RIDE, text="Regiotaxi"
    ))  # fmt: skip
    address = f"/teams/{purse.team}/money/proposals/{ONE}"

    for person in (purse.bram, purse.fenna):
        assert asked(client, purse, person) == {}
        assert "Keur goed en boek" not in page(client, person, address)
        assert "Een collega keurt het goed" in page(client, person, address)
    assert "Trek in" in page(client, purse.bram, address)
    assert "Keur goed en boek" in page(client, purse.home.person("emre"), address)


def test_money_of_a_resident_proposed_on_behalf_of_fenna_is_not_hers_to_approve(purse: Purse, client: Clients) -> None:
    lines = Line("1030", 10_000), Line("1700", -10_000, purse.home.person("rosa"))
    for_fenna(purse, "bram", lambda: purse.ledger.propose_entry(
        purse.team, proposal=ONE, fund="residents", value_date="2026-03-01", lines=lines, text="Zakgeld"
    ))  # fmt: skip

    assert asked(client, purse, purse.fenna) == {}
    assert "Keur goed en boek" not in page(client, purse.fenna, f"/teams/{purse.team}/money/residents")


def test_a_withdrawal_asked_on_behalf_of_fenna_is_hers_to_drop_and_not_to_sign(purse: Purse, client: Clients) -> None:
    deposit(purse, 10_000, day="2026-03-01")
    for_fenna(purse, "emre", lambda: purse.home.house.residents.ask_withdrawal(
        purse.team, purse.home.person("rosa"), withdrawal=ONE, account="1030", cents=4_321, text="Kapper"
    ))  # fmt: skip

    residents = page(client, purse.fenna, f"/teams/{purse.team}/money/residents")

    assert asked(client, purse, purse.fenna) == {}
    assert "Trek in" in residents and f"{ONE}/sign" not in residents and f"{ONE}/reject" not in residents


def test_a_withdrawal_signed_on_behalf_of_fenna_is_not_hers_to_sign_again(purse: Purse, client: Clients) -> None:
    deposit(purse, 10_000, day="2026-03-01")
    with purse.home.by(purse.home.person("emre")):
        purse.home.house.residents.ask_withdrawal(
            purse.team, purse.home.person("rosa"), withdrawal=ONE, account="1030", cents=4_321, text="Kapper"
        )
    for_fenna(purse, "bram", lambda: purse.home.house.residents.sign_withdrawal(ONE))

    for person in (purse.bram, purse.fenna):
        residents = page(client, person, f"/teams/{purse.team}/money/residents")
        assert asked(client, purse, person) == {}
        assert f"{ONE}/sign" not in residents
        assert f"{ONE}/reject" in residents, "who signed may still say no before the second one signs"


def test_a_count_on_behalf_of_fenna_is_not_hers_to_sign(purse: Purse, client: Clients) -> None:
    for_fenna(purse, "emre", lambda: purse.home.house.cash.count_cash(
        purse.team, "1000", count=ONE, day="2026-03-01", pieces={5_000: 1}
    ))  # fmt: skip
    address = f"/teams/{purse.team}/money/cash/counts/{ONE}"

    assert asked(client, purse, purse.fenna) == {}
    assert "ik teken" not in page(client, purse.fenna, address)
    assert "ik teken" in page(client, purse.bram, address)


def test_a_budget_on_behalf_of_fenna_is_not_hers_to_adopt(purse: Purse, client: Clients) -> None:
    for_fenna(purse, "bram", lambda: purse.home.house.budgets.propose_budget(
        purse.team, proposal=ONE, fund="team", year=2026, lines={"4310": [50_000] * 12},
        decision="Teamoverleg, punt 4", why="Eerste begroting",
    ))  # fmt: skip
    address = f"/teams/{purse.team}/money/budget/proposals/{ONE}"

    assert asked(client, purse, purse.fenna) == {}
    assert "Stel vast" not in page(client, purse.fenna, address)
    assert "Trek in" not in page(client, purse.fenna, address), "only who proposed it takes it back"
    assert "Trek in" in page(client, purse.bram, address)


def test_a_reopening_asked_on_behalf_of_bram_is_not_his_to_agree_with(purse: Purse, client: Clients) -> None:
    with act_as(Acting(purse.cato, "", on_behalf_of=purse.bram)):
        purse.ledger.ask_reopening(purse.team, "2026-01", until="2026-03-09T16:00Z", why="Een nota kwam later.")

    close = page(client, purse.bram, f"/teams/{purse.team}/money/close?period=2026-01")

    assert asked(client, purse, purse.bram) == {}
    assert "Stem in" not in close and "Een ander stemt in." in close


def test_a_claim_on_behalf_of_fenna_is_not_hers_to_decide_nor_to_pay(purse: Purse, client: Clients) -> None:
    till = Till(purse)
    wanted = till.wanted()
    for_fenna(purse, "emre", lambda: till.claims.make_claim(purse.team, claim=ONE, wanted=wanted))
    address = f"/teams/{purse.team}/money/claims/{ONE}"
    mine = give_mandate(purse.home, "bram", to=purse.bram)

    assert f"money/claims/{ONE}" not in page(client, purse.fenna, f"/teams/{purse.team}")
    assert f"money/claims/{ONE}" in page(client, purse.bram, f"/teams/{purse.team}")
    assert "/approve" not in page(client, purse.fenna, address)
    assert f"{address}/approve" in page(client, purse.bram, address)
    till.approve(ONE, by=purse.bram, mandate=mine)
    assert "/pay" not in page(client, purse.fenna, address)


def test_a_mandate_given_on_behalf_of_fenna_is_not_hers_to_use(purse: Purse, client: Clients) -> None:
    till = Till(purse, mandate=False)
    with act_as(Acting(purse.home.person("anna"), "", on_behalf_of=purse.fenna)):
        purse.home.house.mandates.give_mandate(
            purse.team, mandate=ONE, funds=("team",), limits=Limits(10_000, 100_000, "month", 30), for_role="member",
            first="2026-01-01", last="2026-12-31", decision="Teamoverleg, punt 4",
        )  # fmt: skip
    claim = till.make()

    assert f"money/claims/{claim}" not in page(client, purse.fenna, f"/teams/{purse.team}")
    assert f"{claim}/approve" not in page(client, purse.fenna, f"/teams/{purse.team}/money/claims/{claim}")


def test_a_mandate_given_on_behalf_of_bram_is_not_his_to_take_an_invoice_under(purse: Purse, client: Clients) -> None:
    order = id_of("order")
    with act_as(Acting(purse.home.person("anna"), "", on_behalf_of=purse.bram)):
        purse.home.house.mandates.give_mandate(
            purse.team, mandate=ONE, funds=("team",), limits=Limits(10_000, 100_000, "month", 30), for_role="finance",
            first="2026-01-01", last="2026-12-31", decision="Teamoverleg, punt 4",
        )  # fmt: skip
    with purse.home.by(purse.fenna):
        purse.home.house.budgets.enter_commitment(
            purse.team,
            commitment=order,
            account="4350",
            cents=5_000,
            supplier="Hema",
            text="Stoel",
            expected="2026-03-09",
        )

    assert f'value="{ONE}"' not in page(client, purse.bram, f"/teams/{purse.team}/money/commitments/{order}")
