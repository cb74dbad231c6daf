"""Leave on the tablet: looked at before it is asked, decided with its effect on cover, and seen then."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import expect

from domain.kernel import id_of
from projections.leave import requests_by

LEAVE = "/me/leave"


def plan(home: Any) -> tuple[str, str]:
    """Bram's shifts of 10 and 12 March in a published roster."""
    shifts = home.plan(home.bram, "10", "L"), home.plan(home.bram, "12", "L")
    home.publish()
    return shifts


def ask(client: Any, home: Any, first: str = "2026-03-09", last: str = "2026-03-15", **more: str) -> Any:
    page = f"{LEAVE}/new?first={first}&last={last}&kind=holiday"
    fields = {"first": first, "last": last, "kind": "holiday", "team": home.team} | more
    return client(home.bram).send(LEAVE, page, **fields)


def asked(home: Any, person: str) -> Any:
    with home.house.now() as views:
        return requests_by(views, person)[0]


def test_bram_sees_balance_and_cover_before_anything_is_sent(lindehof: Any, client: Any) -> None:
    plan(lindehof)
    before = lindehof.house.workspace.position()

    page = client(lindehof.bram).get(f"{LEAVE}/new?first=2026-03-09&last=2026-03-15&kind=holiday").text

    assert "16\u00a0uur verlof" in page
    assert "2 diensten komen hierdoor open." in page
    assert "dinsdag\u00a010\u00a0maart" in page and "komt open" in page
    assert re.search(r'<td class="num">112:00</td><td class="num differs">96:00</td>', page)
    assert lindehof.house.workspace.position() == before


def test_bram_asks_and_anna_finds_it_on_her_today_and_grants_it(lindehof: Any, client: Any) -> None:
    shifts = plan(lindehof)
    assert ask(client, lindehof, note="Naar zee").status_code == 303
    leave = asked(lindehof, lindehof.bram)

    anna = client(lindehof.anna)
    assert "Bram vraagt verlof" in anna.get(f"/teams/{lindehof.team}").text
    address = f"/teams/{lindehof.team}/leave/{leave.id}"
    page = anna.get(address).text
    assert "Naar zee" in page and "Het past binnen het saldo." in page and "Geef verlof" in page
    done = anna.send(f"{address}/grant", address, why="Veel plezier")

    assert done.status_code == 303
    assert [lindehof.who(shift) for shift in shifts] == [None, None]
    assert "Veel plezier" in client(lindehof.bram).get(LEAVE).text
    assert "Bram is er niet" in anna.get(f"/teams/{lindehof.team}").text


def test_a_colleague_sees_days_and_cover_but_not_the_kind_or_the_note(lindehof: Any, client: Any) -> None:
    ask(client, lindehof, note="Naar de notaris")
    leave = asked(lindehof, lindehof.bram)

    fenna = client(lindehof.fenna)
    page = fenna.get(f"/teams/{lindehof.team}/leave/{leave.id}").text

    assert "Bram" in page and "De bezetting" in page
    assert "notaris" not in page and "Vakantie" not in page and "Geef verlof" not in page
    assert "Bram vraagt verlof" not in fenna.get(f"/teams/{lindehof.team}").text
    fact = fenna.get(f"/facts/{leave.asked}").text
    assert "notaris" not in fact and "holiday" not in fact
    assert "Naar de notaris" in client(lindehof.bram).get(f"/facts/{leave.asked}").text


def test_a_colleague_reads_nothing_of_the_balance(lindehof: Any, client: Any) -> None:
    ask(client, lindehof, "2026-05-04", "2026-07-03", kind="statutory", overdraw="1")
    leave = asked(lindehof, lindehof.bram)
    address = f"/teams/{lindehof.team}/leave/{leave.id}"
    client(lindehof.anna).send(f"{address}/grant", address, overdraw="1")
    facts = [f"/facts/{leave.asked}", f"/facts/{asked(lindehof, lindehof.bram).decided}"]

    for person in (lindehof.bram, lindehof.anna):
        assert "onder nul" in client(person).get(address).text and "Uren per dag" in client(person).get(address).text
        assert all("overdrawn" in client(person).get(fact).text for fact in facts)
    fenna = client(lindehof.fenna)
    page = fenna.get(address)
    assert page.status_code == 200 and "Bram" in page.text and "Waarom" in page.text
    assert "onder nul" not in page.text and "Uren per dag" not in page.text and "uur verlof" not in page.text
    for fact in map(fenna.get, facts):
        assert fact.status_code == 200 and "2026-05-04:" not in fact.text and "overdrawn" not in fact.text


def test_of_the_only_planner_a_colleague_decides(lindehof: Any, client: Any) -> None:
    page = f"{LEAVE}/new?first=2026-03-09&last=2026-03-09&kind=holiday"
    fields = {"first": "2026-03-09", "last": "2026-03-09", "kind": "holiday", "team": lindehof.team}
    client(lindehof.anna).send(LEAVE, page, **fields)
    leave, fenna = asked(lindehof, lindehof.anna), client(lindehof.fenna)

    assert "Anna vraagt verlof" in fenna.get(f"/teams/{lindehof.team}").text
    address = f"/teams/{lindehof.team}/leave/{leave.id}"
    assert fenna.send(f"{address}/decline", address, why="").status_code == 422
    assert fenna.send(f"{address}/decline", address, why="Te druk").status_code == 303

    assert "Te druk" in client(lindehof.anna).get(LEAVE).text


def test_below_nothing_asks_for_a_choice(lindehof: Any, client: Any) -> None:
    page = client(lindehof.bram).get(f"{LEAVE}/new?first=2026-05-04&last=2026-07-03&kind=statutory").text
    assert "onder nul" in page and 'name="overdraw"' in page

    refused = ask(client, lindehof, "2026-05-04", "2026-07-03", kind="statutory")
    assert refused.status_code == 422 and "onder nul" in refused.text
    assert ask(client, lindehof, "2026-05-04", "2026-07-03", kind="statutory", overdraw="1").status_code == 303


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("first=x&last=2026-03-09", "Deze datum lezen we niet"),
        ("first=2026-03-09&last=2026-03-01", "de laatste dag ligt"),
        ("first=2020-03-09&last=2020-03-10", "Verlof begint vandaag of later"),
        ("first=9999-01-01&last=9999-01-01", "Deze datum lezen we niet"),
        ("first=2026-03-09&last=2026-03-09&hours=veel", "Vul het aantal uren per dag in"),
        ("first=2026-03-09&last=2026-03-09&hours=99", "Vul het aantal uren per dag in"),
        ("first=2026-03-09&last=2026-03-09&kind=feest", "Kies wat voor verlof je wilt"),
    ],
)
def test_what_cannot_be_read_has_its_sentence_at_the_field(
    lindehof: Any, client: Any, question: str, sentence: str
) -> None:
    answer = client(lindehof.bram).get(f"{LEAVE}/new?{question}")

    assert answer.status_code == 200
    assert re.search(rf'class="error" id="f-\w+-error">.*{sentence}', answer.text)
    assert "Vraag verlof aan" not in answer.text


def test_another_team_and_residents_find_nothing(lindehof: Any, client: Any) -> None:
    lindehof.second_team()
    ask(client, lindehof)
    leave = asked(lindehof, lindehof.bram)
    address = f"/teams/{lindehof.team}/leave"

    for person, status in ((lindehof.yara, 404), (lindehof.koos, 403), (lindehof.rosa, 403)):
        for path in (address, f"{address}/{leave.id}"):
            assert client(person).get(path).status_code == status
        assert client(person).send(f"{address}/{leave.id}/grant", None).status_code == status
    assert client(lindehof.anna).get(f"{address}/{'0' * 32}").status_code == 404
    assert client(lindehof.fenna).get(f"/teams/{lindehof.team}/people/{lindehof.bram}/leave").status_code == 403


def test_anna_writes_what_was_left_and_bram_reads_why(lindehof: Any, client: Any) -> None:
    anna, address = client(lindehof.anna), f"/teams/{lindehof.team}/people/{lindehof.bram}/leave"
    assert anna.get(address).status_code == 200

    fields = {"balance": "above", "year": "2025", "hours": "12,5", "why": "Over van 2025"}
    for wrong in ({"hours": "veel"}, {"year": "x"}, {"hours": "0"}, {"why": ""}, {"balance": "x"}):
        assert anna.send(f"{address}/credit", address, **fields | wrong).status_code == 422
    assert anna.send(f"{address}/credit", address, **fields).status_code == 303
    assert anna.send(f"{address}/credit", address, **fields | {"hours": "-2:30"}).status_code == 303

    page = client(lindehof.bram).get(LEAVE).text
    assert "Bovenwettelijk 2025" in page and "12:30" in page


def test_the_page_of_then_shows_then_and_holds_no_form(lindehof: Any, client: Any) -> None:
    ask(client, lindehof)
    then = lindehof.house.workspace.position()
    leave = asked(lindehof, lindehof.bram)
    with lindehof.by(lindehof.anna):
        lindehof.house.leave.grant_leave(lindehof.bram, leave.id)

    page = client(lindehof.bram).get(f"{LEAVE}?at={then}").text
    team = client(lindehof.anna).get(f"/teams/{lindehof.team}/leave/{leave.id}?at={then}").text

    assert "wacht op het team" in page and "<form" not in page
    assert "wacht op het team" in team and "Geef verlof" not in team


def test_withdrawn_leave_gives_the_days_back_and_the_absence_of_leave_has_no_other_way(
    lindehof: Any, client: Any
) -> None:
    ask(client, lindehof)
    leave, bram = asked(lindehof, lindehof.bram), client(lindehof.bram)
    with lindehof.by(lindehof.anna):
        lindehof.house.leave.grant_leave(lindehof.bram, leave.id)

    mine = bram.get("/me/roster").text
    assert f"/me/absences/{leave.id}/withdraw" not in mine and 'href="/me/leave"' in mine
    assert bram.send(f"{LEAVE}/{leave.id}/withdraw", LEAVE).status_code == 303

    assert lindehof.agenda(lindehof.bram).absences == {}


def test_two_tablets_send_the_same_form_once(lindehof: Any, client: Any) -> None:
    for _ in range(2):
        fields = {"first": "2026-03-09", "last": "2026-03-15", "kind": "holiday", "team": lindehof.team}
        assert client(lindehof.bram).send(LEAVE, None, **fields, command=id_of("once")).status_code == 303

    with lindehof.house.now() as views:
        assert len(requests_by(views, lindehof.bram)) == 1


def test_asking_and_deciding_need_no_script(lindehof: Any, browser_page: Any, accessible: Any) -> None:
    plan(lindehof)
    bram, anna = browser_page(lindehof.bram, java_script_enabled=False), browser_page(lindehof.anna)

    bram.goto(f"{LEAVE}/new")
    bram.fill("#f-first", "2026-03-09")
    bram.fill("#f-last", "2026-03-15")
    bram.get_by_role("button", name="Kijk wat het doet").click()
    bram.fill("#f-note", "Naar zee")
    bram.get_by_role("button", name="Vraag verlof aan").click()
    expect(bram.get_by_text("wacht op het team")).to_be_visible()
    anna.goto(f"/teams/{lindehof.team}")
    anna.get_by_role("link", name="Beslis: Bram vraagt verlof").click()
    accessible(anna)
    anna.get_by_role("button", name="Geef verlof").click()

    expect(anna.get_by_role("link", name="Zoek iemand voor dinsdag")).to_be_visible()
    accessible(anna)
    anna.get_by_role("link", name="Zoek iemand voor dinsdag").click()
    expect(anna.get_by_role("heading", name="Wie kan deze dienst werken?")).to_be_visible()


def test_it_is_all_there_in_english(lindehof: Any, client: Any) -> None:
    plan(lindehof)
    ask(client, lindehof)
    leave = asked(lindehof, lindehof.bram)
    bram, anna = client(lindehof.bram), client(lindehof.anna)
    for one in (bram, anna):
        one.set_cookie("taal", "en")

    pages = [
        bram.get(LEAVE), bram.get(f"{LEAVE}/new?first=2026-06-01&last=2026-12-20"), bram.get("/me/hours/year"),
        anna.get(f"/teams/{lindehof.team}/leave"), anna.get(f"/teams/{lindehof.team}/leave/{leave.id}"),
        anna.get(f"/teams/{lindehof.team}/people/{lindehof.bram}/leave"),
        anna.get(f"/teams/{lindehof.team}/hours/year"),
        anna.get(f"/teams/{lindehof.team}/hours/year/{lindehof.bram}"),
    ]  # fmt: skip

    text = " ".join(re.sub(r"<[^>]+>", " ", page.text.partition("<main")[2]) for page in pages)
    text = re.sub(r"(?:By|Volgens) .*?Balansverlof\)|cao Gehandicaptenzorg[^)]*\)[^)]*\)", "", text)
    assert "Bram asks for leave" in anna.get(f"/teams/{lindehof.team}").text
    assert not re.findall(r"\b(?:verlof|dienst|uur|Verschil|Gewerkt|Meegenomen|onder nul|Niets|Schrijf)\b", text)


def test_leave_over_the_turn_of_the_year_takes_from_the_year_that_ends_first(lindehof: Any, client: Any) -> None:
    page = client(lindehof.bram).get(f"{LEAVE}/new?first=2026-12-28&last=2027-01-03&kind=holiday").text

    rows = re.findall(
        r'<th scope="row">([^<]+)<.*?<td class="num">([\d:]+)</td><td class="num[^>]*>([\d:]+)</td>', page
    )
    assert ("Wettelijk 2026", "112:00", "89:36") in rows
    assert ("Wettelijk 2027", "112:00", "112:00") in rows


def begun(home: Any, client: Any) -> Any:
    """Bram has leave from 9 to 15 March, and it is the tenth."""
    ask(client, home, kind="holiday")
    leave = asked(home, home.bram)
    with home.by(home.anna):
        home.house.leave.grant_leave(home.bram, leave.id)
    home.clock.moment = datetime(2026, 3, 10, 9, tzinfo=UTC)
    return leave


def test_bram_comes_back_earlier_and_everybody_sees_that_he_is_there(lindehof: Any, client: Any) -> None:
    leave = begun(lindehof, client)
    bram, anna = client(lindehof.bram), client(lindehof.anna)
    assert "Ik kom eerder terug" in bram.get(LEAVE).text

    done = bram.send(f"{LEAVE}/{leave.id}/end", LEAVE, back="2026-03-12", why="Kind was ziek")

    assert done.status_code == 303
    assert "Eerder terug: Kind was ziek" in bram.get(LEAVE).text
    team = anna.get(f"/teams/{lindehof.team}/leave").text
    assert "woensdag\u00a011\u00a0maart" in team and "15\u00a0maart" not in team
    page = anna.get(f"/teams/{lindehof.team}/leave/{leave.id}").text
    assert "Bram kwam eerder terug." in page and "Kind was ziek" in page
    fenna = client(lindehof.fenna).get(f"/teams/{lindehof.team}/leave/{leave.id}").text
    assert "Bram kwam eerder terug." in fenna and "Kind was ziek" not in fenna
    with lindehof.house.now() as views:
        ended = requests_by(views, lindehof.bram)[0].ended
    assert "is van het verlof terug op" in anna.get(f"/facts/{ended}").text
    assert "Kind was ziek" not in anna.get(f"/facts/{ended}").text


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"back": "2026-03-09", "why": "x"}, "Kies een dag van vandaag of later"),
        ({"back": "morgen", "why": "x"}, "Deze datum lezen we niet"),
        ({"back": "2026-03-12", "why": " "}, "Schrijf op waarom je eerder terug bent"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_stays_typed(
    lindehof: Any, client: Any, fields: dict[str, str], says: str
) -> None:
    leave = begun(lindehof, client)

    answer = client(lindehof.bram).send(f"{LEAVE}/{leave.id}/end", LEAVE, **fields)

    assert answer.status_code == 422
    assert says in answer.text and 'aria-invalid="true"' in answer.text
    assert f'value="{fields["back"]}"' in answer.text


def test_of_somebody_else_s_leave_there_is_nothing_to_end(lindehof: Any, client: Any) -> None:
    leave = begun(lindehof, client)

    for person in (lindehof.fenna, lindehof.anna):
        answer = client(person).send(f"{LEAVE}/{leave.id}/end", "/me", back="2026-03-12", why="x")
        assert answer.status_code == 404


@pytest.mark.parametrize(
    ("kind", "word"),
    [("unpaid", "Onbetaald verlof"), ("parental", "Ouderschapsverlof zonder loon"), ("benefit", "met uitkering")],
)
def test_unpaid_and_parental_leave_are_asked_like_any_other_and_colleagues_read_no_kind(
    lindehof: Any, client: Any, kind: str, word: str
) -> None:
    bram = client(lindehof.bram)
    page = bram.get(f"{LEAVE}/new?first=2026-03-09&last=2026-03-10&kind={kind}").text
    assert word in page and "onder nul" not in page
    ask(client, lindehof, kind=kind, last="2026-03-10")
    leave = asked(lindehof, lindehof.bram)

    assert word in bram.get(LEAVE).text
    for address in (f"/teams/{lindehof.team}/leave/{leave.id}", f"/teams/{lindehof.team}/leave"):
        assert word not in client(lindehof.fenna).get(address).text
    assert word in client(lindehof.anna).get(f"/teams/{lindehof.team}/leave/{leave.id}").text
    with lindehof.by(lindehof.anna):
        lindehof.house.leave.grant_leave(lindehof.bram, leave.id)
    assert word in bram.get("/me/roster").text
