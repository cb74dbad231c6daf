"""The API speaks Dutch; a program that asks for English gets rules, verdicts and refusals in English."""

from __future__ import annotations

from typing import Any

import pytest

ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def found(lindehof: Any) -> Any:
    """A roster in which Bram has too little rest between two shifts."""
    lindehof.plan(lindehof.bram, "03", "L")
    lindehof.plan(lindehof.bram, "04", "D")
    return lindehof


def texts(answer: Any) -> list[tuple[str, str]]:
    """What is found, and by which article."""
    return [(one["text"], one["article"]) for one in answer.json["verdicts"] if one["rule"] == "atw-5:3-2"]


def titles(answer: Any) -> dict[str, str]:
    """What each rule is called."""
    return {rule["id"]: rule["title"] for rule in answer.json["rules"]}


def test_a_program_that_asks_for_english_gets_the_rules_in_english(lindehof: Any, client: Any) -> None:
    anna = client(lindehof.anna)

    dutch, english = anna.get("/api/rules"), anna.get("/api/rules", headers=ENGLISH)

    assert titles(dutch)["atw-5:7-2a"] == "Hoogstens 12 uur per dienst"
    assert titles(english)["atw-5:7-2a"] == "At most 12 hours a shift"
    assert dutch.json["title"] != english.json["title"]
    assert not [id for id, title in titles(english).items() if title == titles(dutch)[id]]


def test_what_is_found_is_told_in_the_language_that_is_asked(found: Any, client: Any) -> None:
    anna, address = client(found.anna), f"/api/rosters/{found.roster}/verdicts"

    [(dutch, artikel)] = texts(anna.get(address))
    [(english, article)] = texts(anna.get(address, headers=ENGLISH))

    assert "uur" in dutch and artikel == "ATW artikel 5:3 lid 2 en cao Gehandicaptenzorg bijlage 2"
    assert "hours" in english and "uur" not in english
    assert article == "ATW article 5:3 paragraph 2 and cao Gehandicaptenzorg annex 2"


def test_what_is_refused_is_told_in_the_language_that_is_asked(lindehof: Any, client: Any) -> None:
    nowhere = "/api/rosters/" + "0" * 32

    answer = client(lindehof.anna).get(nowhere, headers=ENGLISH)

    assert answer.json["sentence"].startswith("This does not exist")


def test_what_somebody_chose_goes_before_what_the_program_asks(lindehof: Any, client: Any) -> None:
    anna = client(lindehof.anna)
    anna.set_cookie("taal", "nl")

    assert titles(anna.get("/api/rules", headers=ENGLISH))["atw-5:7-2a"] == "Hoogstens 12 uur per dienst"


def test_a_page_stays_dutch_whatever_the_browser_asks(lindehof: Any, client: Any) -> None:
    assert 'lang="nl"' in client(lindehof.anna).get("/rules", headers=ENGLISH).text


@pytest.mark.parametrize("asked", ["fr", "*", "x" * 500, "en;q=a,,;"])
def test_what_cannot_be_given_becomes_dutch_or_english(lindehof: Any, client: Any, asked: str) -> None:
    answer = client(lindehof.anna).get("/api/rules", headers={"Accept-Language": asked})

    assert answer.status_code == 200
    assert titles(answer)["atw-5:7-2a"] in ("Hoogstens 12 uur per dienst", "At most 12 hours a shift")
