"""`import roster`: a file becomes a team with kinds, demand, absence and wishes, ready to be planned."""

from __future__ import annotations

import pytest

from domain.kernel import id_of
from projections.people import person
from projections.roster_load import load_roster
from projections.roster_page import period_on
from projections.teams import people_of, teams
from tests.imports.conftest import SMALL

START = "2026-03-02"


@pytest.fixture
def take(command, home, file):
    """Import a file into the workspace of De Lindehof."""

    def run(*options, content=SMALL, team="Proeftuin"):
        data = home.house.workspace.data
        return command("import", "roster", file(content), "--team", team, "--start", START, "--data", data, *options)

    return run


def _team(home, name="Proeftuin"):
    with home.house.now() as views:
        return next((t.id for t in teams(views) if home.house.vault.open_packed(t.name) == name), None)


def _people(home, team):
    with home.house.now() as views:
        return {home.house.vault.open_packed(p.name): p for p in people_of(views, team, "member")}


def test_it_makes_the_team_with_everything_in_it(take, home):
    told = take("--json").json()

    team = _team(home)
    everybody = _people(home, team)
    with home.house.now() as views:
        found = load_roster(views, team, START, 2)
        limits = person(views, everybody["Medewerker Q"].person).limits
    assert (told["team"], told["from"], told["to"], told["new_team"]) == ("Proeftuin", START, "2026-03-15", True)
    assert list(everybody) and set(everybody) == {"Medewerker A", "Medewerker B", "Medewerker Q"}
    assert [(k.code, k.start, k.minutes, k.no_next) for k in found.kinds.values()] == [
        ("E", 420, 480, ()), ("D", 900, 480, ("E",)), ("L", 1380, 480, ("E", "D")),
    ]  # fmt: skip
    assert found.least == {("E", "2026-03-02"): 2, ("L", "2026-03-02"): 1, ("D", "2026-03-15"): 1}
    q, b = everybody["Medewerker Q"].person, everybody["Medewerker B"].person
    assert sorted(found.carers[b].absent) == [("2026-03-08", "2026-03-09"), ("2026-03-12", "2026-03-12")]
    assert found.carers[q].wishes == {"2026-03-04": (("L", "want"),)}
    assert limits == {
        "max_shifts": {"E": 0, "D": 14, "L": 2}, "max_minutes": 2160, "min_minutes": 1200, "max_run": 5, "min_run": 1,
        "min_off": 2, "max_weekends": 1,
    }  # fmt: skip


def test_the_first_of_the_file_can_plan_it_at_once(take, home):
    take()
    team = _team(home)
    planner = _people(home, team)["Medewerker A"].person
    with home.house.now() as views:
        roster = period_on(views, team, START).roster

    with home.by(planner):
        home.house.rosters.plan_shift(roster, shift=id_of("one"), date="2026-03-03", kind="E", person=planner)

    with home.house.now() as views:
        assert views.execute("SELECT person FROM rosters_shift").fetchone()[0] == planner


def test_somebody_known_can_be_the_planner(take, home):
    take("--planner", "Anna")

    with home.house.now() as views:
        planners = [p.person for p in people_of(views, _team(home), "planner")]
    assert planners == [home.anna]


def test_a_dry_run_tells_and_does_nothing(take, home):
    before = home.house.workspace.position()

    said = take("--dry-run")
    told = take("--dry-run", "--json").json()

    assert home.house.workspace.position() == before
    assert "Woongroep Proeftuin: new. Roster from 2026-03-02 (2 weeks)." in said.out
    assert "Shift L: 23:00 to 07:00, not followed by E or D" in said.out
    assert "Nothing was done" in said.out
    assert (told["people"], told["absences"], told["wishes"], told["demand"]) == (3, 3, 3, 4)
    assert (told["dry_run"], told["position"]) == (True, None)


def test_times_may_be_given(take):
    kinds = take("--times", "D=09:00,L=14:30", "--dry-run", "--json").json()["kinds"]

    assert [(kind["code"], kind["start"], kind["end"]) for kind in kinds] == [
        ("E", "07:00", "15:00"), ("D", "09:00", "17:00"), ("L", "14:30", "22:30"),
    ]  # fmt: skip


def test_a_second_file_for_the_same_team_finds_the_same_people(take, home):
    take()
    people = _people(home, _team(home))

    again = take("--start", "2026-03-16", "--json").json()

    assert again["new_team"] is False
    assert _people(home, _team(home)) == people


def test_the_same_days_are_not_taken_twice_and_nothing_is_left_behind(take, home):
    take()
    before = home.house.workspace.position()

    said = take()

    assert said.code == 1 and "There is already a roster for these days" in said.err
    assert home.house.workspace.position() == before


def test_kinds_of_a_standing_team_keep_their_times(take):
    said = take(team="De Lindehof")

    assert said.code == 1 and "already has a shift D with other times" in said.err


@pytest.mark.parametrize(("days", "periods"), [(10, [2]), (63, [8, 1]), (364, [8] * 6 + [4])])
def test_longer_than_eight_weeks_becomes_several_rosters(take, home, days, periods):
    told = take(
        "--json", content=SMALL.replace("\n14\n", f"\n{days}\n").replace("13,D", "9,D").replace(",7,10", "")
    ).json()

    with home.house.now() as views:
        rosters = views.execute("SELECT count(*) FROM rosters_roster WHERE team = ?", (told["team_id"],)).fetchone()[0]
    assert [roster["weeks"] for roster in told["rosters"]] == periods
    assert rosters == len(periods)


def test_a_malformed_file_is_named_by_line(take, home):
    before = home.house.workspace.position()

    said = take(content=SMALL.replace("A,0", "Z,0"))

    assert said.code == 1 and "Regel 17: “Z” staat niet in SECTION_STAFF" in said.err
    assert home.house.workspace.position() == before


def test_a_carer_may_not_import(take):
    said = take("--as", "Bram")

    assert said.code == 1 and "Traceback" not in said.err


def test_an_empty_folder_gets_its_first_team(command, file, tmp_path):
    said = command("import", "roster", file(), "--team", "Proeftuin", "--start", START, "--data", tmp_path / "new")

    assert said.code == 0


@pytest.mark.parametrize(
    "options",
    [("--start", "2026-03-03"), ("--start", "maandag"), ("--times", "X=07:00"), ("--times", "E=25:00"),
     ("--times", "vroeg"), ("--planner", "Niemand")],
)  # fmt: skip
def test_wrong_options_are_wrong_usage(take, options):
    assert take(*options).code == 2
