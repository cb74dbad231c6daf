"""The lists of money on a phone: nothing is cut off, and an empty list is drawn in lines."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

from domain.finance.ledger import Line
from domain.kernel import id_of
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


def test_a_phone_shows_the_whole_report_of_a_month(purse: Purse, browser_page: Any) -> None:
    purse.post("2026-01-03", Line("4310", 123_456_789), Line("8000", -123_456_789))
    with purse.home.by(purse.bram):
        purse.home.house.reports.close_period(purse.team, "2026-01")
    page = browser_page(purse.fenna, **PHONE)

    page.goto(f"/teams/{purse.team}/money/close?period=2026-01")
    page.get_by_role("link", name="stand").first.click()

    expect(page.get_by_role("heading", name="Rapport van januari 2026")).to_be_visible()
    assert page.evaluate(CUT_OFF) == []


def test_a_phone_shows_counts_of_cash_and_orders_whole(purse: Purse, browser_page: Any) -> None:
    with purse.home.by(purse.fenna):
        purse.home.house.cash.count_cash(purse.team, "1000", count=id_of("a count"), day="2026-02-28", pieces={})
        purse.home.house.budgets.enter_commitment(
            purse.team, commitment=id_of("an order"), account="4350", cents=123_456_789,
            supplier="Meubelhuis Zuid en Zonen", text="Vijf fauteuils die kunnen kantelen", expected="2026-03-20",
        )  # fmt: skip
    page = browser_page(purse.fenna, **PHONE)

    for name in ("cash", "commitments"):
        page.goto(f"/teams/{purse.team}/money/{name}")

        expect(page.locator(".money.folds").first).to_be_visible()
        assert page.evaluate(CUT_OFF) == [], name


def test_a_phone_shows_what_an_hour_costs_whole(purse: Purse, browser_page: Any) -> None:
    with purse.home.by(purse.cato):
        purse.home.house.budgets.set_rate(
            kind="agency", cents=99_950, valid_from="2025-11-01", account="4350", ort_account=None,
            decision="Onderhandelingsresultaat, bladzijde 3",
        )  # fmt: skip
    page = browser_page(purse.cato, **PHONE)

    page.goto("/money/rates")

    expect(page.get_by_text("999,50")).to_be_visible()
    assert page.evaluate(CUT_OFF) == []


def test_the_icon_of_an_empty_list_is_drawn_in_lines(purse: Purse, browser_page: Any) -> None:
    page = browser_page(purse.fenna, **PHONE)

    page.goto(f"/teams/{purse.team}/money/proposals")

    assert page.locator(".empty > svg").evaluate("icon => getComputedStyle(icon).fill") == "none"
