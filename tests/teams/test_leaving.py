"""Whoever leaves works no longer: their shifts after that day come open."""

from __future__ import annotations

import pytest

from domain.kernel import Id, NotAllowed
from tests.harness.home import Home


def test_shifts_after_the_last_day_come_open(home: Home, anna: Id, bram: Id) -> None:
    before, after = home.plan(bram, "04", "V"), home.plan(bram, "09", "V")

    with home.by(anna):
        home.house.staffing.leave_team(home.team, person=bram, until="2026-03-06")

    assert (home.who(before), home.who(after)) == (bram, None)
    assert [b.shift for b in home.agenda(bram).booked()] == [before]


def test_shifts_in_another_team_stay(home: Home, anna: Id, bram: Id) -> None:
    anker = home.second_team(also=(bram,))
    there = home.draft(anker)
    shift = home.plan(bram, "09", "V", roster=there, by=home.person("yara"))

    with home.by(anna):
        home.house.staffing.leave_team(home.team, person=bram, until="2026-03-06")

    assert [b.shift for b in home.agenda(bram).booked()] == [shift]


def test_a_resident_leaves_too(home: Home, anna: Id) -> None:
    with home.by(anna):
        home.house.staffing.leave_team(home.team, person=home.person("rosa"), until="2026-03-06")


def test_only_an_administrator_invites_whose_account_was_closed(home: Home, anna: Id, bram: Id, fenna: Id) -> None:
    with home.by(anna):
        home.house.teams.give_role(home.team, person=fenna, role="planner", since="2026-01-01")
        home.house.people.close_account(bram)

    with home.by(fenna), pytest.raises(NotAllowed):
        home.house.people.invite_person(bram, team=home.team)
    with home.by(anna):
        home.house.people.invite_person(bram, team=home.team)
