"""`rebuild`: the tables are made again from the log, compared, and switched."""

from __future__ import annotations

import sqlite3
from contextlib import closing


def _break(data, statement):
    with closing(sqlite3.connect((data / "views.db").resolve())) as views:
        views.execute(statement)
        views.commit()


def test_what_stands_is_equal_to_what_is_built(command, demo_copy):
    said = command("rebuild", "--check", "--data", demo_copy, "--json")

    told = said.json()
    assert said.code == 0 and told["equal"] is True and told["difference"] is None
    assert told["events"] == len(command("events", "--data", demo_copy).out.splitlines())
    assert told["events_per_second"] > 0 and told["seconds"] > 0


def test_a_difference_is_named_and_nothing_is_touched(command, demo_copy):
    _break(
        demo_copy, "UPDATE rosters_shift_history SET kind = 'X' WHERE shift = (SELECT min(shift) FROM rosters_shift)"
    )

    said = command("rebuild", "--check", "--data", demo_copy, "--json")
    again = command("rebuild", "--check", "--data", demo_copy)

    assert said.code == 1 and said.json()["equal"] is False
    assert "rosters_shift" in said.json()["difference"]
    assert again.code == 1 and "not equal: " in again.out


def test_a_rebuild_lets_the_right_tables_stand(command, demo_copy):
    _break(demo_copy, "DELETE FROM people_person_history")

    rebuilt = command("rebuild", "--data", demo_copy, "--json")

    assert rebuilt.code == 0 and rebuilt.json()["equal"] is None
    assert command("rebuild", "--check", "--data", demo_copy).code == 0


def test_tables_that_cannot_be_read_are_not_equal(command, demo_copy):
    (demo_copy / "views.db").resolve().write_bytes(b"this is no database" * 1000)

    said = command("rebuild", "--check", "--data", demo_copy, "--json")

    assert said.code == 1 and "cannot be read" in said.json()["difference"]


def test_it_leaves_nothing_beside(command, demo_copy):
    command("rebuild", "--data", demo_copy)
    command("rebuild", "--check", "--data", demo_copy)

    assert [file.name for file in demo_copy.iterdir() if "rebuild" in file.name] == []


def test_without_a_workspace_there_is_nothing_to_rebuild(command, tmp_path):
    said = command("rebuild", "--data", tmp_path)

    assert said.code == 1 and "there is no workspace" in said.err
