"""A proposal on the tablet in the browser: from the tap to what was taken over, and for everybody."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.harness.looked import look
from web.proposal_worker import Worker

SHOTS = Path("/tmp/driehoek-shots")
MODES: dict[str, dict[str, Any]] = {
    "tablet": {},
    "phone": {"viewport": {"width": 390, "height": 844}},
    "dark": {"color_scheme": "dark"},
}


@pytest.fixture
def gaps(lindehof: Any) -> Any:
    """De Lindehof in the round of the gaps: a late shift a day, and nobody on them yet."""
    with lindehof.by(lindehof.anna):
        lindehof.house.rosters.open_rounds(
            lindehof.roster, wishes_until="2026-02-22", gaps_until="2026-02-24", publish_by="2026-02-26"
        )
        lindehof.house.rosters.begin_round(lindehof.roster, round="gaps")
    return lindehof


def test_from_the_tap_to_the_roster(gaps: Any, browser_page: Any) -> None:
    page = browser_page(gaps.anna)

    page.goto(f"/rosters/{gaps.roster}/rounds")
    page.get_by_role("button", name="Stel de rest voor").click()
    expect(page.get_by_role("heading", name="Het zoeken begint")).to_be_visible()
    Worker(gaps.house, look).step()
    page.locator("#alles-A").click()

    expect(page.get_by_role("heading", name="Overgenomen")).to_be_visible()
    expect(page.get_by_text("Anna nam mogelijkheid A over: 28 diensten.")).to_be_visible()
    assert all(f["person"] for f in gaps.standing().shifts.values())


def test_without_a_script_the_main_job_is_done(gaps: Any, browser_page: Any) -> None:
    page = browser_page(gaps.bram, java_script_enabled=False)

    page.goto(f"/rosters/{gaps.roster}/proposals")
    page.get_by_role("button", name="Stel de rest voor").click()
    Worker(gaps.house, look).step()
    page.reload()
    page.locator("#mijn-A").click()

    expect(page.get_by_text("Bram nam het eigen deel van A over")).to_be_visible()
    mine = [f for f in gaps.standing().shifts.values() if f["person"] == gaps.bram]
    assert mine and len(mine) == len(gaps.standing().shifts)


def test_who_looks_on_sees_what_a_colleague_takes_over(gaps: Any, browser_page: Any) -> None:
    bram, saar = browser_page(gaps.bram), browser_page(gaps.saar)
    bram.goto(f"/rosters/{gaps.roster}/proposals")
    bram.get_by_role("button", name="Stel de rest voor").click()
    Worker(gaps.house, look).step()
    saar.goto(bram.url)

    bram.locator("#mijn-A").click()

    expect(saar.get_by_text("Bram nam het eigen deel van A over")).to_be_visible(timeout=10_000)


@pytest.mark.parametrize("mode", MODES)
def test_the_pages_of_proposals_are_for_everybody(
    gaps: Any, browser_page: Any, accessible: Any, app: Any, mode: str
) -> None:
    page = browser_page(gaps.anna, **MODES[mode])
    SHOTS.mkdir(exist_ok=True)

    page.goto(f"/rosters/{gaps.roster}/proposals")
    accessible(page)
    page.get_by_role("button", name="Stel de rest voor").click()
    accessible(page)
    page.screenshot(path=SHOTS / f"proposal-searching-{mode}.png", full_page=True)
    with gaps.by(gaps.anna):
        gaps.house.rosters.set_date_demand(gaps.team, code="L", date="2026-03-05", least=6)
    Worker(gaps.house, look).step()
    page.reload()
    accessible(page)
    page.screenshot(path=SHOTS / f"proposal-{mode}.png", full_page=True)
    wide = page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert wide, "the page is wider than the screen"
    link = page.locator("a.more[href*='/shifts/']").first
    page.goto(str(link.get_attribute("href")))
    accessible(page)
    page.screenshot(path=SHOTS / f"proposal-why-{mode}.png", full_page=True)
    page.go_back()
    page.goto(str(page.locator("a.more[href*='/gaps/']").first.get_attribute("href")))
    accessible(page)
    page.screenshot(path=SHOTS / f"proposal-gap-{mode}.png", full_page=True)
    page.goto(f"/rosters/{gaps.roster}/proposals")
    accessible(page)
    page.goto(f"/rosters/{gaps.roster}/rounds")
    accessible(page)
    page.screenshot(path=SHOTS / f"proposal-rounds-{mode}.png", full_page=True)
