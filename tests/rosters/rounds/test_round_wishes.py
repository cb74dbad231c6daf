"""Wishes and jokers in their round, and saying that one is done."""

from __future__ import annotations

import pytest

from domain.kernel import Id, NotAllowed
from domain.rosters import refusals
from projections.rounds import finished_in
from tests.harness.home import Home
from tests.rosters.rounds.conftest import Wish, on, standing


def test_a_wish_after_its_round_is_refused_with_a_sentence(rounds: Home, bram: Id, wish: Wish) -> None:
    wish(bram, "05", kind="V")
    on(rounds, 5)

    with pytest.raises(refusals.WishesAreOver) as refusal:
        wish(bram, "06", kind="V")

    assert "De ronde van de wensen is voorbij" in str(refusal.value)
    assert rounds.agenda(bram).wishes == {"2026-03-05:V": "want"}


def test_a_wish_cannot_be_taken_back_after_its_round_either(rounds: Home, bram: Id, wish: Wish) -> None:
    wish(bram, "05")
    on(rounds, 5)

    with rounds.by(bram), pytest.raises(refusals.WishesAreOver):
        rounds.house.rosters.withdraw_wish(rounds.team, date="2026-03-05", kind=None)


def test_a_wish_for_a_day_without_rounds_stays_possible(rounds: Home, bram: Id) -> None:
    on(rounds, 5)

    with rounds.by(bram):
        rounds.house.rosters.make_wish(rounds.team, date="2026-05-05", kind=None, level="want")

    assert rounds.agenda(bram).wishes == {"2026-05-05:": "want"}


def test_a_wish_after_an_early_publication_is_refused(rounds: Home, bram: Id, wish: Wish) -> None:
    rounds.publish()

    with pytest.raises(refusals.WishesAreOver):
        wish(bram, "05")


def test_a_third_joker_is_refused_and_the_wish_with_it(rounds: Home, bram: Id, wish: Wish) -> None:
    wish(bram, "05", "cannot", joker=True)
    wish(bram, "06", "cannot", joker=True)

    with pytest.raises(refusals.JokersUsedUp) as refusal:
        wish(bram, "07", "cannot", joker=True)

    assert "je hebt er 2" in str(refusal.value)
    assert "2026-03-07:" not in rounds.agenda(bram).wishes


def test_the_same_joker_twice_is_one_joker(rounds: Home, bram: Id, wish: Wish) -> None:
    wish(bram, "05", joker=True)
    wish(bram, "05", joker=True)

    assert standing(rounds).used[bram] == ["2026-03-05:"]


def test_a_wish_taken_back_gives_its_joker_back(rounds: Home, bram: Id, wish: Wish) -> None:
    wish(bram, "05", joker=True)
    wish(bram, "06", joker=True)
    with rounds.by(bram):
        rounds.house.rosters.withdraw_wish(rounds.team, date="2026-03-05", kind=None)

    wish(bram, "07", joker=True)

    assert standing(rounds).used[bram] == ["2026-03-06:", "2026-03-07:"]


def test_a_joker_needs_a_round(home: Home, bram: Id) -> None:
    with home.by(bram), pytest.raises(refusals.JokersElsewhere):
        home.house.rosters.make_wish(home.team, date="2026-03-05", kind=None, level="want", joker=True)


def test_whoever_gave_all_wishes_says_so_and_may_still_change_them(rounds: Home, bram: Id, wish: Wish) -> None:
    wish(bram, "05", kind="V")

    with rounds.by(bram):
        rounds.house.rosters.finish_wishes(rounds.roster)
        rounds.house.rosters.finish_wishes(rounds.roster)
    wish(bram, "06", kind="V")

    assert standing(rounds).finished == [bram]
    assert sorted(rounds.agenda(bram).wishes) == ["2026-03-05:V", "2026-03-06:V"]


def test_whoever_said_so_too_early_takes_it_back(rounds: Home, bram: Id, fenna: Id) -> None:
    for person in (bram, fenna):
        with rounds.by(person):
            rounds.house.rosters.finish_wishes(rounds.roster)
    with rounds.by(bram):
        rounds.house.rosters.resume_wishes(rounds.roster)
        rounds.house.rosters.resume_wishes(rounds.roster)

    with rounds.house.now() as views:
        shown = finished_in(views, rounds.roster)

    assert standing(rounds).finished == [fenna] and shown == {fenna}


def test_after_the_round_nobody_says_any_more_that_their_wishes_are_complete(rounds: Home, bram: Id) -> None:
    on(rounds, 5)

    with rounds.by(bram), pytest.raises(refusals.WishesAreOver):
        rounds.house.rosters.finish_wishes(rounds.roster)


def test_only_who_works_in_the_team_gives_wishes(rounds: Home) -> None:
    with rounds.by(rounds.person("rosa")), pytest.raises(NotAllowed):
        rounds.house.rosters.finish_wishes(rounds.roster)
