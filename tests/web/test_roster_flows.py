"""The roster on a tablet: what people do with it, tap by tap."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from domain.kernel import Id, id_of
from tests.harness.home import FIRST, Home

Pages = Callable[..., Page]


def cell(page: Page, who: Id | str, day: str) -> Any:
    """The cell of somebody on a day of March."""
    return page.locator(f'button.cell[value="{who}:2026-03-{day}"]')


def open_roster(page: Page, home: Home, more: str = "") -> None:
    """Go to the roster's first two weeks."""
    page.goto(f"/rosters/{home.roster}?from={FIRST}&weeks=2{more}")


def test_a_planner_begins_plans_and_publishes_a_roster(home: Home, browser_page: Pages) -> None:
    page = browser_page(home.person("anna"))

    page.goto(f"/teams/{home.team}/roster?from=2026-03-02")
    page.get_by_label("Eerste maandag").fill("2026-03-02")
    page.get_by_label("Aantal weken").select_option("2")
    page.get_by_role("button", name="Begin het rooster").click()
    expect(page.get_by_role("heading", name="2 tot 15 maart")).to_be_visible()
    cell(page, home.person("bram"), "03").tap()
    page.get_by_role("button", name=re.compile("Vroeg, 07:00–15:15.*Plan in")).tap()
    expect(cell(page, home.person("bram"), "03")).to_have_attribute("aria-label", re.compile("vroeg 07:00–15:15"))
    page.locator("summary", has_text="Concept").tap()
    page.get_by_role("button", name=re.compile("Publiceer")).tap()

    expect(page.locator("summary", has_text="Gepubliceerd")).to_be_visible()
    expect(page.locator("tr.spare .shift.open").first).to_be_visible()
    expect(page.locator("#toast")).to_contain_text("gepubliceerd")


def test_a_carer_takes_a_shift_and_turns_it_back(drafted: Home, browser_page: Pages) -> None:
    bram = drafted.person("bram")
    drafted.lay()
    page = browser_page(bram)
    open_roster(page, drafted)

    cell(page, bram, "05").tap()
    expect(page.locator("#sheet h2")).to_have_text(re.compile("Donderdag.5.maart, jij"))
    page.get_by_role("button", name=re.compile("Laat, 15:00–23:15.*Neem dienst")).tap()

    expect(cell(page, bram, "05").locator(".shift")).to_have_text("L")
    expect(page.locator("#toast")).to_contain_text("Je werkt")
    page.get_by_role("button", name="Draai terug").tap()
    expect(cell(page, bram, "05").locator(".shift")).to_have_count(0)
    expect(cell(page, "open", "05").locator(".shift.open")).to_have_text("L")
    assert drafted.agenda(bram).booked() == []


def test_what_does_not_fit_says_why(drafted: Home, browser_page: Pages) -> None:
    bram = drafted.person("bram")
    drafted.plan(bram, "04", "L")
    drafted.lay()
    page = browser_page(bram)

    open_roster(page, drafted)
    cell(page, bram, "05").tap()

    unfit = page.locator(".nofit li", has_text="Te weinig rust.").first
    expect(unfit).to_contain_text("7 uur en 45 minuten")
    unfit.get_by_text("Waarom 11 uur?").tap()
    expect(unfit).to_contain_text("ATW artikel 5:3")
    expect(page.locator("svg.rest")).to_be_visible()


def test_a_shift_on_offer_is_taken_over_by_a_colleague(drafted: Home, browser_page: Pages) -> None:
    bram, fenna = drafted.person("bram"), drafted.person("fenna")
    shift = drafted.plan(bram, "05", "L")
    drafted.publish()
    mine, theirs = browser_page(bram), browser_page(fenna)

    open_roster(mine, drafted)
    cell(mine, bram, "05").tap()
    mine.get_by_role("button", name=re.compile("Bied aan")).tap()
    expect(cell(mine, bram, "05").locator(".shift.wait")).to_be_visible()
    open_roster(theirs, drafted)
    cell(theirs, bram, "05").tap()
    theirs.get_by_role("button", name=re.compile("Neem over")).tap()

    expect(cell(theirs, fenna, "05").locator(".shift")).to_have_text("L")
    expect(cell(mine, fenna, "05").locator(".shift")).to_have_text("L", timeout=4_000)
    assert drafted.who(shift) == fenna


def test_two_carers_swap_when_both_agree(drafted: Home, browser_page: Pages) -> None:
    bram, fenna = drafted.person("bram"), drafted.person("fenna")
    late = drafted.plan(bram, "05", "L")
    early = drafted.plan(fenna, "10", "V")
    drafted.publish()
    mine, theirs = browser_page(bram), browser_page(fenna)

    open_roster(mine, drafted)
    cell(mine, bram, "05").tap()
    mine.get_by_role("link", name=re.compile("Ruil laat")).tap()
    expect(mine.locator("#sheet h3").first).to_have_text("Ruil met")
    mine.get_by_role("button", name=re.compile("di.10, vroeg.*Vraag")).tap()
    expect(mine.locator("#sheet")).to_contain_text("Er is nog geen antwoord")
    open_roster(theirs, drafted)
    cell(theirs, fenna, "10").tap()
    expect(theirs.locator("#sheet")).to_contain_text("Bram wil ruilen")
    theirs.get_by_role("button", name=re.compile("Ja, ruil")).tap()

    expect(cell(theirs, fenna, "05").locator(".shift")).to_have_text("L")
    expect(cell(theirs, bram, "10").locator("use[href='#r-swap']")).to_have_count(1)
    assert (drafted.who(late), drafted.who(early)) == (fenna, bram)


def test_who_is_asked_to_swap_may_say_no(drafted: Home, browser_page: Pages) -> None:
    bram, fenna = drafted.person("bram"), drafted.person("fenna")
    late, early = drafted.plan(bram, "05", "L"), drafted.plan(fenna, "10", "V")
    drafted.publish()
    with drafted.by(bram):
        drafted.house.rosters.propose_swap(drafted.roster, swap=id_of("swap"), giving=late, wanting=early)
    page = browser_page(fenna)

    open_roster(page, drafted)
    cell(page, fenna, "10").tap()
    page.get_by_role("button", name=re.compile("Nee, ik ruil niet")).tap()

    expect(page.locator("#toast")).to_contain_text("Je ruilt niet")
    assert drafted.standing().swaps == {}


def test_reporting_absence_opens_the_shifts_and_hides_the_cause(drafted: Home, browser_page: Pages) -> None:
    bram, fenna = drafted.person("bram"), drafted.person("fenna")
    drafted.plan(bram, "05", "L")
    drafted.publish()
    page = browser_page(bram)

    open_roster(page, drafted)
    cell(page, bram, "05").tap()
    page.locator("summary", has_text="Meld je afwezig").tap()
    page.get_by_label("Laatste dag").fill("2026-03-06")
    page.get_by_label("Waarom").select_option("sick")
    page.get_by_role("button", name="Meld", exact=True).tap()

    expect(cell(page, bram, "05")).to_have_text("afwezig")
    expect(cell(page, "open", "05").locator(".shift.open")).to_have_text("L")
    other = browser_page(fenna)
    open_roster(other, drafted)
    assert "ziek" not in other.content()


def test_hours_really_worked_are_recorded_and_a_mistake_keeps_what_was_typed(
    drafted: Home, browser_page: Pages
) -> None:
    bram = drafted.person("bram")
    drafted.plan(bram, "02", "L")
    drafted.publish()
    drafted.clock.moment = datetime(2026, 3, 3, 8, 0, tzinfo=UTC)
    page = browser_page(bram)

    open_roster(page, drafted)
    cell(page, bram, "02").tap()
    page.get_by_label("Einde").fill("23:45")
    page.get_by_label("Pauze, minuten").fill("veel")
    page.get_by_role("button", name="Leg vast").tap()
    expect(page.get_by_label("Pauze, minuten")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Einde")).to_have_value("23:45")
    page.get_by_label("Pauze, minuten").fill("15")
    page.get_by_role("button", name="Leg vast").tap()

    expect(page.locator("#toast")).to_contain_text("vastgelegd")
    expect(page.locator("tr.own .sum")).to_contain_text("8:30")


def test_a_wish_is_seen_by_who_plans_and_by_nobody_else(drafted: Home, browser_page: Pages) -> None:
    bram, fenna, anna = (drafted.person(name) for name in ("bram", "fenna", "anna"))
    drafted.lay()
    page = browser_page(bram)

    open_roster(page, drafted)
    cell(page, bram, "08").tap()
    page.get_by_role("button", name="Ik kan deze dag niet").tap()

    expect(cell(page, bram, "08")).to_have_attribute("aria-label", re.compile("vrij, kan niet"))
    for who, seen in ((anna, 1), (fenna, 0)):
        other = browser_page(who)
        open_roster(other, drafted)
        expect(cell(other, bram, "08").locator("use[href='#r-cannot']")).to_have_count(seen)


def test_a_planner_picks_a_shift_up_and_puts_it_down_elsewhere(drafted: Home, browser_page: Pages) -> None:
    bram, fenna = drafted.person("bram"), drafted.person("fenna")
    shift = drafted.plan(bram, "05", "L")
    page = browser_page(drafted.person("anna"))

    open_roster(page, drafted)
    cell(page, bram, "05").tap()
    page.get_by_role("link", name="Verplaats of geef door").tap()
    expect(page.locator("#carry")).to_contain_text("Je verplaatst laat")
    cell(page, fenna, "11").tap()

    expect(cell(page, fenna, "11").locator(".shift")).to_have_text("L")
    expect(cell(page, bram, "05").locator(".shift")).to_have_count(0)
    expect(page.locator("#carry")).to_be_empty()
    page.get_by_role("button", name="Draai terug").tap()
    expect(cell(page, bram, "05").locator(".shift")).to_have_text("L")
    assert drafted.who(shift) == bram


def test_arrow_keys_go_through_the_grid_and_enter_opens_a_cell(drafted: Home, browser_page: Pages) -> None:
    anna = drafted.person("anna")
    page = browser_page(anna)
    open_roster(page, drafted)

    cell(page, anna, "02").focus()
    page.keyboard.press("ArrowRight")
    expect(cell(page, anna, "03")).to_be_focused()
    page.keyboard.press("End")
    expect(cell(page, anna, "15")).to_be_focused()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")
    expect(cell(page, "open", "02")).to_be_focused()
    assert page.locator('button.cell[tabindex="0"]').count() == 1
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator("#sheet h2")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#sheet")).to_be_hidden()
    expect(cell(page, anna, "02")).to_be_focused()


def test_an_open_shift_is_given_to_whom_it_fits(drafted: Home, browser_page: Pages) -> None:
    drafted.plan(drafted.person("emre"), "05", "L")
    shift = drafted.plan(None, "06", "V")
    page = browser_page(drafted.person("anna"))

    open_roster(page, drafted)
    cell(page, "open", "06").tap()
    expect(page.locator(".nofit")).to_contain_text("Emre. Te weinig rust")
    page.get_by_role("button", name=re.compile("Fenna.*Geef")).tap()

    expect(cell(page, drafted.person("fenna"), "06").locator(".shift")).to_have_text("V")
    assert drafted.who(shift) == drafted.person("fenna")


def test_what_was_done_in_my_name_by_another_is_disowned(drafted: Home, browser_page: Pages) -> None:
    bram = drafted.person("bram")
    drafted.lay()
    with drafted.by(bram):
        drafted.house.rosters.take_shift(drafted.roster, shift=id_of("by", "somebody"), date="2026-03-05", kind="L")
    page = browser_page(bram)

    open_roster(page, drafted)
    cell(page, bram, "05").tap()
    page.get_by_role("button", name=re.compile("Dit was ik niet")).tap()

    expect(page.locator("#toast")).to_contain_text("niet door jou")


def test_without_a_script_everything_is_a_form_and_a_page(drafted: Home, browser_page: Pages) -> None:
    bram = drafted.person("bram")
    drafted.lay()
    page = browser_page(bram, java_script_enabled=False)

    open_roster(page, drafted)
    cell(page, bram, "05").click()
    page.get_by_role("button", name=re.compile("Laat, 15:00–23:15.*Neem dienst")).click()

    expect(cell(page, bram, "05").locator(".shift")).to_have_text("L")
    expect(page.locator("#toast")).to_contain_text("Je werkt")
    page.get_by_role("button", name="Draai terug").click()
    expect(cell(page, bram, "05").locator(".shift")).to_have_count(0)


def test_a_page_of_then_is_calm_and_steps_through_the_changes(drafted: Home, browser_page: Pages) -> None:
    bram, fenna = drafted.person("bram"), drafted.person("fenna")
    shift = drafted.plan(bram, "05", "L")
    position = drafted.house.workspace.position()
    drafted.clock.advance(timedelta(days=1))
    with drafted.by(drafted.person("anna")):
        drafted.house.rosters.assign_shift(drafted.roster, shift, person=fenna, instead_of=bram)
    page = browser_page(drafted.person("anna"))

    open_roster(page, drafted, f"&at={position}")

    expect(page.locator("button.cell")).to_have_count(0)
    expect(page.locator("span.cell.later")).to_have_count(2)
    expect(page.get_by_text("Je kunt alleen lezen")).to_be_visible()
    page.get_by_role("link", name="Volgende", exact=True).click()
    expect(page.locator("span.cell.later")).to_have_count(0)
    expect(page.locator("tr", has_text="Fenna").locator(".shift")).to_have_text("L")
    page.get_by_role("link", name="Vorige", exact=True).click()
    expect(page.locator("tr", has_text="Bram").locator(".shift")).to_have_text("L")


def test_on_paper_stands_no_wish_and_nobody_is_you(drafted: Home, browser_page: Pages) -> None:
    anna, bram = drafted.person("anna"), drafted.person("bram")
    with drafted.by(bram):
        drafted.house.rosters.make_wish(drafted.team, date="2026-03-10", kind=None, level="cannot")
    page = browser_page(anna)
    page.goto(f"/rosters/{drafted.roster}?from={FIRST}&weeks=2")
    wish, own = page.locator("#roster-table .i.cannot"), page.locator("tr.own th")
    expect(wish).to_be_visible()
    expect(own).to_have_text("Jij, Anna", use_inner_text=True)

    page.emulate_media(media="print")

    expect(wish).to_be_hidden()
    expect(own).to_have_text("Anna", use_inner_text=True)


def test_on_paper_no_sign_tells_of_a_wish_that_a_shift_goes_against(drafted: Home, browser_page: Pages) -> None:
    bram = drafted.person("bram")
    with drafted.by(bram):
        drafted.house.rosters.make_wish(drafted.team, date="2026-03-05", kind=None, level="cannot")
    drafted.plan(bram, "05", "L")
    page = browser_page(drafted.person("anna"))
    page.goto(f"/rosters/{drafted.roster}?from={FIRST}&weeks=2")
    expect(cell(page, bram, "05").locator(".i")).to_be_visible()

    page.emulate_media(media="print")

    expect(cell(page, bram, "05").locator(".shift")).to_be_visible()
    expect(cell(page, bram, "05").locator(".i")).to_be_hidden()


def test_four_weeks_print_on_one_page(drafted: Home, browser_page: Pages, tmp_path: Path) -> None:
    drafted.plan(drafted.person("bram"), "05", "L")
    page = browser_page(drafted.person("anna"))

    page.goto(f"/rosters/{drafted.roster}?weeks=4")
    printed = page.pdf(prefer_css_page_size=True)

    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
    page.emulate_media(media="print")
    expect(page.locator(".stamp")).to_contain_text("zoals bekend op")


@pytest.mark.parametrize("options", [{}, {"color_scheme": "dark"}, {"viewport": {"width": 390, "height": 844}}])
def test_axe_finds_nothing(
    drafted: Home, browser_page: Pages, accessible: Callable[[Page], None], options: dict[str, Any]
) -> None:
    bram = drafted.person("bram")
    drafted.plan(bram, "05", "L")
    drafted.plan(bram, "07", "V")
    position = drafted.house.workspace.position()
    drafted.publish()
    page = browser_page(drafted.person("anna"), **options)

    for more in (
        "",
        f"&cell={bram}:2026-03-05",
        "&cell=open:2026-03-04",
        f"&cell={bram}:2026-03-06",
        f"&at={position}",
    ):
        open_roster(page, drafted, more)
        accessible(page)
    page.goto(f"/teams/{drafted.team}/roster?from=2027-03-01")
    accessible(page)


@pytest.mark.parametrize("weeks", [1, 2, 4])
def test_two_offered_shifts_stay_inside_their_cell(drafted: Home, browser_page: Pages, weeks: int) -> None:
    bram = drafted.person("bram")
    shifts = [drafted.plan(bram, "05", kind) for kind in "LS"]
    drafted.publish()
    with drafted.by(bram):
        for shift in shifts:
            drafted.house.rosters.offer_shift(drafted.roster, shift)
    page = browser_page(drafted.person("anna"))

    page.goto(f"/rosters/{drafted.roster}?from={FIRST}&weeks={weeks}")

    packed = cell(page, bram, "05")
    expect(packed).to_be_visible()
    outside = packed.evaluate(
        """cell => { const box = cell.getBoundingClientRect(); return [...cell.children].map(e => {
        const own = e.getBoundingClientRect(); return [own.left - box.left, box.right - own.right,
        own.top - box.top, box.bottom - own.bottom]; }).flat().filter(gap => gap < -0.5); }"""
    )
    assert outside == []
