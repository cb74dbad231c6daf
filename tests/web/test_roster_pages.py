"""The roster's pages as they are sent: who sees what, and what is refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from domain.kernel import Id, id_of, new_id
from tests.harness.home import FIRST, Home

Client = Callable[[Any], Any]


def roster(home: Home, more: str = "") -> str:
    """The address of the first two weeks."""
    return f"/rosters/{home.roster}?from={FIRST}&weeks=2{more}"


def cell(page: str, who: Id, day: str) -> str:
    """The cell of somebody on a day of March, with what is in it."""
    found = re.search(rf'<button class="[^"]*" name="cell" value="{who}:2026-03-{day}".*?</button>', page)
    assert found, f"no cell for {day}"
    return found[0]


def test_my_own_row_comes_first_then_what_is_open_then_the_others(lindehof: Home, client: Client) -> None:
    page = client(lindehof.person("fenna")).get(roster(lindehof)).text

    body = page[page.index("<tbody>") : page.index("</tbody>")]
    heads = re.findall(r'<th class="who" scope="row"[^>]*>(?:<span>)?(Nog open|\w+)', body)
    assert heads == ["Jij", "Nog open", "Anna", "Bram", "Emre", "Saar"]


def test_a_cell_says_in_words_what_it_shows(lindehof: Home, client: Client) -> None:
    bram = lindehof.person("bram")
    lindehof.plan(bram, "05", "L")

    page = client(lindehof.person("fenna")).get(roster(lindehof)).text

    assert 'aria-label="Bram, do\u00a05\u00a0maart: laat 15:00–23:15"' in cell(page, bram, "05")
    assert 'data-kind="L">L</span>' in cell(page, bram, "05")
    assert ": vrij" in cell(page, bram, "06")


def test_three_shifts_fit_in_a_cell(lindehof: Home, client: Client) -> None:
    bram = lindehof.person("bram")
    shift = lindehof.plan(bram, "05", "L")
    lindehof.plan(bram, "05", "S")
    with lindehof.by(bram):
        lindehof.house.rosters.offer_shift(lindehof.roster, shift)

    found = cell(client(bram).get(roster(lindehof)).text, bram, "05")

    assert found.count('class="shift') == 2
    assert "shift wait" in found
    assert "aangeboden" in found
    assert "cell pack" in found


def test_too_few_right_and_too_many_stand_at_the_foot(lindehof: Home, client: Client) -> None:
    for name, day in (("bram", "03"), ("fenna", "04"), ("emre", "04")):
        lindehof.plan(lindehof.person(name), day, "L")

    page = client(lindehof.person("saar")).get(roster(lindehof)).text

    days = re.findall(r'<div class="cover">(.*?)</div>', page)
    assert '<span class="few"><i class="sign">−</i>1' in days[0]
    assert '<span>1<i class="hide"> laat</i>' in days[1]
    assert '<span class="many"><i class="sign">+</i>1' in days[2]


def test_a_name_with_markup_in_it_stays_text(lindehof: Home, client: Client) -> None:
    with lindehof.by(lindehof.person("anna")):
        hire = replace(lindehof.hire("mallory"), name="<b>Mallory</b> & Zoon")
        lindehof.house.staffing.hire_person(lindehof.team, hire=hire)

    page = client(lindehof.person("fenna")).get(roster(lindehof)).text

    assert "<b>Mallory" not in page
    assert "&lt;b&gt;Mallory" in page


def test_holidays_are_marked_and_named(home: Home, client: Client) -> None:
    with home.by(home.person("anna")):
        home.house.rosters.draft_roster(home.team, first="2026-04-27", weeks=1)

    page = client(home.person("anna")).get(f"/teams/{home.team}/roster?from=2026-04-27", follow_redirects=True).text

    assert re.search(r'class="day mon feast" title="Koningsdag"', page)


def test_a_drafted_roster_exists_for_its_planner_only(home: Home, client: Client) -> None:
    home.draft()

    assert client(home.person("anna")).get(roster(home)).status_code == 200
    assert client(home.person("bram")).get(roster(home)).status_code == 404
    assert client(home.person("bram")).get(f"/rosters/{home.roster}/part").status_code == 404
    empty = client(home.person("bram")).get(f"/teams/{home.team}/roster?from={FIRST}")
    assert "nog geen rooster" in empty.text


def test_a_week_without_a_roster_leads_to_the_one_that_comes(lindehof: Home, client: Client) -> None:
    bram = client(lindehof.bram)

    menu = bram.get(f"/teams/{lindehof.team}/roster")
    week = bram.get(f"/teams/{lindehof.team}/roster?from=2026-02-16")

    assert lindehof.roster in menu.headers["Location"] and f"from={FIRST}" in menu.headers["Location"]
    assert "nog geen rooster" in week.text


def test_a_resident_sees_who_works_and_nothing_to_change(lindehof: Home, client: Client) -> None:
    bram = lindehof.person("bram")
    lindehof.plan(bram, "05", "L")
    with lindehof.by(bram):
        lindehof.house.rosters.make_wish(lindehof.team, date="2026-03-05", kind=None, level="cannot")

    page = client(lindehof.person("rosa")).get(roster(lindehof, f"&cell={bram}:2026-03-05")).text

    found = cell(page, bram, "05")
    assert ">L</span>" in found
    assert "let op" not in found and "kan niet" not in found
    assert 'method="post"' not in page[page.index('id="roster-part"') :]


def test_a_finding_is_marked_for_who_works_there(lindehof: Home, client: Client) -> None:
    bram = lindehof.person("bram")
    lindehof.plan(bram, "05", "L")
    with lindehof.by(lindehof.person("anna")):
        lindehof.house.rosters.report_absence(
            lindehof.team, absence=id_of("away"), person=bram, first="2026-03-05", last="2026-03-05", kind="leave",
            open_shifts=False,
        )  # fmt: skip

    found = cell(client(lindehof.person("fenna")).get(roster(lindehof)).text, bram, "05")

    assert "let op" in found and "afwezig" in found


def test_outsiders_and_other_teams_find_nothing(lindehof: Home, client: Client) -> None:
    other = lindehof.second_team()
    theirs = lindehof.draft(other)
    shift = lindehof.plan(lindehof.person("yara"), "05", "L", roster=theirs, by=lindehof.person("yara"))
    yara, anna = client(lindehof.person("yara")), client(lindehof.person("anna"))

    for address in (roster(lindehof), f"/rosters/{lindehof.roster}/part", f"/teams/{lindehof.team}/roster"):
        assert yara.get(address).status_code == 404
    for verb in ("claim", "offer", "give-back", "unassign", "drop", "move", "place", "assign", "plan", "take",
                 "record-hours", "withdraw-offer", "disown"):  # fmt: skip
        address = f"/rosters/{lindehof.roster}/shifts/{shift}/{verb}"
        fields = {"person": lindehof.person("bram"), "was": lindehof.person("bram"), "date": "2026-03-05", "kind": "L"}
        assert anna.send(address, roster(lindehof), **fields).status_code == 404, verb
        assert yara.send(address, "/me", **fields).status_code == 404, verb
    assert lindehof.house.workspace.author_of(lindehof.house.workspace.position()) == lindehof.person("yara")


def test_a_member_may_not_plan_for_others(lindehof: Home, client: Client) -> None:
    before = lindehof.house.workspace.position()

    answer = client(lindehof.person("bram")).send(
        f"/rosters/{lindehof.roster}/shifts/{new_id()}/plan", "/me",
        date="2026-03-05", kind="L", person=lindehof.person("fenna"),
    )  # fmt: skip

    assert answer.status_code == 403
    assert lindehof.house.workspace.position() == before


def test_a_refusal_without_a_script_keeps_the_page_and_says_why(lindehof: Home, client: Client) -> None:
    bram = lindehof.person("bram")
    lindehof.plan(bram, "04", "L")

    answer = client(bram).send(
        f"/rosters/{lindehof.roster}/shifts/{new_id()}/take", roster(lindehof, f"&cell={bram}:2026-03-05"),
        date="2026-03-05", kind="V",
    )  # fmt: skip

    assert answer.status_code == 422
    assert "Te weinig rust" in answer.text
    assert 'id="roster-table"' in answer.text


def test_nonsense_in_an_address_or_a_form_is_a_page_or_a_sentence(lindehof: Home, client: Client) -> None:
    bram = client(lindehof.person("bram"))
    for more in (
        "&cell=x",
        "&cell=open:2026-13-99",
        f"&cell={new_id()}:2026-03-05",
        "&carry=zz",
        "&done=99999999",
        "&swap=1",
    ):
        assert bram.get(roster(lindehof, more)).status_code == 200, more
    for query in ("from=morgen&weeks=9", "from=0001-01-01", "from=9999-12-31&weeks=4", "weeks=-1"):
        assert bram.get(f"/rosters/{lindehof.roster}?{query}").status_code == 200, query
    for fields in ({"date": "gisteren", "kind": "L"}, {"date": "2026-03-05", "kind": "💥"}, {}):
        answer = bram.send(f"/rosters/{lindehof.roster}/shifts/{new_id()}/take", "/me", **fields)
        assert answer.status_code == 422, fields
    answer = bram.send(f"/rosters/{lindehof.roster}/swaps/{new_id()}/propose", "/me", giving="x", wanting="y")
    assert answer.status_code == 404


def test_nothing_new_is_204_and_a_change_is_the_table(lindehof: Home, client: Client) -> None:
    bram = client(lindehof.person("bram"))
    part = re.search(r'hx-get="([^"]+/part[^"]*)"', bram.get(roster(lindehof)).text)
    assert part
    address = part[1].replace("&amp;", "&")

    assert bram.get(address).status_code == 204
    lindehof.plan(lindehof.person("fenna"), "05", "L")
    changed = bram.get(address)
    assert changed.status_code == 200
    assert 'id="roster-part"' in changed.text and "csrf" not in changed.text


def test_the_same_form_sent_twice_has_one_outcome(lindehof: Home, client: Client) -> None:
    bram, key, shift = lindehof.person("bram"), new_id(), new_id()
    page = client(bram)
    for _ in range(2):
        answer = page.send(
            f"/rosters/{lindehof.roster}/shifts/{shift}/take",
            "/me",
            date="2026-03-05",
            kind="L",
            command=key,
        )
        assert answer.status_code == 303
    assert len(lindehof.agenda(bram).booked()) == 1


def test_nothing_is_changed_from_a_page_of_then(lindehof: Home, client: Client) -> None:
    at = lindehof.house.workspace.position()
    bram = client(lindehof.person("bram"))

    answer = bram.send(f"/rosters/{lindehof.roster}/shifts/{new_id()}/take?at={at}", "/me", date="2026-03-05", kind="L")

    assert answer.status_code == 409
    assert lindehof.house.workspace.position() == at


def test_somebody_who_was_erased_keeps_a_row_without_a_name(lindehof: Home, client: Client) -> None:
    bram = lindehof.person("bram")
    lindehof.plan(bram, "05", "L")
    fenna = client(lindehof.person("fenna"))
    assert "Bram" in fenna.get(roster(lindehof)).text
    lindehof.house.vault.erase(bram, "verzoek", lindehof.person("anna"))

    page = fenna.get(roster(lindehof)).text

    assert "Bram" not in page
    assert "gewist" in page


def test_works_elsewhere_without_saying_where(lindehof: Home, client: Client) -> None:
    bram = lindehof.person("bram")
    other = lindehof.second_team(also=(bram,))
    theirs = lindehof.draft(other)
    lindehof.plan(bram, "05", "V", roster=theirs, by=lindehof.person("yara"))

    page = client(lindehof.person("fenna")).get(roster(lindehof)).text

    assert "elders 07:00–15:15" in cell(page, bram, "05")
    assert "Het Anker" not in page


def test_in_english_too(lindehof: Home, client: Client) -> None:
    reader = client(lindehof.person("bram"))
    reader.set_cookie("taal", "en")

    page = reader.get(roster(lindehof)).text

    assert '<html lang="en"' in page
    assert "2 to 15" in page.replace("\u00a0", " ")


def test_a_conflict_names_nobody_of_another_team(lindehof: Home, client: Client) -> None:
    lindehof.second_team()
    bram, yara = lindehof.person("bram"), lindehof.person("yara")
    shift = lindehof.plan(bram, "05", "L")
    anna = client(lindehof.person("anna"))
    fields = {"date": "2026-03-06", "person": yara, "was": lindehof.person("fenna")}

    answer = anna.send(f"/rosters/{lindehof.roster}/shifts/{shift}/place", roster(lindehof), **fields)
    own = anna.send(
        f"/rosters/{lindehof.roster}/shifts/{shift}/place", roster(lindehof),
        **fields | {"person": lindehof.person("emre")},
    )  # fmt: skip

    assert answer.status_code == own.status_code == 409
    assert "Dit wilde jij" in answer.text and "iemand anders" in answer.text and "Yara" not in answer.text
    assert "Emre" in own.text.partition("Dit wilde jij")[2][:80]


def test_who_speaks_to_the_screen_says_what_is_seen(drafted: Any, client: Any) -> None:
    with drafted.by(drafted.anna):
        drafted.house.people.rename_person(drafted.anna, name="Anna de Boer")
    drafted.plan(drafted.bram, "05", "L")
    drafted.plan(drafted.bram, "05", "S")
    drafted.plan(drafted.bram, "10", "L")

    page = client(drafted.anna).get(f"/rosters/{drafted.roster}?from=2026-03-02&weeks=2").text

    assert re.search(r'aria-label="Bram, do.5.maart: laat 15:00–23:15, slaapdienst 23:15–07:00, L S"', page)
    assert re.search(r'aria-label="Bram, di.10.maart: laat 15:00–23:15"', page)
    assert 'aria-label="Jouw pagina, Anna de Boer, AB"' in page
