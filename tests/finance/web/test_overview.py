"""Geld: where the money is, beginning books, and whose books may be looked at."""

from __future__ import annotations

import re
from typing import Any

import pytest

from domain.finance.ledger import Line
from domain.kernel import OPERATOR, id_of
from tests.harness.money import Purse


def test_a_team_without_books_is_asked_when_they_begin_and_nobody_else_is(home: Any, client: Any) -> None:
    with home.by(OPERATOR):
        home.house.teams.give_role(home.team, person=home.bram, role="finance", since="2026-01-01")
    address = f"/teams/{home.team}/money"

    asked, told = client(home.bram).get(address).text, client(home.fenna).get(address).text

    assert "Nog geen boeken" in asked and "Begin de boeken" in asked
    assert "Nog geen boeken" in told and "Begin de boeken" not in told
    answer = client(home.bram).send(f"{address}/books", address, period="februari")
    assert answer.status_code == 422
    assert "Een boekingsperiode is een maand" in answer.text and 'value="februari"' in answer.text
    assert client(home.bram).send(f"{address}/books", address, period="februari 2026").status_code == 303
    assert "Nog geen boeken" not in client(home.bram).get(address).text


def test_what_lies_in_each_fund_stands_apart_and_residents_money_does_not_stand_there(
    home: Any, purse: Purse, client: Any
) -> None:
    purse.post("2026-02-02", Line("1010", 250_000), Line("8000", -250_000))
    purse.post("2026-02-03", Line("1020", 5_050), Line("8100", -5_050), fund="household")
    purse.post("2026-02-03", Line("1030", 777), Line("1700", -777, home.rosa), fund="residents")

    page = client(home.fenna).get(f"/teams/{home.team}/money").text

    assert "2.500,00" in page and "50,50" in page
    assert "7,77" not in page and "Bank bewoners" not in page


def test_what_waits_is_counted(home: Any, purse: Purse, client: Any) -> None:
    purse.propose("2026-02-02", Line("4310", 1), Line("1010", -1))

    page = client(home.fenna).get(f"/teams/{home.team}/money").text

    assert "1 boeking wacht op een tweede paar ogen" in page
    assert "Voorbij en nog niet afgesloten: januari" in page.replace("\u00a0", " ")


def test_the_controller_chooses_a_team_and_a_member_comes_at_the_own_one(home: Any, purse: Purse, client: Any) -> None:
    other = id_of("team", "beukenhof")
    with home.by(OPERATOR):
        home.house.staffing.found_team(other, name="De Beukenhof", hires=())

    listed = client(purse.cato).get("/money")
    own = client(home.fenna).get("/money")

    assert "De Lindehof" in listed.text and "De Beukenhof" in listed.text
    assert own.status_code == 303 and own.location.endswith(f"/teams/{home.team}/money")
    assert client(home.fenna).get(f"/teams/{other}/money").status_code == 404
    assert client(home.rosa).get(f"/teams/{home.team}/money").status_code == 403


def test_money_is_in_the_menu_of_who_may_see_it(home: Any, purse: Purse, client: Any) -> None:
    entry = f'href="/teams/{home.team}/money"'

    assert entry in client(home.fenna).get(f"/teams/{home.team}/people").text
    assert entry not in client(home.rosa).get("/me").text


def test_then_shows_what_was_known_then(home: Any, purse: Purse, client: Any) -> None:
    purse.post("2026-02-02", Line("1010", 100), Line("8000", -100))
    then = purse.position()
    purse.post("2026-02-02", Line("1010", 900), Line("8000", -900))

    page = client(home.fenna).get(f"/teams/{home.team}/money?at={then}").text

    assert "1,00" in page and "10,00" not in page


@pytest.mark.parametrize("page", ["/money", "/money/chart", "/money/rates", "/money/hand-over"])
def test_who_looks_at_the_money_of_all_teams_sees_where_that_stands_in_the_menu(
    purse: Purse, client: Any, page: str
) -> None:
    controller = id_of("person", "without a team")
    with purse.home.by(OPERATOR):
        purse.home.house.people.register_person(controller, name="Dora", since="2026-01-01")
        purse.home.house.teams.give_office(controller, office="controller", since="2026-01-01")

    told = client(controller).get(page).text

    assert re.search(r'<nav class="nav".*?aria-current="page">.*?<span>Geld</span>', told, re.DOTALL)


def test_a_reopening_that_waits_is_told_to_who_looks_at_all_teams_and_on_the_page_of_the_team(
    purse: Purse, client: Any
) -> None:
    with purse.home.by(OPERATOR):
        purse.home.house.staffing.found_team(id_of("team", "beukenhof"), name="De Beukenhof", hires=())
    purse.close("2026-01")
    with purse.home.by(purse.bram):
        purse.ledger.ask_reopening(purse.team, "2026-01", until="2026-03-03T16:00Z", why="Een late nota")

    for address in ("/money", f"/teams/{purse.team}/money"):
        page = client(purse.cato).get(address).text.replace("\u00a0", " ")

        assert "anuari 2026 heropenen wacht op een ander" in page
        assert f"/teams/{purse.team}/money/close?period=2026-01" in page
