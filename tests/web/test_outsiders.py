"""Who does not belong to a team finds nothing there, on any route."""

from __future__ import annotations

import re
from typing import Any

import pytest

ZERO = "0" * 32


@pytest.fixture
def other(home: Any) -> dict[str, Any]:
    """Another team's ids, by the names under which they stand in addresses."""
    team = home.second_team()
    roster = home.draft(team)
    shift = home.plan(home.yara, "05", "V", roster=roster, by=home.yara)
    position = home.house.workspace.position()
    return {"team": team, "roster": roster, "shift": shift, "person": home.yara, "position": position}


def addresses(app: Any, ids: dict[str, Any]) -> list[tuple[str, str]]:
    """(method, address) of every route that names a team, a roster or a fact, filled with these ids."""
    found = []
    for rule in app.url_map.iter_rules():
        if rule.arguments & {"team", "roster", "position"}:
            address = re.sub(r"<(?:[^:>]+:)?(\w+)>", lambda m: str(ids.get(m[1], ZERO)), rule.rule)
            found += [(method, address) for method in ("GET", "POST") if method in rule.methods]
    return found


@pytest.mark.parametrize("who", ["bram", "anna", "rosa", "koos"])
def test_another_teams_addresses_do_not_exist(home: Any, app: Any, client: Any, other: Any, who: str) -> None:
    if who == "anna":
        with home.by("0" * 31 + "1"):
            home.house.teams.give_office(home.saar, office="administrator", since="2026-01-01")
            home.house.teams.end_office(home.anna, office="administrator", until="2026-02-01")
    outsider = client(getattr(home, who))
    token = re.search(r'name="csrf" value="([^"]+)"', outsider.get("/me").text)[1]  # type: ignore[index]
    before = home.house.workspace.position()

    answers = {
        (method, address): outsider.open(
            address, method=method, data={"csrf": token} if method == "POST" else None
        ).status_code
        for method, address in addresses(app, other)
    }

    assert len(answers) > 15
    assert {key: status for key, status in answers.items() if status != 404} == {}
    assert home.house.workspace.position() == before


def test_looking_never_writes(home: Any, app: Any, client: Any) -> None:
    home.draft()
    own = {"team": home.team, "roster": home.roster, "person": home.bram, "position": 3}
    anna = client(home.anna)
    before = home.house.workspace.position()

    for method, address in addresses(app, own):
        if method == "GET":
            assert anna.get(address).status_code < 500, address

    assert home.house.workspace.position() == before


def test_the_page_that_refuses_an_outsider_does_not_name_the_team(home: Any, client: Any, other: Any) -> None:
    bram = client(home.bram)

    for address in (f"/teams/{other['team']}/people", f"/rosters/{other['roster']}", f"/facts/{other['position']}"):
        page = bram.get(address)

        assert page.status_code == 404
        assert "Het Anker" not in page.text and "De Lindehof" in page.text
