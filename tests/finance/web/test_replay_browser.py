"""The controller and the auditor in a browser: both sliders, and from a balance to a decision."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from domain.finance.ledger import Line
from domain.kernel import OPERATOR, id_of
from domain.policies import Hire
from tests.finance.web.history import February
from tests.harness.claimed import Till
from tests.harness.mandated import DECISION
from tests.web.test_accessible import MODES


@pytest.mark.parametrize("mode", MODES)
def test_the_pages_of_money_are_accessible(told: February, browser_page: Any, accessible: Any, mode: str) -> None:
    page = browser_page(told.purse.cato, **MODES[mode])
    base = f"/teams/{told.purse.team}/money"
    for address in (
        "/money", base, f"{base}/balance", f"{base}/balance?on=2026-02-28&from=1&at={told.closed}",
        f"{base}/balance?on=morgen&from=1", f"{base}/accounts/4310", f"{base}/accounts/4310?first=x",
        f"{base}/entries/{told.back}", f"{base}/entries/{told.late}",
    ):  # fmt: skip
        page.goto(address)
        accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_replay_with_both_sliders(told: February, browser_page: Any) -> None:
    page = browser_page(told.purse.cato)
    page.goto(f"/teams/{told.purse.team}/money/balance")
    assert page.locator(".equation b").all_inner_texts() == ["€\u00a0336,40", "€\u00a0225,78", "€\u00a0562,18"]

    # when it happened: nine days back, to the nineteenth of February
    slider = page.locator("#s-on")
    slider.focus()
    with page.expect_response("**/balance?**on=2026-02-19**"):
        slider.evaluate(
            "s => { s.value -= 9; for (const kind of ['input', 'change']) "
            "s.dispatchEvent(new Event(kind, {bubbles: true})) }"
        )
    page.locator("output", has_text="tot en met 19 februari 2026").wait_for()
    page.wait_for_url("**on=2026-02-19**")
    assert page.locator(".equation b").all_inner_texts() == ["€\u00a0336,40", "€\u00a0−86,40", "€\u00a0250,00"]
    assert page.locator("#s-on").evaluate("s => s === document.activeElement")

    # when we knew it: Y to before everything, which makes it a page of then
    page.locator("#s-until").evaluate(
        "s => { s.value = document.getElementById('s-from').value; "
        "s.dispatchEvent(new Event('change', {bubbles: true})) }"
    )
    page.locator(".timebar").wait_for()
    page.wait_for_load_state()
    assert "at=" in page.url and "on=2026-02-19" in page.url
    assert page.locator(".equation b").last.inner_text() == page.locator(".equation b").first.inner_text()
    page.get_by_role("link", name="Terug naar nu").click()
    page.wait_for_load_state()
    assert page.locator(".timebar").count() == 0


def test_the_keyboard_moves_a_slider(told: February, browser_page: Any) -> None:
    page = browser_page(told.purse.cato)
    page.goto(f"/teams/{told.purse.team}/money/balance")

    page.locator("#s-on").focus()
    page.keyboard.press("ArrowLeft")

    page.get_by_text("tot en met 27 februari 2026").wait_for()
    page.wait_for_url("**on=2026-02-27**")
    page.locator("#s-from").focus()
    before = page.locator("#says-from").inner_text()
    page.keyboard.press("PageDown")
    assert page.locator("#says-from").inner_text() != before
    page.wait_for_url(lambda url: f"from={told.closed}" not in url)
    assert page.locator("#s-from").evaluate("s => s === document.activeElement")


def test_without_a_script_a_day_and_moments_are_typed(told: February, browser_page: Any) -> None:
    page = browser_page(told.purse.cato, java_script_enabled=False)
    page.goto(f"/teams/{told.purse.team}/money/balance")

    page.get_by_text("Typ een dag of een moment").click()
    page.fill("#f-on", "2026-02-19")
    page.fill("#f-until", "2026-03-03T23:00:00")
    page.get_by_role("button", name="Toon").click()

    assert f"from={told.closed}" in page.url and "at=" in page.url
    assert page.locator(".equation b").nth(1).inner_text() == "€\u00a0−86,40"
    expect(page.locator(".timebar")).to_be_visible()
    page.get_by_text("Typ een dag of een moment").click()
    page.fill("#f-until", "")
    page.get_by_role("button", name="Toon").click()
    page.wait_for_load_state()
    assert page.locator(".timebar").count() == 0


def test_an_auditors_walk_from_a_balance_to_who_decided(home: Any, told: February, browser_page: Any) -> None:
    auditor, elsewhere = id_of("person", "aad"), id_of("team", "beukenhof")
    with home.by(OPERATOR):
        home.house.staffing.found_team(elsewhere, name="De Beukenhof", hires=())
        home.house.staffing.hire_person(elsewhere, hire=Hire(auditor, "Aad", since="2026-01-01"))
        home.house.teams.give_office(auditor, office="auditor", since="2026-01-01")
    page = browser_page(auditor)

    page.goto("/money")
    page.get_by_role("main").get_by_role("link", name="De Lindehof").click()
    page.get_by_role("link", name="Naspelen").click()
    page.get_by_role("row", name="4310").get_by_role("link").click()
    page.get_by_role("link", name="Schoonmaak februari").click()
    expect(page.get_by_text("Waarom deze boeking?")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    page.wait_for_function("document.querySelector('tr[aria-current]').innerText.includes('Geen energie')")
    page.get_by_role("link", name="De hele boeking").click()
    expect(page.get_by_role("heading", name="Geen energie")).to_be_visible()
    page.locator(".why").get_by_role("link", name="Fenna").click()

    expect(page.get_by_text("Fenna keurde een voorgestelde boeking goed.").first).to_be_visible()
    expect(page.get_by_text("finance.EntryApproved")).to_be_visible()


def test_an_auditors_walk_from_a_balance_to_the_mandate_and_its_decision(
    home: Any, told: February, browser_page: Any
) -> None:
    auditor, elsewhere, till = id_of("person", "aad"), id_of("team", "beukenhof"), Till(told.purse)
    till.approve(till.make(day="2026-02-27", supplier="Blokker", text="Een waterkoker"))
    with home.by(OPERATOR):
        home.house.staffing.found_team(elsewhere, name="De Beukenhof", hires=())
        home.house.staffing.hire_person(elsewhere, hire=Hire(auditor, "Aad", since="2026-01-01"))
        home.house.teams.give_office(auditor, office="auditor", since="2026-01-01")
    page = browser_page(auditor)

    page.goto(f"/teams/{told.purse.team}/money/balance")
    page.get_by_role("row", name="4350").get_by_role("link").click()
    page.get_by_role("link", name="Een waterkoker").click()
    page.get_by_role("link", name="De hele boeking").click()
    why = page.locator(".why")
    entry = page.url
    expect(why.get_by_role("link", name=DECISION)).to_be_visible()

    why.get_by_role("listitem").filter(has_text="Onder het mandaat van").get_by_role("link").click()
    assert page.url.endswith(f"/mandates#m-{till.mandate}")
    expect(page.get_by_text(DECISION).first).to_be_visible()
    page.goto(entry)
    why.get_by_role("link", name=DECISION).click()

    expect(page.get_by_text("mandates.MandateGiven")).to_be_visible()
    expect(page.get_by_text("Anna").first).to_be_visible()


@pytest.mark.parametrize("mode", MODES)
def test_the_forms_of_money_are_accessible(told: February, browser_page: Any, accessible: Any, mode: str) -> None:
    purse, base = told.purse, f"/teams/{told.purse.team}/money"
    waiting = purse.propose("2026-03-05", Line("4310", 1), Line("1010", -1), text="Een lamp")
    for who, addresses in (
        (purse.bram, [f"{base}/proposals/new", f"{base}/proposals/{waiting}/change", f"{base}/opening/by-hand",
                      f"{base}/proposals", f"{base}/entries/{told.late}"]),
        (purse.fenna, [f"{base}/proposals/{waiting}", f"{base}/costs", f"{base}/open"]),
        (purse.cato, ["/money/chart", "/money/chart?account=4310", f"/money/chart?at={told.closed}"]),
    ):  # fmt: skip
        page = browser_page(who, **MODES[mode])
        for address in addresses:
            page.goto(address)
            accessible(page)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address


def test_an_entry_is_proposed_and_approved_without_a_script(told: February, browser_page: Any) -> None:
    bram = browser_page(told.purse.bram, java_script_enabled=False)
    fenna = browser_page(told.purse.fenna, java_script_enabled=False)

    bram.goto(f"/teams/{told.purse.team}/money")
    bram.get_by_role("link", name="Nieuwe boeking").click()
    bram.fill("#f-text", "Lampen voor de gang")
    bram.get_by_label("Rekening van regel 1").select_option("4350")
    bram.fill("#f-debit_0", "12,5")
    bram.get_by_label("Rekening van regel 2").select_option("1010")
    bram.fill("#f-credit_1", "12,05")
    bram.get_by_role("button", name="Leg voor aan een collega").click()
    expect(bram.get_by_text("Maak het verschil van € 0,45 nul")).to_be_visible()
    bram.fill("#f-credit_1", "12,50")
    bram.get_by_role("button", name="Leg voor aan een collega").click()
    fenna.goto(f"/teams/{told.purse.team}/money")
    fenna.get_by_role("link", name="1 boeking wacht").click()
    fenna.get_by_role("link", name="Lampen voor de gang").click()
    fenna.get_by_role("button", name="Keur goed en boek").click()

    expect(fenna.get_by_role("heading", name="Lampen voor de gang")).to_be_visible()
    expect(fenna.get_by_role("cell", name="12,50")).to_have_count(2)
