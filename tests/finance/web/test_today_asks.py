"""Vandaag says which money waits for whom, and leads there; of residents' money it says only that something waits."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from domain.finance.ledger import Line
from domain.kernel import Id, id_of
from tests.finance.residents.test_residents import ask, deposit, sign
from tests.harness.money import Purse

Clients = Callable[..., FlaskClient]
RIDE = (Line("4350", 1_250), Line("1010", -1_250))


@pytest.fixture
def purse(purse: Purse) -> Purse:
    """The books, whose first two months are closed: nothing waits."""
    purse.home.clock.moment = purse.home.clock.moment.replace(month=3, day=2)
    purse.close("2026-01", "2026-02")
    return purse


def asked(client: Clients, purse: Purse, person: Id) -> dict[str, str]:
    """What Vandaag asks of somebody about money: each title with where it leads."""
    page = client(person).get(f"/teams/{purse.team}").text
    found = re.findall(r'<a class="btn" href="([^"]+)" aria-label="Bekijk: ([^"]+)"', page)
    return {html.unescape(title).replace("\u00a0", " "): to for to, title in found if "/money/" in to}


def test_a_proposal_waits_for_a_colleague_and_not_for_who_made_it(purse: Purse, client: Clients) -> None:
    proposal = purse.propose("2026-03-01", *RIDE, text="Regiotaxi")

    to = f"/teams/{purse.team}/money/proposals/{proposal}"
    assert asked(client, purse, purse.fenna) == {"Een boeking wacht op een tweede paar ogen": to}
    assert asked(client, purse, purse.bram) == {}


def test_more_proposals_are_one_line(purse: Purse, client: Clients) -> None:
    purse.propose("2026-03-01", *RIDE)
    purse.propose("2026-03-02", *RIDE)

    found = asked(client, purse, purse.fenna)

    assert found == {"2 boekingen wachten op een tweede paar ogen": f"/teams/{purse.team}/money/proposals"}
    assert "€ 25,00" in client(purse.fenna).get(f"/teams/{purse.team}").text.replace("\u00a0", " ")


def test_a_count_waits_for_a_second_person(purse: Purse, client: Clients) -> None:
    with purse.home.by(purse.home.person("emre")):
        purse.home.house.cash.count_cash(purse.team, "1000", count=id_of("c"), day="2026-03-01", pieces={5_000: 1})

    to = f"/teams/{purse.team}/money/cash/counts/{id_of('c')}"
    assert asked(client, purse, purse.fenna) == {"Kas is geteld: kijk mee en teken": to}
    assert asked(client, purse, purse.home.person("emre")) == {}


def test_a_withdrawal_is_asked_of_who_may_sign_without_whose_it_is(purse: Purse, client: Clients) -> None:
    deposit(purse, 10_000, day="2026-03-01")
    withdrawal = ask(purse, 4_321)
    looks = len(list(purse.home.house.access.looks()))

    to = f"/teams/{purse.team}/money/residents"
    for who in (purse.bram, purse.fenna):
        assert asked(client, purse, who) == {"Een opname van bewonersgeld wacht op je handtekening": to}
        page = client(who).get(f"/teams/{purse.team}").text
        assert "Rosa" not in page and "43,21" not in page
    assert asked(client, purse, purse.home.person("emre")) == {}
    assert len(list(purse.home.house.access.looks())) == looks

    sign(purse, withdrawal, "fenna")
    assert asked(client, purse, purse.fenna) == {}


def test_a_month_that_is_over_is_asked_of_who_keeps_the_books(purse: Purse, client: Clients) -> None:
    purse.home.clock.moment = purse.home.clock.moment.replace(month=5, day=4)

    to = f"/teams/{purse.team}/money/close?period=2026-03"
    assert asked(client, purse, purse.bram) == {"Sluit maart 2026 af": to}
    assert "Daarna nog 1 maand." in client(purse.bram).get(f"/teams/{purse.team}").text
    assert asked(client, purse, purse.fenna) == {}


def test_a_reopening_is_asked_of_somebody_else_who_may_agree(purse: Purse, client: Clients) -> None:
    with purse.home.by(purse.cato):
        purse.ledger.ask_reopening(purse.team, "2026-01", until="2026-03-09T16:00Z", why="Een nota kwam later.")

    found = asked(client, purse, purse.bram)

    assert found == {"Cato vraagt januari 2026 te heropenen": f"/teams/{purse.team}/money/close?period=2026-01"}
    assert asked(client, purse, purse.fenna) == {}


def test_a_budget_is_to_be_adopted_by_somebody_else(purse: Purse, client: Clients) -> None:
    with purse.home.by(purse.bram):
        purse.home.house.budgets.propose_budget(
            purse.team, proposal=id_of("b"), fund="team", year=2026, lines={"4310": [50_000] * 12},
            decision="Teamoverleg, punt 4", why="Eerste begroting",
        )  # fmt: skip

    to = f"/teams/{purse.team}/money/budget/proposals/{id_of('b')}"
    assert asked(client, purse, purse.fenna) == {"Stel de begroting van 2026 vast (Team)": to}
    assert asked(client, purse, purse.bram) == {}


def test_the_poll_follows_the_money_of_the_team(purse: Purse, client: Clients) -> None:
    fenna = client(purse.fenna)
    part = {"HX-Request": "true"}
    since = re.search(r"since=([\w-]+)", fenna.get(f"/teams/{purse.team}").text)[1]  # type: ignore[index]
    quiet = fenna.get(f"/teams/{purse.team}?since={since}", headers=part)
    still = fenna.get(f"/teams/{purse.team}?since={since}", headers=part)

    purse.propose("2026-03-01", *RIDE, text="Regiotaxi")
    told = fenna.get(f"/teams/{purse.team}?since={since}", headers=part)

    assert (quiet.status_code, still.status_code, told.status_code) == (204, 204, 200)
    assert "Regiotaxi" in told.text


def test_in_the_past_nothing_is_asked(purse: Purse, client: Clients) -> None:
    purse.propose("2026-03-01", *RIDE)
    position = purse.home.house.workspace.position()

    assert "tweede paar ogen" not in client(purse.fenna).get(f"/teams/{purse.team}?at={position}").text
