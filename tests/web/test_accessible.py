"""Pages for everybody: axe on each, in Dutch, on a tablet and on a phone, light and dark."""

from __future__ import annotations

from typing import Any

import pytest

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
    assert page.locator("#f-password-error").is_visible()
    assert page.input_value("#f-email") == "niemand@voorbeeld.nl"
    accessible(page)
