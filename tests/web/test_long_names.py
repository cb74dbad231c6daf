"""A team with a long name: its pages are no wider than the screen."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from domain.kernel import OPERATOR, id_of

NAME = "Woongroep De Buitengewoon Gezellige Rietgors aan de Oude Vechtdijk"


@pytest.mark.parametrize("width", [390, 900, 1180])
def test_a_team_with_a_long_name_fits_on_the_screen(home: Any, browser_page: Any, width: int) -> None:
    team = id_of("team", "rietgors")
    with home.by(OPERATOR):
        home.house.staffing.found_team(team, name=NAME, hires=())
        home.house.teams.give_office(home.bram, office="auditor", since="2026-01-01")
    page = browser_page(home.bram, viewport={"width": width, "height": 844})

    page.goto(f"/teams/{team}/trail")

    expect(page.locator(".brand")).to_contain_text(NAME)
    assert page.evaluate("document.documentElement.scrollWidth") == width
