"""Both sliders on the pages of money in a browser: moved, by keys, back, without a script, for everybody."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from domain.finance.ledger import Line
from tests.finance.residents.test_residents import deposit
from tests.finance.web.history import February
from tests.harness.money import Purse
from tests.web.test_accessible import MODES

MOVE = (
    "(s, n) => { s.value = n; "
    "for (const kind of ['input', 'change']) s.dispatchEvent(new Event(kind, {bubbles: true})) }"
)


def euros(page: Any) -> str:
    """What lies in the cash box of the household."""
    return str(page.locator("#kas-1001 + .cash-now b").inner_text()).replace("\u00a0", " ")


def test_both_sliders_move_on_the_page_of_the_cash_box_and_back_goes_back(told: February, browser_page: Any) -> None:
    page = browser_page(told.purse.cato)
    page.goto(f"/teams/{told.purse.team}/money/cash")
    assert euros(page) == "€ 5,85"

    # when it happened: the twentieth of February; 1 January is nothing
    with page.expect_response("**/cash?**on=2026-02-20**"):
        page.locator("#s-on").evaluate(MOVE, 50)
    page.wait_for_url("**on=2026-02-20**")
    assert page.locator("#says-on").inner_text().replace("\u00a0", " ") == "20 februari 2026"
    assert euros(page) == "€ 70,00"

    # when we knew it: a day and a half before now, when nothing more was known of the first of March
    page.locator("#s-on").evaluate(MOVE, 63)
    page.wait_for_url("**on=2026-03-05**")
    assert euros(page) == "€ 5,85"
    page.locator("#s-until").evaluate("s => s.focus()")
    page.locator("#s-until").evaluate("(s, move) => eval(move)(s, Number(s.max) - 9)", MOVE)
    page.locator(".timebar").wait_for()
    page.wait_for_load_state()
    assert "at=" in page.url and "on=2026-03-05" in page.url
    assert euros(page) == "€ 70,00"
    assert page.locator("#s-until").evaluate("s => s === document.activeElement && s.getAttribute('aria-valuetext')")

    page.go_back()
    page.wait_for_url(lambda url: "at=" not in url)
    page.go_back()
    page.wait_for_url("**on=2026-02-20**")
    page.locator("#says-on").get_by_text("20 februari 2026").wait_for()
    assert euros(page) == "€ 70,00"
    expect(page.locator("#s-on")).to_be_visible()


def test_the_keyboard_moves_the_days_of_a_card_and_its_filter_stays(told: February, browser_page: Any) -> None:
    page = browser_page(told.purse.cato)
    page.goto(f"/teams/{told.purse.team}/money/accounts/4310?first=2026-02-15&on=2026-02-28")

    page.locator("#s-on").focus()
    for _ in range(3):
        page.keyboard.press("ArrowLeft")

    page.wait_for_url("**on=2026-02-25**")
    page.get_by_text("Op 25 februari 2026 stond er").wait_for()
    assert "first=2026-02-15" in page.url
    assert page.locator("#s-on").evaluate("s => s === document.activeElement")
    assert page.locator("#s-on").get_attribute("aria-valuetext").replace("\u00a0", " ") == "25 februari 2026"


def test_without_a_script_both_clocks_are_typed(told: February, browser_page: Any) -> None:
    page = browser_page(told.purse.cato, java_script_enabled=False)
    page.goto(f"/teams/{told.purse.team}/money/accounts/4310")
    assert page.locator("#s-on").is_hidden()

    page.get_by_text("Kies dagen of een moment").click()
    page.fill("#f-on", "2026-02-19")
    page.fill("#f-until", "2026-03-03T23:00:00")
    page.get_by_role("button", name="Toon").click()

    assert "on=2026-02-19" in page.url and "at=" in page.url
    expect(page.get_by_text("Op 19 februari 2026 stond er € 250,00 op.")).to_be_visible()
    expect(page.locator(".timebar")).to_be_visible()
    page.get_by_text("Kies dagen of een moment").click()
    page.fill("#f-until", "")
    page.get_by_role("button", name="Toon").click()
    page.wait_for_load_state()
    assert page.locator(".timebar").count() == 0 and "on=2026-02-19" in page.url


def test_on_a_phone_the_sliders_are_folded_until_they_are_asked_for(told: February, browser_page: Any) -> None:
    page = browser_page(told.purse.cato, **MODES["phone"])
    page.goto(f"/teams/{told.purse.team}/money/cash")

    assert page.locator("#s-on").is_hidden()
    page.get_by_text("Tot en met 6 maart 2026, bekend tot nu").click()
    expect(page.locator("#s-on")).to_be_visible()
    expect(page.locator("#f-on")).to_be_visible()


@pytest.mark.parametrize("mode", MODES)
def test_the_pages_with_both_clocks_are_accessible(
    told: February, purse: Purse, browser_page: Any, accessible: Any, mode: str
) -> None:
    deposit(purse, 10_000)
    purse.post("2026-02-05", Line("4350", 1), Line("1010", -1), text="Een lamp")
    base, page = f"/teams/{purse.team}/money", browser_page(purse.bram, **MODES[mode])
    for name in ("accounts/4310", "cash", "budget", "residents", f"residents/{purse.home.rosa}"):
        for asked in ("", f"?on=2026-02-20&at={purse.position()}", "?on=morgen&until=ooit"):
            page.goto(f"{base}/{name}{asked}")
            fold = page.locator("#typ-momenten")
            if not fold.evaluate("d => d.open"):
                fold.locator("summary").click()
            accessible(page)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (name, asked)
