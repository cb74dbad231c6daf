"""Who may change what is known of a person, and what may stand in the log of them."""

from __future__ import annotations

import json

import pytest

from domain.kernel import Id, NotThere, new_id
from domain.policies import Hire
from tests.harness.home import Home


def moved_to_anker(home: Home, person: Id) -> Id:
    """The person left De Lindehof in January and works in Het Anker now."""
    anker = home.second_team(also=(person,))
    with home.by(home.person("anna")):
        home.house.staffing.leave_team(home.team, person=person, until="2026-01-31")
    return anker


def test_a_planner_does_not_change_whoever_left_the_team(home: Home, anna: Id, bram: Id) -> None:
    moved_to_anker(home, bram)

    with home.by(anna):
        for tried in (
            lambda: home.house.people.change_email(bram, email="anna@example.org", team=home.team),
            lambda: home.house.people.agree_contract(bram, since="2026-03-01", minutes_per_week=60, team=home.team),
            lambda: home.house.rosters.report_absence(
                home.team, absence=new_id(), person=bram, first="2026-03-04", last="2026-03-06", kind="leave"
            ),
        ):
            with pytest.raises(NotThere):
                tried()


def test_a_planner_does_not_take_back_an_absence_of_whoever_left_the_team(home: Home, anna: Id, bram: Id) -> None:
    anker, absence = moved_to_anker(home, bram), new_id()
    with home.by(bram):
        home.house.rosters.report_absence(
            anker, absence=absence, person=bram, first="2026-03-04", last="2026-03-06", kind="leave"
        )

    with home.by(anna), pytest.raises(NotThere):
        home.house.rosters.withdraw_absence(home.team, absence=absence, person=bram)


def test_an_absence_in_the_days_that_somebody_was_there_can_still_be_reported(home: Home, anna: Id, bram: Id) -> None:
    moved_to_anker(home, bram)

    with home.by(anna):
        home.house.rosters.report_absence(
            home.team, absence=new_id(), person=bram, first="2026-01-12", last="2026-01-13", kind="sick"
        )


def test_what_somebody_does_after_leaving_is_not_in_the_trail_of_the_team(home: Home, anna: Id, bram: Id) -> None:
    anker = moved_to_anker(home, bram)
    with home.by(bram):
        home.house.rosters.report_absence(
            anker, absence=new_id(), person=bram, first="2026-03-04", last="2026-03-06", kind="sick"
        )

    with home.house.now() as views:
        concerned = {
            row[0]
            for row in views.execute(
                "SELECT subject FROM trail_concern c JOIN trail_fact f USING (position) "
                "WHERE f.topic = 'rosters.AbsenceReported'"
            )
        }

    assert anker in concerned
    assert home.team not in concerned


def test_whoever_comes_back_is_in_the_trail_again(home: Home, anna: Id, bram: Id) -> None:
    moved_to_anker(home, bram)
    with home.by(anna):
        home.house.teams.join_team(home.team, person=bram, place="member", since="2026-02-01")
        home.house.people.set_limits(bram, limits={"max_run": 4}, team=home.team)

    with home.house.now() as views:
        found = views.execute(
            "SELECT count(*) FROM trail_concern c JOIN trail_fact f USING (position) "
            "WHERE f.topic = 'people.LimitsSet' AND c.subject = ?",
            (home.team,),
        ).fetchone()[0]

    assert found == 1


def test_nobody_opens_the_account_of_somebody_else(home: Home, bram: Id, fenna: Id) -> None:
    with home.by(bram), pytest.raises(NotThere):
        home.house.people.open_account(fenna)


def test_limits_are_numbers_under_known_names(home: Home, anna: Id, bram: Id) -> None:
    given = {"max_run": 5, "max_shifts": {"V": 3, "over mevrouw Jansen": 2}, "remarks": "ziek geweest", "min_off": -1}

    with home.by(anna):
        home.house.people.set_limits(bram, limits=given, team=home.team)  # type: ignore[arg-type]
        home.house.staffing.hire_person(
            home.team,
            hire=Hire(new_id(), "Wim", limits={"remarks": "x"}),  # type: ignore[dict-item]
        )

    with home.house.now() as views:
        rows = views.execute("SELECT limits FROM people_person WHERE limits IS NOT NULL").fetchall()
    assert [json.loads(row[0]) for row in rows] == [{"max_run": 5, "max_shifts": {"V": 3}}]
