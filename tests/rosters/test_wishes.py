"""A wish is its level and its weight: either of them changing is a new wish."""

from __future__ import annotations

from domain.kernel import Id
from tests.harness.home import Home


def wish(home: Home, level: str, weight: int) -> int:
    """Bram says what he wants of the tenth of March; how many facts that made."""
    before = home.house.workspace.position()
    with home.by(home.person("bram")):
        home.house.rosters.make_wish(home.team, date="2026-03-10", kind=None, level=level, weight=weight)
    return home.house.workspace.position() - before


def shown(home: Home) -> tuple[str, int]:
    """The wish as the views have it."""
    with home.house.now() as views:
        found = views.execute("SELECT level, weight FROM rosters_wish WHERE person = ?", (home.person("bram"),))
        return tuple(found.fetchone())


def test_a_wish_that_weighs_more_counts_and_the_same_one_again_does_not(home: Home, bram: Id) -> None:
    wish(home, "rather_not", 1)

    heavier, again = wish(home, "rather_not", 5), wish(home, "rather_not", 5)

    assert heavier > 0 and again == 0
    assert shown(home) == ("rather_not", 5)


def test_a_wish_taken_back_and_made_again_stands_with_its_new_weight(home: Home, bram: Id) -> None:
    wish(home, "want", 5)
    with home.by(bram):
        home.house.rosters.withdraw_wish(home.team, date="2026-03-10", kind=None)

    wish(home, "want", 5)

    assert shown(home) == ("want", 5)
    assert home.agenda(bram).weights == {"2026-03-10:": 5}
