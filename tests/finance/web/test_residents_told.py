"""What a resident has is told by no refusal to who may not see it, and to who may only after that look was written."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from domain.finance.ledger import Proposal
from domain.finance.residents import SEE, SEE_OWN, SIGN
from domain.kernel import Id, new_id
from domain.store.access import LookNotLogged
from tests.finance.residents.test_residents import ask, deposit, has, sign
from tests.harness.home import Home
from tests.harness.money import Purse

Clients = Callable[..., FlaskClient]
WHO = ["emre", "fenna", "saar"]


@pytest.fixture
def rosas(purse: Purse) -> Purse:
    """The team keeps 100 euro of Rosa."""
    deposit(purse, 10_000)
    return purse


def page_of(purse: Purse) -> str:
    """The address of the page."""
    return f"/teams/{purse.team}/money/residents"


def post(client: FlaskClient, purse: Purse, address: str, page: str = "/me", **typed: str) -> Any:
    """Send a form without having looked at the page of residents' money."""
    found = re.search(r'name="csrf" value="([^"]+)"', client.get(page).text)
    assert found
    return client.post(page_of(purse) + address, data={"csrf": found[1], "command": new_id(), **typed})


def asking(purse: Purse, euros: str) -> dict[str, str]:
    """The form of a withdrawal of Rosa."""
    return {"resident": purse.home.rosa, "amount": euros, "text": "Jas", "account": "1030"}


def looks(purse: Purse, action: str) -> list[tuple[Id, Id]]:
    """Who looked at whose, in this way."""
    return [(one.person, one.subject) for one in purse.home.house.access.looks() if one.action == action]


@pytest.mark.parametrize("who", WHO)
def test_a_member_finds_no_balance_by_asking_for_more_and_for_less(
    who: str, rosas: Purse, client: Clients, home: Home
) -> None:
    member = client(home.person(who))

    answers = [post(member, rosas, "/withdrawals", **asking(rosas, euros)) for euros in ("1", "100", "100,01", "9999")]

    assert [(answer.status_code, answer.headers["Location"]) for answer in answers] == [
        (303, f"{page_of(rosas)}?saved=1")
    ] * 4
    assert home.house.access.looks() == []


@pytest.mark.parametrize(("euros", "status"), [("1", 303), ("100,01", 422)])
def test_who_may_see_it_is_told_when_asking_and_that_look_is_written(
    euros: str, status: int, rosas: Purse, client: Clients, home: Home
) -> None:
    assert post(client(rosas.bram), rosas, "/withdrawals", **asking(rosas, euros)).status_code == status
    assert post(client(home.rosa), rosas, "/withdrawals", **asking(rosas, euros)).status_code == status

    assert looks(rosas, SEE) == [(rosas.bram, home.rosa)]
    assert looks(rosas, SEE_OWN) == [(home.rosa, home.rosa)]


def test_only_who_pays_it_out_is_told_that_there_is_not_enough_and_what_to_do(
    rosas: Purse, client: Clients, home: Home
) -> None:
    asked, address = ask(rosas, 10_001), "/withdrawals/{}/sign"

    first = post(client(home.person("fenna")), rosas, address.format(asked))
    second = post(client(home.person("saar")), rosas, address.format(asked))

    assert first.status_code == 303
    assert second.status_code == 409 and "Wijs de opname af" in second.text and "2026" not in second.text
    assert has(rosas) == 10_000
    assert looks(rosas, SIGN)[0] == (home.person("saar"), home.rosa)


def test_no_log_no_answer(rosas: Purse, client: Clients, home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = ask(rosas, 10_001, by="fenna")
    sign(rosas, asked, "emre")
    coming = deposit(rosas, 500)

    def full(*_: Any, **__: Any) -> None:
        raise LookNotLogged

    monkeypatch.setattr(home.house.access, "looked", full)
    bram = client(rosas.bram)
    answers = [
        post(bram, rosas, "/withdrawals", **asking(rosas, "100,01")),
        post(client(home.person("saar")), rosas, f"/withdrawals/{asked}/sign"),
        post(client(home.rosa), rosas, "/withdrawals", **asking(rosas, "100,01")),
        post(bram, rosas, f"/{home.rosa}/close"),
        post(bram, rosas, "/reversals", entry=coming, text="Twee keer"),
    ]

    assert [answer.status_code for answer in answers] == [503] * 5
    assert has(rosas) == 10_500


def test_who_approves_what_takes_money_back_is_told_after_that_look(rosas: Purse, client: Clients, home: Home) -> None:
    entry = deposit(rosas, 5_000)
    with home.by(rosas.bram):
        rosas.ledger.propose_reversal(entry, proposal="e" * 32, text="Twee keer")
    found = home.house.workspace.get(Proposal, "e" * 32)
    assert found
    sign(rosas, ask(rosas, 15_000), "fenna", "saar")

    answer = post(client(home.person("emre")), rosas, f"/deposits/{'e' * 32}/approve", content=found.content)

    assert answer.status_code == 422 and "minder dan niets" in answer.text
    assert looks(rosas, SIGN) == [(home.person("emre"), home.rosa)]
