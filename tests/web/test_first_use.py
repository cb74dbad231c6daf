"""The first use: one page, and the organisation stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from domain.kernel import fixed_clock
from tests.harness.home import BEGIN
from web import create_app

FIRST = {
    "organisation": "Stichting De Linde",
    "team_name": "De Lindehof",
    "name": "Noor Appelboom",
    "email": "noor@voorbeeld.nl",
    "password": "linde aan de gracht",
}


@pytest.fixture
def nobody(tmp_path: Path) -> Iterator[FlaskClient]:
    """A client of a workspace where nothing is yet."""
    with fixed_clock(BEGIN):
        app = create_app(tmp_path)
        yield app.test_client()
        app.extensions["house"].close()


def send(client: FlaskClient, **fields: Any) -> Any:
    """Send the form of the first page."""
    token = re.search(r'name="csrf" value="([^"]+)"', client.get("/start").text)[1]  # type: ignore[index]
    return client.post("/start", data={"csrf": token, "page": "/start"} | FIRST | fields)


def test_the_first_person_founds_the_organisation_and_is_in(nobody: FlaskClient) -> None:
    begin = nobody.get("/").headers["Location"]
    send(nobody)

    assert begin == "/start"
    assert "Noor Appelboom" in nobody.get("/me").text
    assert "beheerder" in nobody.get("/me").text
    assert nobody.get("/start").status_code == 303


def test_who_comes_second_finds_it_founded(nobody: FlaskClient) -> None:
    other = nobody.application.test_client()
    token = re.search(r'name="csrf" value="([^"]+)"', other.get("/start").text)[1]  # type: ignore[index]
    send(nobody)

    answer = other.post("/start", data={"csrf": token} | FIRST | {"name": "Iemand Anders"})

    assert answer.status_code == 422
    assert "al gemaakt" in answer.text


@pytest.mark.parametrize(
    ("field", "wrong", "sentence"),
    [
        ("organisation", " ", "hoogstens 80 tekens"),
        ("team_name", "x" * 81, "hoogstens 80 tekens"),
        ("name", "", "hoogstens 120 tekens"),
        ("email", "noor", "e-mailadres lezen we niet"),
        ("password", "kort", "minstens 10 tekens"),
        ("password", "aaaaaaaaaaaaaa", "raadt een ander zo"),
        ("password", "Welkom2026!", "raadt een ander zo"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(nobody: FlaskClient, field: str, wrong: str, sentence: str) -> None:
    answer = send(nobody, **{field: wrong})

    assert answer.status_code == 422
    near = answer.text.split(f'id="f-{field}-error"')[1][:400]
    assert sentence in near
    assert FIRST["password"] not in answer.text
    assert nobody.get("/").headers["Location"] == "/start"
