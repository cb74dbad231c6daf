"""Offering a shift to some, or against one of theirs: both fit, the first has it, and it lapses when things change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from threading import Barrier, Thread

import pytest

from domain.kernel import Id, NotThere, fixed_clock, new_id
from domain.rosters import refusals
from domain.rosters.asking import MOST_ASKED
from projections.market import offers_to, ways
from tests.harness.home import Home

NOW = "2026-02-02T09:00Z"


def offer(home: Home, giver: Id, shift: Id, *, to: Sequence[Id] = (), against: Sequence[Id] = ()) -> Id:
    made = new_id()
    with home.by(giver):
        home.house.rosters.offer_shift_to(home.roster, offer=made, shift=shift, to=to, against=against)
    return made


def take(home: Home, person: Id, made: Id, *, against: Id | None = None) -> None:
    with home.by(person):
        home.house.rosters.take_offer(home.roster, made, against=against)


def asked(home: Home, person: Id, moment: str = NOW) -> list[Id]:
    with home.house.now() as views:
        return [one.offer for one in offers_to(views, person, moment)]


def test_a_shift_offered_to_two_goes_to_the_first_who_says_yes(home: Home, bram: Id, fenna: Id, emre: Id) -> None:
    shift = home.plan(bram, "04", "V")
    made = offer(home, bram, shift, to=[fenna, emre])
    assert asked(home, fenna) == asked(home, emre) == [made]

    take(home, fenna, made)

    assert home.who(shift) == fenna
    assert (list(home.agenda(fenna).bookings), home.agenda(bram).bookings) == ([shift], {})
    with pytest.raises(refusals.TakenByOther) as refusal:
        take(home, emre, made)
    assert refusal.value.details["first"] == fenna
    assert asked(home, emre) == []


def test_an_offer_to_too_many_is_refused_before_any_of_them_is_looked_up(home: Home, bram: Id, fenna: Id) -> None:
    shift = home.plan(bram, "04", "V")

    with pytest.raises(refusals.NobodyChosen):
        offer(home, bram, shift, to=[new_id() for _ in range(MOST_ASKED + 1)])

    offer(home, bram, shift, to=[fenna] * (MOST_ASKED + 1))


def test_two_who_say_yes_at_once_do_not_both_have_it(home: Home, bram: Id, fenna: Id, emre: Id) -> None:
    shift = home.plan(bram, "04", "V")
    made, ready, said = offer(home, bram, shift, to=[fenna, emre]), Barrier(2), []

    def say_yes(person: Id) -> None:
        with fixed_clock(home.clock.moment):
            ready.wait()
            try:
                take(home, person, made)
            except refusals.TakenByOther as refusal:
                said.append((person, refusal.details["first"]))

    threads = [Thread(target=say_yes, args=(person,)) for person in (fenna, emre)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    has = home.who(shift)
    assert has in (fenna, emre)
    assert said == [(emre if has == fenna else fenna, has)]
    assert list(home.agenda(str(has)).bookings) == [shift] and home.agenda(bram).bookings == {}


def test_nobody_else_sees_or_takes_what_was_offered_to_some(home: Home, bram: Id, fenna: Id, emre: Id) -> None:
    made = offer(home, bram, home.plan(bram, "04", "V"), to=[fenna])

    assert asked(home, emre) == []
    with pytest.raises(refusals.SwapNotForYou):
        take(home, emre, made)


def test_a_shift_goes_against_one_of_several_that_are_wanted_back(home: Home, bram: Id, fenna: Id, emre: Id) -> None:
    early, late, other = home.plan(bram, "04", "V"), home.plan(fenna, "10", "L"), home.plan(emre, "11", "L")
    made = offer(home, bram, early, against=[late, other])

    take(home, emre, made, against=other)

    assert (home.who(early), home.who(other), home.who(late)) == (emre, bram, fenna)
    assert list(home.agenda(bram).bookings) == [other]
    assert list(home.agenda(emre).bookings) == [early]


def test_nobody_pays_with_a_shift_of_somebody_else_or_with_nothing(home: Home, bram: Id, fenna: Id, emre: Id) -> None:
    early, late, other = home.plan(bram, "04", "V"), home.plan(fenna, "10", "L"), home.plan(emre, "11", "L")
    made = offer(home, bram, early, against=[late, other])

    for wrong in (None, late, new_id()):
        with pytest.raises(refusals.OfferGone):
            take(home, emre, made, against=wrong)


def test_what_does_not_fit_who_is_chosen_is_refused_before_it_is_offered(home: Home, bram: Id, fenna: Id) -> None:
    home.plan(fenna, "03", "L")

    with pytest.raises(refusals.TooLittleRest):
        offer(home, bram, home.plan(bram, "04", "V"), to=[fenna])

    assert home.standing().offers == {}


def test_what_one_wants_back_must_fit_oneself_before_it_is_offered(home: Home, bram: Id, fenna: Id) -> None:
    home.plan(bram, "11", "V")
    early, late = home.plan(bram, "04", "V"), home.plan(fenna, "10", "L")

    with pytest.raises(refusals.TooLittleRest):
        offer(home, bram, early, against=[late])


def test_the_rules_are_asked_again_when_somebody_says_yes(home: Home, bram: Id, fenna: Id) -> None:
    shift = home.plan(bram, "04", "V")
    made = offer(home, bram, shift, to=[fenna])
    home.plan(fenna, "03", "L")

    with pytest.raises(refusals.TooLittleRest):
        take(home, fenna, made)

    with home.house.now() as views:
        found = offers_to(views, fenna, NOW)
        assert [means.refused is None for _, means in ways(views, found[0], fenna)] == [False]
    assert home.who(shift) == bram


def test_the_rules_are_asked_for_the_giver_too_when_somebody_says_yes(home: Home, bram: Id, fenna: Id) -> None:
    early, late = home.plan(bram, "04", "V"), home.plan(fenna, "10", "L")
    made = offer(home, bram, early, against=[late])
    home.plan(bram, "11", "V")

    with home.house.now() as views:
        found = offers_to(views, fenna, NOW)
        assert [means.refused is None for _, means in ways(views, found[0], fenna)] == [False]
    with pytest.raises(refusals.TooLittleRest):
        take(home, fenna, made, against=late)


def test_of_work_elsewhere_it_is_told_only_that_somebody_works_there(home: Home, bram: Id, fenna: Id) -> None:
    anker = home.second_team(also=(fenna,))
    there = home.draft(anker)
    home.plan(fenna, "03", "L", roster=there, by=home.person("yara"))

    with pytest.raises(refusals.WorksElsewhere):
        offer(home, bram, home.plan(bram, "04", "V"), to=[fenna])


def test_whoever_is_no_colleague_does_not_exist(home: Home, bram: Id) -> None:
    home.second_team()
    shift = home.plan(bram, "04", "V")

    for stranger in (home.person("yara"), new_id(), home.person("rosa")):
        with pytest.raises(NotThere):
            offer(home, bram, shift, to=[stranger])


def test_one_offers_only_what_is_ones_own_and_to_others(home: Home, bram: Id, fenna: Id) -> None:
    mine, hers, opened = home.plan(bram, "04", "V"), home.plan(fenna, "10", "L"), home.plan(None, "12", "L")

    with pytest.raises(refusals.NotYourShift):
        offer(home, bram, hers, to=[fenna])
    with pytest.raises(refusals.SwapWithYourself):
        offer(home, bram, mine, to=[bram])
    with pytest.raises(refusals.ShiftNotOffered):
        offer(home, bram, mine, against=[opened])
    for to, against in (([], []), ([fenna], [hers])):
        with pytest.raises(refusals.NobodyChosen):
            offer(home, bram, mine, to=to, against=against)


def test_what_was_offered_can_be_taken_back_by_who_offered_it(home: Home, bram: Id, fenna: Id) -> None:
    made = offer(home, bram, home.plan(bram, "04", "V"), to=[fenna])
    with home.by(fenna), pytest.raises(refusals.NotYourShift):
        home.house.rosters.end_offer(home.roster, made)

    with home.by(bram):
        home.house.rosters.end_offer(home.roster, made)

    assert asked(home, fenna) == []
    with pytest.raises(refusals.OfferGone):
        take(home, fenna, made)


def test_when_everybody_says_no_the_offer_is_over(home: Home, bram: Id, fenna: Id, emre: Id) -> None:
    made = offer(home, bram, home.plan(bram, "04", "V"), to=[fenna, emre])
    with home.by(fenna):
        home.house.rosters.decline_offer(home.roster, made)
    assert (asked(home, fenna), asked(home, emre)) == ([], [made])

    with home.by(emre):
        home.house.rosters.decline_offer(home.roster, made)

    assert home.standing().offers == {}


def test_an_offer_lapses_when_the_shift_begins(home: Home, bram: Id, fenna: Id) -> None:
    made = offer(home, bram, home.plan(bram, "04", "V"), to=[fenna])
    home.clock.advance(timedelta(days=30))

    assert asked(home, fenna, "2026-03-04T09:00Z") == []
    with pytest.raises(refusals.ShiftIsOver):
        take(home, fenna, made)


def test_an_offer_lapses_when_the_shift_changes(home: Home, anna: Id, bram: Id, fenna: Id) -> None:
    shift, second = home.plan(bram, "04", "V"), home.plan(bram, "06", "V")
    offer(home, bram, shift, to=[fenna])
    with home.by(bram):
        home.house.rosters.offer_shift(home.roster, second)

    with home.by(anna):
        home.house.rosters.move_shift(home.roster, shift, date="2026-03-05", kind="V")
        home.house.rosters.move_shift(home.roster, second, date="2026-03-07", kind="V")

    assert home.standing().offers == {}
    assert not home.standing().shift(second)["offered"]


def test_what_is_wanted_back_and_changes_hands_is_wanted_no_longer(
    home: Home, anna: Id, bram: Id, fenna: Id, emre: Id
) -> None:
    early, late, other = home.plan(bram, "04", "V"), home.plan(fenna, "10", "L"), home.plan(emre, "11", "L")
    made = offer(home, bram, early, against=[late, other])

    with home.by(anna):
        home.house.rosters.unassign_shift(home.roster, late, was=fenna)
    assert (asked(home, fenna), asked(home, emre)) == ([], [made])
    with home.by(anna):
        home.house.rosters.unassign_shift(home.roster, other, was=emre)

    assert home.standing().offers == {}
    assert asked(home, emre) == []


def test_offering_it_otherwise_ends_what_was_offered_before(home: Home, bram: Id, fenna: Id, emre: Id) -> None:
    shift = home.plan(bram, "04", "V")
    offer(home, bram, shift, to=[fenna])
    made = offer(home, bram, shift, to=[emre])
    assert list(home.standing().offers) == [made]

    with home.by(bram):
        home.house.rosters.offer_shift(home.roster, shift)
    assert home.standing().offers == {}
    offer(home, bram, shift, to=[fenna])

    assert not home.standing().shift(shift)["offered"]


def test_a_planner_who_assigns_it_ends_the_offer(home: Home, anna: Id, bram: Id, fenna: Id, emre: Id) -> None:
    shift = home.plan(bram, "04", "V")
    made = offer(home, bram, shift, to=[fenna])
    with home.by(anna):
        home.house.rosters.assign_shift(home.roster, shift, person=emre, instead_of=bram)

    with pytest.raises(refusals.OfferGone):
        take(home, fenna, made)


def test_a_swap_within_the_term_of_the_cao_needs_both_and_goes_on(home: Home, bram: Id, fenna: Id) -> None:
    home.clock.advance(timedelta(days=27))
    shift = home.plan(bram, "04", "V")
    home.publish()
    made = offer(home, bram, shift, to=[fenna])

    take(home, fenna, made)

    assert home.who(shift) == fenna
