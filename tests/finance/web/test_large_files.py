"""What is larger than a form may bring: said on the page where it was chosen."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.harness.money import Purse


@pytest.mark.parametrize(
    ("sent", "page", "who"),
    [
        ("/money/chart/import", "/money/chart", "cato"),
        ("/teams/{team}/money/opening", "/teams/{team}/money/opening", "bram"),
    ],
)
def test_a_spreadsheet_that_is_too_large_is_refused_beside_its_field(
    purse: Purse, client: Any, sent: str, page: str, who: str
) -> None:
    person, at, sheet = getattr(purse, who), page.format(team=purse.team), (BytesIO(bytes(3 * 2**20)), "groot.csv")

    refused = client(person).send(sent.format(team=purse.team), at, file=sheet)

    assert refused.status_code == 422 and 'id="f-file-error"' in refused.text


def test_what_is_too_large_for_any_form_is_said_on_the_page_where_it_was_chosen(purse: Purse, client: Any) -> None:
    bram, page = client(purse.bram), f"/teams/{purse.team}/money/opening"
    bram.environ_base["HTTP_REFERER"] = f"http://localhost{page}"

    refused = bram.send(page, page, file=(BytesIO(bytes(49 * 2**20)), "film.mp4"))

    assert refused.status_code == 413
    assert "hoogstens 48 MB" in refused.text and "Beginbalans uit een bestand" in refused.text


@pytest.mark.parametrize("page", ["http://elsewhere.example/me", "http://localhost/nergens", "", "http://[::1"])
def test_who_came_from_nowhere_of_ours_reads_only_what_was_wrong(purse: Purse, client: Any, page: str) -> None:
    bram, where = client(purse.bram), f"/teams/{purse.team}/money/opening"
    bram.environ_base["HTTP_REFERER"] = page

    refused = bram.send(where, where, file=(BytesIO(bytes(49 * 2**20)), "film.mp4"))

    assert refused.status_code == 413 and "te groot" in refused.text


def test_a_tablet_says_it_before_anything_is_sent_and_keeps_what_was_typed(
    purse: Purse, browser_page: Any, tmp_path: Path
) -> None:
    film = tmp_path / "film.mp4"
    with film.open("wb") as file:
        file.truncate(49 * 2**20)
    page = browser_page(purse.fenna)
    page.goto(f"/teams/{purse.team}/money/claims/new")
    page.get_by_label("Bedrag").fill("12,50")

    page.get_by_label("Foto van de bon").set_input_files(film)
    page.get_by_role("button", name="Declareer").click()

    expect(page.get_by_label("Bedrag")).to_have_value("12,50")
    said = page.get_by_label("Foto van de bon").evaluate("field => field.validationMessage")
    assert "hoogstens 48 MB" in said
