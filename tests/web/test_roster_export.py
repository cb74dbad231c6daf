"""A roster as a spreadsheet: the file is opened back and read as any program would."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.harness.home import Home

Client = Callable[[Any], Any]
Grid = dict[str, str]
_NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def opened(content: bytes, number: int) -> Grid:
    """The cells of a tab by their address."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert file.testzip() is None
        strings = ElementTree.fromstring(file.read("xl/sharedStrings.xml"))
        known = ["".join(t.text or "" for t in one.iter(f"{{{_NS['m']}}}t")) for one in strings.findall("m:si", _NS)]
        sheet = ElementTree.fromstring(file.read(f"xl/worksheets/sheet{number}.xml"))
    found = {}
    for cell in sheet.iter(f"{{{_NS['m']}}}c"):
        assert cell.find("m:f", _NS) is None, "a formula"
        value = cell.find("m:v", _NS)
        if value is not None and value.text is not None:
            found[cell.attrib["r"]] = known[int(value.text)] if cell.attrib.get("t") == "s" else value.text
    return found


def row_of(grid: Grid, name: str) -> Grid:
    """The row that begins with a name: column letters to what stands there."""
    number = next(re.sub(r"\D", "", at) for at, text in grid.items() if at.startswith("A") and text == name)
    return {at.removesuffix(number): text for at, text in grid.items() if re.fullmatch(rf"[A-Z]+{number}", at)}


@pytest.fixture
def address(lindehof: Home) -> str:
    """The address of the file."""
    return f"/rosters/{lindehof.roster}/roster.xlsx"


def test_people_by_days_with_hours_against_contract_and_the_cover(lindehof: Home, client: Client, address: str) -> None:
    lindehof.plan(lindehof.person("bram"), "02", "L")
    lindehof.plan(lindehof.person("bram"), "02", "S")
    lindehof.plan(None, "04", "L")

    answer = client(lindehof.person("fenna")).get(address)
    grid = opened(answer.data, 1)
    bram = row_of(grid, "Bram")

    assert answer.status_code == 200 and "rooster-2026-03-02.xlsx" in answer.headers["Content-Disposition"]
    assert grid["A1"].replace("\u00a0", " ") == "De Lindehof, rooster 2 tot 29 maart, stand van 20-02-2026 15:00"
    assert grid["B3"] == "ma 2 mrt" and grid["AC3"] == "zo 29 mrt"
    assert bram["B"] == "L S"
    assert (float(bram["AD"]), float(bram["AE"]), float(bram["AF"])) == (15.75, 112, -96.25)
    assert row_of(grid, "Nog open")["D"] == "L"
    cover = row_of(grid, "Bezetting, Laat (L)")
    assert (cover["B"], cover["C"], cover["D"]) == ("1 van 1", "0 van 1", "0 van 1")


def test_one_row_for_each_shift(lindehof: Home, client: Client, address: str) -> None:
    shift = lindehof.plan(lindehof.person("bram"), "02", "N")
    lindehof.plan(None, "04", "L")
    lindehof.publish()
    with lindehof.by(lindehof.person("bram")):
        lindehof.house.rosters.offer_shift(lindehof.roster, shift)

    grid = opened(client(lindehof.person("fenna")).get(address).data, 2)

    rows = {int(at[1:]) for at in grid if at.startswith("A")}
    night = next(n for n in rows if grid.get(f"D{n}") == "Bram")
    assert len(rows) - 1 == len(lindehof.standing().shifts)
    assert [grid[f"{column}{night}"] for column in "BCH"] == ["N", "Nacht", "aangeboden"]
    days = [float(grid[f"{column}{night}"]) for column in "AEF"]
    assert days[0] == 46083 and days[1] == pytest.approx(46083 + 23 / 24) and days[2] == pytest.approx(46084.302083)
    assert float(grid[f"G{night}"]) == 8
    assert sum(grid.get(f"H{n}") == "Open" for n in rows) == len(rows) - 2


def test_a_name_that_looks_like_a_formula_stays_text(lindehof: Home, client: Client, address: str) -> None:
    with lindehof.by(lindehof.person("anna")):
        lindehof.house.people.rename_person(lindehof.person("emre"), name="=1+1", team=lindehof.team)

    assert "=1+1" in opened(client(lindehof.person("anna")).get(address).data, 1).values()


def test_a_resident_sees_who_comes_and_no_hours(lindehof: Home, client: Client, address: str) -> None:
    lindehof.plan(lindehof.person("bram"), "02", "L")

    grid = opened(client(lindehof.person("rosa")).get(address).data, 1)

    assert row_of(grid, "Bram") == {"A": "Bram", "B": "L"}
    assert "Contract" not in grid.values()


def test_a_resident_and_a_relative_do_not_read_who_is_absent(lindehof: Home, client: Client, address: str) -> None:
    bram = lindehof.person("bram")
    with lindehof.by(bram):
        lindehof.house.rosters.report_absence(
            lindehof.team, absence="a" * 32, person=bram, first="2026-03-02", last="2026-03-02", kind="sick"
        )

    seen = [
        "afwezig" in opened(client(lindehof.person(name)).get(address).data, 1).values()
        for name in ("fenna", "rosa", "koos")
    ]

    assert seen == [True, False, False]


def test_a_draft_and_another_teams_roster_do_not_exist(home: Home, client: Client) -> None:
    home.second_team()
    home.draft()
    address = f"/rosters/{home.roster}/roster.xlsx"

    answers = [client(home.person(who) if who else None).get(address).status_code for who in ("bram", "yara", "")]

    assert answers == [404, 404, 303]
    assert client(home.person("anna")).get(address).status_code == 200


def test_the_file_of_then_is_as_it_was_then(lindehof: Home, client: Client, address: str) -> None:
    shift = lindehof.plan(lindehof.person("bram"), "02", "L")
    before = lindehof.house.workspace.position()
    with lindehof.by(lindehof.person("anna")):
        lindehof.house.rosters.unassign_shift(lindehof.roster, shift, was=lindehof.person("bram"))
    anna = client(lindehof.person("anna"))

    now, then = (row_of(opened(anna.get(f"{address}{at}").data, 1), "Bram") for at in ("", f"?at={before}"))

    assert (now.get("B"), then.get("B")) == (None, "L")


def test_the_page_leads_to_it_at_the_same_moment(lindehof: Home, client: Client, address: str) -> None:
    anna, at = client(lindehof.person("anna")), lindehof.house.workspace.position() - 1

    assert f'href="{address}"' in anna.get(f"/rosters/{lindehof.roster}").text
    assert f'href="{address}?at={at}"' in anna.get(f"/rosters/{lindehof.roster}?at={at}").text
