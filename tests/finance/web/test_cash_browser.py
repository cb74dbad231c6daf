"""The cash box on a tablet and a phone: counted by one, signed by another; readable for everybody."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from domain.finance.ledger import Line
from domain.kernel import id_of
from tests.harness.money import Purse
from tests.web.test_accessible import MODES


@pytest.fixture
def box(purse: Purse) -> Purse:
    """A cash box of the household with 100 euro in it, and a count that waits."""
    purse.post("2026-02-01", Line("1001", 10_000), Line("1020", -10_000), fund="household")
    with purse.home.by(purse.bram):
        purse.home.house.cash.set_cash_limits(purse.team, "1001", most=9_000, most_spent=4_000)
    with purse.home.by(purse.home.person("emre")):
        purse.home.house.cash.count_cash(purse.team, "1001", count=id_of("c"), day="2026-02-28", pieces={5_000: 1})
    return purse


@pytest.mark.parametrize("mode", MODES)
def test_the_pages_of_the_cash_box_are_accessible(box: Purse, browser_page: Any, accessible: Any, mode: str) -> None:
    base = f"/teams/{box.team}/money/cash"
    for who, addresses in (
        (box.bram, [base]),
        (box.fenna, [base, f"{base}/counts/{id_of('c')}", f"{base}/1000/count", f"{base}/1001/spend"]),
    ):
        page = browser_page(who, **MODES[mode])
        for address in addresses:
            page.goto(address)
            accessible(page)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address


def test_what_one_counted_another_signs_in_two_taps(box: Purse, browser_page: Any) -> None:
    page = browser_page(box.fenna)
    page.goto(f"/teams/{box.team}/money/cash")

    page.get_by_role("link", name="Een telling wacht op een tweede handtekening.").click()
    page.get_by_role("button", name="Dit ligt er; ik teken").click()

    expect(page.get_by_text("Door twee mensen getekend")).to_be_visible()
    assert box.balances()["1001"] == 5_000
