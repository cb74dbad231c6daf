"""Ids come from outside: one that is taken already, or belongs to something else, never does harm."""

from __future__ import annotations

import pytest

from domain.kernel import CommandReused, Id, NotThere, new_id
from tests.harness.home import Home


def test_a_shift_that_stands_is_not_overwritten_by_a_new_one_with_its_id(home: Home, bram: Id, fenna: Id) -> None:
    shift = home.plan(bram, "04", "V")

    with home.by(fenna), pytest.raises(CommandReused):
        home.house.rosters.take_shift(home.roster, shift=shift, date="2026-03-05", kind="L")

    assert home.who(shift) == bram
    assert home.standing().shift(shift)["date"] == "2026-03-04"


def test_a_shift_with_the_id_of_one_in_another_team_does_not_hide_that_one(home: Home, bram: Id) -> None:
    anker = home.second_team(also=(bram,))
    there = home.draft(anker)
    home.lay(there, by=home.person("yara"))
    shift = home.plan(bram, "04", "V")

    with home.by(bram), pytest.raises(CommandReused):
        home.house.rosters.take_shift(there, shift=shift, date="2026-03-04", kind="V")

    assert home.agenda(bram).bookings[shift]["team"] == home.team


def test_a_proposal_that_waits_is_not_overwritten_by_another_with_its_id(
    home: Home, bram: Id, fenna: Id, emre: Id
) -> None:
    mine, hers, his = home.plan(bram, "04", "V"), home.plan(fenna, "06", "L"), home.plan(emre, "08", "L")
    swap = new_id()
    with home.by(bram):
        home.house.rosters.propose_swap(home.roster, swap=swap, giving=mine, wanting=hers)

    with home.by(emre), pytest.raises(CommandReused):
        home.house.rosters.propose_swap(home.roster, swap=swap, giving=his, wanting=mine)

    assert home.standing().swap(swap)["asker"] == bram


def test_a_proposal_in_another_team_with_the_same_id_leaves_this_one_on_the_page(
    home: Home, bram: Id, fenna: Id
) -> None:
    anker = home.second_team(members=("yara", "noor"))
    there, swap = home.draft(anker), new_id()
    yara, noor = home.person("yara"), home.person("noor")
    mine, hers = home.plan(bram, "04", "V"), home.plan(fenna, "06", "L")
    theirs = [home.plan(p, day, "V", roster=there, by=yara) for p, day in ((yara, "04"), (noor, "06"))]
    with home.by(bram):
        home.house.rosters.propose_swap(home.roster, swap=swap, giving=mine, wanting=hers)
    with home.by(yara):
        home.house.rosters.propose_swap(there, swap=swap, giving=theirs[0], wanting=theirs[1])
        home.house.rosters.end_swap(there, swap)

    with home.house.now() as views:
        waiting = [tuple(row) for row in views.execute("SELECT roster, swap FROM rosters_swap")]

    assert waiting == [(home.roster, swap)]


def test_an_absence_with_the_id_of_a_colleagues_leaves_theirs_standing(home: Home, bram: Id, fenna: Id) -> None:
    absence = new_id()
    for person in (bram, fenna):
        with home.by(person):
            home.house.rosters.report_absence(
                home.team, absence=absence, person=person, first="2026-03-04", last="2026-03-06", kind="leave"
            )

    with home.house.now() as views:
        away = {row[0] for row in views.execute("SELECT person FROM rosters_absence")}

    assert away == {bram, fenna}


def test_an_absence_that_stands_is_not_overwritten(home: Home, bram: Id) -> None:
    absence = new_id()
    with home.by(bram):
        home.house.rosters.report_absence(
            home.team, absence=absence, person=bram, first="2026-03-04", last="2026-03-06", kind="leave"
        )

        with pytest.raises(CommandReused):
            home.house.rosters.report_absence(
                home.team, absence=absence, person=bram, first="2026-03-09", last="2026-03-09", kind="leave"
            )


def test_the_id_of_a_person_is_no_roster(home: Home, anna: Id, bram: Id) -> None:
    with home.by(anna), pytest.raises(NotThere):
        home.house.rosters.publish_roster(bram)
    with home.by(anna), pytest.raises(NotThere):
        home.house.people.rename_person(home.team, name="Bram")


def test_one_key_is_not_used_for_two_things_about_the_same_shift(home: Home, bram: Id) -> None:
    shift, key = home.plan(bram, "04", "V"), new_id()
    with home.by(bram, command=key):
        home.house.rosters.offer_shift(home.roster, shift)

        with pytest.raises(CommandReused):
            home.house.rosters.withdraw_offer(home.roster, shift)

    assert home.standing().shift(shift)["offered"]


def test_putting_somebody_where_they_stand_changes_nothing(home: Home, anna: Id, bram: Id) -> None:
    shift = home.plan(bram, "04", "V")
    before = home.house.workspace.position()

    with home.by(anna):
        home.house.rosters.assign_shift(home.roster, shift, person=bram, instead_of=bram)

    assert home.house.workspace.position() == before
