"""A shortage in a published roster on the screen: told where one looks, and put open in one tap."""

from __future__ import annotations

import html
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.harness.home import Home

Client = Callable[[Any], Any]


@pytest.fixture
def short(home: Home) -> Home:
    """It is 20 February; on 5 March De Lindehof now wants two early shifts, on 6 March a late one."""
    home.need(V=0, L=0, N=0)
    home.clock.moment = datetime(2026, 2, 20, 9, 0, tzinfo=UTC)
    home.draft()
    home.publish()
    with home.by(home.person("anna")):
        home.house.rosters.set_date_demand(home.team, code="V", date="2026-03-05", least=2)
        home.house.rosters.set_date_demand(home.team, code="L", date="2026-03-06", least=1)
    return home


def opened(home: Home) -> list[tuple[str, str]]:
    return sorted((one["date"], one["kind"]) for one in home.standing().shifts.values() if one["person"] is None)


def test_on_vandaag_it_asks_who_publishes_and_one_tap_opens_it_for_everybody(short: Home, client: Client) -> None:
    anna, bram = client(short.anna), client(short.bram)
    path = f"/teams/{short.team}"
    assert "2 × vroege dienst te weinig" in anna.get(path).text
    assert "te weinig" not in bram.get(path).text

    answer = anna.send(f"{path}/today/{short.roster}/shortages/2026-03-05/V/open", page=path)

    assert answer.status_code == 303
    assert opened(short) == [("2026-03-05", "V")] * 2
    assert "2 × vroege dienst te weinig" not in anna.get(path).text
    assert "2 plekken" in bram.get(path).text


def test_beside_the_demand_everybody_reads_it_and_who_publishes_opens_all(short: Home, client: Client) -> None:
    anna, bram = client(short.anna), client(short.bram)
    path = f"/teams/{short.team}/demand"
    assert "Wie plant kan dit openzetten" in bram.get(path).text
    assert "Zet ze allemaal open" not in bram.get(path).text
    assert "Zet ze allemaal open" in anna.get(path).text

    answer = anna.send(f"{path}/shortages/{short.roster}/open", page=path)

    assert answer.status_code == 303
    assert opened(short) == [("2026-03-05", "V"), ("2026-03-05", "V"), ("2026-03-06", "L")]
    assert "Te weinig in het rooster" not in anna.get(path).text


def test_on_the_roster_the_sheet_of_the_day_opens_it_and_tells_so(short: Home, client: Client) -> None:
    anna = client(short.anna)
    page = f"/rosters/{short.roster}?cell=open:2026-03-05"
    assert "/shortages/open" in anna.get(page).text

    answer = anna.send(f"/rosters/{short.roster}/shortages/open", page=page, date="2026-03-05", kind="V")

    assert "Er staan 2 open diensten bij" in anna.get(answer.location).text
    assert "/shortages/open" not in anna.get(page).text


def test_a_second_tap_says_that_enough_stand(short: Home, client: Client) -> None:
    anna, path = client(short.anna), f"/teams/{short.team}"
    anna.send(f"{path}/today/{short.roster}/shortages/2026-03-05/V/open", page=path)

    answer = anna.send(f"{path}/today/{short.roster}/shortages/2026-03-05/V/open", page=path)

    assert answer.status_code == 409
    assert "Hier staan al zoveel diensten als de woongroep vraagt" in html.unescape(answer.text)


@pytest.mark.parametrize(("day", "kind"), [("gisteren", "V"), ("2026-03-05", "Q"), ("2030-03-05", "V"), ("", "V")])
def test_what_cannot_be_read_is_a_sentence(short: Home, client: Client, day: str, kind: str) -> None:
    answer = client(short.anna).send(
        f"/rosters/{short.roster}/shortages/open", page=f"/rosters/{short.roster}", date=day, kind=kind
    )

    assert 400 <= answer.status_code < 500
    assert opened(short) == []


def test_members_may_not_and_another_team_finds_nothing(short: Home, client: Client) -> None:
    short.second_team()
    paths = [
        f"/rosters/{short.roster}/shortages/open",
        f"/teams/{short.team}/demand/shortages/{short.roster}/open",
        f"/teams/{short.team}/today/{short.roster}/shortages/2026-03-05/V/open",
    ]

    for path in paths:
        asked = {"date": "2026-03-05", "kind": "V"}
        assert client(short.bram).send(path, page="/me", **asked).status_code == 403
        assert client(short.yara).send(path, page="/me", **asked).status_code == 404
    assert opened(short) == []


def test_the_trail_says_why_and_leads_to_the_demand(short: Home, client: Client) -> None:
    anna = client(short.anna)
    with short.by(short.anna):
        short.house.rosters.open_shortage(short.roster, date="2026-03-05", kind="V")
    position = short.house.workspace.position()

    page = anna.get(f"/facts/{position}").text

    assert "open, want er waren er te weinig" in page
    assert "zette de bezetting van de vroege dienst op" in page


def test_on_a_tablet_one_tap_on_vandaag_opens_it(short: Home, browser_page: Any, accessible: Any) -> None:
    page = browser_page(short.anna)
    page.goto(f"/teams/{short.team}")
    page.get_by_role("button", name="Zet open: Do 5 maart: 2 × vroege dienst te weinig").tap()

    page.get_by_text("2 plekken").wait_for()

    assert opened(short) == [("2026-03-05", "V")] * 2
    accessible(page)
    page.goto(f"/teams/{short.team}/demand")
    accessible(page)


def test_then_it_is_told_and_not_opened(short: Home, client: Client) -> None:
    page = client(short.anna).get(f"/teams/{short.team}/demand?at={short.house.workspace.position()}").text

    assert "Te weinig in het rooster" in page
    assert "Zet open" not in page
