"""What is of residents' money is in the trail for who may see it, and for the resident; a look is written first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from domain.finance.ledger import Line
from domain.kernel import OPERATOR, Id
from domain.policies import Hire
from domain.store.access import LookNotLogged
from tests.finance.residents.test_residents import ask, deposit, live_in, sign
from tests.harness.home import Home
from tests.harness.kept_for_residents import kept_for_residents
from tests.harness.money import Purse

Clients = Callable[[Id | None], Any]


@pytest.fixture
def kept_facts(purse: Purse) -> list[int]:
    """Every fact of a life of Rosa's money, reversed and changed proposals included."""
    before = purse.position()
    kept_for_residents(purse)
    entry = deposit(purse, 1_234)
    rosa = purse.home.person("rosa")
    proposal = purse.propose("2026-02-03", Line("1030", 99), Line("1700", -99, rosa), fund="residents", text="Geheim")
    with purse.home.by(purse.bram):
        lines = Line("1030", 98), Line("1700", -98, rosa)
        purse.ledger.change_proposal(
            proposal, fund="residents", value_date="2026-02-03", lines=lines, text="Nog geheimer"
        )
    with purse.home.by(purse.fenna):
        purse.ledger.decline_entry(proposal, why="Dit is van Rosa haar moeder.")
    with purse.home.by(purse.bram):
        again = purse.propose("2026-02-03", *lines, fund="residents")
        purse.ledger.withdraw_proposal(again)
    purse.reverse(entry, text="Van Rosa haar moeder.")
    purse.post("2026-02-05", Line("1030", 700), Line("1093", -700), fund="residents")
    return list(range(before + 1, purse.position() + 1))


def outsider(home: Home, name: str, *, role: str = "member") -> Id:
    """Somebody who works here and keeps no books."""
    with home.by(OPERATOR):
        home.house.staffing.hire_person(home.team, hire=Hire(home.person(name), name.title(), since="2026-01-01"))
        if role != "member":
            home.house.teams.give_role(home.team, person=home.person(name), role=role, since="2026-01-01")
    return home.person(name)


@pytest.mark.parametrize("role", ["member", "planner"])
def test_no_fact_of_residents_money_is_shown_to_who_may_not_see_it(
    role: str, kept_facts: list[int], home: Home, client: Clients
) -> None:
    browser = client(outsider(home, "wies", role=role))

    answers = {position: browser.get(f"/facts/{position}").status_code for position in kept_facts}
    trail = browser.get(f"/teams/{home.team}/trail").text

    assert len(kept_facts) > 25
    assert set(answers.values()) == {404}, answers
    for told in ("12,34", "50,00", "Geheim", "Zakgeld", "haar moeder", "7,00"):
        assert told not in trail
    assert home.house.access.looks() == []


def test_who_approved_it_finds_no_amounts_in_the_trail_afterwards(
    kept_facts: list[int], home: Home, client: Clients
) -> None:
    browser = client(home.person("fenna"))

    assert {browser.get(f"/facts/{position}").status_code for position in kept_facts} == {404}
    assert "12,34" not in browser.get(f"/people/{home.person('fenna')}/trail").text


def test_the_controller_reads_them_and_each_look_is_written(kept_facts: list[int], home: Home, client: Clients) -> None:
    with home.by(OPERATOR):
        home.house.teams.give_office(home.person("emre"), office="controller", since="2026-01-01")
    browser = client(home.person("emre"))

    page = browser.get(f"/teams/{home.team}/trail")

    assert "12,34" in page.text
    looks = [(look.person, look.subject, look.action) for look in home.house.access.looks()]
    assert looks == [(home.person("emre"), home.person("rosa"), "finance.see_residents_money")]
    assert browser.get(f"/facts/{kept_facts[0]}").status_code == 200
    assert len(home.house.access.looks()) == 2


def test_rosa_reads_what_is_hers_in_her_own_trail(kept_facts: list[int], home: Home, client: Clients) -> None:
    page = client(home.person("rosa")).get(f"/people/{home.person('rosa')}/trail").text

    assert "12,34" in page and "Zakgeld" in page
    assert {look.role for look in home.house.access.looks()} == {"resident"}


def test_another_resident_reads_nothing_of_rosas_and_nobody_reads_what_is_of_several(
    purse: Purse, home: Home, client: Clients
) -> None:
    live_in(home, "tom")
    rosa, tom = home.person("rosa"), home.person("tom")
    deposit(purse, 4_321)
    purse.post("2026-02-02", Line("1030", 999), Line("1700", -444, rosa), Line("1700", -555, tom), fund="residents")

    pages = {who: client(who).get(f"/people/{who}/trail").text for who in (rosa, tom)}

    assert "43,21" in pages[rosa] and "43,21" not in pages[tom]
    assert "9,99" not in pages[rosa] + pages[tom]
    assert "4,44" in pages[rosa] and "4,44" not in pages[tom]


def test_a_signature_of_a_member_tells_nothing_afterwards(purse: Purse, home: Home, client: Clients) -> None:
    deposit(purse, 10_000)
    sign(purse, ask(purse, 2_525), "fenna", "bram")

    assert "25,25" not in client(home.person("fenna")).get(f"/teams/{home.team}/trail").text
    assert "25,25" in client(purse.bram).get(f"/teams/{home.team}/trail").text


def test_no_log_no_trail(kept_facts: list[int], home: Home, client: Clients, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise LookNotLogged

    monkeypatch.setattr(home.house.access, "looked", full)
    browser = client(home.person("bram"))

    for address in (f"/teams/{home.team}/trail", f"/facts/{kept_facts[1]}"):
        answer = browser.get(address)
        assert answer.status_code == 503
        assert "12,34" not in answer.text and "50,00" not in answer.text
