"""Somebody of another team in a proposal, on the screen: named with their own team, asked, and theirs after a yes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from domain.kernel import id_of
from domain.rosters.proposals import Placement
from projections.proposal_problem import slot_id
from projections.proposals import alternatives_of, proposals_for
from tests.harness.home import MEMBERS
from tests.harness.proposed import alternative, offer
from tests.web.test_proposals import Client, text_of
from tests.web.test_proposals_tablet import MODES, SHOTS
from web.proposal_search import search
from web.proposal_worker import Worker

WHOLE = {
    "filled": 2, "open": 0, "mix_short": 0, "wishes_met": 0, "wishes_made": 0, "jokers_met": 0, "jokers_made": 0,
    "points_apart": 0.0, "minutes_off": 0, "changed": 2, "asked": 1,
}  # fmt: skip


def slot(home: Any, code: str) -> str:
    """What the search calls the first shift that the fifth of March wants of a kind."""
    return slot_id(home.roster, "2026-03-05", code, 0)


@pytest.fixture
def visited(lindehof: Any) -> Any:
    """An alternative with a late shift for Bram and an early one for Yara of Het Anker, who lets De Lindehof ask."""
    lindehof.second_team()
    with lindehof.by(lindehof.yara):
        lindehof.house.rosters.agree_to_asks(lindehof.team, days=["working", "off"], places=["V", "L"])
    with lindehof.by(lindehof.anna):
        for code in ("V", "L"):
            lindehof.house.rosters.set_date_demand(lindehof.team, code=code, date="2026-03-05", least=1)
        lindehof.house.proposing.ask_proposal(lindehof.roster, proposal=id_of("asked"), seen=1)
    early = Placement("2026-03-05", "V", lindehof.yara, slot(lindehof, "V"), asks=True)
    found = alternative(early, Placement("2026-03-05", "L", lindehof.bram, slot(lindehof, "L")))
    nothing = {"points": 0, "carried": 0.0, "share": 0.0, "wishes": 0, "met": 0, "jokers": 0, "jokers_met": 0}
    nothing |= {"refused": [], "lost": 0, "warnings": []}
    cost = {"minutes": 480, "contract": 0, "gained": 1} | nothing
    found |= {
        "whole": WHOLE,
        "costs": {lindehof.yara: cost, **dict.fromkeys(map(lindehof.person, MEMBERS), cost | {"contract": 6720})},
    }
    offer(lindehof, lindehof.roster, id_of("asked"), found)
    return lindehof


def page_of(home: Any) -> str:
    return f"/rosters/{home.roster}/proposals/{id_of('asked')}"


def say_yes(home: Any) -> None:
    """Yara says yes to what she is asked."""
    ((_shift, found),) = home.standing().searches.items()
    with home.by(home.yara):
        home.house.staffing.accept_ask(home.roster, next(iter(found["asked"])))


def test_they_are_named_with_their_own_team_and_that_they_are_asked_first(visited: Any, client: Client) -> None:
    shown = text_of(client(visited.anna).get(page_of(visited)))

    assert "Yara van Het Anker" in shown and "eerst vragen" in shown and "nog niet gevraagd" in shown
    assert "Eerst vragen 1 dienst" in shown and "Neem 1 dienst over" in shown
    row = shown[shown.index("Yara van Het Anker") :]
    assert "uur" not in row[:60] and "Vraag Yara" in row and "Neem dit deel over" not in row


def test_whoever_plans_asks_and_nothing_is_theirs_before_the_yes(visited: Any, client: Client) -> None:
    anna, page = client(visited.anna), page_of(visited)

    answer = anna.send(f"{page}/ask", page, alternative="0", person=visited.yara)

    assert answer.status_code == 303
    shown = text_of(anna.get(page))
    assert "gevraagd, nog geen antwoord" in shown and "Vraag Yara" not in shown
    assert "Sinds dit voorstel is gemaakt" not in shown
    assert all(f["person"] is None for f in visited.standing().shifts.values())
    assert visited.house.rosters.agenda_if_begun(visited.yara).booked() == []
    assert "Anna vraagt" in text_of(client(visited.yara).get(f"/teams/{id_of('team', 'Het Anker')}"))

    assert "vroeg Yara" in text_of(anna.get(f"/teams/{visited.team}/trail"))

    say_yes(visited)

    assert "zei ja" in text_of(anna.get(page))
    assert [f["person"] for f in visited.standing().shifts.values()] == [visited.yara]


def test_who_takes_it_all_over_has_not_taken_them(visited: Any, client: Client) -> None:
    anna, page = client(visited.anna), page_of(visited)

    anna.send(f"{page}/accept", page, alternative="0")
    answer = anna.send(f"{page}/accept", page, alternative="0", person=visited.yara)

    assert answer.status_code == 409 and "Vraag het eerst" in text_of(answer)
    assert [f["person"] for f in visited.standing().shifts.values()] == [visited.bram]
    assert "Staat in het rooster" in text_of(anna.get(page)) and "Vraag Yara" in text_of(anna.get(page))


def test_who_does_not_plan_sees_them_and_cannot_ask(visited: Any, client: Client) -> None:
    bram, page = client(visited.bram), page_of(visited)

    assert "Yara van Het Anker" in text_of(bram.get(page)) and "Vraag Yara" not in text_of(bram.get(page))
    assert bram.send(f"{page}/ask", page, alternative="0", person=visited.yara).status_code == 403
    assert client(visited.yara).get(page).status_code == 404
    assert not visited.standing().shifts


@pytest.mark.parametrize("fields", [{"alternative": "x"}, {"alternative": "9"}, {"person": "x"}, {"person": ""}])
def test_what_is_no_answer_to_the_form_is_no_error(visited: Any, client: Client, fields: dict[str, str]) -> None:
    anna, page = client(visited.anna), page_of(visited)

    answer = anna.send(f"{page}/ask", page, **({"alternative": "0", "person": visited.yara} | fields))

    assert 400 <= answer.status_code < 500 and not visited.standing().shifts


def test_when_they_are_not_to_be_asked_today_the_page_says_why(visited: Any, client: Client) -> None:
    with visited.by(visited.yara):
        visited.house.rosters.agree_to_asks(visited.team, days=["working"], places=["V"])

    shown = text_of(client(visited.anna).get(page_of(visited)))

    assert "Vraag Yara" not in shown and "Is vandaag vrij, en wil dan niet gevraagd worden." in shown


def test_why_they_are_in_it_tells_nothing_of_their_own_agenda(visited: Any, client: Client) -> None:
    anker = visited.draft(id_of("team", "Het Anker"))
    visited.plan(visited.yara, "05", "N", roster=anker, by=visited.yara)
    anna = client(visited.anna)

    shown = text_of(anna.get(f"{page_of(visited)}/0/shifts/{slot(visited, 'V')}"))
    other = text_of(anna.get(f"{page_of(visited)}/0/shifts/{slot(visited, 'L')}"))

    assert "Waarom Yara?" in shown and "Werkt bij Het Anker en sprak af dat jullie mogen vragen." in shown
    assert "Bram" in shown and "Yara" not in other.partition("Waarom niet een ander?")[2]
    for told in (shown, other):
        assert "23:00" not in told and "nacht" not in told


def test_a_program_asks_too(visited: Any, machine: Any) -> None:
    anna = machine(visited.anna)
    (found,) = anna.get(page_of(visited)).json["alternatives"]

    answer = anna.post(f"{page_of(visited)}/ask", alternative=0, person=visited.yara)

    assert [shift["asks"] for shift in found["shifts"]] == [True, False]
    assert answer.status_code == 201 and len(visited.standing().searches) == 1
    assert machine(visited.bram).post(f"{page_of(visited)}/ask", alternative=0, person=visited.yara).status_code == 403


def test_the_whole_way_with_the_engine(lindehof: Any, client: Client) -> None:
    lindehof.second_team()
    with lindehof.by(lindehof.yara):
        lindehof.house.rosters.agree_to_asks(lindehof.team, days=["working", "off"], places=["L"])
    with lindehof.by(lindehof.anna):
        for weekday in range(7):
            lindehof.house.rosters.set_weekday_demand(lindehof.team, code="L", weekday=weekday, least=0)
        lindehof.house.rosters.set_date_demand(lindehof.team, code="L", date="2026-03-05", least=6)
    anna = client(lindehof.anna)
    page = str(anna.send(f"/rosters/{lindehof.roster}/proposals", None, seconds="1").location)
    Worker(lindehof.house, search).step()

    with lindehof.house.now() as views:
        one = alternatives_of(views, proposals_for(views, lindehof.roster)[0].proposal)[0]
    assert [p.person for p in one.shifts if p.asks] == [lindehof.yara] and not one.gaps
    anna.send(f"{page}/accept", page, alternative="0")
    anna.send(f"{page}/ask", page, alternative="0", person=lindehof.yara)
    say_yes(lindehof)

    assert len([f for f in lindehof.standing().shifts.values() if f["person"]]) == 6
    (cause,) = {
        f.cause for f in lindehof.house.workspace.latest(lindehof.roster, 5) if type(f).__name__ == "CarerAsked"
    }
    assert cause and cause.startswith("fact:")


@pytest.mark.parametrize("mode", MODES)
def test_the_page_is_for_everybody(visited: Any, browser_page: Any, accessible: Any, mode: str) -> None:
    page, shots = browser_page(visited.anna, **MODES[mode]), Path(SHOTS)
    shots.mkdir(exist_ok=True)

    page.goto(page_of(visited))
    accessible(page)
    page.locator("summary", has_text="dienst erbij").last.click()
    page.screenshot(path=shots / f"proposal-visitor-{mode}.png", full_page=True)
    page.get_by_role("button", name="Vraag Yara").click()
    page.locator("summary", has_text="dienst erbij").last.click()
    page.get_by_role("link", name="gevraagd, nog geen antwoord").wait_for()
    accessible(page)
    wide = page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert wide, "the page is wider than the screen"
    page.screenshot(path=shots / f"proposal-visitor-asked-{mode}.png", full_page=True)
    page.goto(f"{page_of(visited)}/0/shifts/{slot(visited, 'V')}")
    accessible(page)
    page.screenshot(path=shots / f"proposal-visitor-why-{mode}.png", full_page=True)
