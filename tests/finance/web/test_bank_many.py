"""Many proposals of the rules are confirmed at once: none is chosen by itself, and what could not be done is told."""

from __future__ import annotations

import re
from typing import Any

import pytest

from domain.kernel import new_id
from tests.finance.bank.banked import Banked, day
from tests.finance.statements.made import camt, paid
from tests.finance.web.test_bank import Hands
from tests.finance.web.test_replay import plain
from tests.harness.money import Purse

FILE = camt(
    day(2, paid(-1_250), paid(-1_300), paid(-1_400), paid(-700, iban="", name="Markt", text="x"), opening=10_000)
)


@pytest.fixture
def banked(purse: Purse) -> Banked:
    """A rule was made of the first line; it proposes for the second and the third, and knows nothing of the fourth."""
    found = Banked(purse)
    found.take(FILE)
    found.match(found.line(FILE), "4350")
    found.rule(found.line(FILE))
    return found


@pytest.fixture
def bram(client: Any, banked: Banked) -> Hands:
    return Hands(client(banked.purse.bram), banked)


def proposed(hands: Hands) -> list[str]:
    """What can be chosen on the page."""
    return re.findall(r'name="chosen" value="([^"]+)"', hands.get().text)


def states(banked: Banked) -> list[str]:
    return [banked.state(banked.line(FILE, place)) for place in range(4)]


def test_none_is_chosen_by_itself_and_without_a_choice_it_says_so(bram: Hands, banked: Banked) -> None:
    page = bram.get().text

    assert len(proposed(bram)) == 2 and not re.search(r'name="chosen"[^>]*checked', page)
    answer = bram.send("/confirm")
    assert answer.status_code == 422 and "Kies eerst" in answer.text
    assert states(banked) == ["matched", "open", "open", "open"]


def test_what_is_chosen_goes_to_its_account_in_one_tap_with_a_command_each(bram: Hands, banked: Banked) -> None:
    chosen, key = proposed(bram), new_id()

    first = bram.send("/confirm", chosen=chosen, command=key)
    position = banked.purse.position()
    again = bram.send("/confirm", chosen=chosen, command=key)

    assert first.status_code == 303 and again.status_code == 303
    assert states(banked) == ["matched", "matched", "matched", "open"]
    assert banked.purse.balances()["4350"] == 3_950 and banked.purse.position() == position


def test_what_could_not_be_confirmed_is_told_by_line_and_the_others_are_done(bram: Hands, banked: Banked) -> None:
    chosen = proposed(bram)
    banked.match(banked.line(FILE, 1), "4310")

    answer = bram.send("/confirm", chosen=chosen)

    assert answer.status_code == 409
    said = plain(answer.text)
    assert "1 bankregel is bevestigd, 1 niet" in said and "13,00" in said and "Deze bankregel is al verwerkt" in said
    assert states(banked) == ["matched", "matched", "matched", "open"]
    assert banked.purse.balances()["4310"] == 1_300


def test_bad_input_is_nothing_and_who_does_not_keep_the_books_chooses_nothing(
    bram: Hands, banked: Banked, client: Any
) -> None:
    banked.home.second_team()
    chosen, fenna, yara = proposed(bram), client(banked.purse.fenna), client(banked.home.person("yara"))

    for wrong in ("x", "a b", f"{new_id()} 4350 {new_id()}", f"{chosen[0]} meer"):
        assert bram.send("/confirm", chosen=[wrong]).status_code in (404, 422)
    assert proposed(Hands(fenna, banked)) == []
    assert fenna.send(bram.address + "/confirm", chosen=chosen).status_code == 403
    assert yara.send(bram.address + "/confirm", chosen=chosen).status_code == 404
    assert states(banked) == ["matched", "open", "open", "open"]
