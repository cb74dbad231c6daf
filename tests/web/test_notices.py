"""What others change in one's roster is shown until it is ticked off, and who changed it sees whether it was seen."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Page

Client = Callable[[Any], Any]


def text_of(answer: Any) -> str:
    """The text of a page, spaces as they are read."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).replace("\u00a0", " ").split())


@pytest.fixture
def changed(lindehof: Any) -> Any:
    """It is Monday 2 March; Anna just put Bram on the late shift of Wednesday."""
    lindehof.publish()
    lindehof.clock.moment = datetime(2026, 3, 2, 9, tzinfo=UTC)
    lindehof.late = lindehof.plan(lindehof.bram, "04", "L")
    return lindehof


def test_a_change_stands_on_vandaag_and_mijn_rooster_until_it_is_seen(changed: Any, client: Client) -> None:
    bram = client(changed.bram)
    says = "Jij werkt nu de late dienst van wo 4 maart."
    assert says in text_of(bram.get(f"/teams/{changed.team}")) and says in text_of(bram.get("/me/roster"))

    until = re.search(r'name="until" value="(\d+)"', bram.get("/me/roster").text)
    answer = bram.send("/me/changes/seen", "/me/roster", until=until[1] if until else "")

    assert answer.status_code == 303
    assert says not in text_of(bram.get(f"/teams/{changed.team}")) and says not in text_of(bram.get("/me/roster"))


def test_what_changes_after_the_page_was_made_is_not_ticked_off_with_it(changed: Any, client: Client) -> None:
    bram = client(changed.bram)
    until = re.search(r'name="until" value="(\d+)"', bram.get("/me/roster").text)
    changed.plan(changed.bram, "10", "L")

    bram.send("/me/changes/seen", "/me/roster", until=until[1] if until else "")

    assert "late dienst van di 10 maart" in text_of(bram.get("/me/roster"))


def test_who_changed_it_sees_that_it_was_not_seen_and_then_that_it_was(changed: Any, client: Client) -> None:
    anna, bram = client(changed.anna), client(changed.bram)
    today, page = f"/teams/{changed.team}", f"/teams/{changed.team}/unseen"
    cell = f"/rosters/{changed.roster}?cell={changed.bram}:2026-03-04"
    assert "1 wijziging is nog niet gezien" in text_of(anna.get(today))
    assert "Bram werkt nu de late dienst van wo 4 maart" in text_of(anna.get(page))
    assert "Nog niet door Bram." in text_of(anna.get(cell))
    assert "Bram" not in text_of(client(changed.fenna).get(page)).replace("Nog niet gezien", "")

    bram.send("/me/changes/seen", "/me/roster", until=str(changed.house.workspace.position()))

    assert "nog niet gezien" not in text_of(anna.get(today))
    assert "Iedereen zag wat er" in text_of(anna.get(page))
    assert "Nog niet door Bram." not in text_of(anna.get(cell))


def test_who_was_asked_is_told_that_it_need_not_be_answered_any_more(changed: Any, client: Client) -> None:
    fenna, emre = client(changed.fenna), client(changed.emre)
    for person in (changed.fenna, changed.emre):
        with changed.by(person):
            changed.house.rosters.agree_to_asks(changed.team, days=["working", "off"], places=["L"])
    shift = changed.plan(None, "05", "L")
    with changed.by(changed.anna):
        changed.house.rosters.ask_carers(changed.roster, shift, persons=[changed.fenna, changed.emre])
    ask = changed.standing().searches[shift]["asked"]
    with changed.by(changed.emre):
        changed.house.staffing.accept_ask(changed.roster, next(a for a, who in ask.items() if who == changed.emre))

    says = "Emre nam de late dienst van do 5 maart."
    assert says in text_of(fenna.get("/me/roster")) and says in text_of(fenna.get(f"/teams/{changed.team}"))
    assert says not in text_of(emre.get("/me/roster"))
    fenna.send("/me/changes/seen", "/me/roster", until=str(changed.house.workspace.position()))

    assert says not in text_of(fenna.get("/me/roster"))


def test_a_question_whose_shift_began_is_told_as_over(changed: Any, client: Client) -> None:
    with changed.by(changed.fenna):
        changed.house.rosters.agree_to_asks(changed.team, days=["working", "off"], places=["L"])
    shift = changed.plan(None, "05", "L")
    with changed.by(changed.anna):
        changed.house.rosters.ask_carers(changed.roster, shift, persons=[changed.fenna])
    assert "begon" not in text_of(client(changed.fenna).get("/me/roster"))
    changed.clock.moment = datetime(2026, 3, 5, 20, tzinfo=UTC)

    assert "De late dienst van do 5 maart begon." in text_of(client(changed.fenna).get("/me/roster"))


def test_strangers_and_nonsense_change_nothing(changed: Any, client: Client) -> None:
    changed.second_team()
    bram, yara = client(changed.bram), client(changed.person("yara"))

    assert yara.get(f"/teams/{changed.team}/unseen").status_code == 404
    assert bram.send("/me/changes/seen", "/me/roster", until="x" * 50).status_code == 303
    assert bram.send("/me/changes/seen", "/me/roster", until="9" * 17).status_code == 303

    at = changed.house.workspace.position()
    assert "Veranderd door anderen" not in text_of(bram.get(f"/me/roster?at={at}"))


def test_the_pages_are_accessible(changed: Any, browser_page: Any, accessible: Callable[[Page], None]) -> None:
    for person, address in ((changed.anna, f"/teams/{changed.team}/unseen"), (changed.bram, "/me/roster")):
        page = browser_page(person)
        page.goto(address)
        accessible(page)
