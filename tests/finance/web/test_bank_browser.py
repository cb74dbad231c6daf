"""The bank in a browser: from a file to a line on its account, without JavaScript too; axe on every page."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.finance.bank.banked import Banked, march
from tests.harness.money import Purse
from tests.web.test_accessible import MODES


@pytest.fixture
def banked(purse: Purse) -> Banked:
    found = Banked(purse)
    purse.home.clock.moment = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
    return found


@pytest.fixture
def file(tmp_path: Path) -> Path:
    found = tmp_path / "maart.xml"
    found.write_bytes(march())
    return found


@pytest.mark.parametrize("mode", MODES)
def test_every_page_of_the_bank_is_accessible(
    banked: Banked, file: Path, browser_page: Any, accessible: Any, mode: str
) -> None:
    page = browser_page(banked.purse.bram, **MODES[mode])
    address = f"/teams/{banked.team}/money/bank"
    shot = Shots(page, mode)

    page.goto(address)
    accessible(page)
    shot("empty")
    page.set_input_files("#f-file-1010", file)
    page.get_by_role("button", name="Bekijk het afschrift").click()
    accessible(page)
    shot("preview")
    page.get_by_role("button", name="Lees in").click()
    accessible(page)
    shot("lines")
    page.locator(".bank-line a").first.click()
    page.wait_for_load_state()
    for more in page.locator("details.also summary").all():
        more.click()
    accessible(page)
    shot("line")
    page.select_option("#f-account", "4350")
    page.get_by_role("button", name="Zet hierop").click()
    page.get_by_role("button", name="Maak hier een regel van").click()
    page.locator("details.also summary").last.click()
    accessible(page)
    shot("rules")
    for path in ("?done=1", "?of=residents", f"?at={banked.purse.position()}"):
        page.goto(address + path)
        accessible(page)
    assert [state for _, _, state in banked.lines()].count("matched") == 1


class Shots:
    """Pictures to look at, where somebody asks for them."""

    def __init__(self, page: Any, mode: str) -> None:
        self.page, self.mode, self.folder = page, mode, os.environ.get("BANK_SHOTS")

    def __call__(self, name: str) -> None:
        if self.folder:
            self.page.screenshot(path=f"{self.folder}/{name}-{self.mode}.png", full_page=True)


def test_a_statement_is_taken_and_a_line_matched_without_javascript(
    banked: Banked, file: Path, browser_page: Any
) -> None:
    page = browser_page(banked.purse.bram, java_script_enabled=False)

    page.goto(f"/teams/{banked.team}/money/bank")
    page.set_input_files("#f-file-1010", file)
    page.get_by_role("button", name="Bekijk het afschrift").click()
    page.get_by_role("button", name="Lees in").click()
    page.locator(".bank-line a").first.click()
    page.select_option("#f-account", "4350")
    page.get_by_role("button", name="Zet hierop").click()

    expect(page.get_by_text("verwerkt", exact=True)).to_be_visible()
    assert banked.purse.balances()["1010"] == 25_750
