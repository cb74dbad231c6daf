"""Who decides on leave, and what stands in the way."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import Any

import pytest

from domain.kernel import Id, NotAllowed, NotThere
from domain.rosters import roster_of
from domain.rosters.leave import refusals
from tests.harness.home import FIRST, Home
from tests.leave.asking import ask, decline, grant, state, withdraw


def test_who_plans_decides_and_of_who_plans_alone_a_colleague(home: Home) -> None:
    brams, annas = ask(home, home.bram, "09"), ask(home, home.anna, "09")

    with pytest.raises(refusals.PlannerDecides):
        grant(home, brams, home.bram, by=home.fenna)
    with pytest.raises(refusals.OwnLeave):
        grant(home, annas, home.anna)
    grant(home, annas, home.anna, by=home.fenna)

    assert state(home, annas) == "granted"


def test_where_somebody_else_plans_too_a_colleague_does_not_decide_on_the_planner(home: Home) -> None:
    with home.by(home.anna):
        home.house.teams.give_role(home.team, person=home.emre, role="planner", since="2026-01-01")
    annas = ask(home, home.anna, "09")

    with pytest.raises(refusals.PlannerDecides):
        grant(home, annas, home.anna, by=home.fenna)
    grant(home, annas, home.anna, by=home.emre)


def test_for_another_team_and_for_residents_leave_does_not_exist(home: Home) -> None:
    anker = home.second_team()
    leave = ask(home, home.bram, "09")

    for act in (grant, decline):
        with pytest.raises(NotThere):
            act(home, leave, home.bram, by=home.yara)
        with pytest.raises(NotAllowed):
            act(home, leave, home.bram, by=home.koos)
    with home.by(home.bram), pytest.raises(NotThere):
        home.house.leave.ask_leave(anker, leave="1" * 32, first="2026-03-09", last="2026-03-09", kind="holiday")
    with pytest.raises(NotThere):
        withdraw(home, leave, home.fenna)


def test_a_shift_in_another_team_stands_in_the_way_until_that_team_opened_it(home: Home) -> None:
    anker = home.second_team(also=(home.bram,))
    there = home.draft(anker)
    shift = home.plan(home.bram, "10", "L", roster=there, by=home.yara)
    leave = ask(home, home.bram, "09", "15")

    with pytest.raises(refusals.ShiftsElsewhere):
        grant(home, leave, home.bram)
    with home.by(home.yara):
        home.house.rosters.unassign_shift(roster_of(anker, FIRST), shift, was=home.bram)
    grant(home, leave, home.bram)


def test_two_tablets_that_grant_at_the_same_instant_give_it_once(home: Home) -> None:
    home.plan(home.bram, "10", "V")
    with home.by(home.anna):
        home.house.teams.give_role(home.team, person=home.emre, role="planner", since="2026-01-01")
    leave = ask(home, home.bram, "09", "15")

    def give(by: Id) -> str:
        try:
            grant(home, leave, home.bram, by=by)
        except refusals.LeaveDecided:
            return "decided"
        return "gave"

    with ThreadPoolExecutor(2) as tablets:
        work = [tablets.submit(copy_context().run, give, by) for by in (home.anna, home.emre)]
        said = sorted(one.result() for one in work)

    assert said == ["decided", "gave"]
    assert list(home.agenda(home.bram).absences) == [leave]


@pytest.mark.parametrize(("of", "reading"), [("rosters", "opened"), ("", "_agenda")], ids=["rosters", "agenda"])
def test_who_decides_second_reads_that_it_was_decided_whatever_was_read_before(
    home: Home, monkeypatch: pytest.MonkeyPatch, of: str, reading: str
) -> None:
    home.plan(home.bram, "10", "V")
    with home.by(home.anna):
        home.house.teams.give_role(home.team, person=home.emre, role="planner", since="2026-01-01")
    leave = ask(home, home.bram, "09", "15")
    reader = getattr(home.house.leave, of, home.house.leave)
    read, elsewhere = getattr(reader, reading), copy_context()

    def first_the_other(*asked: Any) -> Any:
        monkeypatch.setattr(reader, reading, read)
        with ThreadPoolExecutor(1) as tablet:
            tablet.submit(elsewhere.run, grant, home, leave, home.bram, by=home.emre).result()
        return read(*asked)

    monkeypatch.setattr(reader, reading, first_the_other)

    with pytest.raises(refusals.LeaveDecided):
        grant(home, leave, home.bram, by=home.anna)
