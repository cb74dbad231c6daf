"""On call on the screen: planned as a kind of its own, shown apart, and what one is called out for is recorded."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from domain.rosters import ShiftKind

Client = Callable[[Any], Any]


def text_of(answer: Any) -> str:
    """The text of a page, spaces as they are read."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).replace("\u00a0", " ").split())


@pytest.fixture
def night(lindehof: Any) -> Any:
    """The morning after Bram was on call from 17:00 on Wednesday 4 March."""
    with lindehof.by(lindehof.anna):
        lindehof.house.rosters.define_kind(
            lindehof.team, kind=ShiftKind("A", "A", 17 * 60, 15 * 60, 0), name="Bereikbaar"
        )
    lindehof.on_call = lindehof.plan(lindehof.bram, "04", "A")
    lindehof.publish()
    lindehof.calls = f"/rosters/{lindehof.roster}/shifts/{lindehof.on_call}/calls"
    lindehof.clock.moment = datetime(2026, 3, 5, 6, 30, tzinfo=UTC)
    return lindehof


def test_who_plans_defines_an_on_call_kind_and_it_counts_for_no_hours(lindehof: Any, client: Client) -> None:
    anna, page = client(lindehof.anna), f"/teams/{lindehof.team}/demand"

    answer = anna.send(
        f"{page}/kinds", page, code="A", name="Bereikbaar", place="A", start="17:00", length="15", breaks="0"
    )
    assert answer.status_code == 303, text_of(answer)
    shift = lindehof.plan(lindehof.bram, "04", "A")

    assert lindehof.standing().shift(shift)["minutes"] == 0
    roster = client(lindehof.bram).get(f"/rosters/{lindehof.roster}?from=2026-03-02&weeks=1")
    assert 'data-kind="A"' in roster.text and "bereikbaar 17:00–08:00" in text_of(roster) + roster.text


def test_calls_are_recorded_on_mijn_rooster_and_taken_back(night: Any, client: Client) -> None:
    bram = client(night.bram)
    assert night.calls in bram.get("/me/roster?from=2026-03-02").text

    assert bram.send(night.calls, night.calls, start="23:30", end="01:10").status_code == 303
    assert "23:30–01:10" in text_of(bram.get(night.calls))
    assert "Gewerkt: 23:30–01:10" in text_of(bram.get("/me/roster?from=2026-03-02"))
    call = next(iter(night.standing().calls))
    bram.send(f"{night.calls}/{call}/withdraw", night.calls)

    assert "Nog geen." in text_of(bram.get(night.calls))


def test_vandaag_shows_who_is_on_call_beside_who_works_and_asks_no_hours_of_it(night: Any, client: Client) -> None:
    page = text_of(client(night.bram).get(f"/teams/{night.team}"))

    assert "Bereikbaar: Jij, 17:00–08:00." in page
    assert "Uren van wo 4 maart" not in page


def test_on_call_stands_in_the_sheet_with_the_way_to_its_calls(night: Any, client: Client) -> None:
    page = client(night.bram).get(f"/rosters/{night.roster}?from=2026-03-02&cell={night.bram}:2026-03-04")

    assert night.calls in page.text and "record-hours" not in page.text


def test_who_plans_records_a_call_for_somebody_and_they_hear_of_it(night: Any, client: Client) -> None:
    anna, bram = client(night.anna), client(night.bram)

    anna.send(night.calls, night.calls, start="23:30", end="01:10")

    assert "De uren van je bereikbaarheidsdienst van wo 4 maart zijn door Anna vastgelegd." in text_of(
        bram.get("/me/roster")
    )


@pytest.mark.parametrize(
    ("start", "end", "says"),
    [
        ("12:00", "13:00", "Een oproep begint in de bereikbaarheidsdienst"),
        ("25:00", "01:00", "Vul een begin en een einde in"),
        ("", "", "Vul een begin en een einde in"),
    ],
)
def test_what_cannot_be_is_said_next_to_its_field(night: Any, client: Client, start: str, end: str, says: str) -> None:
    answer = client(night.bram).send(night.calls, night.calls, start=start, end=end)

    assert answer.status_code == 422 and says in text_of(answer) and "f-start-error" in answer.text


def test_nobody_else_finds_the_calls_and_ordinary_shifts_have_none(night: Any, client: Client) -> None:
    night.second_team()
    early = night.plan(night.bram, "10", "V")

    assert client(night.fenna).get(night.calls).status_code == 404
    assert client(night.person("yara")).get(night.calls).status_code == 404
    assert client(night.bram).get(f"/rosters/{night.roster}/shifts/{early}/calls").status_code == 404


def test_the_calendar_holds_the_on_call_shift(night: Any, client: Client) -> None:
    bram = client(night.bram)
    found = re.search(r'value="http://[^/]+(/feeds/[^"]+)"', bram.send("/me/feed", "/me/roster").text)

    assert found and "Bereikbaarheidsdienst" in client(None).get(found[1]).text


def test_the_page_is_accessible(night: Any, browser_page: Any, accessible: Callable[[Page], None]) -> None:
    page = browser_page(night.bram)
    page.goto(night.calls)
    page.get_by_label("Begin").fill("23:30")
    page.get_by_label("Einde").fill("01:10")
    page.get_by_role("button", name="Leg vast").click()
    expect(page.get_by_text("23:30–01:10")).to_be_visible()
    accessible(page)
    page.set_viewport_size({"width": 390, "height": 844})
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
