"""A calendar month: of the team, of oneself, on a tablet, a phone and paper, now and then."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from web.first_names import first_names

Client = Callable[[Any], Any]


def text_of(answer: Any) -> str:
    """The text of a page, spaces as they are read."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).replace("\u00a0", " ").split())


def test_a_month_shows_who_works_and_what_is_short_in_whole_weeks(lindehof: Any, client: Client) -> None:
    lindehof.plan(lindehof.bram, "04", "L")
    lindehof.plan(None, "05", "V")

    page = client(lindehof.fenna).get(f"/teams/{lindehof.team}/month?month=2026-03")

    days = re.findall(r'<time datetime="([^"]+)"', page.text)
    assert (days[0], days[-1], len(days)) == ("2026-02-23", "2026-04-05", 42)
    assert "Maart 2026" in text_of(page) and "Bram" in page.text and "open" in page.text
    assert "Nog 1 nodig" in text_of(page)


def test_my_month_shows_my_shifts_and_absence_and_what_they_come_to(lindehof: Any, client: Client) -> None:
    lindehof.plan(lindehof.bram, "04", "L")
    lindehof.plan(lindehof.fenna, "05", "V")
    with lindehof.by(lindehof.bram):
        lindehof.house.rosters.report_absence(
            lindehof.team, absence="a" * 32, person=lindehof.bram, first="2026-03-10", last="2026-03-10", kind="other"
        )

    page = text_of(client(lindehof.bram).get("/me/roster/month?month=2026-03"))

    assert "1 dienst , 8 uur" in page.replace("dienst,", "dienst ,")
    assert "15:00–23:15" in page and "07:00–15:15" not in page
    assert page.count("afwezig") == 1


@pytest.mark.parametrize("month", ["", "x", "2026-13", "0000-01", "9999-12", "2026-3", "２０２６-03"])
def test_a_month_that_is_none_is_this_month(lindehof: Any, client: Client, month: str) -> None:
    assert "februari 2026" in text_of(client(lindehof.bram).get("/me/roster/month", query_string={"month": month}))


def test_a_draft_is_for_who_plans_and_strangers_find_nothing(home: Any, client: Client) -> None:
    home.draft()
    home.plan(home.bram, "04", "L")
    home.second_team()
    address = f"/teams/{home.team}/month?month=2026-03"

    assert "Bram" in client(home.anna).get(address).text
    assert "Bram" not in client(home.fenna).get(address).text
    assert "In deze maand staat nog niets" in text_of(client(home.fenna).get(address))
    assert client(home.person("yara")).get(address).status_code == 404


def test_the_month_of_then_shows_who_worked_then(lindehof: Any, client: Client) -> None:
    shift = lindehof.plan(lindehof.bram, "04", "V")
    then = lindehof.house.workspace.position()
    with lindehof.by(lindehof.anna):
        lindehof.house.rosters.assign_shift(
            lindehof.roster, shift, person=lindehof.person("emre"), instead_of=lindehof.bram
        )
    anna, address = client(lindehof.anna), f"/teams/{lindehof.team}/month?month=2026-03"

    assert "Emre" in anna.get(address).text and "Bram" not in anna.get(address).text
    assert "Bram" in anna.get(f"{address}&at={then}").text


def test_the_calendar_fits_the_tablet_the_phone_and_is_accessible(
    lindehof: Any, browser_page: Any, accessible: Callable[[Page], None]
) -> None:
    for day in ("03", "04", "05"):
        lindehof.plan(lindehof.bram, day, "V")
    page = browser_page(lindehof.bram)
    for address in (f"/teams/{lindehof.team}/month?month=2026-03", "/me/roster/month?month=2026-03"):
        page.set_viewport_size({"width": 1180, "height": 820})
        page.goto(address)
        accessible(page)
        page.set_viewport_size({"width": 390, "height": 844})
        accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        expect(page.locator("time[datetime='2026-03-04']")).to_be_visible()
        expect(page.locator("time[datetime='2026-02-23']")).to_be_hidden()


@pytest.mark.parametrize("width", [1180, 390])
def test_today_is_a_day_like_the_others(lindehof: Any, browser_page: Callable[..., Page], width: int) -> None:
    lindehof.plan(lindehof.bram, "04", "L")
    lindehof.clock.moment = datetime(2026, 3, 4, 11, 0, tzinfo=UTC)
    page = browser_page(lindehof.bram, viewport={"width": width, "height": 820})

    for address in (f"/teams/{lindehof.team}/month", "/me/roster/month"):
        page.goto(address)

        today = page.locator("td.now")
        expect(today).to_have_css("display", "table-cell" if width > 640 else "block")
        expect(today).to_have_css("border-top-left-radius", "0px")


def test_names_are_first_names_and_whole_where_two_share_one() -> None:
    names = {"a": "Wilhelmina van den Heuvel", "b": "Tom Hendriks", "c": "Tom de Wit", "d": "Ngozi", "e": ""}

    assert first_names(names) == names | {"a": "Wilhelmina"}


def test_a_month_of_six_weeks_with_five_people_and_too_few_prints_on_one_page(
    lindehof: Any, browser_page: Callable[..., Page]
) -> None:
    for day in ("03", "11", "19", "27"):
        for name, kind in (("anna", "V"), ("bram", "V"), ("fenna", "V"), ("emre", "V"), ("saar", "N")):
            lindehof.plan(lindehof.person(name), day, kind)
    page = browser_page(lindehof.fenna)
    page.goto(f"/teams/{lindehof.team}/month?month=2026-03")
    assert page.locator(".calendar tbody tr").count() == 6

    printed = page.pdf(prefer_css_page_size=True)

    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
    page.emulate_media(media="print")
    expect(page.locator(".stamp")).to_contain_text("zoals bekend op")
    expect(page.locator(".stamp")).to_contain_text("V vroeg 07:00–15:15")


def test_the_own_name_is_whole_on_paper(lindehof: Any, browser_page: Callable[..., Page]) -> None:
    with lindehof.by(lindehof.anna):
        lindehof.house.people.rename_person(lindehof.fenna, name="Fenna van der Wal")
    page = browser_page(lindehof.fenna)
    page.goto(f"/rosters/{lindehof.roster}?from=2026-03-02&weeks=2")
    own = page.locator("tr.own th")
    expect(own).to_have_text("Jij, Fenna", use_inner_text=True)

    page.emulate_media(media="print")

    expect(own).to_have_text("Fenna van der Wal", use_inner_text=True)
