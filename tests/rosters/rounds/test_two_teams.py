"""Who works in two teams wishes in each of them by that team's rounds; in the round of the wishes nobody is asked."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from domain.kernel import Id, new_id
from domain.rosters import ShiftKind
from domain.rosters.refusals import GapsNotYet, WishesAreOverElsewhere
from tests.harness.home import Home
from tests.rosters.rounds.conftest import DATES

LATER = {"wishes_until": "2026-02-10", "gaps_until": "2026-02-12", "publish_by": "2026-02-14"}


@pytest.fixture
def both(rounds: Home, bram: Id) -> Home:
    """Bram works in De Lindehof and in Het Anker, whose wishes last a week longer; only Het Anker has a shift A."""
    rounds.anker = rounds.second_team(also=(bram,))  # type: ignore[attr-defined]
    rounds.there = rounds.draft(rounds.anker)  # type: ignore[attr-defined]
    with rounds.by(rounds.person("yara")):
        rounds.house.rosters.define_kind(rounds.anker, kind=ShiftKind("A", "D", 600, 240, 0), name="Avondeten")  # type: ignore[attr-defined]
        rounds.house.rosters.open_rounds(rounds.there, **LATER)  # type: ignore[attr-defined]
    rounds.clock.moment = datetime(2026, 2, 5, 9, tzinfo=UTC)
    return rounds


def wish(home: Home, person: Id, kind: str | None) -> None:
    with home.by(person):
        home.house.rosters.make_wish(home.anker, date="2026-03-05", kind=kind, level="want")  # type: ignore[attr-defined]


def test_a_wish_through_another_team_does_not_go_round_the_rounds_of_this_one(both: Home, bram: Id) -> None:
    for kind in (None, "N"):
        with pytest.raises(WishesAreOverElsewhere):
            wish(both, bram, kind)
        with both.by(bram), pytest.raises(WishesAreOverElsewhere):
            both.house.rosters.wish_for_day(both.there, date="2026-03-05", kind=kind, level="want")  # type: ignore[attr-defined]


def test_a_wish_for_what_only_the_other_team_has_stays_possible(both: Home, bram: Id) -> None:
    wish(both, bram, "A")

    assert both.agenda(bram).wishes == {"2026-03-05:A": "want"}


def test_a_wish_that_this_team_counted_on_is_not_taken_back_through_the_other(both: Home, bram: Id) -> None:
    both.clock.moment = datetime(2026, 2, 3, 9, tzinfo=UTC)
    wish(both, bram, None)
    both.clock.moment = datetime(2026, 2, 5, 9, tzinfo=UTC)

    for back in ("withdraw_wish", "clear_day"):
        with both.by(bram), pytest.raises(WishesAreOverElsewhere):
            if back == "clear_day":
                both.house.rosters.clear_day(both.there, date="2026-03-05")  # type: ignore[attr-defined]
            else:
                both.house.rosters.withdraw_wish(both.anker, date="2026-03-05", kind=None)  # type: ignore[attr-defined]

    assert both.agenda(bram).wishes == {"2026-03-05:": "want"}


def test_who_works_in_one_team_only_is_held_by_its_rounds_alone(both: Home) -> None:
    wish(both, both.person("yara"), None)


def test_nobody_is_asked_for_a_shift_while_the_team_gives_its_wishes(home: Home, anna: Id, bram: Id) -> None:
    shift = home.plan(None, "05", "N")
    with home.by(bram):
        home.house.rosters.agree_to_asks(home.team, days=["working", "off"], places=["N"])
    with home.by(anna):
        home.house.rosters.ask_carers(home.roster, shift, persons=[bram])
        home.house.rosters.open_rounds(home.roster, **DATES)
    ask = next(iter(home.standing().searches[shift]["asked"]))

    with home.by(anna), pytest.raises(GapsNotYet):
        home.house.rosters.ask_carers(home.roster, shift, persons=[bram])
    with home.by(bram), pytest.raises(GapsNotYet):
        home.house.staffing.accept_ask(home.roster, ask)
    assert home.who(shift) is None

    home.clock.moment = datetime(2026, 2, 5, 9, tzinfo=UTC)
    with home.by(bram, command=new_id()):
        home.house.staffing.accept_ask(home.roster, ask)
    assert home.who(shift) == bram
