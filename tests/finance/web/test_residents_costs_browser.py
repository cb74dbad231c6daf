"""In a browser: what went out of the residents' account is signed for by two, and money that came back is found."""

from __future__ import annotations

from typing import Any

import pytest

from domain.finance.ledger import NewAccount
from tests.finance.bank.banked import day
from tests.finance.residents.banking import line_of, rosas_bank
from tests.finance.statements.made import camt, paid
from tests.finance.web.test_bank_browser import Shots
from tests.finance.web.test_given_back_pages import Back
from tests.harness.money import Purse
from tests.web.test_accessible import MODES


@pytest.mark.parametrize("mode", MODES)
def test_bram_proposes_and_fenna_confirms_where_she_signs(
    purse: Purse, browser_page: Any, accessible: Any, mode: str
) -> None:
    bank = rosas_bank(purse)
    with bank.home.by(purse.cato):
        purse.ledger.open_accounts([NewAccount("1300", "Nog van de organisatie", "residents", "asset")])
    (line,) = line_of(bank, -150)
    money = f"/teams/{bank.team}/money"
    page, second = (browser_page(who, **MODES[mode]) for who in (purse.bram, purse.fenna))
    shot = Shots(page, mode)

    page.goto(f"{money}/bank/lines/{line}")
    accessible(page)
    shot("costs-line")
    page.get_by_label("Rekening", exact=True).select_option("1300")
    page.get_by_label("Wat is dit (mag leeg)").fill("Kosten van de bank over februari")
    page.get_by_role("button", name="Stel voor").first.click()
    page.get_by_text("Tot dan is er niets geboekt.").wait_for()
    accessible(page)
    shot("costs-waits")
    page.goto(f"{money}/bank?of=residents")
    accessible(page)
    shot("costs-bank")
    second.goto(f"{money}/residents")
    accessible(second)
    Shots(second, mode)("costs-residents")
    second.get_by_role("button", name="Keur goed en boek").click()
    second.get_by_text("Er wacht niets op een handtekening").wait_for()
    page.goto(f"{money}/bank/lines/{line}")
    page.get_by_text("bevestigd door Fenna").wait_for()
    shot("costs-done")

    assert purse.balances()["1300"] == 150


@pytest.mark.parametrize("mode", MODES)
def test_money_that_came_back_is_tapped_and_a_file_is_dismissed(
    purse: Purse, browser_page: Any, accessible: Any, mode: str
) -> None:
    back = Back(purse)
    page, second = (browser_page(who, **MODES[mode]) for who in (back.till.bram, back.till.fenna))
    shot = Shots(page, mode)

    page.goto(back.at_line())
    accessible(page)
    shot("back-line")
    page.get_by_role("button", name="Dit is de betaling aan Emre").click()
    page.get_by_text("Een collega bevestigt dat.").wait_for()
    accessible(page)
    shot("back-waits")
    second.goto(back.at_claim())
    accessible(second)
    Shots(second, mode)("back-claim")
    second.get_by_role("button", name="Bevestig: teruggegeven").click()
    second.get_by_text("Batch 1, teruggegeven. Bram").wait_for()
    accessible(second)

    page.goto(f"/teams/{back.team}/money/bank")
    file = {"name": "maart.xml", "mimeType": "text/xml", "buffer": camt(day(5, paid(-700), opening=9_000))}
    page.locator('input[type="file"]').set_input_files(file)
    page.get_by_role("button", name="Bekijk het afschrift").click()
    page.get_by_role("button", name="Niet inlezen").wait_for()
    accessible(page)
    shot("dismiss")
    page.get_by_role("button", name="Niet inlezen").click()
    page.get_by_role("button", name="Bekijk het afschrift").wait_for()

    assert back.till.claim(back.claim).state == "approved"
    assert not [path for path in (purse.home.house.workspace.data / "waiting").rglob("*") if path.is_file()]
