"""Two tablets on one roster: the second sees what the first did, and only one has what both tapped."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from domain.kernel import Id
from tests.harness.home import FIRST, Home

Pages = Callable[..., Page]


@pytest.fixture
def lindehof(home: Home) -> Home:
    """De Lindehof on 20 February: published, and one late shift on Thursday the fifth is open."""
    home.need(V=0, L=0, N=0)
    home.clock.moment = datetime(2026, 2, 20, 14, 0, tzinfo=UTC)
    home.draft()
    home.plan(None, "05", "L")
    home.publish()
    return home


def cell(page: Page, who: Id | str, day: str) -> Any:
    """The cell of somebody on a day of March."""
    return page.locator(f'button.cell[value="{who}:2026-03-{day}"]')


def open_roster(page: Page, home: Home) -> None:
    """Go to the roster's first two weeks."""
    page.goto(f"/rosters/{home.roster}?from={FIRST}&weeks=2")


def test_a_second_tablet_shows_a_change_within_four_seconds_and_stays_as_it_was(
    lindehof: Home, browser_page: Pages
) -> None:
    bram, emre = lindehof.person("bram"), lindehof.person("emre")
    page = browser_page(bram, viewport={"width": 800, "height": 500})
    open_roster(page, lindehof)
    cell(page, bram, "12").tap()
    page.locator("summary", has_text="Meld je afwezig").tap()
    page.get_by_label("Laatste dag").fill("2026-03-20")
    cell(page, bram, "12").focus()
    page.evaluate("window.stillHere = true; document.getElementById('roster-box').scrollLeft = 200")

    lindehof.plan(emre, "10", "V")

    expect(cell(page, emre, "10").locator(".shift")).to_have_text("V", timeout=4_000)
    assert page.evaluate("window.stillHere") is True
    assert page.evaluate("document.getElementById('roster-box').scrollLeft") == 200
    expect(page.get_by_label("Laatste dag")).to_have_value("2026-03-20")
    expect(cell(page, bram, "12")).to_be_focused()
    expect(cell(page, bram, "12")).to_have_attribute("aria-expanded", "true")


def test_an_open_sheet_says_that_its_cell_changed(lindehof: Home, browser_page: Pages) -> None:
    bram = lindehof.person("bram")
    page = browser_page(bram)
    open_roster(page, lindehof)
    cell(page, bram, "11").tap()
    expect(page.locator("#vak")).to_be_visible()

    lindehof.plan(bram, "11", "V")

    expect(page.locator(".stale")).to_be_visible(timeout=4_000)
    page.get_by_role("link", name="Kijk hoe het nu staat").tap()
    expect(page.locator("#sheet dl")).to_contain_text("vroeg, 07:00–15:15")


def test_going_to_another_cell_is_not_told_as_a_change(lindehof: Home, browser_page: Pages) -> None:
    bram = lindehof.person("bram")
    lindehof.plan(bram, "11", "V")
    page = browser_page(bram)
    open_roster(page, lindehof)

    for day in ("10", "11", "05"):
        cell(page, bram, day).tap()
        expect(page.locator(f'#sheet[data-cell$="-{day}"]')).to_be_visible()
        expect(cell(page, bram, day)).to_have_attribute("aria-expanded", "true")

        expect(page.locator(".stale")).to_be_hidden()


def test_of_two_who_tap_the_same_shift_one_has_it_and_the_other_sees_who(lindehof: Home, browser_page: Pages) -> None:
    bram, fenna = lindehof.person("bram"), lindehof.person("fenna")
    first, second = browser_page(fenna), browser_page(bram)
    for page, who in ((first, fenna), (second, bram)):
        open_roster(page, lindehof)
        cell(page, who, "05").tap()
        expect(page.get_by_role("button", name=re.compile("Laat.*Neem dienst"))).to_be_visible()

    first.get_by_role("button", name=re.compile("Laat.*Neem dienst")).tap()
    expect(cell(first, fenna, "05").locator(".shift")).to_have_text("L")
    second.get_by_role("button", name=re.compile("Laat.*Neem dienst")).tap()

    conflict = second.locator(".conflict")
    expect(conflict).to_contain_text("Fenna had deze dienst al om 15:00")
    expect(conflict).to_contain_text("Er is niets van jou veranderd")
    expect(conflict.locator(".two > div").first).to_contain_text(re.compile("Zo staat het nu.*Laat, do.5: Fenna", re.S))
    expect(conflict.locator(".mine")).to_contain_text("Laat, do\u00a05: jij")
    expect(cell(second, fenna, "05").locator(".shift")).to_have_text("L")
    assert lindehof.agenda(fenna).booked()
    conflict.get_by_role("link", name="Vraag om te ruilen").tap()
    expect(second.locator("#vak")).to_contain_text("Fenna")


def test_of_two_who_fill_the_same_need_one_has_it(lindehof: Home, browser_page: Pages) -> None:
    bram, fenna = lindehof.person("bram"), lindehof.person("fenna")
    with lindehof.by(lindehof.person("anna")):
        lindehof.house.rosters.set_date_demand(lindehof.team, code="V", date="2026-03-11", least=1)
    first, second = browser_page(fenna), browser_page(bram)
    for page, who in ((first, fenna), (second, bram)):
        open_roster(page, lindehof)
        cell(page, who, "11").tap()
        expect(page.get_by_role("button", name=re.compile("Vroeg.*Hier is iemand nodig.*Neem dienst"))).to_be_visible()

    first.get_by_role("button", name=re.compile("Vroeg.*Neem dienst")).tap()
    expect(cell(first, fenna, "11").locator(".shift")).to_have_text("V")
    second.get_by_role("button", name=re.compile("Vroeg.*Neem dienst")).tap()

    expect(second.locator(".conflict")).to_contain_text("Fenna had deze dienst al")
    expect(second.locator(".conflict .mine")).to_contain_text("Vroeg, wo\u00a011: jij")
    assert lindehof.standing().open_shift("2026-03-11", "V") is None
    assert len([f for f in lindehof.standing().shifts.values() if f["kind"] == "V"]) == 1


def test_a_second_tap_on_the_same_button_does_nothing_twice(lindehof: Home, browser_page: Pages) -> None:
    bram = lindehof.person("bram")
    page = browser_page(bram)
    open_roster(page, lindehof)
    cell(page, bram, "05").tap()
    take = page.get_by_role("button", name=re.compile("Laat.*Neem dienst"))
    expect(take).to_be_visible()
    before = lindehof.house.workspace.position()

    take.dblclick()

    expect(cell(page, bram, "05").locator(".shift")).to_have_text("L")
    expect(page.locator("#toast")).to_contain_text("Je werkt")
    assert page.locator(".conflict").count() == 0
    facts = lindehof.house.workspace.facts(before, 20)
    assert [f.topic for f in facts].count("rosters.ShiftClaimed") == 1


def test_what_others_changed_since_the_last_visit_has_a_dog_ear(lindehof: Home, browser_page: Pages) -> None:
    bram, emre = lindehof.person("bram"), lindehof.person("emre")
    page = browser_page(bram)
    open_roster(page, lindehof)
    expect(page.locator(".cell.new")).to_have_count(0)

    lindehof.plan(emre, "10", "V")

    expect(cell(page, emre, "10")).to_have_class(re.compile("new"), timeout=4_000)
    expect(cell(page, emre, "10")).to_have_attribute("aria-label", re.compile("veranderd sinds je keek"))


def test_when_the_period_is_closed_meanwhile_the_page_says_so(lindehof: Home, browser_page: Pages) -> None:
    page = browser_page(lindehof.person("bram"))
    open_roster(page, lindehof)

    with lindehof.by(lindehof.person("anna")):
        lindehof.house.rosters.close_roster(lindehof.roster)

    expect(page.locator("#roster-steps")).to_contain_text("Gesloten", timeout=4_000)


def test_signed_out_in_the_middle_of_a_form_loses_nothing(lindehof: Home, browser_page: Pages, app: Any) -> None:
    bram = lindehof.person("bram")
    page = browser_page(bram)
    open_roster(page, lindehof)
    cell(page, bram, "12").tap()
    page.locator("summary", has_text="Meld je afwezig").tap()
    page.get_by_label("Laatste dag").fill("2026-03-20")

    with page.expect_response(lambda answer: "/part?" in answer.url and answer.status == 401):
        app.extensions["accounts"].end_sessions(bram)

    expect(page.get_by_label("Laatste dag")).to_have_value("2026-03-20")


def test_a_lost_connection_is_said_and_forgotten_when_it_is_back(lindehof: Home, browser_page: Pages) -> None:
    page = browser_page(lindehof.person("bram"))
    open_roster(page, lindehof)

    page.context.set_offline(True)
    expect(page.locator("#toast")).to_contain_text("geen verbinding")
    page.context.set_offline(False)

    expect(page.locator("#toast")).to_be_empty()


def test_from_a_past_moment_the_roster_runs_without_an_error(lindehof: Home, browser_page: Pages) -> None:
    page = browser_page(lindehof.person("bram"))
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))

    page.goto(f"/rosters/{lindehof.roster}?from={FIRST}&weeks=2&at={lindehof.house.workspace.position()}")
    page.evaluate(
        """for (const name of ["htmx:beforeSwap", "htmx:afterSettle", "htmx:oobAfterSwap"])
             document.body.dispatchEvent(new CustomEvent(name, {
               bubbles: true, detail: { target: document.body, xhr: { status: 200 } } }))"""
    )
    page.keyboard.press("Escape")

    expect(page.locator("#roster-table")).to_be_visible()
    assert errors == []
