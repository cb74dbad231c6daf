"""Offering, claiming and swapping."""

from datetime import timedelta

import pytest

from domain.kernel import Id, NotThere, new_id
from domain.rosters import refusals
from tests.harness.home import Home


def propose(home: Home, asker: Id, giving: Id, wanting: Id) -> Id:
    swap = new_id()
    with home.by(asker):
        home.house.rosters.propose_swap(home.roster, swap=swap, giving=giving, wanting=wanting)
    return swap


def test_a_swap_that_both_want_changes_both_agendas(home: Home, bram: Id, fenna: Id) -> None:
    early, late = home.plan(bram, "04", "V"), home.plan(fenna, "06", "L")
    swap = propose(home, bram, early, late)

    with home.by(fenna):
        home.house.rosters.swap_shift(home.roster, swap)

    assert (home.who(early), home.who(late)) == (fenna, bram)
    assert list(home.agenda(bram).bookings) == [late]
    assert list(home.agenda(fenna).bookings) == [early]


def test_only_who_was_asked_agrees(home: Home, bram: Id, fenna: Id, emre: Id) -> None:
    swap = propose(home, bram, home.plan(bram, "04", "V"), home.plan(fenna, "06", "L"))

    for person in (bram, emre):
        with home.by(person), pytest.raises(refusals.SwapNotForYou):
            home.house.rosters.swap_shift(home.roster, swap)


def test_a_swap_into_too_little_rest_is_refused_when_it_is_proposed(home: Home, bram: Id, fenna: Id) -> None:
    home.plan(bram, "03", "V")
    mine, hers = home.plan(bram, "04", "V"), home.plan(fenna, "02", "L")

    with pytest.raises(refusals.TooLittleRest):
        propose(home, bram, mine, hers)


def test_a_carer_cannot_swap_into_too_little_rest_that_came_later(home: Home, bram: Id, fenna: Id) -> None:
    swap = propose(home, bram, home.plan(bram, "04", "V"), home.plan(fenna, "06", "L"))
    home.plan(bram, "07", "V")

    with home.by(fenna), pytest.raises(refusals.TooLittleRest) as refusal:
        home.house.rosters.swap_shift(home.roster, swap)

    assert "11 uur rust" in str(refusal.value)


def test_two_shifts_on_one_day_can_be_swapped(home: Home, bram: Id, fenna: Id) -> None:
    early, late = home.plan(bram, "04", "V"), home.plan(fenna, "04", "L")

    swap = propose(home, bram, early, late)
    with home.by(fenna):
        home.house.rosters.swap_shift(home.roster, swap)

    assert (home.who(early), home.who(late)) == (fenna, bram)


def test_a_proposal_is_gone_when_a_shift_changed_hands(home: Home, anna: Id, bram: Id, fenna: Id, emre: Id) -> None:
    early, late = home.plan(bram, "04", "V"), home.plan(fenna, "06", "L")
    swap = propose(home, bram, early, late)
    with home.by(anna):
        home.house.rosters.assign_shift(home.roster, late, person=emre, instead_of=fenna)

    with home.by(fenna), pytest.raises(refusals.SwapGone):
        home.house.rosters.swap_shift(home.roster, swap)


def test_an_offered_shift_stays_with_its_owner_until_somebody_takes_it(home: Home, bram: Id, emre: Id) -> None:
    shift = home.plan(bram, "04", "N")
    with home.by(bram):
        home.house.rosters.offer_shift(home.roster, shift)
    assert home.who(shift) == bram

    with home.by(emre):
        home.house.rosters.claim_shift(home.roster, shift)

    assert home.who(shift) == emre
    assert home.agenda(bram).bookings == {}


def test_of_two_who_claim_one_shift_the_second_hears_who_was_first(home: Home, bram: Id, fenna: Id) -> None:
    shift = home.plan(None, "04", "L")
    with home.by(bram):
        home.house.rosters.claim_shift(home.roster, shift)

    with home.by(fenna), pytest.raises(refusals.TakenByOther) as refusal:
        home.house.rosters.claim_shift(home.roster, shift)

    assert refusal.value.details["first"] == bram


def test_nobody_offers_what_is_somebody_elses(home: Home, bram: Id, fenna: Id) -> None:
    shift = home.plan(bram, "04", "V")

    with home.by(fenna), pytest.raises(refusals.NotYourShift):
        home.house.rosters.offer_shift(home.roster, shift)


def test_a_shift_that_has_begun_is_not_swapped_or_offered(home: Home, bram: Id, fenna: Id) -> None:
    early, late = home.plan(bram, "02", "V"), home.plan(fenna, "06", "L")
    home.clock.advance(timedelta(days=28))

    with home.by(bram), pytest.raises(refusals.ShiftIsOver):
        home.house.rosters.offer_shift(home.roster, early)
    with pytest.raises(refusals.ShiftIsOver):
        propose(home, bram, early, late)


def test_a_declined_proposal_leaves_everything_as_it_was(home: Home, bram: Id, fenna: Id) -> None:
    early, late = home.plan(bram, "04", "V"), home.plan(fenna, "06", "L")
    swap = propose(home, bram, early, late)

    with home.by(fenna):
        home.house.rosters.end_swap(home.roster, swap)

    assert (home.who(early), home.who(late)) == (bram, fenna)
    assert home.standing().swaps == {}


def test_a_repeated_tap_has_one_outcome(home: Home, bram: Id) -> None:
    shift, key = home.plan(None, "04", "L"), new_id()

    with home.by(bram, command=key):
        first = home.house.rosters.claim_shift(home.roster, shift)
        again = home.house.rosters.claim_shift(home.roster, shift)

    assert first == again


def test_another_teams_roster_does_not_exist(home: Home) -> None:
    shift = home.plan(None, "04", "L")
    home.second_team()

    with home.by(home.person("yara")), pytest.raises(NotThere):
        home.house.rosters.claim_shift(home.roster, shift)
