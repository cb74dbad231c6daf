"""Bevindingen, De regels and Mijn afspraken in the browser and for machines."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.rosters import ShiftKind
from domain.rosters.periods import STANDARD_KINDS
from projections import rule_sets
from tests.rosters.labour.test_own_sets import HOUSE


@pytest.fixture
def home(home):
    """De Lindehof with breaks as the law has them, and a roster that was laid before the team."""
    with home.by(home.person("anna")):
        for kind, name in STANDARD_KINDS:
            home.house.rosters.define_kind(home.team, kind=replace(kind, breaks=45 * (kind.place != "S")), name=name)
    home.draft()
    home.lay()
    return home


@pytest.fixture
def short(home):
    """Bram works late on the third and a day shift on the fourth: a short rest, noted."""
    late = home.plan(home.person("bram"), "03", "L")
    return late, home.plan(home.person("bram"), "04", "D")


def listed(client, home, **asked):
    return client.get(f"/rosters/{home.roster}/findings", query_string=asked)


def test_a_roster_without_findings_says_so(home, client):
    page = listed(client(home.person("anna")), home)

    assert page.status_code == 200
    assert "Geen bevindingen" in page.text


def test_a_short_rest_stands_with_article_value_limit_exception_and_the_way_to_its_cell(home, client, short):
    page = listed(client(home.person("anna")), home).text

    assert "Bram" in page and "Ter kennis" in page
    assert "ATW artikel 5:3 lid 2" in page and "atw-5:3-2" in page
    assert "9 uur en 45 minuten" in page and "11 uur" in page
    assert "1 keer gebruikt" in page and "nog 1 over" in page
    assert f"cell={home.person('bram')}:2026-03-03" in page.replace("%3A", ":")


def test_the_filters_stand_in_the_address_and_what_is_unknown_is_left_out(home, client, short):
    anna = client(home.person("anna"))

    assert "Niets met deze keuze" in listed(anna, home, severity="refused").text
    assert "atw-5:3-2" in listed(anna, home, severity="noted", person=home.person("bram"), rule="atw-5:3-2").text
    assert "atw-5:3-2" in listed(anna, home, severity="x", person="y", rule="z").text


def test_the_list_of_then_is_what_was_found_then(home, client, short):
    position = home.house.workspace.position()
    with home.by(home.person("anna")):
        home.house.rosters.unassign_shift(home.roster, short[1], was=home.person("bram"))

    anna = client(home.person("anna"))

    assert "Geen bevindingen" in listed(anna, home).text
    assert "atw-5:3-2" in listed(anna, home, at=position).text


def test_residents_and_other_teams_have_no_list(home, client, short):
    other = home.second_team()

    assert client(home.person("koos")).get(f"/rosters/{home.roster}/findings").status_code == 403
    assert client(home.person("yara")).get(f"/rosters/{home.roster}/findings").status_code == 404
    assert client(home.person("yara")).get(f"/api/rosters/{home.roster}/verdicts").status_code == 404
    assert client(home.person("yara")).get(f"/api/people/{home.person('bram')}/verdicts").status_code == 404
    assert other


def test_the_head_of_the_roster_leads_to_the_list_with_counts(home, client, short):
    anna = client(home.person("anna"))

    assert f"/rosters/{home.roster}/findings/count" in anna.get(f"/rosters/{home.roster}").text
    counted = anna.get(f"/rosters/{home.roster}/findings/count").text

    assert 'mag niet: </i><i class="hide">0<' in counted and "ter kennis: 1" in counted
    assert "findings" not in client(home.person("koos")).get(f"/rosters/{home.roster}").text


def test_machines_read_the_same_verdicts_as_the_command_gives(home, client, short):
    anna = client(home.person("anna"))

    (verdict,) = anna.get(f"/api/rosters/{home.roster}/verdicts").json["verdicts"]
    (of_person,) = anna.get(f"/api/people/{home.person('bram')}/verdicts").json["rosters"]

    assert of_person["verdicts"] == [verdict]
    assert verdict["rule"] == "atw-5:3-2" and verdict["severity"] == "noted"
    assert (verdict["value"], verdict["limit"]) == (585, 660)
    assert (verdict["from"], verdict["to"]) == ("2026-03-03T23:15+01:00", "2026-03-04T09:00+01:00")
    assert (verdict["exceptions_used"], verdict["exceptions_left"]) == (1, 1)
    assert verdict["text"].startswith("Korte rust") and verdict["shift"] == short[0]
    assert {"article", "rule", "severity", "value", "limit", "from", "to", "text"} <= set(verdict)


def post(who, url, page="/me/agreements", **form):
    return who.send(url, page, **form)


def test_what_would_change_is_seen_before_rules_are_decided(home, client):
    anna = client(home.person("anna"))
    asked = {"rules": HOUSE, "date": "2026-03-09", "decision": "Verslag MT 3"}

    seen = post(anna, "/rules/preview", **asked)
    before = anna.get("/rules?day=2026-03-09").text
    done = post(anna, "/rules", **asked)

    assert seen.status_code == 200 and "Rust minstens: was 11 uur, wordt 12 uur" in seen.text
    assert "De organisatie besloot nog niets zelf" in before
    assert done.status_code == 303
    after = anna.get("/rules?day=2026-03-09").text
    assert "Verslag MT 3" in after and "Rust minstens: 12 uur" in after
    assert "Rust minstens: 11 uur" in anna.get("/rules?day=2026-03-08").text


@pytest.mark.parametrize(
    ("rules", "date", "says"),
    [
        (HOUSE.replace("720", '"x"'), "2026-03-09", "Op regel 10 van het bestand"),
        (HOUSE.replace("720", "600"), "2026-03-09", "De wet laat dit niet toe: atw-5:3-2"),
        (HOUSE, "2026-01-09", "Regels gaan in vanaf vandaag of later"),
        (HOUSE, "morgen", "Deze datum lezen we niet"),
        ("", "2026-03-09", "zet er precies een versie in"),
    ],
)
def test_rules_that_cannot_be_are_one_sentence_and_nothing_is_lost(home, client, rules, date, says):
    anna = client(home.person("anna"))

    answer = post(anna, "/rules/preview", rules=rules, date=date, decision="Verslag", page="/rules/new")

    assert answer.status_code == 422 and says in answer.text


def test_members_read_the_rules_and_do_not_decide_on_them(home, client):
    bram = client(home.person("bram"))

    assert bram.get("/rules").status_code == 200
    assert "Leg andere regels vast" not in bram.get("/rules").text
    assert bram.get("/rules/new").status_code in (403, 404)
    assert post(bram, "/rules", rules=HOUSE, date="2026-03-09", decision="Zelf").status_code in (403, 404)


def test_machines_decide_on_rules_and_read_them(home, client):
    anna = client(home.person("anna"))
    token = anna.get("/api/me").json["csrf"]

    done = anna.post(
        "/api/rules",
        json={"rules": HOUSE, "from": "2026-03-09", "decision": "MT"},
        headers={"X-CSRFToken": token},
    )
    found = anna.get("/api/rules?day=2026-03-09").json

    assert done.status_code == 201
    assert found["set"] == "huis" and found["decided"][0]["version"] == done.json["version"]
    rest = next(rule for rule in found["rules"] if rule["id"] == "atw-5:3-2")
    assert rest["figures"]["rest_minutes"] == 720


def test_a_consent_is_given_seen_and_taken_back(home, client):
    bram = client(home.person("bram"))

    done = post(
        bram, "/me/agreements", rule="cao-ghz-6:6-split", first="2026-03-02", last="2026-03-29", why="Voor thuis"
    )  # fmt: skip
    page = bram.get("/me/agreements").text

    assert done.status_code == 303
    assert "Voor thuis" in page and "Een gebroken dienst" in page
    action = page.split('action="/me/agreements/')[1].split('"')[0]
    assert post(bram, f"/me/agreements/{action}").status_code == 303
    assert "Ingetrokken voordat het inging" in bram.get("/me/agreements").text


def test_a_rule_that_nobody_leaves_says_why_not(home, client):
    bram = client(home.person("bram"))

    answer = post(
        bram, "/me/agreements", rule="atw-5:3-2", first="2026-03-02", last="2026-03-29", why="Kan"
    )  # fmt: skip

    assert answer.status_code == 422
    assert "ATW artikel 5:3 lid 2 en cao Gehandicaptenzorg bijlage 2 laat dat niet toe" in answer.text


def test_a_split_shift_with_consent_is_noted_in_the_list_with_who_and_until_when(home, client):
    bram = home.person("bram")
    with home.by(home.person("anna")):
        for code, start in (("M", 8), ("A", 16)):
            home.house.rosters.define_kind(home.team, kind=ShiftKind(code, "D", start * 60, 240, 0), name=code)
    home.plan(bram, "05", "M")
    home.plan(bram, "05", "A")
    anna = client(home.person("anna"))
    before = listed(anna, home, rule="cao-ghz-6:6-split").text
    with home.by(bram):
        home.house.rosters.agree_to_deviation(
            "c" * 32, rule="cao-ghz-6:6-split", first="2026-03-02", last="2026-03-29", why="Komt mij uit"
        )

    after = listed(anna, home, rule="cao-ghz-6:6-split").text
    colleague = listed(client(home.person("fenna")), home, rule="cao-ghz-6:6-split").text

    assert "Let op" in before and "stemde hiermee in" not in before
    assert "Bram stemde hiermee in" in after and "Komt mij uit" in after
    assert "Bram stemde hiermee in" in colleague and "Komt mij uit" not in colleague
    assert "met afwijken van" in anna.get(f"/teams/{home.team}/trail").text


def test_colleagues_never_read_why_somebody_is_protected(home, client):
    fenna = home.person("fenna")
    with home.by(home.person("anna")):
        home.house.rosters.define_kind(home.team, kind=ShiftKind("X", "D", 7 * 60, 700, 45), name="Lang")
    home.plan(fenna, "05", "X")
    mine = client(fenna)
    done = post(mine, "/me/protection", first="2026-02-10", last="2026-09-01", tells=home.person("saar"))

    anna, saar = client(home.person("anna")), client(home.person("saar"))

    assert done.status_code == 303
    for page in (
        listed(anna, home).text,
        anna.get(f"/rosters/{home.roster}?from=2026-03-02&cell={fenna}:2026-03-05").text,
        anna.get(f"/teams/{home.team}/trail").text,
        str(anna.get(f"/api/rosters/{home.roster}/verdicts").json),
    ):
        assert "wanger" not in page and "4:5" not in page and "bescherming" not in page
    asked = home.house.workspace.position()
    assert anna.get(f"/facts/{asked}").status_code == 404
    assert mine.get(f"/facts/{asked}").status_code == 200
    assert "past niet bij een afspraak" in listed(anna, home).text
    assert "Bij zwangerschap hoogstens 10 uur" in listed(saar, home).text
    assert "Bij zwangerschap hoogstens 10 uur" in listed(mine, home).text
    assert "Saar" in mine.get("/me/agreements").text


def test_protection_ends_when_its_person_says_so(home, client):
    fenna = client(home.person("fenna"))
    post(fenna, "/me/protection", first="2026-02-10", last="2026-09-01")
    page = fenna.get("/me/agreements").text
    action = page.split('action="/me/protection/')[1].split('"')[0]

    assert post(fenna, f"/me/protection/{action}").status_code == 303
    assert "Stop hiermee" not in fenna.get("/me/agreements").text


def test_the_cell_has_no_mark_any_more_when_its_person_agreed(home, client):
    bram = home.person("bram")
    with home.by(home.person("anna")):
        for code, start in (("M", 8), ("A", 16)):
            home.house.rosters.define_kind(home.team, kind=ShiftKind(code, "D", start * 60, 240, 0), name=code)
    home.plan(bram, "05", "M")
    home.plan(bram, "05", "A")
    address = f"/rosters/{home.roster}?from=2026-03-02"
    anna = client(home.person("anna"))
    before = anna.get(address).text.count("let op")

    with home.by(bram):
        home.house.rosters.agree_to_deviation(
            "d" * 32, rule="cao-ghz-6:6-split", first="2026-03-02", last="2026-03-29", why="Komt mij uit"
        )

    after = anna.get(address).text.count("let op")
    sheet = anna.get(f"{address}&cell={bram}:2026-03-05").text
    assert (before, after) == (2, 0)
    assert sheet


def test_the_sheet_of_a_cell_says_what_the_list_says(home, client, short):
    anna = client(home.person("anna"))

    sheet = anna.get(f"/rosters/{home.roster}?from=2026-03-02&cell={home.person('bram')}:2026-03-04").text
    other = anna.get(f"/rosters/{home.roster}?from=2026-03-02&cell={home.person('bram')}:2026-03-05").text
    relative = client(home.person("koos")).get(f"/rosters/{home.roster}?from=2026-03-02").text

    assert "Ter kennis. Korte rust: 9 uur en 45 minuten" in sheet
    assert "Korte rust" not in other and "Korte rust" not in relative


def test_the_rules_that_were_decided_are_read_as_often_for_many_as_for_few(home, client, monkeypatch):
    asked, read = [], rule_sets.decided_of
    monkeypatch.setattr(rule_sets, "decided_of", lambda found: asked.append(1) or read(found))
    anna = client(home.person("anna"))

    def times():
        asked.clear()
        assert listed(anna, home).status_code == 200
        return len(asked)

    home.plan(home.person("bram"), "03", "L")
    home.plan(home.person("bram"), "04", "D")
    few = times()
    for name in ("fenna", "emre", "saar"):
        for days in (("03", "04"), ("17", "18")):
            home.plan(home.person(name), days[0], "L")
            home.plan(home.person(name), days[1], "D")

    assert times() == few
