"""A planner carries a shift to another day, another person, or both; and takes one out that somebody works."""

from __future__ import annotations

import pytest

from domain.kernel import Id, NotThere, id_of
from domain.rosters.refusals import ChangedMeanwhile, ShiftGone, TakenByOther, TooLittleRest
from tests.harness.home import Home


def place(home: Home, shift: Id, day: str, person: Id | None, was: Id | None) -> None:
    """Anna puts it down."""
    with home.by(home.person("anna")):
        home.house.rosters.place_shift(home.roster, shift, date=day, person=person, was=was)


def test_a_shift_goes_to_another_person_on_another_day_at_once(home: Home, bram: Id, fenna: Id) -> None:
    shift = home.plan(bram, "03", "L")

    place(home, shift, "2026-03-05", fenna, bram)

    assert home.who(shift) == fenna
    assert home.standing().shift(shift)["date"] == "2026-03-05"
    assert not home.agenda(bram).booked()
    assert [b.day for b in home.agenda(fenna).booked()] == ["2026-03-05"]


def test_the_same_person_keeps_it_on_another_day(home: Home, bram: Id) -> None:
    shift = home.plan(bram, "03", "L")

    place(home, shift, "2026-03-04", bram, bram)

    assert home.who(shift) == bram
    assert [b.day for b in home.agenda(bram).booked()] == ["2026-03-04"]


def test_it_may_come_open_and_be_put_back(home: Home, bram: Id) -> None:
    shift = home.plan(bram, "03", "L")

    place(home, shift, "2026-03-06", None, bram)
    place(home, shift, "2026-03-03", bram, None)

    assert home.who(shift) == bram
    assert [b.day for b in home.agenda(bram).booked()] == ["2026-03-03"]


def test_nobody_is_carried_into_too_little_rest(home: Home, bram: Id, fenna: Id) -> None:
    home.plan(fenna, "04", "L")
    shift = home.plan(bram, "03", "V")

    with pytest.raises(TooLittleRest):
        place(home, shift, "2026-03-05", fenna, bram)

    assert home.who(shift) == bram


def test_what_changed_meanwhile_stays_where_it_is(home: Home, bram: Id, fenna: Id, emre: Id) -> None:
    shift = home.plan(bram, "03", "L")

    with pytest.raises(ChangedMeanwhile):
        place(home, shift, "2026-03-05", emre, fenna)

    assert home.who(shift) == bram


def test_nobody_from_elsewhere_is_put_on_it(home: Home, bram: Id) -> None:
    home.second_team()
    shift = home.plan(bram, "03", "L")

    with pytest.raises(NotThere):
        place(home, shift, "2026-03-03", home.person("yara"), bram)


def test_a_shift_that_somebody_works_is_taken_out_with_their_agenda(home: Home, anna: Id, bram: Id) -> None:
    shift = home.plan(bram, "03", "L")

    with home.by(anna):
        home.house.rosters.drop_shift(home.roster, shift, was=bram)

    with pytest.raises(ShiftGone):
        home.standing().shift(shift)
    assert not home.agenda(bram).booked()


def test_of_two_who_take_what_is_needed_once_the_second_is_told(home: Home, bram: Id, fenna: Id) -> None:
    with home.by(home.person("anna")):
        home.house.rosters.set_date_demand(home.team, code="V", date="2026-03-05", least=1)
    with home.by(fenna):
        home.house.rosters.take_shift(home.roster, shift=id_of("1"), date="2026-03-05", kind="V", needed=True)

    with home.by(bram), pytest.raises(TakenByOther) as refusal:
        home.house.rosters.take_shift(home.roster, shift=id_of("2"), date="2026-03-05", kind="V", needed=True)

    assert refusal.value.details == {"first": fenna}
    assert len(home.standing().shifts) == 1
