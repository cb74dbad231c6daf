"""Vandaag, Spoor, Mijn rooster and Bezetting on a tablet: for everybody, and with a finger."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from domain.kernel import id_of

Browse = Callable[..., Page]
MODES: dict[str, dict[str, Any]] = {
    "tablet": {},
    "phone": {"viewport": {"width": 390, "height": 844}},
    "dark": {"color_scheme": "dark"},
}


@pytest.fixture
def lindehof(home: Any) -> Any:
    """De Lindehof on Friday 6 March at three, in the middle of a published roster where much happens."""
    home.draft()
    for person, day, kind in (
        ("fenna", "06", "V"), ("bram", "06", "L"), ("emre", "06", "N"), ("saar", "06", "D"), ("bram", "04", "L"),
        ("fenna", "09", "L"),
    ):  # fmt: skip
        home.plan(home.person(person), day, kind)
    giving, wanting = home.plan(home.bram, "12", "L"), home.plan(home.fenna, "13", "L")
    home.publish()
    home.clock.moment = datetime(2026, 3, 6, 14, 0, tzinfo=UTC)
    with home.by(home.fenna):
        home.house.rosters.propose_swap(home.roster, swap=id_of("swap"), giving=wanting, wanting=giving)
    with home.by(home.emre):
        home.house.rosters.report_absence(
            home.team, absence=id_of("a"), person=home.emre, first="2026-03-20", last="2026-03-22", kind="leave"
        )
        home.house.rosters.make_wish(home.team, date="2026-03-24", kind="N", level="rather_not")
    return home


@pytest.mark.parametrize("mode", MODES)
def test_the_pages_are_accessible(lindehof: Any, browser_page: Browse, accessible: Any, mode: str) -> None:
    page = browser_page(lindehof.bram, **MODES[mode])
    position = lindehof.house.workspace.position()
    trail = f"/teams/{lindehof.team}/trail"
    addresses = [
        f"/teams/{lindehof.team}", f"{trail}?fact={position - 1}", f"/facts/{position}", "/me/roster",
        f"/teams/{lindehof.team}/demand",
    ]  # fmt: skip
    if mode == "tablet":
        addresses += [
            f"/teams/{lindehof.team}?at={position - 3}", f"{trail}?what=people&who={lindehof.bram}",
            f"{trail}?from=gisteren", f"/facts/{position}?at={position}", f"/people/{lindehof.bram}/trail",
        ]  # fmt: skip

    for address in addresses:
        page.goto(address)
        accessible(page)


def test_what_planners_fill_in_is_accessible(lindehof: Any, browser_page: Browse, accessible: Any) -> None:
    page = browser_page(lindehof.anna)

    for address in (f"/teams/{lindehof.team}/demand", "/me/roster", f"/teams/{lindehof.team}/trail"):
        page.goto(address)
        for form in page.locator("main summary").all():
            form.click()
        accessible(page)


def test_a_swap_is_agreed_with_one_tap_on_vandaag(lindehof: Any, browser_page: Browse) -> None:
    page = browser_page(lindehof.bram)
    page.goto(f"/teams/{lindehof.team}")
    expect(page.get_by_text("Fenna wil ruilen")).to_be_visible()

    page.get_by_role("button", name="Ruil: Fenna").tap()

    expect(page.get_by_text("Fenna wil ruilen")).to_be_hidden()
    expect(page.locator("h1")).to_have_text(re.compile("Vrijdag"))
    with lindehof.house.now() as views:
        assert views.execute("SELECT count(*) FROM rosters_swap").fetchone()[0] == 0


def test_without_javascript_the_same_tap_works(lindehof: Any, browser_page: Browse) -> None:
    page = browser_page(lindehof.bram, java_script_enabled=False)
    page.goto(f"/teams/{lindehof.team}")

    page.get_by_role("button", name="Liever niet: Fenna").tap()

    expect(page.get_by_text("Fenna wil ruilen")).to_be_hidden()
    assert page.url.endswith(f"/teams/{lindehof.team}")


def test_who_was_second_reads_it_in_place_and_the_list_is_fresh(lindehof: Any, browser_page: Browse) -> None:
    page = browser_page(lindehof.bram)
    page.goto(f"/teams/{lindehof.team}")
    button = page.get_by_role("button", name=re.compile("Neem")).first
    label = str(button.get_attribute("aria-label"))
    action = str(page.locator(f'form:has(button[aria-label="{label}"])').get_attribute("action"))
    shift = action.split("/")[-2]
    with lindehof.by(lindehof.saar):
        lindehof.house.rosters.claim_shift(lindehof.roster, shift)

    button.tap()

    expect(page.get_by_role("alert").first).to_contain_text("Iemand anders was eerst")
    expect(page.locator(f'form[action*="{shift}"]')).to_have_count(0)


def test_the_trail_is_narrowed_with_chips_and_opened_at_why(lindehof: Any, browser_page: Browse) -> None:
    page = browser_page(lindehof.bram)
    page.goto(f"/teams/{lindehof.team}/trail")

    page.get_by_text("Wat: alles").tap()
    page.get_by_label("Ruilen en overnemen").tap()
    page.locator("details[open] button").tap()
    expect(page.get_by_text("Wat: Ruilen en overnemen")).to_be_visible()
    expect(page.locator(".fact")).to_have_count(1)
    page.get_by_role("link", name=re.compile("Waarom")).tap()

    expect(page.get_by_role("complementary")).to_contain_text("Wat er gebeurde")
    page.get_by_role("link", name="Net ervoor").tap()
    expect(page.locator("html")).to_have_attribute("data-when", "then")
    expect(page.locator(".timebar")).to_contain_text("Je kijkt naar")


def test_a_planner_changes_a_number_on_the_tablet(lindehof: Any, browser_page: Browse) -> None:
    page = browser_page(lindehof.anna)
    page.goto(f"/teams/{lindehof.team}/demand")

    page.get_by_label("Vroeg op maandag").fill("99")
    page.get_by_role("button", name="Bewaar").first.tap()
    expect(page.get_by_label("Vroeg op maandag")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Vroeg op maandag")).to_have_value("99")
    page.get_by_label("Vroeg op maandag").fill("3")
    page.get_by_role("button", name="Bewaar").first.tap()

    expect(page.get_by_label("Vroeg op maandag")).to_have_value("3")
    expect(page.locator(".error")).to_have_count(0)


def test_a_calendar_address_is_shown_once(lindehof: Any, browser_page: Browse) -> None:
    page = browser_page(lindehof.bram)
    page.goto("/me/roster")

    page.get_by_role("button", name="Maak een adres").tap()

    expect(page.get_by_label("Geheim adres")).to_have_value(re.compile(r"/feeds/.+\.ics"))
    page.goto("/me/roster")
    expect(page.get_by_label("Geheim adres")).to_have_count(0)
    expect(page.get_by_text("Je hebt een geheim adres.")).to_be_visible()
