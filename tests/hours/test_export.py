"""The file for the salary office, opened as another program opens it."""

from __future__ import annotations

import csv
import hashlib
import io

import pytest

from domain.rosters.hours import pay_month_of
from domain.rosters.hours.batch import PayMonth
from domain.rosters.hours.export import Paid, decimal_hours, export_rows, export_text
from domain.rosters.hours.ort import rules_on
from projections.hours import batches, statements_of
from tests.harness.home import Home
from tests.hours.stating import MARCH, approve, confirm, draw, record, whole_way

RULES = rules_on("2026-03-01")


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))


def sent(home: Home) -> list[str]:
    """The exports of March, the first first."""
    with home.house.now() as views:
        return [str(home.house.vault.open_packed(batch.export)) for batch in reversed(batches(views, MARCH))]


def test_dutch_excel_reads_it(march: Home) -> None:
    record(march, march.bram, march.first, "07:00", "15:45", 30)
    whole_way(march, march.bram)

    (text,) = sent(march)

    assert text.startswith("\ufeffbatch;maand;woongroep;medewerker;naam;soort;looncode;omschrijving;uren;minuten\r\n")
    lines = {line["looncode"]: line for line in read(text)}
    assert lines["UREN"]["naam"] == "Bram" and lines["UREN"]["woongroep"] == "De Lindehof"
    assert lines["UREN"]["batch"] == "2026-03-1" and lines["UREN"]["soort"] == "urenstaat"
    assert int(lines["ORT38"]["minuten"]) > 0 and "," in lines["ORT38"]["uren"]


def test_the_hash_is_that_of_the_bytes(march: Home) -> None:
    whole_way(march, march.bram)

    (text,) = sent(march)

    with march.house.now() as views:
        assert batches(views, MARCH)[0].sha256 == hashlib.sha256(text.encode()).hexdigest()


def test_a_correction_goes_out_as_a_difference_under_the_next_number(march: Home) -> None:
    whole_way(march, march.bram)
    record(march, march.bram, march.first, "07:00", "12:00")
    whole_way(march, march.bram)

    _first, second = sent(march)

    worked = read(second)[0]
    assert (worked["batch"], worked["soort"], worked["uren"]) == ("2026-03-2", "verschil", "-3,00")


def test_two_people_go_in_one_batch(march: Home) -> None:
    drawn = [draw(march, person) for person in (march.bram, march.fenna)]
    for person, one in zip((march.bram, march.fenna), drawn, strict=True):
        confirm(march, person, one)
        approve(march, march.anna, one)

    with march.by(march.anna):
        march.house.hours.send_batch(month=MARCH, statements=drawn)

    assert {line["naam"] for line in read(sent(march)[0])} == {"Bram", "Fenna"}
    with march.house.now() as views:
        assert {statements_of(views, p, march.team, MARCH)[0].number for p in (march.bram, march.fenna)} == {1}
    found = march.house.workspace.get(PayMonth, pay_month_of(MARCH))
    assert found and found.sent == 1


def test_leave_and_sick_hours_have_codes_of_their_own() -> None:
    paid = Paid("a" * 32, "Bram", "De Lindehof", False, {"worked": 465, "sick": 480, "leave": 336})

    lines = read(export_text(MARCH, 1, [paid], RULES))

    assert [(line["looncode"], line["uren"]) for line in lines] == [
        ("UREN", "7,75"), ("VERLOF", "5,60"), ("ZIEK", "8,00"),
    ]  # fmt: skip


def test_a_name_is_never_a_formula_and_a_separator_in_it_stays_in_its_cell() -> None:
    paid = Paid("a" * 32, '=1+1;"', "Het; Anker", False, {"worked": 60})

    rows = export_rows(export_text(MARCH, 1, [paid], RULES))

    assert rows[1][2] == "Het; Anker" and rows[1][4] == "'=1+1;\""


@pytest.mark.parametrize(("minutes", "text"), [(465, "7,75"), (1, "0,02"), (-90, "-1,50"), (100, "1,67")])
def test_hours_have_two_decimals_and_a_comma(minutes: int, text: str) -> None:
    assert decimal_hours(minutes) == text
