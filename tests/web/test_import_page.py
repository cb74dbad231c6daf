"""People from a spreadsheet on the page: shown first, done once, and every error by row and column."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest

SHEET = "Naam;Uren;Rol;Sinds\nIris de Boer;24,5;mentor;1-1-2026\nKoos Prins;;bewoner;1-4-2020\n"


@pytest.fixture
def upload(home: Any, client: Any) -> Any:
    """Show the planner a file."""

    def send(content: str | bytes, person: Any = None) -> Any:
        planner = client(person or home.anna)
        raw = content if isinstance(content, bytes) else content.encode("utf-8-sig")
        page = f"/teams/{home.team}/people/import"
        return planner, planner.send(page, page, file=(BytesIO(raw), "mensen.csv"))

    return send


def _hidden(page: Any, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page.text)
    assert found
    return found[1]


def _confirm(planner: Any, home: Any, page: Any) -> Any:
    return planner.send(
        f"/teams/{home.team}/people/import/confirm",
        f"/teams/{home.team}/people/import",
        sheet=_hidden(page, "sheet"),
        command=_hidden(page, "command"),
    )


def test_a_planner_sees_what_will_happen_and_then_lets_it(home: Any, upload: Any) -> None:
    before = home.house.workspace.position()

    planner, shown = upload(SHEET)

    assert shown.status_code == 200 and home.house.workspace.position() == before
    assert "Iris de Boer" in shown.text and "24,5" in shown.text and "er komen 2 mensen bij" in shown.text

    done = _confirm(planner, home, shown)

    assert done.status_code == 303
    assert "Iris de Boer" in planner.get(done.location).text


def test_the_same_agreement_twice_lets_them_in_once(home: Any, upload: Any) -> None:
    planner, shown = upload(SHEET)
    _confirm(planner, home, shown)
    once = home.house.workspace.position()

    again = _confirm(planner, home, shown)

    assert again.status_code == 303
    assert home.house.workspace.position() == once


def test_every_cell_that_is_wrong_stands_in_a_table(home: Any, upload: Any) -> None:
    _, shown = upload("Naam;Uren\nBram;honderd\n=1+1;24\n")

    assert shown.status_code == 422
    assert "zijn 3 cellen die niet kloppen" in shown.text
    assert "Vul contracturen in" in shown.text and "Hier staat een formule" in shown.text
    assert 'name="sheet"' not in shown.text


@pytest.mark.parametrize("content", [b"", b"\0\0\0", b"uren\n24\n", b"naam\n" + b"x" * 600_000])
def test_what_is_no_spreadsheet_is_said_beside_the_field(home: Any, upload: Any, content: bytes) -> None:
    _, shown = upload(content)

    assert shown.status_code == 422
    assert 'id="f-file-error"' in shown.text


def test_somebody_who_came_meanwhile_stops_it(home: Any, upload: Any) -> None:
    planner, shown = upload(SHEET)
    _, other = upload(SHEET)
    _confirm(planner, home, shown)

    late = _confirm(planner, home, other)

    assert late.status_code == 409
    assert "Intussen is er iets veranderd" in late.text


def test_only_who_lets_people_in_may_import(home: Any, client: Any) -> None:
    page = f"/teams/{home.team}/people/import"

    assert client(home.bram).get(page).status_code == 403
    assert client(None).get(page).status_code == 303
    assert "people/import" in client(home.anna).get(f"/teams/{home.team}/people").text
    assert "people/import" not in client(home.bram).get(f"/teams/{home.team}/people").text


def test_a_file_that_was_tampered_with_is_refused(home: Any, upload: Any) -> None:
    planner, _ = upload(SHEET)
    page = f"/teams/{home.team}/people/import"

    for sheet in ("", "?", "AAAA", "bmFhbQo="):
        assert planner.send(f"{page}/confirm", page, sheet=sheet).status_code == 422


def test_the_pages_are_accessible(home: Any, browser_page: Any, accessible: Any) -> None:
    page = browser_page(home.anna)
    page.goto(f"/teams/{home.team}/people/import")
    accessible(page)

    page.set_input_files("#f-file", {"name": "m.csv", "mimeType": "text/csv", "buffer": SHEET.encode()})
    page.get_by_role("button", name="Bekijk").click()
    page.get_by_text("er komen 2 mensen bij").wait_for()
    accessible(page)

    page.get_by_role("button", name="Importeer").click()
    page.get_by_role("link", name="Iris de Boer").wait_for()
