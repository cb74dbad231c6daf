"""A woongroep is never without somebody who plans."""

from __future__ import annotations

import pytest

from domain.kernel import Id
from domain.teams.refusals import LastPlanner
from domain.teams.woongroep import Woongroep
from tests.harness.home import Home


def test_somebody_who_plans_from_next_year_on_does_not_replace_the_planner_of_today(
    home: Home, anna: Id, bram: Id
) -> None:
    with home.by(anna):
        home.house.teams.give_role(home.team, person=bram, role="planner", since="2027-01-01")

        with pytest.raises(LastPlanner):
            home.house.teams.end_role(home.team, person=anna, role="planner", until="2026-02-02")


def test_who_follows_the_next_day_does_replace_the_planner(home: Home, anna: Id, bram: Id) -> None:
    with home.by(anna):
        home.house.teams.give_role(home.team, person=bram, role="planner", since="2026-03-01")
        home.house.teams.end_role(home.team, person=anna, role="planner", until="2026-02-28")

    found = home.house.workspace.get(Woongroep, home.team)
    assert found and [role[:2] for role in found.roles] == [[bram, "planner"]]


def test_only_a_relative_belongs_to_a_resident(home: Home, anna: Id) -> None:
    with home.by(anna):
        home.house.staffing.hire_person(home.team, hire=home.hire("wim", of="iets"))

    with home.house.now() as views:
        assert views.execute("SELECT count(*) FROM teams_relation WHERE of = 'iets'").fetchone()[0] == 0
