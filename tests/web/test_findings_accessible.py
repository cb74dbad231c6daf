"""The pages on findings, rules and agreements: axe on a tablet, a phone and in the dark, and without a script."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.rosters.labour.test_own_sets import HOUSE
from tests.web.test_accessible import MODES


@pytest.mark.parametrize("mode", MODES)
def test_they_are_accessible(home: Any, browser_page: Any, accessible: Any, mode: str) -> None:
    home.draft()
    home.lay()
    home.plan(home.bram, "03", "L")
    home.plan(home.bram, "04", "D")
    with home.by(home.anna):
        home.house.rule_book.decide_rules("a" * 32, rules=HOUSE, since="2026-03-09", decision="Verslag bestuur")
        home.house.rosters.agree_to_deviation(
            "b" * 32, rule="cao-ghz-6:6-split", first="2026-03-02", last="2026-03-29", why="Thuis"
        )
        home.house.rosters.ask_protection("c" * 32, first="2026-03-02", last="2026-09-01", tells=[home.bram])
    page = browser_page(home.anna, **MODES[mode])
    position = home.house.workspace.position()
    listed = f"/rosters/{home.roster}/findings"

    for address in (
        listed, f"{listed}?severity=warned", f"{listed}?at={position}", "/rules", "/rules/new", "/me/agreements",
        "/me/agreements?rule=cao-ghz-6:6-split&day=2026-03-05", f"/me/agreements?at={position}",
        f"/rosters/{home.roster}",
    ):  # fmt: skip
        page.goto(address)
        accessible(page)


def test_rules_are_decided_without_a_script_and_what_was_typed_stays(home: Any, browser_page: Any) -> None:
    page = browser_page(home.anna, java_script_enabled=False)

    page.goto("/rules/new")
    page.fill("#f-date", "2026-03-09")
    page.fill("#f-decision", "Verslag bestuur, punt 3")
    page.fill("#f-rules", HOUSE.replace("720", "600"))
    page.get_by_role("button", name="Laat zien wat er verandert").click()
    assert page.locator("#f-rules-error").inner_text().startswith("De wet laat dit niet toe: atw-5:3-2")
    assert page.input_value("#f-decision") == "Verslag bestuur, punt 3"
    page.fill("#f-rules", HOUSE)
    page.get_by_role("button", name="Laat zien wat er verandert").click()
    expect(page.get_by_text("Rust minstens: was 11 uur, wordt 12 uur")).to_be_visible()
    page.get_by_role("button", name="Laat dit gelden").click()

    expect(page.get_by_text("Verslag bestuur, punt 3")).to_be_visible()


def test_a_consent_begins_at_the_finding(home: Any, browser_page: Any) -> None:
    from domain.rosters import ShiftKind

    home.draft()
    home.lay()
    with home.by(home.anna):
        for code, start in (("M", 8), ("A", 16)):
            home.house.rosters.define_kind(home.team, kind=ShiftKind(code, "D", start * 60, 240, 0), name=code)
    home.plan(home.bram, "05", "M")
    home.plan(home.bram, "05", "A")
    page = browser_page(home.bram)

    page.goto(f"/rosters/{home.roster}/findings")
    page.get_by_role("link", name="Stem hiermee in").click()
    page.fill("#a-last", "2026-03-05")
    page.fill("#a-why", "Zo haal ik de kinderen")
    page.get_by_role("button", name="Ik stem in").click()
    page.goto(f"/rosters/{home.roster}/findings")

    expect(page.get_by_text("stemde hiermee in")).to_be_visible()
    expect(page.locator(".findings .tag", has_text="Ter kennis").first).to_be_visible()
