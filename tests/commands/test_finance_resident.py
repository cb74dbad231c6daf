"""`finance resident-statement`: one resident's year, for who may see it, and never unseen."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import openpyxl
import pytest

from domain.finance.ledger import Line
from domain.kernel import OPERATOR
from tests.harness.home import moved_in
from tests.harness.money import Purse


@pytest.fixture
def purse(tmp_path):
    with moved_in(tmp_path / "books") as home:
        home.clock.moment = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
        purse = Purse(home)
        with home.by(purse.bram):
            home.house.residents.open_resident_account(purse.team, home.person("rosa"))
        yield purse


@pytest.fixture
def rosa(purse):
    """Rosa brought money in January and in February."""
    rosa = purse.home.person("rosa")
    purse.post("2026-01-03", Line("1030", 5_000), Line("1700", -5_000, rosa), fund="residents", text="Zakgeld januari")
    purse.post("2026-02-03", Line("1030", 900), Line("1700", -900, rosa), fund="residents", text="=Zakgeld februari")
    return rosa


@pytest.fixture
def statement(command, purse):
    def run(*arguments, resident="Rosa", year=2026):
        return command(
            "finance", "resident-statement", "--team", "De Lindehof", "--resident", resident, "--year", year,
            *arguments, "--data", purse.home.house.workspace.data,
        )  # fmt: skip

    return run


def test_a_year_in_cents_with_what_was_left_after_each(statement, rosa, purse):
    found = statement("--json").json()

    assert (found["resident"], found["opening"], found["closing"]) == (rosa, 0, 5_900)
    assert [(one["value_date"], one["cents"], one["balance"], one["by"]) for one in found["lines"]] == [
        ("2026-01-03", 5_000, 5_000, purse.fenna), ("2026-02-03", 900, 5_900, purse.fenna)
    ]  # fmt: skip
    assert statement("--json", year=2027).json()["opening"] == 5_900


def test_names_and_texts_only_when_they_are_opened(statement, rosa):
    sealed, opened = statement("--json").out, statement("--json", "--open").json()

    assert "Zakgeld" not in sealed and "Fenna" not in sealed
    assert [(one["text"], one["name"]) for one in opened["lines"]] == [
        ("Zakgeld januari", "Fenna"), ("=Zakgeld februari", "Fenna")
    ]  # fmt: skip


def test_as_known_before_the_second_it_was_not_there(statement, rosa, purse):
    with purse.home.house.now() as views:
        (last,) = views.execute("SELECT max(position) FROM finance_posting").fetchone()

    found = statement("--json", "--known", last - 1).json()

    assert (found["closing"], len(found["lines"]), found["known"]) == (5_000, 1, last - 1)


def test_a_file_opens_in_dutch_excel_and_no_text_is_a_formula(statement, rosa, tmp_path):
    sheet = tmp_path / "rosa.csv"

    said = statement("--open", "--out", sheet)

    assert said.code == 0 and str(sheet) in said.out
    lines = sheet.read_bytes().decode("utf-8-sig").splitlines()
    assert lines[2] == "2026-01-03;Zakgeld januari;50,00;0,00;50,00;Fenna"
    assert lines[3].startswith("2026-02-03;'=Zakgeld februari;9,00")


def test_a_workbook_has_numbers_and_is_the_same_when_it_is_made_again(statement, rosa, tmp_path):
    sheet = tmp_path / "rosa.xlsx"
    statement("--open", "--out", sheet)
    first = sheet.read_bytes()

    statement("--open", "--out", sheet)

    assert sheet.read_bytes() == first
    rows = list(openpyxl.load_workbook(io.BytesIO(first)).active.iter_rows(values_only=True))
    assert (rows[2][2], rows[-1][4]) == (50, 59)


@pytest.mark.parametrize("name", ["rosa.txt", "nowhere/rosa.csv"])
def test_a_file_that_cannot_be_is_refused_before_anybody_looks(statement, rosa, purse, tmp_path, name):
    said = statement("--out", tmp_path / name)

    assert said.code == 2 and str(tmp_path) in said.err
    assert purse.home.house.access.looks(rosa) == []


def test_each_look_is_written_with_who_and_in_which_role(statement, rosa, purse):
    statement("--json")
    statement("--json", "--as", "Bram")
    statement("--json", "--as", "Rosa")

    assert [(one.person, one.role, one.action) for one in purse.home.house.access.looks(rosa)][::-1] == [
        (OPERATOR, "operator", "finance.see_residents_money"), (purse.bram, "finance", "finance.see_residents_money"),
        (rosa, "resident", "finance.see_own_money"),
    ]  # fmt: skip


def test_without_the_log_there_is_no_look(statement, rosa, monkeypatch):
    from domain.store.access import AccessLog, LookNotLogged

    def full(*_, **__):
        raise LookNotLogged

    monkeypatch.setattr(AccessLog, "looked", full)

    said = statement("--json")

    assert said.code == 1 and said.out == ""


def test_who_may_not_see_it_hears_so_and_nothing_is_written(statement, rosa, purse):
    purse.home.second_team()

    colleague, outsider = statement("--json", "--as", "Emre"), statement("--json", "--as", "Yara")

    assert (colleague.code, outsider.code) == (1, 1) and colleague.out == outsider.out == ""
    assert purse.home.house.access.looks(rosa) == []


def test_an_outsider_cannot_find_out_who_lives_there(statement, rosa, purse):
    purse.home.second_team()

    known, unknown = statement("--as", "Yara"), statement("--as", "Yara", resident="Niemand")

    assert (known.code, known.err) == (unknown.code, unknown.err)


def test_somebody_for_whom_nothing_is_kept(statement, rosa, purse):
    said = statement(resident="Emre")

    assert said.code == 2 and "no account is kept" in said.err
