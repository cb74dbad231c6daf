"""A sleep shift between a late and an early one joins them: it does not go away alone, and the page says so before."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from domain.rosters.refusals import TooLittleRest

Client = Callable[[Any], Any]


def text_of(answer: Any) -> str:
    """The text of a page, spaces as they are read."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).replace("\u00a0", " ").split())


@pytest.fixture
def sleeping(lindehof: Any) -> Any:
    """Bram works late on 3 March, sleeps there and works early on the 4th."""
    lindehof.late = lindehof.plan(lindehof.bram, "03", "L")
    lindehof.asleep = lindehof.plan(lindehof.bram, "03", "S")
    lindehof.early = lindehof.plan(lindehof.bram, "04", "V")
    lindehof.publish()
    return lindehof


def test_a_shift_that_cannot_go_alone_is_not_offered_and_the_page_says_why(sleeping: Any, client: Client) -> None:
    page = text_of(client(sleeping.bram).get(f"/rosters/{sleeping.roster}/shifts/{sleeping.asleep}/market"))

    assert "Deze dienst kan nu niet weg. Te weinig rust" in page
    assert "Deze dienst past nu bij" not in page and "Bied aan iedereen aan" not in page


def test_a_shift_that_does_not_join_others_is_offered_as_ever(sleeping: Any, client: Client) -> None:
    page = text_of(client(sleeping.bram).get(f"/rosters/{sleeping.roster}/shifts/{sleeping.early}/market"))

    assert "Deze dienst past nu bij" in page and "Bied aan iedereen aan" in page and "kan nu niet weg" not in page


def test_it_is_not_offered_to_everybody_by_another_way_either(sleeping: Any, client: Client) -> None:
    cell = client(sleeping.bram).get(f"/rosters/{sleeping.roster}?cell={sleeping.bram}:2026-03-03").text

    with sleeping.by(sleeping.bram), pytest.raises(TooLittleRest):
        sleeping.house.rosters.offer_shift(sleeping.roster, sleeping.asleep)

    assert f"{sleeping.late}/offer" in cell and f"{sleeping.asleep}/offer" not in cell


def test_what_a_shift_back_would_say_of_both_sides_is_what_the_command_says(sleeping: Any, client: Client) -> None:
    sleeping.plan(sleeping.emre, "05", "L")
    sleep = sleeping.plan(sleeping.emre, "05", "S")
    early = sleeping.plan(sleeping.emre, "06", "V")

    page = client(sleeping.bram).get(f"/rosters/{sleeping.roster}/shifts/{sleeping.early}/market").text

    assert sleep not in page and early in page


def test_no_rest_is_told_of_where_a_shift_joins_a_sleep_shift(sleeping: Any, client: Client) -> None:
    mine = sleeping.plan(sleeping.bram, "10", "V")
    sleeping.plan(sleeping.bram, "11", "S")
    back = sleeping.plan(sleeping.saar, "12", "V")
    gap = sleeping.plan(None, "12", "V")

    page = client(sleeping.bram).get(f"/rosters/{sleeping.roster}/shifts/{mine}/market")
    ranked = text_of(client(sleeping.anna).get(f"/rosters/{sleeping.roster}/shifts/{gap}/candidates"))

    assert back in page.text and "Minstens 0 uur" not in text_of(page) + ranked
