"""The log in SQLite: append only, kept so by the database itself."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from eventsourcing import persistence
from eventsourcing import sqlite as library
from eventsourcing.persistence import ApplicationRecorder, StoredEvent
from eventsourcing.sqlite import (
    SQLiteApplicationRecorder,
    SQLiteConnection,
    SQLiteConnectionPool,
    SQLiteCursor,
    SQLiteDatastore,
    SQLiteTransaction,
)

from domain.store.recorded import CommandRow, Row

BUSY_SECONDS = 30
_SOON_READ = 64 * 2**20

# The stock recorder assumes four columns and the rowid; AUTOINCREMENT never gives a position out twice.
_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS stored_events ("
    "position INTEGER PRIMARY KEY AUTOINCREMENT, originator_id TEXT NOT NULL, originator_version INTEGER NOT NULL, "
    "topic TEXT NOT NULL, state BLOB NOT NULL, UNIQUE (originator_id, originator_version)) STRICT",
    "CREATE TABLE IF NOT EXISTS commands (command TEXT PRIMARY KEY, actor TEXT NOT NULL, payload_hash TEXT NOT NULL, "
    "first_position INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    *(
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_{verb} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"
        for table in ("stored_events", "commands")
        for verb in ("update", "delete")
    ),
    "CREATE TRIGGER IF NOT EXISTS stored_events_no_replace BEFORE INSERT ON stored_events WHEN EXISTS "
    "(SELECT 1 FROM stored_events WHERE position = NEW.position OR "
    "(originator_id = NEW.originator_id AND originator_version = NEW.originator_version)) "
    "BEGIN SELECT RAISE(ABORT, 'UNIQUE: this fact is there already'); END",
    "CREATE TRIGGER IF NOT EXISTS stored_events_no_gap BEFORE INSERT ON stored_events WHEN NEW.originator_version != 1 "
    "AND NOT EXISTS (SELECT 1 FROM stored_events WHERE originator_id = NEW.originator_id "
    "AND originator_version = NEW.originator_version - 1) "
    "BEGIN SELECT RAISE(ABORT, 'a version is missing before this fact'); END",
    "CREATE TRIGGER IF NOT EXISTS commands_no_replace BEFORE INSERT ON commands WHEN EXISTS "
    "(SELECT 1 FROM commands WHERE command = NEW.command) "
    "BEGIN SELECT RAISE(ABORT, 'UNIQUE: this command has run already'); END",
)


class ImmediateTransaction(SQLiteTransaction):
    """Takes the write lock at once: a later upgrade gives instant lock errors under load."""

    def __enter__(self) -> SQLiteCursor:
        cursor = self.connection.cursor()
        cursor.execute("BEGIN IMMEDIATE" if self.commit else "BEGIN")
        return cursor


class LogConnection(SQLiteConnection):
    """A connection whose writing transactions begin as such."""

    @contextmanager
    def transaction(self, *, commit: bool) -> Iterator[SQLiteCursor]:
        """A transaction of its own."""
        with translated(), ImmediateTransaction(self, commit=commit) as cursor, cursor:
            yield cursor


class LogPool(SQLiteConnectionPool):
    """Connections with the settings that the guarantees rest on, asserted at each opening."""

    def _create_connection(self) -> SQLiteConnection:
        with translated():
            plain: sqlite3.Connection = super()._create_connection()._sqlite_conn
            settle(plain)
        return LogConnection(sqlite_conn=plain, max_age=self.max_age)


@contextmanager
def translated() -> Iterator[None]:
    """Errors of sqlite3 as those of the library, under the same names."""
    try:
        yield
    except sqlite3.Error as error:
        raise getattr(persistence, type(error).__name__, persistence.PersistenceError)(str(error)) from error


def settle(connection: sqlite3.Connection) -> None:
    """Durable and strict settings; raises RuntimeError when this SQLite does not take one."""
    for pragma, wanted in {
        "journal_mode": "wal",
        "synchronous": 2,
        "busy_timeout": BUSY_SECONDS * 1000,
        "foreign_keys": 1,
        "trusted_schema": 0,
    }.items():
        connection.execute(f"PRAGMA {pragma} = {wanted}")
        standing = connection.execute(f"PRAGMA {pragma}").fetchone()[0]
        if standing != wanted:
            raise RuntimeError(f"SQLite keeps {pragma} at {standing}, not {wanted}")


def examine(connection: sqlite3.Connection) -> None:
    """Raises DatabaseError when the log is damaged or its guards are not those above.

    A large file is looked at where it begins and ends only: `verify` reads it all.
    """
    standing = {sql for (sql,) in connection.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'")}
    if missing := {sql.replace("IF NOT EXISTS ", "") for sql in _SCHEMA if "TRIGGER" in sql} - standing:
        raise persistence.DatabaseError(f"the log is not guarded any more: {min(missing)[:60]}")
    pages, size = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
    if pages * size <= _SOON_READ:
        found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok":
            raise persistence.DatabaseError(found)
    for end in ("min", "max"):
        connection.execute(f"SELECT * FROM stored_events WHERE position = (SELECT {end}(position) FROM stored_events)")


class SQLiteLog(SQLiteApplicationRecorder):
    """The recorder of the log."""

    def __init__(self, datastore: SQLiteDatastore, events_table_name: str = "stored_events") -> None:
        super().__init__(datastore, events_table_name)
        self.insert_events_statement = (
            f"INSERT INTO {events_table_name} (originator_id, originator_version, topic, state) VALUES (?,?,?,?)"
        )

    def construct_create_table_statements(self) -> list[str]:
        """The tables and the triggers that keep them append-only."""
        return list(_SCHEMA)

    def _insert_events(
        self,
        c: SQLiteCursor,
        stored_events: Sequence[StoredEvent],
        *,
        command: CommandRow | None = None,
        unchanged: Mapping[str, int] | None = None,
        known: int | None = None,
        **_: Any,
    ) -> Sequence[int]:
        positions = []
        for s in stored_events:
            c.execute(self.insert_events_statement, (s.originator_id, s.originator_version, s.topic, s.state))
            positions.append(c.lastrowid)
        if command and positions:
            c.execute(
                "INSERT INTO commands VALUES (?,?,?,?)",
                (command.command, command.actor, command.payload_hash, positions[0]),
            )
        for originator, version in (unchanged or {}).items():
            c.execute("SELECT max(originator_version) FROM stored_events WHERE originator_id = ?", (originator,))
            if (c.fetchone()[0] or 0) != version:
                raise persistence.IntegrityError(f"{originator} moved")
        if known is not None and positions:
            c.execute("SELECT max(position) FROM stored_events WHERE position < ?", (positions[0],))
            if (c.fetchone()[0] or 0) != known:
                raise persistence.IntegrityError(f"more came after {known}")
        return positions

    def select_notifications(self, *_: Any, **__: Any) -> Any:
        """Not used: the log is read with `select_recorded`."""
        raise TypeError("read the log with select_recorded")

    def select_recorded(self, after: int, limit: int, until: int | None = None) -> list[Row]:
        """The facts after a position, in order, at most `limit`, up to and including `until`."""
        with translated(), self.datastore.get_connection(commit=False) as connection:
            found = connection._sqlite_conn.execute(
                "SELECT position, originator_id, originator_version, topic, state FROM stored_events "
                "WHERE position > ? AND position <= ? ORDER BY position LIMIT ?",
                (after, 2**63 - 1 if until is None else until, limit),
            )
            return found.fetchall()

    def max_notification_id(self) -> int:
        """The last position; 0 in an empty log."""
        with translated(), self.datastore.get_connection(commit=False) as connection:
            row = connection._sqlite_conn.execute("SELECT max(position) FROM stored_events").fetchone()
            return int(row[0] or 0)

    def find_command(self, command: str) -> tuple[str, str, int] | None:
        """Actor, payload hash and first position of a command that has run."""
        with translated(), self.datastore.get_connection(commit=False) as connection:
            row = connection._sqlite_conn.execute(
                "SELECT actor, payload_hash, first_position FROM commands WHERE command = ?", (command,)
            ).fetchone()
            return tuple(row) if row else None


class Factory(library.SQLiteFactory):
    """Makes the log's recorder with its own settings."""

    application_recorder_class = SQLiteLog

    def __init__(self, env: Any) -> None:
        super().__init__(env)
        self.datastore.pool.close()
        self.datastore.pool = LogPool(
            db_name=str(self.env.get(self.SQLITE_DBNAME)), lock_timeout=BUSY_SECONDS, pool_size=16, max_overflow=64
        )

    def application_recorder(self) -> ApplicationRecorder:
        """The log."""
        recorder = SQLiteLog(self.datastore)
        if self.env_create_table():
            recorder.create_table()
        with translated(), self.datastore.get_connection(commit=False) as connection:
            examine(connection._sqlite_conn)
        return recorder
