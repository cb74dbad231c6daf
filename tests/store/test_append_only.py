"""The database itself keeps the log append-only, whoever speaks to it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import psycopg
import pytest

from tests.harness.databases import Place
from tests.harness.home import Home

BENDING = {
    "a fact is rewritten": "UPDATE {log} SET state = 'x' WHERE position = 3",
    "a fact moves": "UPDATE {log} SET position = 1000 WHERE position = 3",
    "a fact is taken out": "DELETE FROM {log} WHERE position = 3",
    "everything is taken out": "DELETE FROM {log}",
    "a command is rewritten": "UPDATE {commands} SET actor = 'x'",
    "a command is taken out": "DELETE FROM {commands}",
    "a fact comes a second time": (
        "INSERT INTO {log} (originator_id, originator_version, topic, state) "
        "SELECT originator_id, originator_version, topic, state FROM {log} WHERE position = 3"
    ),
    "a version is left out": (
        "INSERT INTO {log} (originator_id, originator_version, topic, state) "
        "SELECT originator_id, originator_version + 1000, topic, state FROM {log} WHERE position = 3"
    ),
    "a first version is not the first": (
        "INSERT INTO {log} (originator_id, originator_version, topic, state) "
        "SELECT 'somebody', 2, topic, state FROM {log} WHERE position = 3"
    ),
    "a command comes a second time": "INSERT INTO {commands} SELECT * FROM {commands} LIMIT 1",
}
ONLY_SQLITE = {
    "a fact is replaced by its position": (
        "INSERT OR REPLACE INTO {log} SELECT position, originator_id, originator_version, topic, 'x' FROM {log} "
        "WHERE position = 3"
    ),
    "a fact is replaced by its version": (
        "REPLACE INTO {log} (originator_id, originator_version, topic, state) "
        "SELECT originator_id, originator_version, topic, 'x' FROM {log} WHERE position = 3"
    ),
    "a fact is put in by upsert": (
        "INSERT INTO {log} SELECT * FROM {log} WHERE position = 3 ON CONFLICT DO UPDATE SET topic = 'x'"
    ),
    "a command is replaced": "REPLACE INTO {commands} SELECT command, 'x', payload_hash, 1 FROM {commands}",
}
ONLY_POSTGRESQL = {
    "the log is emptied": "TRUNCATE {log}",
    "the commands are emptied": "TRUNCATE {commands}",
    "a position is chosen": "INSERT INTO {log} VALUES (1, 'somebody', 1, 'x', 'x')",
    "a later position is chosen": "INSERT INTO {log} VALUES (1000, 'somebody', 1, 'x', 'x')",
    "a fact is put in by upsert": (
        "INSERT INTO {log} (originator_id, originator_version, topic, state) "
        "SELECT originator_id, originator_version, topic, state FROM {log} WHERE position = 3 "
        "ON CONFLICT (originator_id, originator_version) DO UPDATE SET topic = 'x'"
    ),
    "a replica's settings put the guards aside": "SET session_replication_role = replica; DELETE FROM {log}",
}


@pytest.mark.parametrize("bent", BENDING)
def test_the_database_refuses_to_bend_the_log(home: Home, place: Place, bent: str) -> None:
    before = home.house.workspace.facts(0, 1000)

    with pytest.raises((sqlite3.IntegrityError, psycopg.errors.IntegrityError)):
        place.ask(BENDING[bent].format(log=place.log, commands=place.commands))

    assert home.house.workspace.facts(0, 1000) == before


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
@pytest.mark.parametrize("bent", ONLY_SQLITE)
def test_sqlite_refuses_what_only_sqlite_knows(home: Home, place: Place, bent: str) -> None:
    before = home.house.workspace.facts(0, 1000)

    with pytest.raises(sqlite3.IntegrityError):
        place.ask(ONLY_SQLITE[bent].format(log=place.log, commands=place.commands))

    assert home.house.workspace.facts(0, 1000) == before


@pytest.mark.parametrize("place", ["postgresql"], indirect=True)
@pytest.mark.parametrize("bent", ONLY_POSTGRESQL)
def test_postgresql_refuses_what_only_postgresql_knows(home: Home, place: Place, bent: str) -> None:
    before = home.house.workspace.facts(0, 1000)

    with pytest.raises(psycopg.errors.IntegrityError):
        place.ask(ONLY_POSTGRESQL[bent].format(log=place.log, commands=place.commands))

    assert home.house.workspace.facts(0, 1000) == before


@pytest.mark.parametrize("place", ["postgresql"], indirect=True)
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE log.stored_events SET topic = 'x'",
        "DELETE FROM log.stored_events",
        "TRUNCATE log.stored_events",
        "DELETE FROM log.commands",
        "UPDATE log.snapshots SET topic = 'x'",
        "ALTER TABLE log.stored_events DISABLE TRIGGER ALL",
        "DROP TABLE log.stored_events",
        "LOCK TABLE log.stored_events IN EXCLUSIVE MODE",
        "SELECT setval('log.positions', 1)",
        "CREATE TABLE log.another (one int)",
    ],
)
def test_the_role_that_works_may_only_add_and_read(home: Home, place: Place, statement: str) -> None:
    assert place.database

    with psycopg.connect(place.database) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(statement.encode())


def test_the_log_goes_on_after_somebody_tried(home: Home, place: Place, tmp_path: Path) -> None:
    with pytest.raises((sqlite3.IntegrityError, psycopg.errors.IntegrityError)):
        place.ask(BENDING["a version is left out"].format(log=place.log))

    shift = home.plan(home.person("bram"), "03", "V")

    assert home.who(shift) == home.person("bram")
