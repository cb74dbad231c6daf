"""A claim in a browser on a tablet: from tap to posted, and the pages for everybody."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.harness.claimed import IBAN, OURS, Till
from tests.harness.mandated import give_mandate
from tests.web.test_accessible import MODES
from tests.web.test_receipts import picture, saved


@pytest.fixture
def photo(tmp_path: Path) -> str:
    """A photo of a receipt on the tablet."""
    file = tmp_path / "bon.jpg"
    file.write_bytes(saved(picture((900, 1200))))
    return str(file)


def test_a_claim_with_a_photo_from_tap_to_posted(till: Till, browser_page: Any, photo: str) -> None:
    till.make(account="4350", supplier="Hema", text="Batterijen voor de klok")
    emre, fenna = browser_page(till.emre), browser_page(till.fenna)
    base = f"/teams/{till.purse.team}/money"

    emre.goto(base)
    emre.get_by_role("link", name="Declaraties").tap()
    emre.get_by_role("link", name="Declareer iets").tap()
    emre.get_by_label("Bedrag").fill("24,50")
    emre.get_by_label("Foto van de bon").set_input_files(photo)
    emre.get_by_label("Waar kocht je het?").fill("Hema")
    emre.get_by_label("Waarvoor?").fill("Waterkoker voor de keuken")
    emre.get_by_role("button", name="Declareer").tap()
    emre.get_by_role("heading", name="Voorstel: Kleine inventaris").wait_for()
    emre.get_by_role("button", name="Energie").tap()
    emre.get_by_text("4310 Energie").wait_for()
    shown = emre.get_by_role("img", name="De bon van Hema")
    assert shown.evaluate("image => image.decode().then(() => image.naturalWidth)") == 900

    fenna.goto(base + "/claims")
    fenna.get_by_role("link", name="Waterkoker voor de keuken").tap()
    fenna.get_by_text("Onder het mandaat van Fenna").wait_for()
    fenna.get_by_role("button", name="Keur goed").tap()
    fenna.get_by_role("link", name="De boeking").tap()

    why = fenna.locator(".why").inner_text()
    assert "Emre: € 24,50 bij Hema" in why.replace("\u00a0", " ")
    assert why.index("Gedeclareerd") < why.index("Onder het mandaat van") < why.index("Volgens het besluit")
    assert till.purse.balances()["4310"] == 2_450 and till.purse.balances()["1600"] == -2_450


def test_a_claim_is_made_approved_and_paid_without_a_script(till: Till, browser_page: Any, photo: str) -> None:
    emre, bram = (browser_page(one, java_script_enabled=False) for one in (till.emre, till.bram))
    emre.goto(f"/teams/{till.purse.team}/money/claims/new")
    emre.fill("#f-amount", "9,95")
    emre.set_input_files("#f-receipt", photo)
    emre.fill("#f-supplier", "Blokker")
    emre.fill("#f-text", "Dweil")
    emre.select_option("#f-account", "4350")
    emre.fill("#f-amount", "negen")
    emre.get_by_role("button", name="Declareer").click()
    expect(emre.locator("#f-amount-error")).to_be_visible()
    expect(emre.get_by_text("De foto is er al.")).to_be_visible()
    emre.fill("#f-amount", "9,95")
    emre.get_by_role("button", name="Declareer").click()
    address = emre.url.partition("?")[0]
    till.approve(address.rpartition("/")[2])

    bram.goto(address)
    bram.get_by_role("button", name="Betaald uit de kas").click()

    expect(bram.get_by_text("De betaling")).to_be_visible()
    assert till.purse.balances()["1000"] == 50_000 - 995


@pytest.mark.parametrize("mode", MODES)
def test_the_pages_of_claims_and_mandates_are_accessible(
    till: Till, browser_page: Any, accessible: Any, mode: str
) -> None:
    give_mandate(till.home, "all", for_role="member", per="year", accounts=("4350",), together=1)
    long = till.make(text="Waterkokerreparatiegereedschapskist " * 8, supplier="Ijzerwarenhandel", number="7")
    till.make(missing="", receipt=till.photo(till.emre, saved(picture())), supplier="Ijzerwarenhandel", number="7")
    listed = till.make(how="bank", iban=IBAN, supplier="Gamma")
    till.approve(listed)
    with till.home.by(till.bram):
        till.claims.put_on_list(listed)
        till.claims.export_payments(till.purse.team, fund="team", debtor=OURS)
    with till.home.by(till.home.person("anna")):
        till.home.house.mandates.end_mandate(till.mandate, why="Klaar.")
    base = f"/teams/{till.purse.team}"
    for person, addresses in (
        (till.fenna, ("/money/claims", f"/money/claims/{long}", "/money/claims/new")),
        (till.bram, ("/money/claims", f"/money/claims/{listed}", "/mandates")),
        (till.home.person("anna"), ("/mandates", f"/mandates?at={till.purse.position()}")),
        (till.emre, (f"/money/claims/{long}?proposed=1", f"/money/claims/{long}/change")),
    ):
        page = browser_page(person, **MODES[mode])
        for address in addresses:
            page.goto(base + address)
            accessible(page)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
    page.goto("/me/claims")
    accessible(page)
