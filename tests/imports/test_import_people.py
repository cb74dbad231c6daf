"""`import people`: a spreadsheet as a Dutch or an English one writes it, shown first, taken whole or not at all."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from domain.kernel import Refusal
from projections.people import contract_minutes
from projections.teams import people_of, teams
from web.imports.cells import AmbiguousDate, read_day
from web.imports.sheet import read_sheet

DUTCH = """\
Naam;Woongroep;Uren;Sinds;Bekwaamheden;Rol;E-mail
Iris de Boer;De Lindehof;24,5;31-3-2025;medicatie, bhv;mentor;iris@linde.example
Koos Prins;De Lindehof;;1-4-2020;;bewoner;
Ömer Şahin;Het Nieuwe Huis;32;2025-01-01;Medicatie;planner;omer@linde.example
"""
ENGLISH = """\
name,team,hours per week,since,competences,role,email
Iris de Boer,De Lindehof,24.5,3/31/2025,"medicatie, bhv",mentor,iris@linde.example
Koos Prins,De Lindehof,,2020-04-01,,resident,
Ömer Şahin,Het Nieuwe Huis,32,1/1/2025,medicatie,planner,omer@linde.example
"""


@pytest.fixture
def take(command, home, file):
    """Import people into the workspace of De Lindehof."""

    def run(content, *options, typed=None):
        data = home.house.workspace.data
        return command("import", "people", file(content), "--data", data, *options, typed=typed)

    return run


def _everybody(home):
    """What is known of each who came: (team, name) -> (roles, hours, competences)."""
    found = {}
    with home.house.now() as views:
        for team in teams(views):
            for p in people_of(views, team.id):
                relations = home.house.authority.relations(p.person)
                key = (home.house.vault.open_packed(team.name), home.house.vault.open_packed(p.name))
                hours = contract_minutes(views, p.person, "2026-02-02") / 60
                found.setdefault(key, ([], hours, sorted(code for code, *_ in relations.competences)))[0].append(
                    (p.role, p.since)
                )
    return found


@pytest.mark.parametrize(
    "content",
    [DUTCH.encode("utf-8-sig"), DUTCH.encode(), ENGLISH.encode(), DUTCH.replace("\n", "\r\n").encode("utf-16"),
     ("sep=;\n" + DUTCH).encode("utf-8-sig"), DUTCH.replace(";", "\t").encode()],
    ids=["Dutch Excel", "Dutch", "English", "Unicode text", "with sep=", "tabs"],
)  # fmt: skip
def test_a_spreadsheet_becomes_people(take, home, content):
    said = take(content)

    everybody = _everybody(home)
    assert said.code == 0, said.out
    iris = everybody["De Lindehof", "Iris de Boer"]
    assert iris == ([("member", "2025-03-31"), ("mentor", "2025-03-31")], 24.5, ["bhv", "medicatie"])
    assert everybody["De Lindehof", "Koos Prins"][0] == [("resident", "2020-04-01")]
    assert ("planner", "2025-01-01") in everybody["Het Nieuwe Huis", "Ömer Şahin"][0]


def test_a_file_in_the_old_windows_encoding_is_read(take, home):
    take("Naam;Woongroep\nZoë Brontë;De Lindehof\n".encode("cp1252"))

    assert ("De Lindehof", "Zoë Brontë") in _everybody(home)


def test_all_come_in_one_command(take, home):
    before = home.house.workspace.position()

    take(DUTCH)

    facts = home.house.workspace.facts(before, 1000)
    assert len({json.loads(fact.state)["command"] for fact in facts}) == 1


def test_a_dry_run_tells_and_does_nothing(take, home):
    before = home.house.workspace.position()

    said = take(DUTCH, "--dry-run")
    told = take(DUTCH, "--dry-run", "--json").json()

    assert home.house.workspace.position() == before
    assert "New woongroep: Het Nieuwe Huis" in said.out
    assert "Iris de Boer (member) in De Lindehof, 24.5 hours, since 2025-03-31: mentor, medicatie, bhv" in said.out
    assert told["people"] == 3 and told["teams"] == {"De Lindehof": 2, "Het Nieuwe Huis": 1}
    assert told["new_teams"] == ["Het Nieuwe Huis"] and told["position"] is None


def test_a_person_at_a_terminal_is_asked_first(take, home, monkeypatch):
    import web.commands.import_ as module

    before = home.house.workspace.position()
    monkeypatch.setattr(
        module, "sys", type("sys", (), {"stdin": type("tty", (), {"isatty": staticmethod(lambda: True)})})
    )

    no = take(DUTCH, typed="n\n")
    assert no.code == 0 and "Let 3 people in?" in no.out
    assert home.house.workspace.position() == before

    take(DUTCH, typed="y\n")
    assert home.house.workspace.position() > before


def test_every_error_is_named_by_row_and_column_and_nothing_is_taken(take, home):
    before = home.house.workspace.position()
    wrong = (
        "Naam;Woongroep;Uren;Sinds;Bekwaamheden;Rol;E-mail\n"
        ";De Lindehof;24;;;;\n"
        "Bram;De Lindehof;60;;;;\n"
        "\n"
        "Piet;;24;31-2-2026;;koning;geen adres\n"
        "=HYPERLINK(1);De Lindehof;24;3/4/2026;wat!;verwant;\n"
    )

    said = take(wrong)
    errors = [(e["row"], e["column"]) for e in take(wrong, "--json").json()["errors"]]

    assert said.code == 1
    assert errors == [
        (2, "Naam"), (3, "Uren"), (3, "Naam"), (5, "Rol"), (5, "Sinds"), (5, "E-mail"), (5, "Woongroep"),
        (6, "Naam"), (6, "Rol"), (6, "Sinds"), (6, "Bekwaamheden"),
    ]  # fmt: skip
    assert "Row 3, column Uren: Fill in contract hours between 0 and 48" in said.out
    assert "Row 3, column Naam: Bram already belongs to De Lindehof." in said.out
    assert "Row 6, column Naam: There is a formula here." in said.out
    assert "Row 6, column Sinds: 3/4/2026 can be two days." in said.out
    assert home.house.workspace.position() == before


def test_the_same_person_twice_is_named_with_the_first_row(take):
    twice = "naam;woongroep;mail\nIris;De Lindehof;i@x.nl\nIRIS;De Lindehof;\nJan;De Lindehof;I@x.nl\n"

    errors = take(twice, "--json").json()["errors"]
    said = take(twice).out

    assert [(e["row"], e["column"], e["refusal"]) for e in errors] == [
        (3, "naam", "StandsThere"),
        (4, "mail", "StandsThere"),
    ]
    assert "Row 3, column naam: This person stands already in row 2." in said


def test_the_same_file_again_changes_nothing(take, home):
    take(DUTCH)
    before = home.house.workspace.position()

    said = take(DUTCH)

    assert said.code == 1 and "Iris de Boer already belongs to De Lindehof." in said.out
    assert home.house.workspace.position() == before


def test_a_planner_lets_people_into_the_own_team_only(take, home):
    home.second_team()

    own = take("naam;uren\nIris;24\n", "--team", "De Lindehof", "--as", "Anna")
    other = take("naam;uren\nJan;24\n", "--team", "Het Anker", "--as", "Bram")

    assert own.code == 0
    assert other.code == 1 and ("Het Anker", "Jan") not in _everybody(home)


def test_a_file_for_one_team_may_not_name_another(take):
    errors = take(DUTCH, "--team", "De Lindehof", "--json").json()["errors"]

    assert [(e["row"], e["column"]) for e in errors] == [(4, "Woongroep")]


def test_columns_that_are_not_used_are_told(take):
    assert "Not used: Personeelsnummer" in take("Personeelsnummer;Naam;Team\n7;Iris;De Lindehof\n").out


@pytest.mark.parametrize(
    ("written", "day"),
    [("2026-03-31", "2026-03-31"), ("31-3-2026", "2026-03-31"), ("31.03.2026", "2026-03-31"),
     ("3/31/2026", "2026-03-31"), ("31/3/2026", "2026-03-31"), ("4/4/2026", "2026-04-04"),
     ("3-4-2026", "2026-04-03"), ("2026-3-1", "2026-03-01")],
)  # fmt: skip
def test_days_as_people_write_them(written, day):
    assert read_day(written) == day


def test_a_day_that_can_be_two_days_is_asked_again():
    with pytest.raises(AmbiguousDate):
        read_day("3/4/2026")


@pytest.mark.parametrize("written", ["30-2-2026", "31-3-26", "morgen", "2026-13-01", "1-1-1800", "0/0/2026"])
def test_what_is_no_day_is_refused(written):
    with pytest.raises(Refusal):
        read_day(written)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "There is nobody"), (b"naam;uren\n", "There is nobody"), (b"uren;team\n24;x\n", "has no column naam"),
        (b"naam;name\nx;y\n", "mean the same"), (b"naam\n\0\n", "cannot read this file as text"),
        (b"naam\n" + b"x" * 600_000, "too large"), (b"naam\n" + b"x\n" * 2_001, "too large"),
    ],
)  # fmt: skip
def test_what_is_no_spreadsheet_of_people_is_refused(take, content, says):
    said = take(content)

    assert said.code == 1 and says in said.err


@given(some.one_of(some.binary(max_size=300), some.text(max_size=300).map(str.encode)))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_bytes_there_is_no_stack_trace(raw):
    try:
        read_sheet(b"naam;team\n" + raw)
    except Refusal as refusal:
        assert refusal.sentence()
