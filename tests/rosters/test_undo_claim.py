"""Who takes an open shift by mistake, also after publishing, lets it go again as long as nothing came of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.kernel import Id
from domain.rosters.refusals import NotYourShift, TakenTooLongAgo
from tests.harness.home import Home


@pytest.fixture
def taken(home: Home, bram: Id) -> Id:
    """An open shift of the published roster that bram just took."""
    shift = home.plan(None, "05", "L")
    home.publish()
    with home.by(bram):
        home.house.rosters.claim_shift(home.roster, shift)
    return shift


def give_back(home: Home, who: Id, shift: Id) -> None:
    """Let it go."""
    with home.by(who):
        home.house.rosters.give_back_shift(home.roster, shift)


@pytest.mark.parametrize(("minutes", "open_again"), [(0, True), (10, True), (11, False)])
def test_ten_minutes_to_think(home: Home, bram: Id, taken: Id, minutes: int, open_again: bool) -> None:
    home.clock.advance(timedelta(minutes=minutes))

    if open_again:
        give_back(home, bram, taken)
    else:
        with pytest.raises(TakenTooLongAgo):
            give_back(home, bram, taken)

    assert home.who(taken) == (None if open_again else bram)
    assert [b.shift for b in home.agenda(bram).booked()] == ([] if open_again else [taken])


def test_not_when_anything_happened_to_it_since(home: Home, bram: Id, taken: Id) -> None:
    with home.by(bram):
        home.house.rosters.offer_shift(home.roster, taken)

    with pytest.raises(TakenTooLongAgo):
        give_back(home, bram, taken)


def test_not_what_a_colleague_had_or_a_planner_gave(home: Home, anna: Id, bram: Id, fenna: Id) -> None:
    hers, given = home.plan(fenna, "05", "L"), home.plan(None, "10", "L")
    home.publish()
    with home.by(fenna):
        home.house.rosters.offer_shift(home.roster, hers)
    with home.by(bram):
        home.house.rosters.claim_shift(home.roster, hers)
    with home.by(anna):
        home.house.rosters.assign_shift(home.roster, given, person=bram, instead_of=None)

    for shift in (hers, given):
        with pytest.raises(TakenTooLongAgo):
            give_back(home, bram, shift)


def test_only_who_took_it(home: Home, fenna: Id, taken: Id) -> None:
    with pytest.raises(NotYourShift):
        give_back(home, fenna, taken)
