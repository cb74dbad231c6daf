"""A swap that does not fit the other side is refused without telling of the shifts in their other team."""

from __future__ import annotations

import pytest

from domain.kernel import Id, id_of
from domain.rosters import ShiftKind, refusals
from tests.harness.home import Home
from tests.rosters.test_swap_shift import propose


def test_who_agrees_reads_nothing_of_the_other_team_of_who_asked(home: Home, bram: Id, fenna: Id) -> None:
    elsewhere = home.draft(home.second_team(also=(bram,)))
    swap = propose(home, bram, home.plan(bram, "05", "V"), home.plan(fenna, "12", "V"))
    home.plan(bram, "11", "N", roster=elsewhere, by=home.person("yara"))

    with home.by(fenna), pytest.raises(refusals.WorksElsewhere):
        home.house.rosters.swap_shift(home.roster, swap)


def test_who_proposes_reads_nothing_of_the_other_team_of_who_is_asked(home: Home, bram: Id, fenna: Id) -> None:
    elsewhere = home.draft(home.second_team(also=(fenna,)))
    home.plan(fenna, "04", "N", roster=elsewhere, by=home.person("yara"))
    mine, theirs = home.plan(bram, "05", "V"), home.plan(fenna, "12", "V")

    with pytest.raises(refusals.WorksElsewhere):
        propose(home, bram, mine, theirs)


def test_of_their_own_other_team_somebody_reads_what_it_is(home: Home, bram: Id, fenna: Id) -> None:
    elsewhere = home.draft(home.second_team(also=(bram, fenna)))
    home.plan(bram, "11", "N", roster=elsewhere, by=home.person("yara"))
    mine, theirs = home.plan(bram, "05", "V"), home.plan(fenna, "12", "V")

    with pytest.raises(refusals.AlreadyBooked):
        propose(home, bram, mine, theirs)

    swap = propose(home, bram, mine, home.plan(fenna, "14", "V"))
    home.plan(fenna, "04", "N", roster=elsewhere, by=home.person("yara"))
    with home.by(fenna), pytest.raises(refusals.AlreadyBooked):
        home.house.rosters.swap_shift(home.roster, swap)


def test_what_the_team_may_know_of_the_other_side_is_told(home: Home, bram: Id, fenna: Id) -> None:
    swap = propose(home, bram, home.plan(bram, "05", "V"), home.plan(fenna, "12", "V"))
    home.plan(bram, "11", "N")

    with home.by(fenna), pytest.raises(refusals.AlreadyBooked):
        home.house.rosters.swap_shift(home.roster, swap)


def test_who_is_protected_gets_what_they_proposed(home: Home, anna: Id, bram: Id, fenna: Id) -> None:
    with home.by(anna):
        home.house.rosters.define_kind(home.team, kind=ShiftKind("X", "D", 7 * 60, 690, 30), name="Lang")
    mine, theirs = home.plan(bram, "05", "V"), home.plan(fenna, "12", "X")
    with home.by(bram):
        home.house.rosters.ask_protection(id_of("p"), first="2026-02-15", last="2026-08-01", tells=[])
    swap = propose(home, bram, mine, theirs)

    with home.by(fenna):
        home.house.rosters.swap_shift(home.roster, swap)

    assert (home.who(mine), home.who(theirs)) == (fenna, bram)
