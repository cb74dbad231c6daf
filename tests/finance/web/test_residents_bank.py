"""A withdrawal that waits for the bank, on the pages: what each reads, one tap at the line, money on another name."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from domain.kernel import new_id
from tests.finance.bank.banked import Banked
from tests.finance.residents.banking import granted, line_of, rosas_bank
from tests.finance.residents.test_residents import has, live_in
from tests.harness.money import Purse

Clients = Callable[..., FlaskClient]


@pytest.fixture
def bank(purse: Purse) -> Banked:
    """100 euro of Rosa on a bank account that is linked."""
    return rosas_bank(purse)


def post(client: FlaskClient, page: str, address: str, **typed: str) -> Any:
    """Send a form of a page."""
    found = re.search(r'name="csrf" value="([^"]+)"', client.get(page).text)
    assert found
    return client.post(address, data={"csrf": found[1], "page": page, "command": new_id(), **typed})


def money(bank: Banked) -> str:
    """The address of the team's money."""
    return f"/teams/{bank.team}/money"


def test_it_waits_for_the_bank_on_every_page_and_one_tap_at_the_line_pays_it(
    bank: Banked, purse: Purse, client: Clients
) -> None:
    asked, (line,) = granted(purse, 2_500), line_of(bank, -2_500)
    before, at = purse.position(), f"{money(bank)}/bank/lines/{line}"
    bram, fenna, rosa = (client(bank.home.person(who)) for who in ("bram", "fenna", "rosa"))

    for page in (bram.get(f"{money(bank)}/residents"), fenna.get(f"{money(bank)}/residents"), rosa.get("/me/money")):
        assert "Wacht op de bank" in page.text and "25,00" in page.text
    assert "Daarvan wacht" in bram.get(f"{money(bank)}/residents/{bank.home.rosa}").text
    assert "wacht op de bank" in bram.get(f"/teams/{bank.team}").text
    assert "Dit is deze opname" in bram.get(at).text
    assert post(bram, at, f"{at}/withdrawal", withdrawal=asked).status_code == 303

    assert has(purse) == 7_500
    assert "Wacht op de bank" not in rosa.get("/me/money").text
    assert "Wacht op de bank" in rosa.get(f"/me/money?at={before}").text
    assert "gaat niet weer open" in bram.get(at).text and "Maak weer open" not in bram.get(at).text
    assert "Maak hier een regel van" not in bram.get(at).text
    own = bram.get(f"{money(bank)}/residents/{bank.home.rosa}").text
    assert "Draai een regel terug" in own and ", Kapper, " not in own


def test_a_line_without_a_signed_withdrawal_leads_to_asking_one_and_names_no_resident(
    bank: Banked, client: Clients
) -> None:
    (line,) = line_of(bank, -1_000)

    page = client(bank.purse.bram).get(f"{money(bank)}/bank/lines/{line}").text

    assert "Er wacht geen getekende opname" in page and f'href="{money(bank)}/residents"' in page
    assert "1700" not in page and "Van welke bewoner" not in page


def test_who_offers_a_withdrawal_that_is_not_there_or_of_another_team_finds_nothing(
    bank: Banked, purse: Purse, client: Clients
) -> None:
    asked, (line,), bram = granted(purse, 2_500), line_of(bank, -2_500), client(purse.bram)
    at = f"{money(bank)}/bank/lines/{line}"
    bank.home.second_team()

    for withdrawal in ("", "x", new_id()):
        assert post(bram, at, f"{at}/withdrawal", withdrawal=withdrawal).status_code == 404
    yara = client(bank.home.person("yara"))
    assert post(yara, "/me", f"{at}/withdrawal", withdrawal=asked).status_code == 404
    assert post(client(purse.fenna), "/me", f"{at}/withdrawal", withdrawal=asked).status_code == 403


def test_it_is_not_paid_after_all(bank: Banked, purse: Purse, client: Clients) -> None:
    asked, saar, at = granted(purse, 2_500), client(bank.home.person("saar")), f"{money(bank)}/residents"

    assert post(saar, at, f"{at}/withdrawals/{asked}/reject", text="Rosa wil het toch niet.").status_code == 303

    assert "Wacht op de bank" not in saar.get(at).text


def test_money_goes_to_another_name_when_a_colleague_approves(bank: Banked, purse: Purse, client: Clients) -> None:
    live_in(bank.home, "tom")
    bram, at = client(purse.bram), f"{money(bank)}/residents/{bank.home.rosa}"
    typed = {"resident": bank.home.person("tom"), "amount": "12,50", "day": "2026-03-02", "text": "Was van Tom"}

    assert post(bram, at, f"{at}/moves", **typed).status_code == 303
    before = has(purse)
    fenna, page = client(purse.fenna), f"{money(bank)}/residents"
    found = re.search(r'deposits/(\w+)/approve.*?name="content" value="(\w+)"', fenna.get(page).text, re.S)
    assert found and post(fenna, page, f"{page}/deposits/{found[1]}/approve", content=found[2]).status_code == 303

    assert (before, has(purse), has(purse, "tom")) == (10_000, 8_750, 1_250)
    for wrong in ({"resident": bank.home.rosa}, {"amount": "0"}, {"resident": new_id()}, {"resident": "x"}):
        assert post(bram, at, f"{at}/moves", **typed | wrong).status_code in (400, 404, 409, 422)
    assert post(fenna, "/me", f"{at}/moves", **typed).status_code == 403
