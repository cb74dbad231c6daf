"""A part that a page asks for again every three seconds: one bad answer is not its end."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect


def test_vandaag_stands_through_an_answer_that_went_wrong(home: Any, browser_page: Any) -> None:
    page = browser_page(home.bram)
    page.goto(f"/teams/{home.team}")
    page.route("**/teams/*?since=*", lambda asked: asked.fulfill(status=503, body="even niet"))

    with page.expect_response("**/teams/*?since=*", timeout=8000) as bad:
        pass
    page.unroute("**/teams/*?since=*")
    with page.expect_response("**/teams/*?since=*", timeout=8000) as good:
        pass

    assert (bad.value.status, good.value.status) == (503, 204)
    expect(page.locator("#vandaag h1")).to_be_visible()
