"""Hours for pay on the screen: confirmed, approved and sent, one tap each; and the files that come out."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from domain.kernel import Id
from projections.hours import batches, statements_of
from web.hours_export import xlsx_bytes

MARCH = "2026-03"
MODES: dict[str, dict[str, Any]] = {
    "tablet": {},
    "phone": {"viewport": {"width": 390, "height": 844}},
    "dark": {"color_scheme": "dark"},
}


@pytest.fixture
def march(home: Any) -> Any:
    """Bram worked three shifts in March and was away for two days; Fenna worked a night; it is April."""
    home.draft()
    home.first = home.plan(home.bram, "03", "V")
    home.plan(home.bram, "07", "L")
    home.plan(home.bram, "12", "N")
    home.plan(home.fenna, "10", "N")
    home.plan(home.bram, "17", "V")
    home.publish()
    with home.by(home.bram):
        home.house.rosters.report_absence(
            home.team, absence="a" * 32, person=home.bram, first="2026-03-17", last="2026-03-18", kind="sick"
        )
    home.clock.moment = datetime(2026, 4, 2, 9, 0, tzinfo=UTC)
    return home


def drawn(home: Any, person: Id, *, confirmed: bool = False, approved: bool = False) -> Id:
    """The person's statement of March, so far."""
    with home.by(person):
        home.house.hours.draw_up_statement(home.team, month=MARCH)
    with home.house.now() as views:
        found = statements_of(views, person, home.team, MARCH)[-1].id
    if confirmed or approved:
        with home.by(person):
            home.house.hours.confirm_statement(found)
    if approved:
        with home.by(home.emre):
            home.house.hours.approve_statement(found)
    return found


def sent(home: Any, *statements: Id) -> Id:
    with home.by(home.anna):
        home.house.hours.send_batch(month=MARCH, statements=list(statements))
    with home.house.now() as views:
        return batches(views, MARCH)[0].id


def test_bram_confirms_emre_approves_and_anna_sends(march: Any, browser_page: Any, accessible: Any) -> None:
    bram, emre, anna = (browser_page(person) for person in (march.bram, march.emre, march.anna))

    bram.goto("/me/roster")
    bram.get_by_role("link", name="Mijn uren voor het loon").click()
    bram.get_by_role("button", name="Stel mijn urenstaat op").click()
    bram.get_by_role("button", name="Bevestig mijn uren").click()
    emre.goto(f"/teams/{march.team}/people")
    emre.get_by_role("link", name="Uren van het team").click()
    emre.get_by_role("button", name="Keur goed: de uren van Bram").click()
    anna.goto(f"/teams/{march.team}/people")
    anna.get_by_role("link", name="Uren versturen").click()
    accessible(anna)
    anna.get_by_role("button", name="Verstuur 1 urenstaat").click()

    expect(anna.get_by_text("Batch 1")).to_be_visible()
    bram.reload()
    expect(bram.get_by_text("Verstuurd in batch 1 en vastgezet.")).to_be_visible()


@pytest.mark.parametrize("mode", MODES)
def test_the_pages_are_accessible(march: Any, browser_page: Any, accessible: Any, mode: str) -> None:
    drawn(march, march.bram, confirmed=True)
    sent(march, drawn(march, march.fenna, approved=True))
    position = march.house.workspace.position()
    team = f"/teams/{march.team}/hours"
    page = {person: browser_page(person, **MODES[mode]) for person in (march.bram, march.anna)}

    for person, address in (
        (march.bram, f"/me/hours?month={MARCH}"), (march.bram, f"/me/hours?month={MARCH}&at={position}"),
        (march.anna, f"{team}?month={MARCH}"), (march.anna, f"{team}/{march.bram}?month={MARCH}"),
        (march.anna, f"/hours/batches?month={MARCH}"),
    ):  # fmt: skip
        page[person].goto(address)
        accessible(page[person])
        assert page[person].evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address


def test_a_colleague_reads_that_bram_was_away_and_not_why(march: Any, client: Any) -> None:
    found = drawn(march, march.bram)

    theirs = client(march.emre).get(f"/teams/{march.team}/hours/{march.bram}?month={MARCH}").text
    own = client(march.bram).get(f"/me/hours?month={MARCH}").text

    assert "Afwezig, dienst die openkwam" in theirs and "Ziek, dienst die openkwam" not in theirs
    assert "Ziek, dienst die openkwam" in own
    assert ">Ziek<" not in theirs and ">Ziek<" in own
    with march.house.now() as views:
        fact = statements_of(views, march.bram, march.team, MARCH)[-1].since
    assert found and "verzegeld: alleen voor wie het betreft" in client(march.emre).get(f"/facts/{fact}").text
    assert "sick" in client(march.bram).get(f"/facts/{fact}").text


def test_nobody_approves_their_own_hours_by_an_address(march: Any, client: Any) -> None:
    found = drawn(march, march.bram, confirmed=True)

    answer = client(march.bram).send(f"/hours/{found}/approve")

    assert answer.status_code == 403 and "Dit zijn je eigen uren" in answer.text


def test_another_teams_statement_does_not_exist(march: Any, client: Any) -> None:
    march.second_team()
    found = drawn(march, march.bram, confirmed=True)
    yara = client(march.yara)

    for address in (f"/hours/{found}/approve", f"/hours/{found}/confirm", f"/hours/{found}/object"):
        assert yara.send(address, text="nee").status_code == 404
    for address in (
        f"/teams/{march.team}/hours", f"/teams/{march.team}/hours/{march.bram}", f"/api/hours/statements/{found}",
        "/hours/batches",
    ):  # fmt: skip
        assert yara.get(address).status_code == 404


def test_an_empty_objection_is_said_next_to_its_field(march: Any, client: Any) -> None:
    found = drawn(march, march.bram)

    answer = client(march.bram).send(f"/hours/{found}/object", f"/me/hours?month={MARCH}", text=" ")

    assert answer.status_code == 422 and "Schrijf op wat er niet klopt" in answer.text


def test_a_month_that_is_none_gives_a_sentence_and_never_an_error(march: Any, client: Any) -> None:
    bram = client(march.bram)

    assert bram.get("/me/hours?month=2026-13").status_code == 200
    assert bram.send(f"/me/hours/{march.team}/draw", month="0").status_code == 422


def test_hours_that_changed_are_shown_as_changed(march: Any, client: Any) -> None:
    drawn(march, march.bram, confirmed=True)
    with march.by(march.bram):
        march.house.rosters.record_hours(march.roster, march.first, start="07:00", end="16:00", breaks=30)

    assert "veranderd, moet opnieuw" in client(march.emre).get(f"/teams/{march.team}/hours?month={MARCH}").text
    assert "Stel opnieuw op" in client(march.bram).get(f"/me/hours?month={MARCH}").text


def test_what_changed_after_it_was_approved_stays_behind_and_the_rest_goes(march: Any, client: Any) -> None:
    changed, fine = drawn(march, march.bram, approved=True), drawn(march, march.fenna, approved=True)
    with march.by(march.bram):
        march.house.rosters.record_hours(march.roster, march.first, start="07:00", end="16:00", breaks=30)

    page = client(march.anna).get(f"/hours/batches?month={MARCH}").text

    assert "Verstuur 1 urenstaat" in page and f'value="{fine}"' in page
    assert "veranderd, moet opnieuw" in page and f'value="{changed}"' not in page
    answer = client(march.anna).send("/hours/batches", month=MARCH, statement=[changed, fine])
    assert answer.status_code == 409 and "De uren zijn veranderd" in answer.text


def test_downloads_are_the_same_bytes_each_time_and_open_elsewhere(march: Any, client: Any) -> None:
    batch = sent(march, drawn(march, march.bram, approved=True), drawn(march, march.fenna, approved=True))
    anna = client(march.anna)

    files = {form: anna.get(f"/hours/batches/{batch}.{form}").data for form in ("csv", "xlsx")}
    march.clock.advance(timedelta(hours=3))
    again = {form: anna.get(f"/hours/batches/{batch}.{form}").data for form in ("csv", "xlsx")}

    assert files == again
    assert files["csv"].startswith(b"\xef\xbb\xbfbatch;maand;")
    lines = list(csv.DictReader(io.StringIO(files["csv"].decode("utf-8-sig"), newline=""), delimiter=";"))
    assert {line["naam"] for line in lines} == {"Bram", "Fenna"}
    assert {line["looncode"] for line in lines if line["naam"] == "Bram"} >= {"UREN", "ORT44", "ZIEK"}
    with zipfile.ZipFile(io.BytesIO(files["xlsx"])) as book:
        assert book.testzip() is None
        assert "Bram" in book.read("xl/sharedStrings.xml").decode()
        assert "2026-04-02T09:00:00Z" in book.read("docProps/core.xml").decode()


def test_a_sheet_holds_a_strange_name_as_text() -> None:
    text = "\ufeffbatch;naam;uren;minuten\r\n2026-03-1;'=1+1;1,00;60\r\n"

    with zipfile.ZipFile(io.BytesIO(xlsx_bytes(text, "2026-04-02T09:00:00+00:00"))) as book:
        assert "<f>" not in book.read("xl/worksheets/sheet1.xml").decode()


def test_a_batch_is_not_for_a_member(march: Any, client: Any) -> None:
    batch = sent(march, drawn(march, march.bram, approved=True))

    assert client(march.bram).get(f"/hours/batches/{batch}.csv").status_code == 404


def test_a_controller_finds_the_way(march: Any, client: Any) -> None:
    march.second_team()
    with march.by(march.anna):
        march.house.teams.give_office(march.yara, office="controller", since="2026-02-02")
    yara = client(march.yara)

    assert 'href="/hours/batches"' in yara.get("/teams").text
    assert yara.get("/hours/batches").status_code == 200


def test_the_api_reads_a_statement_and_a_batch(march: Any, client: Any) -> None:
    found = drawn(march, march.bram, approved=True)
    batch = sent(march, found)

    statement = client(march.emre).get(f"/api/hours/statements/{found}").json
    whole = client(march.anna).get(f"/api/hours/batches/{batch}").json

    assert (statement["state"], statement["month"]) == ("sent", MARCH)
    assert statement["totals"]["worked"] > 0 and "sick" not in str(statement)
    assert (whole["number"], whole["statements"]) == (1, [found])
    assert client(march.emre).get(f"/api/hours/batches/{batch}").status_code == 404


def test_it_is_all_there_in_english(march: Any, client: Any) -> None:
    drawn(march, march.bram)
    bram = client(march.bram)
    bram.set_cookie("taal", "en")

    page = bram.get(f"/me/hours?month={MARCH}").text

    assert "My hours, March" in page and "Confirm my hours" in page
