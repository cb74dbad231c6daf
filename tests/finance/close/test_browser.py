"""A month closed, in a browser: what is open is done, the month is closed, and its report is looked at."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from domain.finance.ledger import Line
from tests.harness.money import Purse

MODES: dict[str, dict[str, Any]] = {
    "tablet": {},
    "phone": {"viewport": {"width": 390, "height": 844}},
    "dark": {"color_scheme": "dark"},
}


def test_a_month_closed(purse: Purse, browser_page: Any) -> None:
    purse.pay("2026-01-10", "1090", 7_500)
    page = browser_page(purse.bram)
    page.goto(f"/teams/{purse.team}/money/close")
    assert page.get_by_role("button", name="Sluit deze maand af").count() == 0
    page.get_by_role("link", name="Er is nog geld te verklaren").first.click()
    assert page.url.endswith("/accounts/1090")
    purse.post("2026-01-12", Line("4310", 7_500), Line("1090", -7_500), text="Het was de energie")

    page.goto(f"/teams/{purse.team}/money/close")
    page.get_by_role("button", name="Sluit deze maand af").click()
    page.get_by_role("link", name="stand").first.click()

    expect(page.get_by_text("tot op de laatste letter hetzelfde")).to_be_visible()
    expect(page.get_by_role("row", name="4310").first).to_be_visible()


@pytest.mark.parametrize("mode", MODES)
def test_the_pages_are_accessible(purse: Purse, browser_page: Any, accessible: Any, mode: str, tmp_path: Path) -> None:
    purse.pay("2026-01-10", "1090", 7_500)
    purse.post("2026-01-12", Line("4310", 7_500), Line("1090", -7_500))
    with purse.home.by(purse.bram):
        purse.home.house.reports.close_period(purse.team, "2026-01")
    purse.reopen("2026-01", "2026-03-03T16:00Z")
    purse.pay("2026-01-15", "4310", 500)
    purse.pay("2026-02-15", "1090", 500)
    page = browser_page(purse.bram, **MODES[mode])

    for address in ("close", "close?period=2026-02", "findings"):
        page.goto(f"/teams/{purse.team}/money/{address}")
        accessible(page)
        page.screenshot(path=tmp_path / f"{mode}-{address[:9]}-{len(address)}.png", full_page=True)
    page.goto(f"/teams/{purse.team}/money/close?period=2026-01")
    page.get_by_role("link", name="stand").first.click()
    accessible(page)
    page.screenshot(path=tmp_path / f"{mode}-report.png", full_page=True)


@pytest.mark.parametrize("mode", MODES)
def test_the_opening_balance_and_the_hand_over_are_accessible(
    purse: Purse, browser_page: Any, accessible: Any, mode: str, tmp_path: Path
) -> None:
    file = tmp_path / "begin.csv"
    file.write_text("rekening;debet;credit\n1010;1.234,50;\n0500;;1234,50\n", encoding="utf-8")
    page = browser_page(purse.bram, **MODES[mode])
    page.goto(f"/teams/{purse.team}/money/opening")
    accessible(page)
    page.set_input_files("#f-file", file)
    page.get_by_role("button", name="Bekijk").click()
    accessible(page)
    page.screenshot(path=tmp_path / f"{mode}-opening.png", full_page=True)
    page.get_by_role("button", name="Neem deze beginbalans over").click()

    other = browser_page(purse.cato, **MODES[mode])
    other.goto("/money/hand-over")
    other.get_by_role("button", name="Draag over").click()
    accessible(other)
    other.screenshot(path=tmp_path / f"{mode}-handover.png", full_page=True)

    assert purse.balances() == {"1010": 123_450, "0500": -123_450}
    expect(other.get_by_role("link", name="Batch 1 als CSV")).to_be_visible()
