"""Every line of what a resident has says why it is there: who asked and signed, or who put it there, and the fact."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from domain.finance.ledger import Line
from domain.kernel import Id
from tests.finance.residents.banking import Banked, granted, line_of
from tests.finance.residents.test_residents import ask, deposit, live_in, sign
from tests.finance.web.test_residents_bank import bank, money, post  # noqa: F401
from tests.harness.home import Home
from tests.harness.money import Purse

Clients = Callable[..., FlaskClient]


def whys(text: str) -> dict[str, tuple[str, str]]:
    """Of each line what it says why, and where that leads."""
    found = re.findall(r'<details class="line-why"><summary>(.*?)</summary><p>(.*?)</p>', text, re.DOTALL)
    return {
        head: (
            re.sub(r"<[^>]+>", "", said).removesuffix("In het spoor").strip(),
            "".join(re.findall('href="(.*?)"', said)),
        )
        for head, said in found
    }


@pytest.fixture
def rosas(purse: Purse) -> Purse:
    """Money of Rosa came in, was asked and signed for, and a line was taken back."""
    live_in(purse.home, "tom")
    deposit(purse, 10_000)
    sign(purse, ask(purse, 2_500), "fenna", "bram")
    return purse


def people(home: Home, *names: str) -> list[Id]:
    """Ids by name."""
    return [home.person(name) for name in names]


def test_rosa_reads_of_each_line_who_did_it_and_finds_it_in_the_trail(
    rosas: Purse, home: Home, client: Clients
) -> None:
    rosa = client(home.rosa)

    found = whys(rosa.get("/me/money").text)

    assert {head: said for head, (said, _) in found.items()} == {
        "Zakgeld": "Bram stelde het voor, Fenna keurde het goed.",
        "Kapper": "Emre vroeg het. Fenna en Bram tekenden.",
    }
    for head, (_, href) in found.items():
        told = rosa.get(href)
        assert told.status_code == 200 and ("100,00" if head == "Zakgeld" else "25,00") in told.text


def test_of_an_entry_about_several_rosa_is_led_to_her_own_part(rosas: Purse, home: Home, client: Clients) -> None:
    rosa, tom = people(home, "rosa", "tom")
    lines = Line("1030", 999), Line("1700", -444, rosa), Line("1700", -555, tom)
    rosas.post("2026-02-02", *lines, fund="residents", text="Van de belasting")

    _, href = whys(client(rosa).get("/me/money").text)["Van de belasting"]
    told = client(rosa).get(href)

    assert told.status_code == 200 and "4,44" in told.text and "5,55" not in told.text and "9,99" not in told.text


def test_koos_reads_why_and_is_led_nowhere_that_he_may_not_be(rosas: Purse, home: Home, client: Clients) -> None:
    koos = client(home.koos)

    found = whys(koos.get("/me/money").text)

    assert found["Kapper"][0] == "Emre vroeg het. Fenna en Bram tekenden."
    assert all(not href or koos.get(href).status_code == 200 for _, href in found.values())


def test_who_keeps_the_books_reads_it_on_the_page_of_the_account(rosas: Purse, home: Home, client: Clients) -> None:
    bram = client(rosas.bram)

    found = whys(bram.get(f"/teams/{rosas.team}/money/residents/{home.rosa}").text)

    assert found["Kapper"][0] == "Emre vroeg het. Fenna en Bram tekenden."
    assert all(bram.get(href).status_code == 200 for _, href in found.values())


def test_what_the_bank_paid_says_so(bank: Banked, purse: Purse, client: Clients) -> None:  # noqa: F811
    asked, (line,) = granted(purse, 2_500), line_of(bank, -2_500)
    at = f"{money(bank)}/bank/lines/{line}"
    post(client(bank.home.bram), at, f"{at}/withdrawal", withdrawal=asked)

    said, _ = whys(client(bank.home.rosa).get("/me/money").text)["Kapper"]

    assert said.endswith("De bank betaalde het; Bram zocht de bankregel erbij.") and "tekenden" in said


def test_what_is_not_known_then_is_not_told_then(rosas: Purse, home: Home, client: Clients) -> None:
    known = rosas.position()
    asked = ask(rosas, 1_000, id="two")
    sign(rosas, asked, "fenna", "bram")

    then = whys(client(home.rosa).get(f"/me/money?at={known}").text)

    assert len(then) == 2 and all("at=" in href for _, href in then.values())
