"""Spoor: everybody of the team can read who did what, and why; nobody else can."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from domain.kernel import OPERATOR, Acting, act_as, id_of

Client = Callable[[Any], Any]


@pytest.fixture
def lindehof(home: Any) -> Any:
    """De Lindehof with a roster that lies before the team."""
    home.draft()
    with home.by(home.anna):
        home.house.rosters.lay_before_team(home.roster)
    return home


def entries(page: str) -> list[str]:
    """The sentences of a trail page, newest first, without their marks."""
    plain = [re.sub(r"<[^>]+>", "", text) for text in re.findall(r'<span class="dot"></span><div><p>(.*?)</p>', page)]
    return [text.replace("\u00a0", " ") for text in plain]


def test_a_swap_is_one_entry_with_both_names_and_both_shifts(lindehof: Any, client: Client) -> None:
    giving = lindehof.plan(lindehof.bram, "06", "L")
    wanting = lindehof.plan(lindehof.fenna, "09", "L")
    with lindehof.by(lindehof.bram):
        lindehof.house.rosters.propose_swap(lindehof.roster, swap=id_of("swap"), giving=giving, wanting=wanting)
    with lindehof.by(lindehof.fenna):
        lindehof.house.rosters.swap_shift(lindehof.roster, id_of("swap"))

    page = client(lindehof.emre).get(f"/teams/{lindehof.team}/trail").text

    assert entries(page)[0] == (
        "Bram ruilde de late dienst van vr 6 maart met Fenna. Bram werkt nu de late dienst van ma 9 maart."
    )
    assert entries(page)[1] == (
        "Bram vroeg Fenna te ruilen: de late dienst van vr 6 maart tegen de late dienst van ma 9 maart."
    )


def test_an_absence_tells_which_shifts_came_open_and_never_why(lindehof: Any, client: Client) -> None:
    lindehof.plan(lindehof.bram, "06", "L")
    reason = lindehof.house.vault.seal(id_of("reason"), "griep met koorts")
    with act_as(Acting(lindehof.bram, "", reason=reason)):
        lindehof.house.rosters.report_absence(
            lindehof.team, absence=id_of("a"), person=lindehof.bram, first="2026-03-06", last="2026-03-07", kind="sick"
        )

    colleague, own = (client(who).get(f"/teams/{lindehof.team}/trail").text for who in (lindehof.emre, lindehof.bram))

    assert entries(colleague)[0] == (
        "Bram meldde zich afwezig van vr 6 maart tot en met za 7 maart. De late dienst van vr 6 maart kwam open."
    )
    assert "griep" not in colleague
    assert "griep met koorts" in own


def test_the_kind_of_an_absence_stays_sealed_for_colleagues(lindehof: Any, client: Client) -> None:
    with lindehof.by(lindehof.bram):
        position = lindehof.house.rosters.report_absence(
            lindehof.team, absence=id_of("a"), person=lindehof.bram, first="2026-03-06", last="2026-03-07", kind="sick"
        )
    absence = position if "Absence" in lindehof.house.workspace.fact_at(position).topic else position + 1

    colleague, own = (client(who).get(f"/facts/{absence}").text for who in (lindehof.anna, lindehof.bram))

    assert "sick" not in colleague and "verzegeld" in colleague
    assert "<dd>sick</dd>" in own


def test_filters_stand_in_the_address_and_narrow_the_trail(lindehof: Any, client: Client) -> None:
    lindehof.plan(lindehof.bram, "06", "L")
    lindehof.plan(lindehof.fenna, "07", "L")
    emre = client(lindehof.emre)
    trail = f"/teams/{lindehof.team}/trail"

    about_bram = entries(emre.get(f"{trail}?who={lindehof.bram}&what=shifts").text)
    people = entries(emre.get(f"{trail}?what=people").text)
    past = entries(emre.get(f"{trail}?to=2026-01-31").text)
    today = entries(emre.get(f"{trail}?from=2026-02-02&to=2026-02-02&role=planner").text)

    assert about_bram == ["Anna zette Bram op de late dienst van vr 6 maart."]
    assert len(people) > 3 and not any("dienst" in text for text in people)
    assert past == []
    assert "Anna legde het rooster van ma 2 maart tot en met zo 29 maart aan het team voor." in today


def test_a_date_that_cannot_be_read_is_named_and_nothing_is_lost(lindehof: Any, client: Client) -> None:
    answer = client(lindehof.emre).get(f"/teams/{lindehof.team}/trail?from=gisteren&who={lindehof.bram}")

    assert answer.status_code == 200
    assert "Deze datum lezen we niet: gisteren" in answer.text
    assert 'value="gisteren"' in answer.text


def test_an_entry_leads_to_the_roster_just_before_and_just_after(lindehof: Any, client: Client) -> None:
    position = lindehof.house.workspace.position() + 1
    shift = lindehof.plan(lindehof.bram, "06", "L")
    emre = client(lindehof.emre)

    page = emre.get(f"/teams/{lindehof.team}/trail?fact={position}&shift={shift}").text

    assert entries(page) == ["Anna zette Bram op de late dienst van vr 6 maart."]
    assert f"shift={shift}" in page and "Alles over deze dienst" in page
    links = re.findall(r'<a class="btn" href="([^"]+)"', page)
    assert f"/rosters/{lindehof.roster}?at={position - 1}" in links[0]
    assert f"/facts/{position}" in links[2]


def test_pages_of_the_trail_follow_each_other_without_a_gap(lindehof: Any, client: Client) -> None:
    days = [f"{day:02d}" for day in range(2, 30) if day % 7]  # Saturdays free: a week asks for 36 hours of rest
    for day in days:
        lindehof.plan(lindehof.bram, day, "L")
    for day in days:
        lindehof.plan(lindehof.fenna, day, "V")
    emre = client(lindehof.emre)

    first = emre.get(f"/teams/{lindehof.team}/trail?what=shifts").text
    older = re.search(r"before=(\d+)", first)
    assert older
    second = emre.get(f"/teams/{lindehof.team}/trail?what=shifts&before={older[1]}").text

    told = entries(first) + entries(second)
    assert len(entries(first)) == 30 and len(set(told)) == len(told) == 50


def test_who_did_not_do_it_says_so_and_everybody_sees_that(lindehof: Any, client: Client) -> None:
    with lindehof.by(lindehof.bram):
        position = lindehof.house.rosters.take_shift(lindehof.roster, shift=id_of("s"), date="2026-03-06", kind="L")
    bram = client(lindehof.bram)

    answer = bram.send(f"/facts/{position}/disown", page=f"/facts/{position}")

    assert answer.status_code == 303
    assert "Dit was ik niet" not in bram.get(f"/facts/{position}").text
    assert "Niet door deze persoon gedaan" in client(lindehof.emre).get(f"/teams/{lindehof.team}/trail").text


def test_nobody_can_disown_for_another(lindehof: Any, client: Client) -> None:
    position = lindehof.house.workspace.position() + 1
    lindehof.plan(lindehof.bram, "06", "L")

    answer = client(lindehof.emre).send(f"/facts/{position}/disown", page="/me")

    assert answer.status_code == 422


def test_another_team_and_a_relative_see_nothing(lindehof: Any, client: Client) -> None:
    lindehof.second_team()
    position = lindehof.house.workspace.position() + 1
    lindehof.plan(lindehof.bram, "06", "L")
    yara, koos = client(lindehof.yara), client(lindehof.koos)

    assert yara.get(f"/teams/{lindehof.team}/trail").status_code == 404
    assert yara.get(f"/facts/{position}").status_code == 404
    assert yara.get(f"/people/{lindehof.bram}/trail").status_code == 404
    assert koos.get(f"/teams/{lindehof.team}/trail").status_code == 403
    assert koos.get(f"/facts/{position}").status_code == 404


def test_a_colleague_sees_of_a_person_what_concerns_the_team(lindehof: Any, client: Client) -> None:
    own = client(lindehof.bram).get(f"/people/{lindehof.bram}/trail")
    colleague = client(lindehof.emre).get(f"/people/{lindehof.bram}/trail")

    assert own.status_code == 200 and "Spoor van Bram" in own.text
    assert colleague.status_code == 303 and f"who={lindehof.bram}" in colleague.location


def test_a_fact_shows_its_place_in_the_tree(lindehof: Any, client: Client) -> None:
    page = client(lindehof.emre).get("/facts/3").text

    assert re.search(r"<code>[0-9a-f]{64}</code>", page)
    assert "Er is nog geen controlepunt gemaakt." in page


def test_an_auditor_reads_a_fact_under_the_menu_of_its_team(lindehof: Any, client: Client) -> None:
    lindehof.second_team()
    with lindehof.by(OPERATOR):
        lindehof.house.teams.give_office(lindehof.yara, office="auditor", since="2026-01-01")
    lindehof.plan(lindehof.bram, "06", "L")

    page = client(lindehof.yara).get(f"/facts/{lindehof.house.workspace.position()}").text

    assert f"/teams/{lindehof.team}/trail" in page and "De Lindehof" in page


def test_the_trail_of_then_ends_then(lindehof: Any, client: Client) -> None:
    position = lindehof.house.workspace.position()
    lindehof.plan(lindehof.bram, "06", "L")

    then = client(lindehof.emre).get(f"/teams/{lindehof.team}/trail?at={position}").text

    assert entries(then)[0] == "Anna legde het rooster van ma 2 maart tot en met zo 29 maart aan het team voor."
    assert client(lindehof.emre).get(f"/facts/{position + 1}?at={position}").status_code == 404


def test_in_english_the_trail_is_english(lindehof: Any, client: Client) -> None:
    lindehof.plan(lindehof.bram, "06", "L")
    emre = client(lindehof.emre)
    emre.set_cookie("taal", "en")

    told = entries(emre.get(f"/teams/{lindehof.team}/trail").text)

    assert told[0] == "Anna put Bram on the late shift of Fri 6 March."
