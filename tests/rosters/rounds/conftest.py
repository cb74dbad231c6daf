"""De Lindehof in the rounds of a roster that begins on Monday 2 March 2026."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from domain.kernel import Id, new_id
from domain.rosters import Rounds, rounds_of
from tests.harness.home import Home

Wish = Callable[..., None]
Take = Callable[..., Id]
DATES = {"wishes_until": "2026-02-04", "gaps_until": "2026-02-06", "publish_by": "2026-02-08"}


@pytest.fixture
def rounds(home: Home) -> Home:
    """Anna opened the rounds: wishes until 4 February, gaps until the 6th, publishing by the 8th."""
    with home.by(home.person("anna")):
        home.house.rosters.open_rounds(home.roster, **DATES)
    return home


@pytest.fixture
def wish(rounds: Home) -> Wish:
    """Let somebody make a wish for a day of March."""

    def make(person: Id, day: str, level: str = "want", *, kind: str | None = None, joker: bool = False) -> None:
        with rounds.by(person):
            rounds.house.rosters.make_wish(rounds.team, date=f"2026-03-{day}", kind=kind, level=level, joker=joker)

    return make


@pytest.fixture
def take(rounds: Home) -> Take:
    """Let somebody take a gap of a day of March; the shift's id."""

    def take_gap(person: Id, day: str, kind: str) -> Id:
        shift = new_id()
        with rounds.by(person):
            rounds.house.rosters.take_gap(rounds.roster, shift=shift, date=f"2026-03-{day}", kind=kind)
        return shift

    return take_gap


def on(home: Home, day: int, hour: int = 12, minute: int = 0) -> None:
    """Let it be that day of February, in UTC."""
    home.clock.moment = datetime(2026, 2, day, hour, minute, tzinfo=UTC)


def standing(home: Home) -> Rounds:
    """The rounds as the log has them."""
    found = home.house.workspace.get(Rounds, rounds_of(home.roster))
    assert found
    return found
