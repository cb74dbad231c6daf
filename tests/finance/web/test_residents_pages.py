"""The pages of residents' money: who sees what, each look written first, and a withdrawal from asked to paid."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from domain.finance.ledger import Line
from domain.kernel import Id, new_id
from domain.store.access import LookNotLogged
from tests.finance.residents.test_residents import ask, deposit, has, live_in, sign
from tests.harness.home import Home
from tests.harness.money import Purse

Clients = Callable[..., FlaskClient]


@pytest.fixture
def rosas(purse: Purse) -> Purse:
    """The team keeps 100 euro of Rosa and 43,21 of Tom."""
    live_in(purse.home, "tom")
    deposit(purse, 10_000)
    deposit(purse, 4_321, of="tom", day="2026-01-31")
    return purse


def page_of(purse: Purse) -> str:
    """The address of the page."""
    return f"/teams/{purse.team}/money/residents"


def post(client: FlaskClient, page: str, address: str, **typed: str) -> Any:
    """Send a form of a page."""
    found = re.search(r'name="csrf" value="([^"]+)"', client.get(page).text)
    assert found
    return client.post(address, data={"csrf": found[1], "page": page, "command": new_id(), **typed})


def looks(purse: Purse) -> list[tuple[Id, Id, str]]:
    """Who looked at whose, and in which role."""
    return [(one.person, one.subject, one.role) for one in reversed(purse.home.house.access.looks())]


def test_who_keeps_the_books_sees_what_each_has_and_check_18(rosas: Purse, client: Clients, home: Home) -> None:
    page = client(rosas.bram).get(page_of(rosas)).text

    assert "100,00" in page and "43,21" in page and "143,21" in page
    assert "Klopt op de cent" in page
    assert set(looks(rosas)) == {(rosas.bram, home.person(who), "finance") for who in ("rosa", "tom")}


def test_a_difference_is_said_and_what_explains_it(rosas: Purse, client: Clients) -> None:
    rosas.post("2026-02-05", Line("1030", 700), Line("1093", -700), fund="residents")

    page = client(rosas.bram).get(page_of(rosas)).text

    assert "Dit klopt niet" in page and "7,00" in page


def test_a_member_sees_no_balance_and_signs_what_waits_and_that_look_is_written(
    rosas: Purse, client: Clients, home: Home
) -> None:
    ask(rosas, 2_525, by="bram")
    emre = client(home.person("emre"))

    page = emre.get(page_of(rosas)).text

    assert "25,25" in page and "Kapper" in page
    assert "100,00" not in page and "43,21" not in page
    assert looks(rosas) == [(home.person("emre"), home.person("rosa"), "member")]
    assert emre.get(f"{page_of(rosas)}/{home.person('rosa')}").status_code == 403
    assert emre.get(f"{page_of(rosas)}/{home.person('rosa')}/statement.csv").status_code == 403


def test_from_asked_to_paid_with_two_signatures(rosas: Purse, client: Clients, home: Home) -> None:
    bram, fenna, emre = (client(home.person(who)) for who in ("bram", "fenna", "emre"))
    typed = {"resident": home.person("rosa"), "amount": "12,50", "text": "Schoenen", "account": "1030"}

    asked = post(bram, page_of(rosas), f"{page_of(rosas)}/withdrawals", **typed)
    found = re.search(r"withdrawals/([0-9a-f]{32})/sign", fenna.get(page_of(rosas)).text)
    assert asked.status_code == 303 and found
    for who in (fenna, emre):
        assert has(rosas) == 10_000
        assert post(who, page_of(rosas), f"{page_of(rosas)}/withdrawals/{found[1]}/sign").status_code == 303

    assert has(rosas) == 8_750
    assert "Schoenen" in bram.get(f"{page_of(rosas)}/{home.person('rosa')}").text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"amount": "veel"}, "o-amount-error"),
        ({"amount": "0"}, "o-amount-error"),
        ({"amount": "100,01"}, "o-amount-error"),
        ({"resident": ""}, "o-resident-error"),
        ({"account": "1010"}, "o-account-error"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(
    typed: dict[str, str], said: str, rosas: Purse, client: Clients, home: Home
) -> None:
    form = {"resident": home.person("rosa"), "amount": "1", "text": "Jas", "account": "1030"} | typed

    answer = post(client(rosas.bram), page_of(rosas), f"{page_of(rosas)}/withdrawals", **form)

    assert answer.status_code in (400, 422) and said in answer.text


def test_a_deposit_is_proposed_and_approved_by_another(rosas: Purse, client: Clients, home: Home) -> None:
    typed = {"resident": home.person("rosa"), "amount": "20", "text": "Zakgeld", "account": "1030", "day": "2026-02-20"}
    bram, fenna = client(rosas.bram), client(home.person("fenna"))

    post(bram, page_of(rosas), f"{page_of(rosas)}/deposits", **typed)
    page = fenna.get(page_of(rosas)).text
    found = re.search(r"deposits/([0-9a-f]{32})/approve", page)
    content = re.search(r'name="content" value="([0-9a-f]{64})"', page)
    assert found and content and has(rosas) == 10_000
    post(fenna, page_of(rosas), f"{page_of(rosas)}/deposits/{found[1]}/approve", content=content[1])

    assert has(rosas) == 12_000


def test_the_statement_of_a_year_opens_where_the_one_before_closed(rosas: Purse, client: Clients, home: Home) -> None:
    sign(rosas, ask(rosas, 2_500), "fenna", "bram")
    bram, address = client(rosas.bram), f"{page_of(rosas)}/{home.person('rosa')}"

    year, before = bram.get(f"{address}?year=2026").text, bram.get(f"{address}?year=2025").text
    file = bram.get(f"{address}/statement.csv?year=2026").data.decode("utf-8-sig")

    assert "75,00" in year and "75,00" not in before
    assert "Op 31 december 2025 stond er € 0,00 op" in before.replace("\xa0", " ")
    assert "Zakgeld" in year and "Zakgeld" not in before
    assert file.splitlines()[-1].split(";")[4] == "75,00"
    assert bram.get(f"{address}/statement.xlsx?year=2026").data[:2] == b"PK"


def test_rosa_sees_her_own_money_and_nothing_of_tom(rosas: Purse, client: Clients, home: Home) -> None:
    rosa = client(home.person("rosa"))

    page = rosa.get("/me/money").text

    assert "100,00" in page and "43,21" not in page
    assert looks(rosas) == [(home.person("rosa"), home.person("rosa"), "resident")]
    assert rosa.get(page_of(rosas)).status_code in (403, 404)


def test_koos_sees_the_money_of_rosa_whose_relative_he_is(rosas: Purse, client: Clients, home: Home) -> None:
    page = client(home.person("koos")).get("/me/money").text

    assert "100,00" in page and "43,21" not in page
    assert looks(rosas) == [(home.person("koos"), home.person("rosa"), "relative")]


def test_a_carer_has_no_page_of_their_own_money(rosas: Purse, client: Clients, home: Home) -> None:
    assert client(home.person("emre")).get("/me/money").status_code == 404


def test_rosa_asks_for_her_own_money_from_her_page(rosas: Purse, client: Clients, home: Home) -> None:
    rosa = client(home.person("rosa"))
    typed = {"resident": home.person("tom"), "amount": "5", "text": "IJs", "account": "1030"}

    answer = post(rosa, "/me/money", f"{page_of(rosas)}/withdrawals", **typed)

    assert answer.status_code == 303
    assert "IJs" in rosa.get("/me/money").text
    with home.house.now() as views:
        asked = views.execute("SELECT person FROM finance_withdrawal").fetchone()
    assert asked[0] == home.person("rosa")


def test_no_log_no_look(rosas: Purse, client: Clients, home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(rosas, 2_525, by="bram")

    def full(*_: Any, **__: Any) -> None:
        raise LookNotLogged

    monkeypatch.setattr(home.house.access, "looked", full)
    own = f"{page_of(rosas)}/{home.person('rosa')}"
    pages = [
        ("bram", page_of(rosas)), ("emre", page_of(rosas)), ("bram", own), ("bram", f"{own}/statement.csv"),
        ("rosa", "/me/money"), ("koos", "/me/money"),
    ]  # fmt: skip

    for who, address in pages:
        answer = client(home.person(who)).get(address)
        assert answer.status_code == 503
        for secret in ("100,00", "43,21", "25,25", "Kapper"):
            assert secret not in answer.text


def test_the_page_of_then_shows_what_was_known_then(rosas: Purse, client: Clients) -> None:
    then = rosas.position()
    deposit(rosas, 500)

    page = client(rosas.bram).get(f"{page_of(rosas)}?at={then}").text

    assert "100,00" in page and "105,00" not in page


def test_another_team_finds_nothing(rosas: Purse, client: Clients, home: Home) -> None:
    home.second_team()

    assert client(home.person("yara")).get(page_of(rosas)).status_code == 404


def test_an_account_closes_when_all_was_paid_out(rosas: Purse, client: Clients, home: Home) -> None:
    bram, address = client(rosas.bram), f"{page_of(rosas)}/{home.person('rosa')}"
    assert post(bram, page_of(rosas), f"{address}/close").status_code == 409
    sign(rosas, ask(rosas, 10_000), "fenna", "bram")

    assert post(bram, page_of(rosas), f"{address}/close").status_code == 303

    assert "gesloten" in bram.get(address).text


def test_who_a_first_deposit_is_for_is_looked_at_too(rosas: Purse, client: Clients, home: Home) -> None:
    live_in(home, "wim")
    rosas.propose("2026-02-20", Line("1030", 777), Line("1700", -777, home.person("wim")), fund="residents")

    page = client(rosas.bram).get(page_of(rosas)).text

    assert "7,77" in page
    assert (rosas.bram, home.person("wim"), "finance") in looks(rosas)


def test_a_line_is_taken_back_by_two(rosas: Purse, client: Clients, home: Home) -> None:
    entry = deposit(rosas, 555)
    bram, fenna = client(rosas.bram), client(home.person("fenna"))

    post(bram, page_of(rosas), f"{page_of(rosas)}/reversals", entry=entry, text="Stond er twee keer in.")
    page = fenna.get(page_of(rosas)).text
    found, content = re.search(r"deposits/([0-9a-f]{32})/approve", page), re.search(r'"content" value="(.{64})"', page)
    assert found and content and has(rosas) == 10_555
    post(fenna, page_of(rosas), f"{page_of(rosas)}/deposits/{found[1]}/approve", content=content[1])

    assert has(rosas) == 10_000


@pytest.mark.parametrize("entry", ["", "x", "f" * 32])
def test_nothing_else_is_taken_back_here(entry: str, rosas: Purse, client: Clients) -> None:
    team = rosas.post("2026-02-02", Line("1000", 100), Line("1010", -100))

    for wanted in (entry, team):
        answer = post(client(rosas.bram), page_of(rosas), f"{page_of(rosas)}/reversals", entry=wanted, text="Zo")
        assert answer.status_code == 404
