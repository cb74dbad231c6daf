"""The form with which books that began with the wrong month begin with another one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from domain.finance.ledger import Line
from domain.kernel import new_id
from tests.harness.home import Home
from tests.harness.money import Purse
from tests.web.conftest import SignedIn

Clients = Callable[..., SignedIn]


def again(purse: Purse, browser: SignedIn, page: str, month: str) -> Any:
    """The form is filled in on a page and sent."""
    return browser.send(f"/teams/{purse.team}/money/books/again", page, command=new_id(), period=month)


def plain(page: str) -> str:
    """With plain spaces."""
    return page.replace("\xa0", " ")


@pytest.mark.parametrize("place", ["opening", "opening/by-hand"])
def test_bram_lets_the_books_begin_in_another_month(place: str, purse: Purse, client: Clients) -> None:
    bram, page = client(purse.bram), f"/teams/{purse.team}/money/{place}"
    assert 'name="period" type="month" value="2026-01"' in bram.get(page).text

    answer = again(purse, bram, page, "maart 2026")

    assert answer.status_code == 303
    assert "vanaf maart 2026" in plain(bram.get(f"/teams/{purse.team}/money").text)
    assert "toch met maart 2026 beginnen" in plain(bram.get(f"/teams/{purse.team}/trail").text)


def test_a_month_that_is_too_far_is_refused_beside_the_field_and_what_was_typed_stays(
    purse: Purse, client: Clients
) -> None:
    bram, page = client(purse.bram), f"/teams/{purse.team}/money/opening"

    answer = again(purse, bram, page, "2027-01")

    assert answer.status_code in (400, 422) and "f-period-error" in answer.text
    assert 'value="2027-01"' in answer.text and "<details" in answer.text


def test_once_something_is_posted_the_form_is_gone_and_who_had_it_open_is_told_why(
    purse: Purse, client: Clients
) -> None:
    bram, page = client(purse.bram), f"/teams/{purse.team}/money/opening"
    purse.post("2026-01-10", Line("1010", 500), Line("8000", -500))

    shown, answer = bram.get(page).text, again(purse, bram, page, "2026-02")

    assert "books/again" not in shown
    assert answer.status_code == 409 and "al geboekt" in answer.text


def test_others_and_other_teams_find_nothing_there(purse: Purse, client: Clients, home: Home) -> None:
    fenna, yara = client(purse.fenna), client(home.person("yara"))

    assert again(purse, fenna, "/me", "2026-02").status_code == 403
    home.second_team()
    assert again(purse, yara, "/me", "2026-02").status_code == 404
