"""`roster propose`: a proposal for a real roster, asked, searched and printed in one call."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.fixture
def week(home: Any) -> Any:
    """One early shift a day in the first week, and nothing else."""
    with home.by(home.anna):
        for code in ("V", "L", "N"):
            for weekday in range(7):
                home.house.rosters.set_weekday_demand(home.team, code=code, weekday=weekday, least=0)
        for day in range(2, 9):
            home.house.rosters.set_date_demand(home.team, code="V", date=f"2026-03-{day:02d}", least=1)
    return home


def test_the_alternatives_are_printed_and_the_roster_stays_as_it_is(week: Any, command: Callable[..., Any]) -> None:
    said = command("roster", "propose", week.roster, "--seconds", 1, "--json", "--data", week.house.workspace.data)

    told = said.json()
    assert said.code == 0 and told["state"] == "offered"
    first = told["alternatives"][0]
    assert len(first["shifts"]) == 7 and first["gaps"] == [] and week.bram in first["costs"]
    assert week.standing().shifts == {}
    with week.house.now() as views:
        asked = views.execute("SELECT asked_by, state FROM rosters_proposal").fetchone()
    assert tuple(asked) == ("0" * 31 + "1", "offered")


def test_who_plans_asks_under_their_own_name(week: Any, command: Callable[..., Any]) -> None:
    said = command(
        "roster", "propose", week.roster, "--seconds", 1, "--as", "Anna", "--data", week.house.workspace.data
    )

    assert said.code == 0 and "A fair: 7 shifts, 0 open" in said.out


def test_people_stand_in_it_by_id_and_with_open_by_name(week: Any, command: Callable[..., Any]) -> None:
    asked = ("roster", "propose", week.roster, "--seconds", 1, "--data", week.house.workspace.data)

    by_id, by_name, as_json = command(*asked), command(*asked, "--open"), command(*asked, "--open", "--json")

    names = {"Anna", "Bram", "Emre", "Fenna", "Saar"}
    lines = [line for line in by_id.out.splitlines() if line.startswith("  2026-03-02  V: ")]
    assert lines and not any(name in by_id.out for name in names)
    named = {line.split()[-1] for line in by_name.out.splitlines() if line.startswith("  2026-03-02  V: ")}
    assert named and named <= names and "keep this output" in by_name.err
    assert {shift["name"] for shift in as_json.json()["alternatives"][0]["shifts"]} <= names


def test_who_belongs_to_another_team_is_marked(week: Any, command: Callable[..., Any]) -> None:
    week.second_team()
    with week.by(week.yara):
        week.house.rosters.agree_to_asks(week.team, days=["working", "off"], places=["V"])
    with week.by(week.anna):
        week.house.rosters.set_date_demand(week.team, code="V", date="2026-03-04", least=6)

    said = command("roster", "propose", week.roster, "--seconds", 1, "--open", "--data", week.house.workspace.data)

    assert all("Yara (ask)" in line for line in said.out.splitlines() if line.startswith("  2026-03-04"))
    assert said.out.count("(ask)") == said.out.count("2026-03-04") > 0


def test_another_teams_roster_is_not_there(week: Any, command: Callable[..., Any]) -> None:
    week.second_team()

    data = ("--data", week.house.workspace.data)
    for roster in ("0" * 32, week.roster):
        assert command("roster", "propose", roster, "--as", "Yara", *data).code == 1
    assert command("roster", "propose", "niets", *data).code == 2


def test_when_nothing_is_open_it_says_so(week: Any, command: Callable[..., Any]) -> None:
    with week.by(week.anna):
        for day in range(2, 9):
            week.house.rosters.set_date_demand(week.team, code="V", date=f"2026-03-{day:02d}", least=0)

    said = command("roster", "propose", week.roster, "--data", week.house.workspace.data)

    assert said.code == 1 and "Everything is filled" in said.err


def test_what_is_no_id_is_told_where_the_id_is(week: Any, command: Callable[..., Any]) -> None:
    said = command("roster", "propose", "niets", "--data", week.house.workspace.data)

    assert said.code == 2 and "roster show --team NAME --period DATE" in " ".join(said.err.split())
