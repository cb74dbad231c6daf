"""Axe on the pages of budgets and orders, on a tablet, on a phone and in the dark; nothing is wider than the screen."""

from __future__ import annotations

from typing import Any

import pytest

from tests.harness.budgets import Planned, evenly, in_month
from tests.web.test_accessible import MODES

LONG = "Een leverancier met een heel erg lange naam in Hardinxveld-Giessendam"


@pytest.mark.parametrize("mode", MODES)
def test_the_pages_of_budgets_are_accessible(plan: Planned, browser_page: Any, accessible: Any, mode: str) -> None:
    plan.rate("own", 4_137, "4310", "4350")
    plan.adopt({"4310": evenly(45_000), "4350": evenly(9_000), "8000": evenly(250_000)})
    plan.agree(plan.propose_shift("4310", "4350", in_month(3, 5_000)))
    order = plan.order("4350", 45_000, supplier=LONG)
    plan.invoice(order, 12_345)
    waits = plan.propose({"4310": evenly(40_000)})
    budget, orders = f"/teams/{plan.team}/money/budget", f"/teams/{plan.team}/money/commitments"
    known = plan.purse.position()

    for who, addresses in (
        (plan.purse.fenna, (
            f"{budget}?open=4350", f"{budget}?on=gisteren", f"{budget}?year=2024", f"{budget}?at={known}",
            f"{budget}/proposals/{waits}", f"{budget}/team/2026", f"{budget}/roster", orders, f"{orders}/{order}",
            f"{orders}/new",
        )),
        (plan.purse.bram, (f"{budget}/team/new", f"{budget}/proposals/{waits}")),
        (plan.purse.cato, ("/money/rates", f"{budget}?open=4350")),
    ):  # fmt: skip
        page = browser_page(who, **MODES[mode])
        for address in addresses:
            page.goto(address)
            accessible(page)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
