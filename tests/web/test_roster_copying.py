"""The next period after an earlier one's pattern: seen first, then made, and only by who plans."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from domain.kernel import id_of
from domain.rosters import Roster, roster_of
from tests.harness.home import Home

Client = Callable[[Any], Any]
Pages = Callable[..., Page]
NEXT = "2026-03-30"


@pytest.fixture
def pattern(lindehof: Home) -> Home:
    """De Lindehof with three shifts: bram's, one of fenna's on a day on which she is away in April, and an open one."""
    lindehof.plan(lindehof.person("bram"), "02", "L")
    lindehof.plan(lindehof.person("fenna"), "05", "L")
    lindehof.plan(None, "11", "L")
    with lindehof.by(lindehof.person("fenna")):
        lindehof.house.rosters.report_absence(
            lindehof.team, absence=id_of("away"), person=lindehof.person("fenna"),
            first="2026-04-02", last="2026-04-02", kind="leave",
        )  # fmt: skip
    return lindehof


def address(home: Home, **asked: str) -> str:
    """The page that shows what it would give."""
    return f"/teams/{home.team}/rosters/copy?" + "&".join(f"{name}={value}" for name, value in asked.items())


def test_the_page_says_what_comes_and_saves_nothing(pattern: Home, client: Client) -> None:
    before = pattern.house.workspace.position()

    page = client(pattern.person("anna")).get(address(pattern, source=pattern.roster, first=NEXT)).text

    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)).replace("\u00a0", " ")
    assert "van maandag 30 maart tot en met zondag 26 april, naar het rooster van 2 tot 29 maart" in text
    assert "donderdag 2 april, laat, Fenna Afwezig op die dag." in text
    assert pattern.house.workspace.position() == before


@pytest.mark.parametrize(
    ("first", "says"),
    [("2026-03-31", "maandag"), ("2026-03-23", "al een rooster"), ("morgen", "Deze datum lezen we niet")],
)
def test_a_day_that_cannot_be_is_said_at_its_field(pattern: Home, client: Client, first: str, says: str) -> None:
    answer = client(pattern.person("anna")).get(address(pattern, source=pattern.roster, first=first))

    assert answer.status_code in (409, 422)
    error = re.search(r'id="f-first-error">.*?<span>(.*?)</span>', answer.text)
    assert error and says in error[1]
    assert f'value="{first}"' in answer.text and "Maak dit rooster" not in answer.text


def test_the_form_sent_again_or_too_late_makes_one_roster(pattern: Home, client: Client) -> None:
    anna, page = client(pattern.person("anna")), address(pattern, source=pattern.roster, first=NEXT)
    fields = {"source": pattern.roster, "first": NEXT, "page": page}

    made = anna.send(page.partition("?")[0], **fields, command=id_of("copy"))
    again = anna.send(page.partition("?")[0], **fields, command=id_of("copy"))
    late = anna.send(page.partition("?")[0], **fields)

    assert (made.status_code, again.status_code) == (303, 303) and made.location == again.location
    assert late.status_code in (409, 422) and "al een rooster" in late.text


def test_another_teams_roster_is_no_pattern_and_members_do_not_copy(pattern: Home, client: Client) -> None:
    anker = pattern.second_team()
    theirs = pattern.draft(anker)
    anna = client(pattern.person("anna"))
    page = f"/teams/{pattern.team}/rosters/copy"

    assert anna.get(address(pattern, source=theirs, first=NEXT)).status_code == 404
    assert anna.get(address(pattern, source="zz", first=NEXT)).status_code == 404
    assert anna.send(page, source=theirs, first=NEXT).status_code == 404
    assert client(pattern.person("bram")).get(page).status_code == 403
    assert client(pattern.person("bram")).send(page, source=pattern.roster, first=NEXT).status_code == 403
    assert client(pattern.person("yara")).get(page).status_code == 404


def test_a_planner_makes_the_next_period_on_the_tablet(
    pattern: Home, browser_page: Pages, accessible: Callable[[Page], None]
) -> None:
    page = browser_page(pattern.person("anna"))

    page.goto(f"/rosters/{pattern.roster}?from=2026-03-23&weeks=1")
    page.get_by_role("link", name="Volgende week").tap()
    page.get_by_role("link", name="Neem het patroon van een rooster over").tap()
    expect(page.get_by_text("Afwezig op die dag.")).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="Maak dit rooster").tap()

    expect(page.get_by_role("heading", name="30 maart tot 12 april")).to_be_visible()
    expect(page.locator("#toast")).to_contain_text("Alleen planners zien het")
    cell = page.locator(f'button.cell[value="{pattern.person("bram")}:{NEXT}"]')
    expect(cell).to_have_attribute("aria-label", re.compile("laat 15:00–23:15"))
    expect(page.locator('button.cell[value="open:2026-04-02"]')).to_have_attribute("aria-label", re.compile("laat"))
    made = pattern.house.workspace.get(Roster, roster_of(pattern.team, NEXT))
    assert made and len(made.shifts) == 3
