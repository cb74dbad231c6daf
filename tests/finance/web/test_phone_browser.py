"""The lists of money on a phone: nothing is cut off, and an empty list is drawn in lines."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

from domain.finance.ledger import Line
from tests.harness.money import Purse

PHONE = {"viewport": {"width": 390, "height": 844}}
CUT_OFF = """() => [...document.querySelectorAll('main :is(th, td)')].filter(cell => cell.offsetParent)
    .filter(cell => cell.getBoundingClientRect().right > innerWidth || cell.scrollWidth > cell.clientWidth + 1)
    .map(cell => cell.innerText)"""


def test_nothing_is_cut_off_in_what_waits_what_is_open_and_a_card(purse: Purse, browser_page: Any) -> None:
    text = "Een tweedehands elektrische rolstoel met kussens"
    purse.post("2026-02-03", Line("4350", 123_456), Line("1600", -123_456), text=text)
    purse.propose("2026-02-04", Line("4350", 123_456), Line("1600", -123_456), text=text)
    page = browser_page(purse.fenna, **PHONE)

    for name in ("proposals", "open", "accounts/4350", "accounts/1600", "budget"):
        page.goto(f"/teams/{purse.team}/money/{name}")

        expect(page.get_by_text("−1.234,56" if name in ("open", "accounts/1600") else "1.234,56").last).to_be_visible()
        assert page.evaluate(CUT_OFF) == [], name


def test_a_phone_shows_every_column_of_the_trial_balance(purse: Purse, browser_page: Any) -> None:
    purse.post("2026-02-03", Line("4310", 123_456_789), Line("8000", -123_456_789))
    page = browser_page(purse.fenna, **PHONE)

    page.goto(f"/teams/{purse.team}/money/balance")

    expect(page.locator(".money.balance").get_by_text("1.234.567,89").last).to_be_visible()
    assert page.evaluate(CUT_OFF) == []


def test_the_icon_of_an_empty_list_is_drawn_in_lines(purse: Purse, browser_page: Any) -> None:
    page = browser_page(purse.fenna, **PHONE)

    page.goto(f"/teams/{purse.team}/money/proposals")

    assert page.locator(".empty > svg").evaluate("icon => getComputedStyle(icon).fill") == "none"
