"""Proposing an entry, and a second pair of eyes on it."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from domain.finance.ledger import Line
from domain.finance.ledger.entries import opening_of
from domain.kernel import OPERATOR, id_of
from projections.finance_balances import trial_balance
from tests.finance.web.test_replay import plain
from tests.harness.money import Purse

ENTRY = {
    "text": "Gas en licht", "value_date": "2026-02-12", "account_0": "4310", "debit_0": "1.234,50",
    "account_2": "1010", "credit_2": "€ 1234,5",
}  # fmt: skip


def proposed(client: Any, purse: Purse, **changed: Any) -> Any:
    """What comes of Bram sending the form."""
    page = f"/teams/{purse.team}/money/proposals/new"
    return client(purse.bram).send(page, page, **(ENTRY | changed))


def posted(purse: Purse) -> dict[str, int]:
    """Cents by account."""
    return purse.balances()


def test_an_entry_is_proposed_by_one_and_approved_by_another(purse: Purse, client: Any) -> None:
    answer = proposed(client, purse)
    assert answer.status_code == 303, plain(answer.text)
    address = answer.location.partition("?")[0]
    fenna = client(purse.fenna)
    page = fenna.get(address).text
    content = re.search(r'name="content" value="([0-9a-f]{64})"', page)
    assert content and f"<code>{content[1]}</code>" in page
    assert re.search(r"4310 Energie 1\.234,50 1010 Bank 1\.234,50", plain(page))

    approved = fenna.send(f"{address}/approve", address, content=content[1])

    assert approved.status_code == 303 and "/money/entries/" in approved.location
    assert posted(purse) == {"4310": 123_450, "1010": -123_450}
    assert "Gas en licht" in fenna.get(approved.location).text
    assert "goedgekeurd, Fenna" in plain(fenna.get(address).text)


def test_of_a_month_that_closed_both_read_in_which_one_it_will_be_posted(purse: Purse, client: Any) -> None:
    purse.close("2026-01")
    address = proposed(client, purse, value_date="2026-01-15").location.partition("?")[0]

    for person in (purse.bram, purse.fenna):
        page = plain(client(person).get(address).text)
        assert "februari 2026, want januari 2026 is afgesloten" in page


def test_who_proposed_it_gets_no_button_and_no_way_around(purse: Purse, client: Any) -> None:
    address = proposed(client, purse).location.partition("?")[0]
    bram = client(purse.bram)
    page = bram.get(address).text

    content = re.search(r"<code>([0-9a-f]{64})</code>", page)
    assert content
    answer = bram.send(f"{address}/approve", address, content=content[1])

    assert "Keur goed en boek" not in page and "Een collega keurt het goed" in page
    assert answer.status_code == 403 and "Wat je zelf vroeg, keurt een ander goed" in answer.text
    assert posted(purse) == {}


@pytest.mark.parametrize(
    ("changed", "said", "field"),
    [
        ({"debit_0": "twaalf"}, "Dit bedrag lezen we niet", "f-debit_0"),
        ({"debit_0": "1,234"}, "hoogstens twee cijfers achter de komma", "f-debit_0"),
        ({"credit_2": "-5"}, "Typ een bedrag dat meer is dan nul", "f-credit_2"),
        ({"credit_2": "1234,49"}, "Maak het verschil van € 0,01 nul", "lines"),
        ({"credit_0": "3"}, "Vul op een regel debet of credit in", "lines"),
        ({"account_2": ""}, "Kies bij elke regel een rekening", "lines"),
        ({"account_0": "", "debit_0": "", "account_2": "", "credit_2": ""}, "minstens twee regels", "lines"),
        ({"account_2": "1020"}, "Rekening 1020 Bank huishouding is van een ander potje", "lines"),
        ({"account_0": "9999"}, "Rekening 9999 staat niet in het rekeningschema", "lines"),
        ({"value_date": "gisteren"}, "Deze datum lezen we niet", "f-value_date"),
        ({"value_date": "2025-12-31"}, "beginnen met januari 2026", "f-value_date"),
        ({"value_date": "2029-01-01"}, "meer dan een jaar vooruit", "f-value_date"),
        ({"period": "maart"}, "Een boekingsperiode is een maand", "f-period"),
        ({"period": "2026-01"}, "niet in een periode die voor zijn datum ligt", "f-period"),
        ({"text": "  "}, "Schrijf er kort bij waarvoor", "f-text"),
        ({"text": "x" * 501}, "Schrijf er kort bij waarvoor", "f-text"),
    ],
)
def test_what_is_refused_is_said_beside_the_field_and_stays_typed(
    purse: Purse, client: Any, changed: dict[str, str], said: str, field: str
) -> None:
    answer = proposed(client, purse, **changed)

    assert 400 <= answer.status_code < 500
    assert said in answer.text.replace("\u00a0", " "), plain(answer.text)
    assert f'id="{field}-error"' in answer.text
    if changed.get("text", "x").strip() and "text" not in changed:
        assert 'value="Gas en licht"' in answer.text
    if "debit_0" not in changed:
        assert 'value="1.234,50"' in answer.text
    assert posted(purse) == {} and not re.search(r"proposals/[0-9a-f]{32}/approve", answer.text)


def test_a_change_asks_for_another_look(purse: Purse, client: Any) -> None:
    address = proposed(client, purse).location.partition("?")[0]
    fenna, bram = client(purse.fenna), client(purse.bram)
    seen = re.search(r'name="content" value="([0-9a-f]{64})"', fenna.get(address).text)
    assert seen
    form = bram.get(f"{address}/change").text
    assert 'value="1.234,50"' in form and '<option value="4310" selected>' in form

    changed = bram.send(f"{address}/change", f"{address}/change", **(ENTRY | {"debit_0": "2", "credit_2": "2"}))
    late = fenna.send(f"{address}/approve", address, content=seen[1])

    assert changed.status_code == 303
    assert late.status_code == 409 and "veranderd nadat je hem opende" in late.text
    assert posted(purse) == {}


def test_it_is_declined_with_a_reason_that_stands_there(purse: Purse, client: Any) -> None:
    address = proposed(client, purse).location.partition("?")[0]
    fenna = client(purse.fenna)

    empty = fenna.send(f"{address}/decline", address, text=" ")
    fenna.send(f"{address}/decline", address, text="Dit was van de buren.")

    assert "Schrijf er kort bij waarvoor" in empty.text
    page = fenna.get(address).text
    assert "niet goedgekeurd, Fenna" in plain(page) and "Dit was van de buren." in page
    assert "Keur goed en boek" not in page


def test_it_is_withdrawn_by_who_proposed_it(purse: Purse, client: Any) -> None:
    address = proposed(client, purse).location.partition("?")[0]

    client(purse.bram).send(f"{address}/withdraw", address)

    listed = plain(client(purse.fenna).get(f"/teams/{purse.team}/money/proposals").text)
    assert "Niets wacht" in listed and re.search(r"Gas en licht Bram ingetrokken 1\.234,50", listed)


def test_a_reversal_is_proposed_from_the_entry_and_approved(purse: Purse, client: Any) -> None:
    entry = purse.pay("2026-02-12", "4310", 500)
    address = f"/teams/{purse.team}/money/entries/{entry}"
    bram, fenna = client(purse.bram), client(purse.fenna)
    assert "Stel voor om dit terug te draaien" in bram.get(address).text
    assert "Stel voor om dit terug te draaien" not in fenna.get(address).text

    proposal = bram.send(f"{address}/reverse", address, text="Dubbel", value_date="2026-02-12").location.partition("?")[
        0
    ]
    page = fenna.get(proposal).text
    content = re.search(r'name="content" value="([0-9a-f]{64})"', page)
    assert content and "Storno: Dubbel" in page
    fenna.send(f"{proposal}/approve", proposal, content=content[1])

    assert posted(purse) == {"4310": 0, "1010": 0}
    assert "Deze boeking is teruggedraaid." in bram.get(address).text
    again = bram.send(f"{address}/reverse", "/me", text="Dubbel", value_date="")
    assert again.status_code == 409 and "al teruggedraaid" in again.text


def picture() -> tuple[BytesIO, str]:
    """A photo as a form sends it."""
    found = BytesIO()
    Image.new("RGB", (40, 30), "white").save(found, "PNG")
    return BytesIO(found.getvalue()), "bon.png"


def test_the_picture_of_a_document_comes_along(purse: Purse, client: Any) -> None:
    answer = proposed(client, purse, document=picture())
    address = answer.location.partition("?")[0]
    shown = client(purse.fenna).get(f"{address}/document")
    wrong = proposed(client, purse, document=(BytesIO(b"%PDF-1.4"), "bon.pdf"))

    assert shown.status_code == 200 and shown.mimetype == "image/jpeg"
    assert "Bekijk het bewijsstuk" in client(purse.fenna).get(address).text
    assert "Een PDF kunnen we niet bewaren" in wrong.text and 'id="f-document-error"' in wrong.text


def test_the_picture_stays_when_the_entry_goes_to_another_year(home: Any, client: Any) -> None:
    purse = Purse(home, first="2025-12")
    address = proposed(client, purse, document=picture()).location.partition("?")[0]
    bram, fenna = client(purse.bram), client(purse.fenna)

    bram.send(f"{address}/change", f"{address}/change", **(ENTRY | {"value_date": "2025-12-31"}))
    content = re.search(r'name="content" value="([0-9a-f]{64})"', fenna.get(address).text)
    assert content
    entry = fenna.send(f"{address}/approve", address, content=content[1]).location.partition("?")[0]

    assert fenna.get(f"{address}/document").status_code == 200
    assert fenna.get(f"{entry}/document").status_code == 200


def test_the_entry_of_an_opening_leads_to_its_picture_and_one_of_a_file_to_none(purse: Purse, client: Any) -> None:
    page, bram = f"/teams/{purse.team}/money/opening/by-hand", client(purse.bram)
    typed = {"text": "Jaarrekening", "account_0": "1010", "debit_0": "1", "account_1": "0500", "credit_1": "1"}

    entry = bram.send(page, page, **typed, document=picture()).location.partition("?")[0]
    with purse.home.by(purse.bram):
        lines = {"household": (Line("1020", 5), Line("0510", -5))}
        purse.ledger.take_openings(purse.team, lines=lines, text="Uit een bestand", document="a" * 64)
    of_file = f"/teams/{purse.team}/money/entries/{opening_of(purse.team, 'household')}"

    assert f'href="{entry}/document"' in bram.get(entry).text
    assert bram.get(f"{entry}/document").mimetype == "image/jpeg"
    assert "/document" not in bram.get(of_file).text and "a" * 64 in bram.get(of_file).text


def test_nobody_else_proposes_and_nothing_of_elsewhere_is_there(home: Any, purse: Purse, client: Any) -> None:
    other = id_of("team", "beukenhof")
    with home.by(OPERATOR):
        home.house.staffing.found_team(other, name="De Beukenhof", hires=())
    address = proposed(client, purse).location.partition("?")[0]
    there = address.replace(home.team, other)
    rosas = purse.propose("2026-02-03", Line("1030", 7), Line("1700", -7, home.rosa), fund="residents")

    for who in (purse.cato, purse.fenna):
        assert client(who).get(f"/teams/{purse.team}/money/proposals/new").status_code == 403
    assert client(purse.cato).get(there).status_code == 404
    assert client(purse.cato).get(f"/teams/{purse.team}/money/proposals/{rosas}").status_code == 404
    assert client(purse.cato).get(f"{address}/document").status_code == 404
    assert client(purse.bram).send(f"{there}/approve", "/me", content="x").status_code == 404
    with home.house.now() as views:
        assert trial_balance(views, purse.team) == []


def test_each_fund_has_an_opening_balance_that_is_taken_once(purse: Purse, client: Any) -> None:
    page, bram = f"/teams/{purse.team}/money/opening/by-hand", client(purse.bram)
    fields = {
        "text": "Jaarrekening 2025",
        "account_0": "1010",
        "debit_0": "100",
        "account_1": "0500",
        "credit_1": "100",
    }

    wrong = bram.send(page, page, **(fields | {"debit_0": "1OO"}))
    taken = bram.send(page, page, **fields)
    again = bram.send(page, page, **fields)

    assert "Dit bedrag lezen we niet" in wrong.text and 'value="Jaarrekening 2025"' in wrong.text
    assert "beginbalans, Team" in plain(bram.get(taken.location).text)
    assert again.status_code == 409 and "De beginbalans van dit potje staat er al" in again.text
    assert "Deze staan er al: Team." in plain(bram.get(page).text)
    assert client(purse.fenna).get(page).status_code == 403
    assert posted(purse) == {"1010": 10_000, "0500": -10_000}


def test_a_period_may_be_typed_in_the_words_that_the_page_asks_for(purse: Purse, client: Any) -> None:
    page = client(purse.bram).get(f"/teams/{purse.team}/money/proposals/new").text

    answer = proposed(client, purse, period="Februari 2026")

    room = re.search(r'name="period"[^>]*maxlength="(\d+)"', page)
    assert room and int(room[1]) >= len("september 2026")
    assert answer.status_code == 303
    assert "februari 2026" in plain(client(purse.fenna).get(answer.location).text)
