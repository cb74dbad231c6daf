"""Pages for everybody: axe on each, in Dutch, on a tablet and on a phone, light and dark."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

MODES: dict[str, dict[str, Any]] = {
    "tablet": {},
    "phone": {"viewport": {"width": 390, "height": 844}},
    "dark": {"color_scheme": "dark"},
}


@pytest.mark.parametrize("mode", MODES)
def test_the_pages_of_people_and_accounts_are_accessible(
    home: Any, browser_page: Any, accessible: Any, mode: str
) -> None:
    page = browser_page(home.anna, **MODES[mode])
    position = home.house.workspace.position()
    team = f"/teams/{home.team}/people"
    addresses = [
        team, f"{team}/{home.bram}", f"{team}/{home.rosa}", f"{team}/new", f"{team}/new?place=relative",
        f"{team}?at={position}", "/me", "/teams", "/moment", "/teams/" + "0" * 32 + "/people",
    ]  # fmt: skip

    for address in addresses:
        page.goto(address)
        accessible(page)


def test_signing_in_is_accessible(home: Any, app: Any, browser_page: Any, accessible: Any) -> None:
    app.config["DEMO"] = True
    page = browser_page(None)

    page.goto("/sign-in")

    accessible(page)
    page.fill("#f-email", "niemand@voorbeeld.nl")
    page.fill("#f-password", "helemaal verkeerd")
    page.locator("form[action='/sign-in'] button").click()
    expect(page.locator("#f-password-error")).to_be_visible()
    assert page.input_value("#f-email") == "niemand@voorbeeld.nl"
    accessible(page)


def test_an_invitation_is_accessible_where_it_is_given_and_where_it_is_accepted(
    home: Any, browser_page: Any, accessible: Any
) -> None:
    page, fresh = browser_page(home.anna), browser_page(None)

    page.goto(f"/teams/{home.team}/people/{home.bram}")
    page.fill("#f-email", "bram@voorbeeld.nl")
    page.locator("form[action$='/email'] button").click()
    page.locator("form[action$='/invite'] button").click()
    accessible(page)
    fresh.goto(page.locator("output").inner_text())

    accessible(fresh)
    fresh.fill("#f-password", "een lange zin om te onthouden")
    fresh.get_by_role("button", name="Open mijn account").click()
    fresh.goto("/me")
    expect(fresh.get_by_role("heading", name="Bram")).to_be_visible()


def test_another_moment_is_chosen_and_left_without_javascript(home: Any, browser_page: Any) -> None:
    page = browser_page(home.anna, java_script_enabled=False)

    page.goto(f"/teams/{home.team}/people")
    page.get_by_role("link", name="Nu, 10:00").click()
    page.fill("#f-moment", "2026-02-02T10:00")
    page.get_by_role("button", name="Kijk").click()

    assert page.locator("html").get_attribute("data-when") == "then"
    assert page.locator(".timebar b").inner_text().replace("\u00a0", " ") == "maandag 2 februari, 10:00"
    page.get_by_role("link", name="Ander moment").click()
    page.get_by_role("link", name="Terug naar nu").click()
    page.wait_for_load_state()
    assert page.locator(".timebar").count() == 0


def test_a_new_colleague_is_let_in_without_javascript(home: Any, browser_page: Any) -> None:
    page = browser_page(home.anna, java_script_enabled=False)

    page.goto(f"/teams/{home.team}/people")
    page.get_by_role("link", name="Nieuwe collega").click()
    page.fill("#f-name", "Noor Appelboom")
    page.fill("#f-hours", "24,5")
    page.fill("#f-competences", "medicatie, bhv")
    page.get_by_role("button", name="Voeg toe").click()

    expect(page.get_by_role("heading", name="Noor Appelboom")).to_be_visible()
    expect(page.get_by_text("24,5 uur per week")).to_be_visible()
    expect(page.get_by_text("Opgeslagen.")).to_be_visible()


@pytest.mark.parametrize("mode", MODES)
def test_who_looked_is_accessible(home: Any, browser_page: Any, accessible: Any, mode: str) -> None:
    from flask_babel import lazy_gettext

    from web.looked import _WORDS, name_look

    home.second_team()
    with home.by(home.anna):
        home.house.teams.give_office(home.yara, office="auditor", since="2026-01-01")
        home.house.people.rename_person(home.bram, name="Wilhelmina-Catharina van der Hoogenband", team=home.team)
    name_look("access.test", lazy_gettext("%(who)s keek naar het geld van %(whose)s."))
    reason = home.house.vault.seal(home.rosa, "de notaris vraagt erom")
    for number in range(35):
        who, given = (home.anna, None) if number % 3 else (home.bram, reason)
        home.house.access.looked(
            who, "member", subject=home.koos if number % 5 == 4 else home.rosa, action="access.test",
            shown=5 + number % 4, known=8, reason=given, on_behalf_of=home.koos if number == 33 else None,
        )  # fmt: skip
    own, guard = browser_page(home.rosa, **MODES[mode]), browser_page(home.yara, **MODES[mode])

    for page, addresses in (
        (guard, ("/access", f"/access?subject={home.koos}", "/access?at=3", "/me")),
        (own, (f"/people/{home.rosa}/looks", f"/people/{home.rosa}/looks?at=3", "/me")),
    ):
        for address in addresses:
            page.goto(address)
            accessible(page)
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    del _WORDS["access.test"]
