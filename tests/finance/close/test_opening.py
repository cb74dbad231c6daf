"""The opening balance from a file: shown first, wrong cells named by row and column, and taken once."""

from __future__ import annotations

import io
import re
import zipfile
from base64 import b64encode
from collections.abc import Callable

import openpyxl
import pytest
from flask.testing import FlaskClient

from domain.finance.ledger import Line, refusals_books
from domain.kernel import new_id
from projections.finance_overview import AccountRow, accounts
from tests.harness.home import Home
from tests.harness.money import Purse
from web.finance_opening_file import OpeningTooBig, OpeningUnreadable, Plan, plan_opening

Clients = Callable[..., FlaskClient]
GOOD = "rekening;debet;credit\r\n1010;1.234,50;\r\n1000;12,5;\r\n0500;;1247\r\n1020;€ 3;\r\n0510;;3\r\n"


@pytest.fixture
def chart(purse: Purse) -> dict[str, AccountRow]:
    """The chart of the tests."""
    with purse.home.house.now() as views:
        return accounts(views)


def workbook(*rows: tuple[object, ...]) -> bytes:
    """A workbook with these rows."""
    book, file = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file.getvalue()


def wrong(plan: Plan) -> list[tuple[int, str, str]]:
    """Row, column and name of what is wrong."""
    return [(one.row, one.column, type(one.says).__name__) for one in plan.wrong]


def cents(plan: Plan) -> dict[str, int]:
    """Cents by account."""
    return {line.account: line.cents for lines in plan.lines.values() for line in lines}


def test_a_csv_and_a_workbook_say_the_same(chart: dict[str, AccountRow]) -> None:
    sheet = workbook(("Nr", "Saldo"), (1010, 1234.5), ("1000", 12.5), ("0500", -1247), (1020, 3), ("0510", -3.0))

    csv, xlsx = plan_opening(GOOD.encode(), chart), plan_opening(sheet, chart)

    assert csv.right and xlsx.right
    assert cents(csv) == cents(xlsx) == {"1010": 123_450, "1000": 1_250, "0500": -124_700, "1020": 300, "0510": -300}
    assert {fund: csv.debit(fund) for fund in csv.lines} == {"team": 124_700, "household": 300}


def test_what_is_wrong_is_named_by_row_and_column(chart: dict[str, AccountRow]) -> None:
    rows = "rekening;debet;credit\n9999;1;\n1010;1;1\n1000;drie;\n4310;=1+1;\n1700;;5\n4350;0,125;\n0500;;1\n0500;;1\n"

    plan = plan_opening(rows.encode(), chart)

    assert wrong(plan) == [
        (2, "account", "AccountUnknown"), (3, "debit", "AmountTwice"), (4, "debit", "AmountUnreadable"),
        (5, "debit", "AmountOfFormula"), (6, "account", "NotForResidents"), (7, "debit", "AmountInParts"),
        (9, "account", "AccountTwice"),
    ]  # fmt: skip
    assert plan.differences == {"team": -100} and not plan.right


def test_a_formula_is_never_evaluated(chart: dict[str, AccountRow]) -> None:
    plan = plan_opening(workbook(("rekening", "saldo"), ("1010", "=1+1"), ("0500", -2)), chart)

    assert wrong(plan) == [(2, "balance", "AmountOfFormula")]


def test_bombs_and_what_is_no_workbook_are_refused(chart: dict[str, AccountRow]) -> None:
    bomb, doctype = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/workbook.xml", b"0" * 30_000_000)
    with zipfile.ZipFile(doctype, "w") as parts:
        parts.writestr("xl/workbook.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')

    with pytest.raises(OpeningTooBig):
        plan_opening(bomb.getvalue(), chart)
    for raw in (doctype.getvalue(), b"PK not a zip", b"\0\1\2", b"a;b\n1;2\n", workbook(("rekening", "saldo"))[:-90]):
        with pytest.raises(OpeningUnreadable):
            plan_opening(raw, chart)


def test_the_file_is_shown_and_then_taken_with_its_hash(purse: Purse, client: Clients, home: Home) -> None:
    bram, where = client(purse.bram), f"/teams/{purse.team}/money/opening"
    token = re.search(r'name="csrf" value="([^"]+)"', bram.get(where).text)
    assert token
    shown = bram.post(
        where,
        data={"csrf": token[1], "command": new_id(), "file": (io.BytesIO(GOOD.encode()), "begin.csv")},
        content_type="multipart/form-data",
    )
    before = purse.balances()
    sheet = re.search(r'name="sheet" value="([^"]+)"', shown.text)
    assert sheet

    taken = bram.post(f"{where}/confirm", data={"csrf": token[1], "command": new_id(), "sheet": sheet[1]})
    bram.post(f"{where}/confirm", data={"csrf": token[1], "command": new_id(), "sheet": sheet[1]})

    assert shown.status_code == 200 and "1.234,50" in shown.text and "Energie" not in shown.text
    assert before == {} and taken.status_code == 303
    assert purse.balances() == {"1010": 123_450, "1000": 1_250, "0500": -124_700, "1020": 300, "0510": -300}
    with home.house.now() as views:
        documents = [row[0] for row in views.execute("SELECT document FROM finance_entry WHERE kind = 'opening'")]
    assert documents == [plan_opening(GOOD.encode(), {}).document] * 2


def test_a_wrong_file_posts_nothing_and_says_what_differs(purse: Purse, client: Clients) -> None:
    bram, where = client(purse.bram), f"/teams/{purse.team}/money/opening"
    token = re.search(r'name="csrf" value="([^"]+)"', bram.get(where).text)
    assert token
    file = (io.BytesIO(b"rekening;saldo\n1010;5\n0500;-4\n"), "begin.csv")

    shown = bram.post(
        where, data={"csrf": token[1], "command": new_id(), "file": file}, content_type="multipart/form-data"
    )

    assert shown.status_code == 422 and "verschil" in shown.text and 'name="sheet"' not in shown.text
    assert purse.balances() == {}
    assert client(purse.fenna).get(where).status_code == 403


def test_of_a_file_with_several_funds_all_are_taken_or_none(
    purse: Purse, client: Clients, home: Home, chart: dict[str, AccountRow]
) -> None:
    """The household had its opening balance already: the team's is not posted alone."""
    with home.by(purse.bram):
        purse.ledger.take_opening(
            purse.team, fund="household", lines=[Line("1020", 5), Line("0510", -5)], text="Met de hand"
        )
        before = purse.balances()
        with pytest.raises(refusals_books.OpeningIsTaken):
            purse.ledger.take_openings(
                purse.team, lines=plan_opening(GOOD.encode(), chart).lines, text="Uit een bestand"
            )

    bram, where = client(purse.bram), f"/teams/{purse.team}/money/opening"
    token = re.search(r'name="csrf" value="([^"]+)"', bram.get(where).text)
    assert token
    sheet = b64encode(GOOD.encode()).decode()
    answer = bram.post(f"{where}/confirm", data={"csrf": token[1], "command": new_id(), "sheet": sheet})

    assert answer.status_code == 409 and purse.balances() == before
