"""The settings that the guarantees rest on are asserted when a store opens."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import psycopg
import pytest
from eventsourcing.persistence import StoredEvent
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from domain.kernel import Refusal, new_id
from domain.store import log_sqlite
from domain.store.log_postgres import PostgresLog
from domain.store.postgres import Database, DatabaseNewer, DatabaseNotReady
from domain.workspace import LogUnusable, Workspace
from projections.house import House
from tests.harness.databases import Place
from tests.harness.home import Home, moved_in

SQLITE = pytest.mark.parametrize("place", ["sqlite"], indirect=True)
POSTGRESQL = pytest.mark.parametrize("place", ["postgresql"], indirect=True)


@SQLITE
def test_sqlite_is_durable_and_strict(home: Home) -> None:
    factory = home.house.workspace.factory
    with factory.datastore.get_connection(commit=True) as connection:  # type: ignore[attr-defined]
        standing = {
            name: connection._sqlite_conn.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "busy_timeout", "foreign_keys", "trusted_schema")
        }

    assert standing == {
        "journal_mode": "wal", "synchronous": 2, "busy_timeout": 30_000, "foreign_keys": 1, "trusted_schema": 0,
    }  # fmt: skip


@SQLITE
def test_a_setting_that_sqlite_does_not_take_stops_the_start(place: Place) -> None:
    connection = sqlite3.connect(":memory:")

    with pytest.raises(RuntimeError, match="journal_mode"):
        log_sqlite.settle(connection)


@POSTGRESQL
def test_postgresql_is_durable(home: Home, place: Place) -> None:
    database = Database(place.database or "")

    standing = {
        name: database.read(f"SHOW {name}")[0][0]
        for name in ("synchronous_commit", "lock_timeout", "transaction_isolation", "client_encoding")
    }

    database.close()
    assert standing == {
        "synchronous_commit": "on", "lock_timeout": "30s", "transaction_isolation": "read committed",
        "client_encoding": "UTF8",
    }  # fmt: skip


@POSTGRESQL
def test_a_role_whose_settings_are_weak_is_still_durable(home: Home, place: Place) -> None:
    place.ask("ALTER ROLE driehoek_app SET synchronous_commit = off")
    place.ask("ALTER ROLE driehoek_app SET default_transaction_isolation = 'serializable'")
    try:
        database = Database(place.database or "")
        with database.connection() as connection, connection.transaction():
            found = [
                connection.execute(f"SHOW {n}".encode()).fetchone()
                for n in ("synchronous_commit", "transaction_isolation")
            ]
        database.close()
    finally:
        place.ask("ALTER ROLE driehoek_app RESET ALL")

    assert found == [("on",), ("read committed",)]


@POSTGRESQL
def test_functions_in_the_database_are_never_used(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POSTGRES_ENABLE_DB_FUNCTIONS", "yes")
    workspace = Workspace(place.data, place.database)

    assert isinstance(workspace.recorder, PostgresLog)
    assert place.ask("SELECT proname FROM pg_proc WHERE starts_with(proname, 'es_insert')") == []
    workspace.close()


@POSTGRESQL
def test_one_process_makes_the_tables_and_the_others_need_no_owner(
    home: Home, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DRIEHOEK_DATABASE_OWNER")
    monkeypatch.setenv("CREATE_TABLE", "no")

    house = House(place.data, place.database)

    assert house.workspace.position() == home.house.workspace.position()
    house.close()


@POSTGRESQL
def test_without_tables_and_without_an_owner_a_sentence_says_what_to_do(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DRIEHOEK_DATABASE_OWNER")

    with pytest.raises(DatabaseNotReady, match="DRIEHOEK_DATABASE_OWNER"):
        Workspace(place.data, place.database)


@POSTGRESQL
def test_an_owner_needs_no_more_than_to_make_schemas(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    fields = conninfo_to_dict(place.owner or "")
    place.ask("DROP ROLE IF EXISTS driehoek_plain")
    place.ask("CREATE ROLE driehoek_plain LOGIN PASSWORD 'plain'")
    place.ask(f"GRANT CREATE ON DATABASE {fields['dbname']} TO driehoek_plain")
    monkeypatch.setenv(
        "DRIEHOEK_DATABASE_OWNER", make_conninfo(place.owner or "", user="driehoek_plain", password="plain")
    )

    with moved_in(place.data, place.database) as home:
        home.draft()
        shift = home.plan(home.person("bram"), "03", "V")
        home.house.vault.erase(home.person("bram"), "op verzoek", home.person("anna"))

        assert home.who(shift) == home.person("bram")
        assert place.ask(
            "SELECT tableowner FROM pg_tables WHERE schemaname = 'log' AND tablename = 'stored_events'"
        ) == [("driehoek_plain",)]
    place.ask("DROP SCHEMA log, vault, access, uploads CASCADE")
    place.ask(f"REVOKE CREATE ON DATABASE {fields['dbname']} FROM driehoek_plain")
    place.ask("DROP ROLE driehoek_plain")


@POSTGRESQL
def test_the_owner_alone_may_do_everything_and_the_guards_still_stand(place: Place) -> None:
    workspace = Workspace(place.data, place.owner)
    workspace.recorder.insert_events([StoredEvent(new_id(), 1, "people.PersonInvited", b"{}")])

    with pytest.raises(psycopg.errors.RestrictViolation):
        place.ask("DELETE FROM log.stored_events")

    workspace.close()


@POSTGRESQL
def test_a_log_whose_guards_were_taken_away_is_not_used(home: Home, place: Place) -> None:
    place.ask("DROP TRIGGER refuse ON log.stored_events")

    with pytest.raises(DatabaseNotReady, match="bewaking"):
        Workspace(place.data, place.database)


@POSTGRESQL
def test_a_log_whose_guards_were_put_aside_is_not_used(home: Home, place: Place) -> None:
    place.ask("ALTER TABLE log.stored_events DISABLE TRIGGER follow")

    with pytest.raises(DatabaseNotReady, match="follow"):
        Workspace(place.data, place.database)


@POSTGRESQL
def test_a_database_of_a_later_version_is_left_alone(home: Home, place: Place) -> None:
    place.ask("COMMENT ON SCHEMA log IS 'driehoek 99'")

    with pytest.raises(DatabaseNewer):
        Workspace(place.data, place.database)


@SQLITE
def test_a_guard_that_is_missing_is_put_back_and_one_that_was_bent_stops_the_start(home: Home, place: Place) -> None:
    place.ask("DROP TRIGGER stored_events_no_update")
    Workspace(place.data).close()
    with pytest.raises(sqlite3.IntegrityError):
        place.ask("UPDATE stored_events SET topic = 'x'")
    place.ask("DROP TRIGGER stored_events_no_update")
    place.ask("CREATE TRIGGER stored_events_no_update BEFORE UPDATE ON stored_events BEGIN SELECT 1; END")

    with pytest.raises(LogUnusable):
        Workspace(place.data)


@SQLITE
@pytest.mark.parametrize("file", ["events.db", "vault.db"])
@pytest.mark.parametrize("damage", ["no database", "torn pages", "half of it"])
def test_a_damaged_store_stops_the_start_with_a_sentence(home: Home, place: Place, file: str, damage: str) -> None:
    home.house.close()
    path = place.data / file
    path.write_bytes(spoilt(path, damage))

    with pytest.raises(LogUnusable) as refusal:
        Workspace(place.data)

    assert str(place.data) in refusal.value.sentence() and "verify" in refusal.value.sentence()


def spoilt(path: Path, damage: str) -> bytes:
    """The content of a database that something happened to."""
    content = bytearray(path.read_bytes())
    if damage == "no database":
        return b"not a database" * 400
    if damage == "half of it":
        return bytes(content[: len(content) // 2])
    for page in range(4096, len(content), 4096):
        content[page : page + 60] = b"\xff" * 60
    return bytes(content)


@POSTGRESQL
@pytest.mark.parametrize("wrong", ["postgresql://127.0.0.1:1/nothing", "postgresql:///?host=/nowhere&dbname=x"])
def test_a_database_that_cannot_be_reached_stops_the_start_with_a_sentence(place: Place, wrong: str) -> None:
    with pytest.raises(Refusal, match="PostgreSQL"):
        Workspace(place.data, wrong)
