"""In a browser: proposals are ticked and confirmed, and a payment that the bank refused comes back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.finance.bank.banked import Banked
from tests.finance.web.test_bank_browser import Shots
from tests.finance.web.test_bank_many import FILE
from tests.harness.claimed import IBAN, OURS, Till
from tests.harness.money import Purse
from tests.web.test_accessible import MODES


@pytest.fixture
def banked(purse: Purse) -> Banked:
    """The first of four lines became a rule, which proposes for two others."""
    found = Banked(purse)
    found.take(FILE)
    found.match(found.line(FILE), "4350")
    found.rule(found.line(FILE))
    with purse.home.by(purse.cato):
        found.service.set_limit(cents=10_000, valid_from="2026-03-01", why="Na de controle van de accountant.")
    purse.home.clock.moment = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
    return found


@pytest.mark.parametrize("mode", MODES)
def test_proposals_are_ticked_and_confirmed_and_the_pages_are_accessible(
    banked: Banked, browser_page: Any, accessible: Any, mode: str
) -> None:
    bank = f"/teams/{banked.team}/money/bank"
    page = browser_page(banked.purse.bram, **MODES[mode])
    shot = Shots(page, mode)
    page.goto(bank)
    accessible(page)
    shot("many")
    page.get_by_label("Kies Bakker Smit").first.check()
    page.get_by_label("Kies Bakker Smit").last.check()
    banked.match(banked.line(FILE, 1), "4310")
    page.get_by_role("button", name="Bevestig wat je koos").click()
    page.get_by_text("1 bankregel is bevestigd, 1 niet").wait_for()

    accessible(page)
    shot("many-refused")
    assert banked.purse.balances()["4350"] + banked.purse.balances()["4310"] == 3_950
    keeper = browser_page(banked.purse.cato, **MODES[mode])
    keeper.goto(f"{bank}/rules")
    accessible(keeper)
    Shots(keeper, mode)("limit")


@pytest.mark.parametrize("mode", MODES)
def test_a_payment_that_the_bank_refused_is_accessible_to_who_wrote_it_and_who_confirms(
    purse: Purse, browser_page: Any, accessible: Any, mode: str
) -> None:
    till = Till(purse)
    claim = till.make(how="bank", iban=IBAN)
    till.approve(claim)
    with till.home.by(till.bram):
        till.claims.put_on_list(claim)
        till.claims.export_payments(purse.team, fund="team", debtor=OURS)
    claims = f"/teams/{purse.team}/money/claims"
    bram, fenna = (browser_page(person, **MODES[mode]) for person in (till.bram, till.fenna))
    bram.goto(f"{claims}/{claim}")
    bram.get_by_text("De bank betaalde dit niet").click()
    bram.get_by_label("Wat is er gebeurd?").fill("Onbekend rekeningnummer.")
    accessible(bram)
    Shots(bram, mode)("return-ask")
    bram.get_by_role("button", name="Schrijf dat op").click()
    bram.get_by_text("Dit wacht op een collega die het bevestigt.").wait_for()
    for path, name in ((claims, "return-list"), (f"{claims}/{claim}", "return-confirm")):
        fenna.goto(path)
        accessible(fenna)
        Shots(fenna, mode)(name)

    fenna.get_by_role("button", name="Bevestig: niet betaald").click()
    fenna.get_by_text("Batch 1, niet betaald:").wait_for()

    assert till.claim(claim).state == "approved"
    accessible(fenna)
    Shots(fenna, mode)("return-done")
