"""The pages of money as files: what Dutch Excel opens, with numbers that count and no text that does."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from lxml import etree

from domain.finance.ledger import Line
from tests.harness.money import Purse

SHEET = {"s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


@pytest.fixture
def purse(home):
    home.clock.moment = datetime(2026, 3, 1, 9, tzinfo=UTC)
    return Purse(home)


@pytest.fixture
def money(purse, client):
    """Bram, who asks for a file of his team's money."""

    def ask(path, person=None):
        return client(person or purse.bram).get(f"/teams/{purse.team}/money/{path}")

    return ask


@pytest.fixture
def story(purse):
    """A budget and a bill in February, which was closed; then a late one. The position of the close."""
    purse.post("2026-02-02", Line("1010", 100_000), Line("8000", -100_000))
    purse.post("2026-02-19", Line("4310", 8_640), Line("1010", -8_640), text="=HYPERLINK(1)")
    purse.close("2026-01", "2026-02")
    known = purse.position()
    purse.home.clock.advance(timedelta(days=1))
    purse.post("2026-02-27", Line("4350", 31_218), Line("1010", -31_218), text="Té laat; maar goed")
    return known


def _rows(answer):
    assert answer.status_code == 200, answer.text
    assert answer.data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"), newline=""), delimiter=";"))


def _cents(text):
    return int(Decimal(text.replace(",", ".")) * 100)


def _sheet(answer):
    """The cells of a sheet: numbers by address, and all its strings."""
    with zipfile.ZipFile(io.BytesIO(answer.data)) as book:
        sheet = etree.fromstring(book.read("xl/worksheets/sheet1.xml"))
        strings = etree.fromstring(book.read("xl/sharedStrings.xml"))
    assert not sheet.findall(".//s:f", SHEET)
    numbers = {
        cell.get("r"): cell.findtext("s:v", namespaces=SHEET)
        for cell in sheet.findall(".//s:c", SHEET)
        if cell.get("t") != "s"
    }
    return numbers, [node.text for node in strings.findall(".//s:t", SHEET)]


def test_the_trial_balance_as_dutch_excel_opens_it(money, purse, story):
    head, *rows = _rows(money("balance.csv?on=2026-02-28"))

    assert head == ["Nr.", "Rekening", "Potje", "Debet", "Credit"]
    assert rows[0] == ["1010", "Bank", "Team", "601,42", "0,00"]
    assert rows[-1] == ["8000", "Budget", "Team", "0,00", "1000,00"]
    assert {row[0]: _cents(row[3]) - _cents(row[4]) for row in rows} == purse.balances("2026-02-28")


def test_with_what_was_known_before_it_shows_the_difference(money, story):
    head, *rows = _rows(money(f"balance.csv?on=2026-02-28&from={story}"))

    assert head[3:] == ["Saldo op X", "Wijziging", "Debet op Y", "Credit op Y"]
    assert rows[0][3:] == ["913,60", "-312,18", "601,42", "0,00"]


def test_a_past_moment_gives_the_file_of_then(money, story):
    assert _rows(money(f"balance.csv?on=2026-02-28&at={story}"))[1][3] == "913,60"


def test_a_negative_amount_stays_a_number_and_a_formula_becomes_text(money, story):
    _, *rows = _rows(money("accounts/1010/card.csv"))

    assert [row[4] for row in rows] == ["Boeking", "'=HYPERLINK(1)", "Té laat; maar goed"]
    assert [row[6] for row in rows] == ["0,00", "86,40", "312,18"]


def test_what_changed_adds_up_by_account(money, purse, story):
    head, *rows = _rows(money(f"changes.csv?on=2026-02-28&from={story}"))

    sums: dict[str, int] = {}
    for row in rows:
        sums[row[head.index("Nr.")]] = sums.get(row[head.index("Nr.")], 0) + _cents(row[head.index("Bedrag")])
    before, after = purse.balances("2026-02-28", known=story), purse.balances("2026-02-28")
    assert sums == {code: after[code] - before.get(code, 0) for code in after if after[code] != before.get(code, 0)}
    assert {row[head.index("Waarom anders")] for row in rows} == {"Te laat geboekt"}
    assert {row[head.index("Bedrag")] for row in rows} == {"312,18", "-312,18"}


@pytest.mark.parametrize("path", ["balance.xlsx?on=2026-02-28", "accounts/1010/card.xlsx", "changes.xlsx?from=1"])
def test_a_sheet_has_real_numbers_and_no_formulas(money, story, path):
    answer = money(path)

    assert answer.status_code == 200, answer.text
    numbers, strings = _sheet(answer)
    assert {"601.42", "86.4"} & set(numbers.values())
    assert {"Bank", "=HYPERLINK(1)"} & set(strings)


def test_the_same_moment_gives_the_same_bytes(money, purse, story):
    first = money(f"balance.xlsx?at={story}").data
    purse.home.clock.advance(timedelta(days=9))

    assert money(f"balance.xlsx?at={story}").data == first


def test_residents_money_is_in_no_file_of_the_team(money, purse, story):
    purse.post("2026-02-01", Line("1030", 5_000), Line("1700", -5_000, purse.home.person("rosa")), fund="residents")

    assert "1030" not in {row[0] for row in _rows(money("balance.csv"))}
    assert "1030" not in {row[4] for row in _rows(money("changes.csv"))}
    assert money("accounts/1030/card.csv").status_code == 404


def test_only_who_sees_the_money_gets_the_file(money, purse, story):
    purse.home.second_team()

    assert money("balance.csv", purse.home.person("yara")).status_code == 404
    assert money("balance.csv", purse.cato).status_code == 200


@pytest.mark.parametrize("path", ["balance.csv?on=morgen", "changes.csv?from=ooit", "accounts/1010/card.csv?first=nu"])
def test_what_cannot_be_read_is_said(money, story, path):
    assert 400 <= money(path).status_code < 500
