"""A draft exists for its planners only, whatever way somebody comes to it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from domain.kernel import Id, NotThere, new_id
from domain.rosters import roster_of
from tests.harness.home import Home

DRAFT = "2026-03-30"


@pytest.fixture
def drafted(home: Home, anna: Id, bram: Id, fenna: Id) -> dict[str, Id]:
    """The period after the one of the tests, still a draft: bram and fenna have a shift, one is open."""
    roster = roster_of(home.team, DRAFT)
    with home.by(anna):
        home.house.rosters.draft_roster(home.team, first=DRAFT, weeks=4)
    days = {"mine": (bram, "2026-04-01"), "hers": (fenna, "2026-04-03"), "open": (None, "2026-04-06")}
    return {name: home.plan(who, day, "L", roster=roster) for name, (who, day) in days.items()} | {"roster": roster}


Step = Callable[[Home, dict[str, Id]], object]
STEPS: dict[str, Step] = {
    "take": lambda home, ids: home.house.rosters.take_shift(ids["roster"], shift=new_id(), date="2026-04-08", kind="V"),
    "claim": lambda home, ids: home.house.rosters.claim_shift(ids["roster"], ids["open"]),
    "give back": lambda home, ids: home.house.rosters.give_back_shift(ids["roster"], ids["mine"]),
    "offer": lambda home, ids: home.house.rosters.offer_shift(ids["roster"], ids["mine"]),
    "withdraw": lambda home, ids: home.house.rosters.withdraw_offer(ids["roster"], ids["mine"]),
    "swap": lambda home, ids: home.house.rosters.propose_swap(
        ids["roster"], swap=new_id(), giving=ids["mine"], wanting=ids["hers"]
    ),
}


@pytest.mark.parametrize("step", STEPS)
def test_a_member_does_nothing_in_a_draft(home: Home, bram: Id, drafted: dict[str, Id], step: str) -> None:
    before = home.house.workspace.position()

    with home.by(bram), pytest.raises(NotThere):
        STEPS[step](home, drafted)

    assert home.house.workspace.position() == before


@pytest.mark.parametrize("step", STEPS)
def test_laid_before_the_team_it_is_open_to_the_same_member(
    home: Home, bram: Id, drafted: dict[str, Id], step: str
) -> None:
    home.lay(drafted["roster"])

    with home.by(bram):
        STEPS[step](home, drafted)


def test_who_plans_works_in_a_draft_too(home: Home, anna: Id, drafted: dict[str, Id]) -> None:
    with home.by(anna):
        home.house.rosters.claim_shift(drafted["roster"], drafted["open"])

    assert [booking.day for booking in home.agenda(anna).booked()] == ["2026-04-06"]
