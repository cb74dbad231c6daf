"""Every page, any moment."""

from __future__ import annotations

from typing import Any


def test_a_page_of_then_says_so_and_leads_to_then(home: Any, client: Any) -> None:
    position = home.house.workspace.position()

    page = client(home.anna).get(f"/teams/{home.team}/people?at={position}")

    assert 'data-when="then"' in page.text
    assert "Je kunt alleen lezen" in page.text
    assert f"/trail?at={position}" in page.text or f"/people?at={position}" in page.text


def test_a_date_and_time_is_pinned_to_a_position(home: Any, client: Any) -> None:
    position = home.house.workspace.position()

    answer = client(home.anna).get(f"/teams/{home.team}/people?at=2026-02-02T10:00")

    assert answer.headers["Location"] == f"/teams/{home.team}/people?at={position}"


def test_another_teams_page_does_not_exist(home: Any, client: Any) -> None:
    other = home.second_team()

    answer = client(home.bram).get(f"/teams/{other}/people")

    assert answer.status_code == 404
    assert "hoort er niet bij" in answer.text


def test_whoever_is_not_signed_in_signs_in_first(home: Any, client: Any) -> None:
    answer = client(None).get(f"/teams/{home.team}/people")

    assert answer.headers["Location"].startswith("/sign-in?next=")


def test_a_browser_shows_the_page(home: Any, browser_page: Any) -> None:
    page = browser_page(home.anna)

    page.goto(f"/teams/{home.team}/people")

    assert page.title() == "Team, De Lindehof"
