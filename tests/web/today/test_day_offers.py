"""Open and offered shifts on Vandaag: what fits who looks, and taking it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.web.today.conftest import Client, today


def test_an_open_shift_says_whether_it_fits_and_is_taken_right_there(lindehof: Any, client: Client) -> None:
    shift = lindehof.plan(None, "07", "L")
    bram = client(lindehof.bram)
    page = today(lindehof, bram)
    action = re.search(r'action="([^"]+/claim)"', page)

    says = "Past bij jou. Je komt op 8 uur in de periode van 2 tot 29 maart; je contract is dan 112 uur."
    assert says in page and action
    assert bram.send(action[1], page=f"/teams/{lindehof.team}").status_code == 303
    assert lindehof.who(shift) == lindehof.bram


def test_hours_of_other_teams_count_for_the_contract_but_not_what_is_still_a_draft_there(
    lindehof: Any, client: Client
) -> None:
    lindehof.plan(None, "07", "L")
    anker = lindehof.second_team(also=(lindehof.bram,))
    roster = lindehof.draft(anker)
    lindehof.plan(lindehof.bram, "10", "V", roster=roster, by=lindehof.yara)
    bram = client(lindehof.bram)

    before = today(lindehof, bram)
    with lindehof.by(lindehof.yara):
        lindehof.house.rosters.lay_before_team(roster)
    after = today(lindehof, bram)

    assert "Je komt op 8 uur in" in before and "Je komt op 16 uur in" in after


def test_an_open_shift_that_does_not_fit_says_why(lindehof: Any, client: Client) -> None:
    lindehof.plan(lindehof.bram, "06", "L")
    lindehof.plan(None, "07", "V")

    page = today(lindehof, client(lindehof.bram))

    assert "Past niet bij jou. Te weinig rust" in page and "Waarom" in page


def test_who_was_second_reads_it_at_the_shift_that_was_tapped(lindehof: Any, client: Client) -> None:
    shift = lindehof.plan(None, "07", "L")
    lindehof.plan(None, "08", "L")
    bram = client(lindehof.bram)
    page = today(lindehof, bram)
    action = f"/teams/{lindehof.team}/today/{lindehof.roster}/{shift}/claim"
    with lindehof.by(lindehof.fenna):
        lindehof.house.rosters.claim_shift(lindehof.roster, shift)
    token = re.search(r'name="csrf" value="([^"]+)"', page)
    assert token

    part = bram.post(action, data={"csrf": token[1]}, headers={"HX-Request": "true"})
    whole = bram.post(action, data={"csrf": token[1], "page": f"/teams/{lindehof.team}"})

    for answer in (part, whole):
        assert answer.status_code == 409 and "Iemand anders was eerst" in answer.text


def test_on_a_tablet_a_shift_is_taken_with_one_tap(lindehof: Any, browser_page: Callable[..., Page]) -> None:
    shift = lindehof.plan(None, "07", "L")
    page = browser_page(lindehof.bram)
    page.goto(f"/teams/{lindehof.team}")

    page.get_by_role("button", name=re.compile("Neem")).tap()

    expect(page.get_by_text("Er staat niets open.")).to_be_visible()
    assert lindehof.who(shift) == lindehof.bram
