"""The pages of residents' money in a browser: read by everybody, on a phone and in the dark too."""

from __future__ import annotations

from typing import Any

import pytest

from tests.finance.residents.banking import granted, line_of, rosas_bank
from tests.finance.residents.test_residents import ask, deposit, live_in, sign
from tests.harness.home import Home
from tests.harness.money import Purse
from tests.web.test_accessible import MODES


@pytest.mark.parametrize("mode", MODES)
def test_the_pages_of_residents_money_are_accessible(
    purse: Purse, home: Home, browser_page: Any, accessible: Any, mode: str
) -> None:
    live_in(home, "tom")
    deposit(purse, 10_000)
    deposit(purse, 4_321, of="tom")
    sign(purse, ask(purse, 2_500), "fenna", "bram")
    ask(purse, 1_000, by="rosa", id="two")
    rosa, base = home.person("rosa"), f"/teams/{purse.team}/money/residents"

    for person, addresses in (
        (purse.bram, (base, f"{base}/{rosa}")), (home.person("emre"), (base,)), (rosa, ("/me/money",)),
    ):  # fmt: skip
        page = browser_page(person, **MODES[mode])
        for address in addresses:
            page.goto(address)
            for closed in page.locator("details.also > summary").all():
                closed.click()
            accessible(page)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("mode", MODES)
def test_what_waits_for_the_bank_and_the_line_that_pays_it_are_accessible(
    purse: Purse, home: Home, browser_page: Any, accessible: Any, mode: str
) -> None:
    bank = rosas_bank(purse)
    live_in(home, "tom")
    granted(purse, 2_500)
    lines, base = line_of(bank, -2_500, -150), f"/teams/{purse.team}/money"

    theirs = [f"{base}/residents", f"{base}/residents/{home.rosa}", *(f"{base}/bank/lines/{line}" for line in lines)]
    for person, addresses in ((purse.bram, theirs), (home.rosa, ["/me/money"])):
        page = browser_page(person, **MODES[mode])
        for address in addresses:
            page.goto(address)
            for closed in page.locator("details.also > summary").all():
                closed.click()
            accessible(page)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
