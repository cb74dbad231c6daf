"""Nothing on the page of a proposal goes against its own security policy: the console stays empty."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.harness.looked import look
from web.proposal_worker import Worker


@pytest.mark.parametrize("width", [390])
def test_the_console_stays_empty_from_the_tap_to_what_was_taken_over(
    lindehof: Any, browser_page: Any, width: int
) -> None:
    with lindehof.by(lindehof.anna):
        lindehof.house.rosters.open_rounds(
            lindehof.roster, wishes_until="2026-02-22", gaps_until="2026-02-24", publish_by="2026-02-26"
        )
        lindehof.house.rosters.begin_round(lindehof.roster, round="gaps")
    page = browser_page(lindehof.anna, viewport={"width": width, "height": 844})
    said: list[str] = []
    page.on("console", lambda message: said.append(f"{message.type} {message.text}"))

    page.goto(f"/rosters/{lindehof.roster}/rounds")
    page.get_by_role("button", name="Stel de rest voor").click()
    expect(page.get_by_role("heading", name="Het zoeken begint")).to_be_visible()
    Worker(lindehof.house, look).step()
    page.locator("article.alternative details summary, .part-acts summary").first.click()
    page.locator("[id^='deel-A-']").first.click()
    expect(page.get_by_role("heading", name="Overgenomen")).to_be_visible()
    with page.expect_response("**/part?*"):
        pass
    page.locator("#alles-A").click()
    with page.expect_response("**/part?*"):
        pass

    assert said == []
