"""Gaps in their round: one by one, and who was first."""

from __future__ import annotations

from threading import Barrier, Thread

import pytest

from domain.kernel import Id, Refusal, fixed_clock, new_id
from domain.rosters import refusals
from projections.rounds import gaps_taken_by
from tests.harness.home import Home
from tests.rosters.rounds.conftest import Take, on


def test_a_gap_is_taken_in_its_round_only(rounds: Home, bram: Id, take: Take) -> None:
    with pytest.raises(refusals.GapsNotYet):
        take(bram, "05", "V")
    on(rounds, 5)
    shift = take(bram, "05", "V")
    on(rounds, 7)

    with pytest.raises(refusals.GapsAreOver):
        take(bram, "10", "V")
    assert rounds.who(shift) == bram
    assert rounds.agenda(bram).bookings[shift]["kind"] == "V"


def test_nobody_goes_round_the_wishes_by_taking_a_shift_on_the_roster(rounds: Home, anna: Id, bram: Id) -> None:
    with rounds.by(bram), pytest.raises(refusals.GapsNotYet):
        rounds.house.rosters.take_shift(rounds.roster, shift=new_id(), date="2026-03-05", kind="V")

    assert rounds.who(rounds.plan(anna, "05", "V")) == anna


def test_nobody_goes_round_the_wishes_by_taking_a_shift_that_stands_open(rounds: Home, bram: Id) -> None:
    shift = rounds.plan(None, "05", "V")
    with rounds.by(bram), pytest.raises(refusals.GapsNotYet):
        rounds.house.rosters.claim_shift(rounds.roster, shift)

    on(rounds, 5)
    with rounds.by(bram):
        rounds.house.rosters.claim_shift(rounds.roster, shift)
    assert rounds.who(shift) == bram


def test_what_is_no_gap_any_more_is_told_with_who_was_first(rounds: Home, bram: Id, fenna: Id, take: Take) -> None:
    on(rounds, 5)
    take(bram, "05", "N")

    with pytest.raises(refusals.TakenByOther) as refusal:
        take(fenna, "05", "N")

    assert refusal.value.details["first"] == bram


def test_a_gap_that_breaks_the_rest_is_refused_and_stays(rounds: Home, bram: Id, fenna: Id, take: Take) -> None:
    on(rounds, 5)
    take(bram, "05", "L")

    with pytest.raises(refusals.TooLittleRest):
        take(bram, "06", "V")

    assert rounds.who(take(fenna, "06", "V")) == fenna


def test_an_open_shift_is_the_gap_that_is_taken(rounds: Home, bram: Id, take: Take) -> None:
    shift = rounds.plan(None, "05", "V")
    on(rounds, 5)

    take(bram, "05", "V")

    assert rounds.who(shift) == bram
    assert len(rounds.standing().shifts) == 1


def test_two_tablets_take_the_same_gap_and_one_has_it(rounds: Home, bram: Id, fenna: Id) -> None:
    on(rounds, 5)
    outcome: dict[Id, object] = {}
    ready = Barrier(2)

    def tap(person: Id) -> None:
        with fixed_clock(rounds.clock.moment), rounds.by(person):
            ready.wait()
            try:
                outcome[person] = rounds.house.rosters.take_gap(
                    rounds.roster, shift=new_id(), date="2026-03-05", kind="N"
                )
            except Refusal as refusal:
                outcome[person] = refusal

    threads = [Thread(target=tap, args=(person,)) for person in (bram, fenna)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    refused = [o for o in outcome.values() if isinstance(o, refusals.TakenByOther)]
    nights = [f["person"] for f in rounds.standing().shifts.values() if f["kind"] == "N"]
    assert len(nights) == 1 and len(refused) == 1
    assert refused[0].details["first"] == nights[0]


def test_a_gap_that_was_given_back_is_not_counted_as_taken(rounds: Home, bram: Id, take: Take) -> None:
    on(rounds, 5)
    take(bram, "05", "V")
    shift = take(bram, "06", "V")
    with rounds.by(bram):
        rounds.house.rosters.give_back_shift(rounds.roster, shift)

    with rounds.house.now() as views:
        assert gaps_taken_by(views, rounds.roster, bram) == 1
