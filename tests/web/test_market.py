"""The swap market on the tablet: whom a shift fits, what a yes would mean, and who was first."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

Client = Callable[[Any], Any]


@pytest.fixture
def offered(lindehof: Any) -> Any:
    """Bram has an early shift on Wednesday 4 March; fenna works late the day before, so that it does not fit her."""
    lindehof.early = lindehof.plan(lindehof.bram, "04", "V")
    lindehof.plan(lindehof.fenna, "03", "L")
    lindehof.late = lindehof.plan(lindehof.emre, "10", "L")
    lindehof.publish()
    lindehof.choose = f"/rosters/{lindehof.roster}/shifts/{lindehof.early}/market"
    return lindehof


def text_of(answer: Any) -> str:
    """The text of a page, spaces as they are read."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).replace("\u00a0", " ").split())


def offer(home: Any, client: Any, **chosen: Any) -> str:
    """Bram offers his shift; the address at which it is answered."""
    answer = client.send(f"{home.choose}/some", home.choose, **chosen)
    assert answer.status_code == 303, answer.text
    return "/offers/" + str(list(home.standing().offers)[-1])


def test_only_colleagues_whom_it_fits_can_be_chosen(offered: Any, client: Client) -> None:
    page = client(offered.bram).get(offered.choose)

    assert offered.emre in page.text and offered.saar in page.text
    assert offered.fenna not in page.text
    assert "Bij 1 collega past hij nu niet." in text_of(page)


def test_it_stands_under_dit_vraagt_jou_for_exactly_those_whom_it_may_fit(offered: Any, client: Client) -> None:
    emre, saar = client(offered.emre), client(offered.saar)
    offer(offered, client(offered.bram), to=[offered.emre, offered.saar])
    offered.plan(offered.saar, "03", "L")

    mine, hers = text_of(emre.get(f"/teams/{offered.team}")), text_of(saar.get(f"/teams/{offered.team}"))

    assert "Bram biedt jou de vroege dienst van wo 4 maart aan" in mine
    assert "van 112 uur in deze periode." in mine and "rust" in mine
    assert "biedt jou" not in hers


def test_what_a_yes_means_is_told_in_hours_rest_and_points(offered: Any, client: Client) -> None:
    page = text_of(client(offered.emre).get(offer(offered, client(offered.bram), against=[offered.late])))

    assert "Bram wil ruilen: de vroege dienst van wo 4 maart" in page
    assert "In ruil voor jouw late dienst van di 10 maart" in page
    assert "Je komt op" in page and "rust" in page and "1 punt eraf" in page


def test_of_every_shift_that_is_wanted_back_it_is_told_whose_it_is(offered: Any, client: Client) -> None:
    other = offered.plan(offered.saar, "10", "L")
    bram = client(offered.bram)
    address = offer(offered, bram, against=[offered.late, other])

    his = text_of(bram.get(f"/teams/{offered.team}/market"))

    assert "de late dienst van di 10 maart van Emre" in his and "de late dienst van di 10 maart van Saar" in his
    assert "jouw late dienst van di 10 maart" in text_of(client(offered.emre).get(f"/teams/{offered.team}"))
    assert "van Saar" not in text_of(client(offered.emre).get(address))


def test_a_change_within_the_term_of_the_cao_is_told_and_can_be(offered: Any, client: Client) -> None:
    address = offer(offered, client(offered.bram), to=[offered.emre])

    page = text_of(client(offered.emre).get(address))

    assert "Dit is korter dan 21 dagen vooraf" in page


def test_a_swap_that_was_proposed_tells_what_it_means_and_when_it_fits_no_longer(offered: Any, client: Client) -> None:
    with offered.by(offered.bram):
        offered.house.rosters.propose_swap(offered.roster, swap="5" * 32, giving=offered.early, wanting=offered.late)
    emre, page = client(offered.emre), f"/teams/{offered.team}"
    assert "Je komt op" in text_of(emre.get(page)) and "Ruil: Bram" in emre.get(page).text

    offered.plan(offered.emre, "03", "L")

    assert "Past nu niet. Te weinig rust" in text_of(emre.get(page))
    assert "Ruil: Bram" not in emre.get(page).text and "Liever niet: Bram" in emre.get(page).text


def test_of_two_tablets_the_second_is_told_who_was_first(offered: Any, client: Client) -> None:
    emre, saar = client(offered.emre), client(offered.saar)
    address = offer(offered, client(offered.bram), to=[offered.emre, offered.saar])
    emre.get(address), saar.get(address)

    first = emre.send(f"{address}/take", address)
    second = saar.send(f"{address}/take", "/me")

    assert first.status_code == 303 and offered.who(offered.early) == offered.emre
    assert second.status_code == 409 and "Emre was net eerder" in text_of(second)
    assert "De dienst is van jou" in text_of(emre.get(address))
    assert "Emre heeft hem" in text_of(saar.get(f"/teams/{offered.team}/market"))
    assert "Emre heeft hem" in text_of(client(offered.bram).get(f"/teams/{offered.team}/market"))


def test_a_yes_that_no_longer_fits_is_refused_with_the_reason(offered: Any, client: Client) -> None:
    emre = client(offered.emre)
    address = offer(offered, client(offered.bram), to=[offered.emre])
    offered.plan(offered.emre, "03", "L")

    answer = emre.send(f"{address}/take", "/me")

    assert answer.status_code >= 400 and "Te weinig rust" in text_of(answer)
    assert offered.who(offered.early) == offered.bram


def test_who_offered_takes_it_back_and_who_was_asked_says_no(offered: Any, client: Client) -> None:
    bram, emre, saar = client(offered.bram), client(offered.emre), client(offered.saar)
    address = offer(offered, bram, to=[offered.emre, offered.saar])

    saar.send(f"{address}/decline", address)
    assert "Nee van Saar." in text_of(bram.get(f"/teams/{offered.team}/market"))
    bram.send(f"{address}/end", f"/teams/{offered.team}/market")

    assert "Het hoeft niet meer" in text_of(emre.get(address))
    assert "ingetrokken" in text_of(bram.get(f"/teams/{offered.team}/market"))


def test_nobody_else_finds_an_offer_or_offers_what_is_not_theirs(offered: Any, client: Client) -> None:
    address = offer(offered, client(offered.bram), to=[offered.emre])
    offered.second_team()

    assert client(offered.saar).get(address).status_code == 404
    assert client(offered.person("yara")).get(address).status_code == 404
    assert client(offered.emre).get(offered.choose).status_code == 404
    assert client(offered.person("yara")).get(f"/teams/{offered.team}/market").status_code == 404


def test_nothing_chosen_and_nonsense_give_a_sentence_or_nothing_at_all(offered: Any, client: Client) -> None:
    bram = client(offered.bram)

    empty = bram.send(f"{offered.choose}/some", offered.choose)
    strange = bram.send(f"{offered.choose}/some", offered.choose, to="x")

    assert empty.status_code == 422 and "Kies wie je vraagt." in text_of(empty)
    assert strange.status_code == 404
    assert offered.standing().offers == {}


def test_on_a_page_of_then_nothing_can_be_offered(offered: Any, client: Client) -> None:
    bram = client(offered.bram)

    page = bram.get(f"{offered.choose}?at={offered.house.workspace.position()}")

    assert page.status_code == 200 and "<button" not in page.text.split("<main")[1].split("</main")[0]


def test_a_swap_is_offered_and_taken_on_two_tablets(
    offered: Any, browser_page: Any, accessible: Callable[[Page], None]
) -> None:
    bram, emre = browser_page(offered.bram), browser_page(offered.emre)
    bram.goto(offered.choose)
    accessible(bram)
    bram.get_by_label("van Emre").check()
    bram.get_by_role("button", name="Vraag om te ruilen").click()
    expect(bram.get_by_role("heading", name="Ruilen en aanbieden")).to_be_visible()
    accessible(bram)

    emre.goto(f"/teams/{offered.team}")
    emre.get_by_role("link", name="Antwoord: Bram wil ruilen").click()
    accessible(emre)
    emre.get_by_role("button", name="Ja, ruil").click()

    expect(emre.get_by_role("heading", name="De dienst is van jou")).to_be_visible()
    assert (offered.who(offered.early), offered.who(offered.late)) == (offered.emre, offered.bram)
