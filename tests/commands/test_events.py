"""`events`: the log as lines of JSON, sealed unless opened, for who may read it."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from domain.kernel import id_of

PROJECT = Path(__file__).resolve().parents[2]
FIELDS = [
    "position", "recorded_at", "topic", "originator_id", "originator_version", "by", "role", "on_behalf_of", "reason",
    "command", "cause", "data",
]  # fmt: skip


def _data(home):
    return home.house.workspace.data


def test_every_fact_is_a_line_with_its_metadata(command, home):
    lines = command("events", "--data", _data(home)).lines()

    assert [line["position"] for line in lines] == list(range(1, home.house.workspace.position() + 1))
    assert all(list(line) == FIELDS for line in lines)
    assert lines[0]["topic"] == "teams.OrganisationFounded"


def test_names_stay_sealed_unless_they_are_opened(command, home):
    sealed = command("events", "--data", _data(home), "--topic", "people.PersonRegistered")
    opened = command("events", "--data", _data(home), "--topic", "people.PersonRegistered", "--open")

    assert sealed.lines()[0]["data"]["name"] == {"sealed": id_of("person", "anna")}
    assert "Fenna" not in sealed.out
    assert "Fenna" in [line["data"]["name"] for line in opened.lines()]


def test_who_was_erased_is_shown_as_such(command, home):
    home.house.vault.erase(home.fenna, "AVG 17", home.anna)

    lines = command("events", "--data", _data(home), "--topic", "PersonRegistered", "--open").lines()

    assert {"sealed": home.fenna, "erased": True} in [line["data"]["name"] for line in lines]


def test_a_team_or_a_person_sees_what_concerns_them(command, home):
    home.second_team()

    of_team = command("events", "--data", _data(home), "--team", "het anker").lines()
    of_person = command("events", "--data", _data(home), "--person", "Bram").lines()

    assert {line["topic"] for line in of_team} >= {"teams.WoongroepFounded", "teams.PersonJoined"}
    assert all(home.team not in json.dumps(line) for line in of_team)
    assert {line["topic"] for line in of_person} >= {"people.PersonRegistered", "teams.PersonJoined"}
    assert len(of_person) < home.house.workspace.position()


def test_topics_may_be_whole_short_or_a_slice(command, home):
    def topics(wanted):
        return {line["topic"] for line in command("events", "--data", _data(home), "--topic", wanted).lines()}

    assert topics("rosters.RosterDrafted") == topics("RosterDrafted") == {"rosters.RosterDrafted"}
    assert {topic.partition(".")[0] for topic in topics("teams")} == {"teams"}


def test_from_a_moment_up_to_another(command, home):
    before = home.house.workspace.position()
    home.clock.advance(timedelta(days=1))
    home.plan(home.bram, "05", "V")

    later = command("events", "--data", _data(home), "--since", "2026-02-03").lines()
    earlier = command("events", "--data", _data(home), "--until", "2026-02-02").lines()
    between = command("events", "--data", _data(home), "--since", 2, "--until", 4).lines()

    assert [line["position"] for line in later] == list(range(before + 1, home.house.workspace.position() + 1))
    assert earlier[-1]["position"] == before
    assert [line["position"] for line in between] == [2, 3, 4]


def test_a_member_reads_the_own_team_and_not_another(command, home):
    home.second_team()

    own = command("events", "--data", _data(home), "--team", "De Lindehof", "--as", "bram")
    other = command("events", "--data", _data(home), "--team", "Het Anker", "--as", "bram")
    everything = command("events", "--data", _data(home), "--as", "bram")
    opened = command("events", "--data", _data(home), "--team", "De Lindehof", "--as", "bram", "--open")

    assert own.code == 0 and own.out
    assert (other.code, everything.code, opened.code) == (1, 1, 1)
    assert other.out == everything.out == opened.out == ""


@pytest.mark.parametrize(
    "options",
    [("--team", "Nergens"), ("--person", "Niemand"), ("--topic", "rosters.Nothing"), ("--since", "soon"),
     ("--as", "Niemand"), ("--team", "De Lindehof", "--person", "Bram")],
)  # fmt: skip
def test_what_is_not_there_is_wrong_usage(command, home, options):
    said = command("events", "--data", _data(home), *options)

    assert (said.code, said.out) == (2, "")


def test_no_workspace_is_made_to_look_into(command, tmp_path):
    said = command("events", "--data", tmp_path)

    assert said.code == 1 and "there is no workspace" in said.err
    assert list(tmp_path.iterdir()) == []


def test_a_reader_that_has_enough_ends_it_quietly(demo_made):
    pipe = subprocess.Popen(
        [sys.executable, "-m", "web.cli", "events", "--data", str(demo_made)],
        cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip

    assert pipe.stdout and json.loads(pipe.stdout.readline())["position"] == 1
    pipe.stdout.close()

    assert pipe.stderr and pipe.stderr.read() == ""
    assert pipe.wait(timeout=30) == 141
