"""Het rekeningschema: the controller adds, renames, maps and closes accounts, one by one or from a file."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import openpyxl
import pytest

from domain.finance.ledger import Line
from tests.finance.web.test_replay import plain
from tests.harness.money import Purse

NEW = {"account": "4400", "name": "Vervoer", "fund": "team", "kind": "expense", "use": "", "rgs": "WBedAutBra"}


def chart_of(purse: Purse) -> dict[str, Any]:
    """The accounts by code."""
    with purse.home.house.now() as views:
        return {row["account"]: row for row in views.execute("SELECT * FROM finance_account")}


def test_the_controller_adds_an_account(purse: Purse, client: Any) -> None:
    cato = client(purse.cato)

    answer = cato.send("/money/chart", "/money/chart", **NEW)

    assert answer.status_code == 303
    assert "4400 Vervoer kosten WBedAutBra" in plain(cato.get("/money/chart").text)


@pytest.mark.parametrize(
    ("changed", "said", "field"),
    [
        ({"account": "4310"}, "Rekening 4310 Energie bestaat al", "f-account"),
        ({"account": "te lang nummer"}, "hoogstens tien cijfers of hoofdletters", "f-account"),
        ({"name": " "}, "Een rekening heeft een naam", "f-name"),
        ({"rgs": "geen code"}, "Een RGS-code is een woord", "f-rgs"),
        ({"fund": "piraten"}, "Dit potje kennen we niet", "f-fund"),
    ],
)
def test_what_is_refused_stands_beside_the_field(
    purse: Purse, client: Any, changed: dict[str, str], said: str, field: str
) -> None:
    answer = client(purse.cato).send("/money/chart", "/money/chart", **(NEW | changed))

    assert 400 <= answer.status_code < 500 and said in answer.text
    assert f'id="{field}-error"' in answer.text and "4400" not in chart_of(purse)


def test_an_account_takes_another_name_and_code_and_is_closed(purse: Purse, client: Any) -> None:
    cato = client(purse.cato)
    page = "/money/chart?account=4310"

    cato.send("/money/chart/4310/change", page, name="Gas en licht", rgs="WBedHuiGwe")
    cato.send("/money/chart/4310/close", page)

    assert "4310 Gas en licht gesloten kosten WBedHuiGwe" in plain(cato.get(page).text)
    assert "Sluit deze rekening" not in cato.get(page).text

    cato.send("/money/chart/4310/reopen", page)
    assert "Sluit deze rekening" in cato.get(page).text and "Open deze rekening weer" not in cato.get(page).text


def test_an_account_with_money_on_it_is_not_closed_and_the_page_says_where(purse: Purse, client: Any) -> None:
    purse.post("2026-02-01", Line("1000", 11_405), Line("8000", -11_405))

    answer = client(purse.cato).send("/money/chart/1000/close", "/money/chart?account=1000")

    assert answer.status_code == 422 and "De Lindehof" in plain(answer.text) and "114,05" in answer.text


def test_a_file_is_shown_before_it_is_taken(purse: Purse, client: Any) -> None:
    cato, before = client(purse.cato), len(chart_of(purse))
    raw = "\ufeffNr;Naam;Potje;Soort;Gebruik;RGS\n4400;Vervoer;Team;kosten;;WBedAutBra\n4310;Energie;team;expense;;\n"

    page = cato.send("/money/chart/import", "/money/chart", file=(BytesIO(raw.encode()), "schema.csv"))

    assert page.status_code == 200 and len(chart_of(purse)) == before
    assert "Er komt een rekening bij. Een rekening was er al en blijft zoals die is." in plain(page.text)
    sheet = page.text.partition('name="sheet" value="')[2].partition('"')[0]
    assert cato.send("/money/chart/import/confirm", "/money/chart", sheet=sheet).status_code == 303
    assert chart_of(purse)["4400"]["rgs"] == "WBedAutBra"
    again = cato.send("/money/chart/import/confirm", "/money/chart", sheet=sheet)
    assert again.status_code == 409 and "Er is niets toegevoegd" in again.text


@pytest.mark.parametrize(
    "head",
    ["Nr;Rekening;Soort;Potje;RGS", "RGS;Potje;Soort;Naam;Rekening", "Iets;Nummer;Omschrijving;Kind;Fund;Gebruik"],
)
def test_the_head_of_a_file_says_which_column_is_which(purse: Purse, client: Any, head: str) -> None:
    cells = {
        "nr": "4400", "nummer": "4400", "naam": "Vervoer", "omschrijving": "Vervoer", "soort": "kosten",
        "kind": "kosten", "potje": "team", "fund": "team", "rgs": "WBedAutBra", "gebruik": "", "iets": "x",
        "rekening": "Vervoer" if "Nr" in head else "4400",
    }  # fmt: skip
    row = ";".join(cells[word.casefold()] for word in head.split(";"))

    page = client(purse.cato).send(
        "/money/chart/import", "/money/chart", file=(BytesIO(f"{head}\n{row}\n".encode()), "schema.csv")
    )

    assert page.status_code == 200 and "4400 Vervoer Team kosten" in plain(page.text)


def test_a_head_that_lacks_a_column_names_it(purse: Purse, client: Any) -> None:
    raw = b"Nr;Naam;Soort\n4400;Vervoer;kosten\n"

    page = client(purse.cato).send("/money/chart/import", "/money/chart", file=(BytesIO(raw), "schema.csv"))

    assert page.status_code == 422 and "geen kolom potje" in page.text


def test_a_workbook_is_read_as_a_file(purse: Purse, client: Any) -> None:
    book = openpyxl.Workbook()
    for row in (("Nummer", "Naam", "Potje", "Soort"), (4400, "Vervoer", "team", "kosten"), (4401, "", "team", "onzin")):
        book.active.append(row)
    raw = BytesIO()
    book.save(raw)

    page = client(purse.cato).send("/money/chart/import", "/money/chart", file=(BytesIO(raw.getvalue()), "schema.xlsx"))

    assert page.status_code == 422 and "3 4401 Naam Een rekening heeft een naam" in plain(page.text)


def test_everything_that_is_wrong_in_a_file_is_named_and_nothing_is_taken(purse: Purse, client: Any) -> None:
    raw = (
        b"4400;Vervoer;team;kosten\n4401;;team;kosten\n4402;Iets;maan;kosten\n"
        b"4400;Twee keer;team;kosten\nx y;z;team;kosten\n"
    )

    page = client(purse.cato).send("/money/chart/import", "/money/chart", file=(BytesIO(raw), "schema.csv"))

    assert page.status_code == 422 and "4 rijen kloppen niet" in page.text
    assert "Rekening 4400 bestaat al" in page.text and "4400" not in chart_of(purse)


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe\x00\x01" * 9, b"\0\0\0", b"hallo", b'"', b"1;2;3\n", b";" * 400_000])
def test_no_file_breaks_the_page(purse: Purse, client: Any, raw: bytes) -> None:
    answer = client(purse.cato).send("/money/chart/import", "/money/chart", file=(BytesIO(raw), "schema.csv"))

    assert 400 <= answer.status_code < 500 and 'id="f-file-error"' in answer.text


def test_others_read_it_and_change_nothing(home: Any, purse: Purse, client: Any) -> None:
    fenna = client(purse.fenna)

    page = fenna.get("/money/chart").text

    assert "Energie" in page and "Nieuwe rekening" not in page
    for address in ("/money/chart", "/money/chart/4310/change", "/money/chart/4310/close", "/money/chart/import"):
        assert fenna.send(address, "/me", **NEW).status_code in (403, 404)
    assert client(home.rosa).get("/money/chart").status_code == 404
