"""The access log in SQLite (access.db): append-only, kept so by the database itself."""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from eventsourcing.persistence import DatabaseError

from domain.store.access import COLUMNS, Entry, following
from domain.store.log_sqlite import settle, translated

WAIT_SECONDS = 5
"""A page does not wait longer to be allowed to show something."""

_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS looks (number INTEGER PRIMARY KEY AUTOINCREMENT, moment TEXT NOT NULL, "
    "person TEXT NOT NULL, role TEXT NOT NULL, behalf TEXT NOT NULL, subject TEXT NOT NULL, action TEXT NOT NULL, "
    "object TEXT NOT NULL, shown INTEGER NOT NULL, known INTEGER NOT NULL, reason TEXT NOT NULL, "
    "hash BLOB NOT NULL) STRICT",
    "CREATE INDEX IF NOT EXISTS looks_subject ON looks (subject, number)",
    *(
        f"CREATE TRIGGER IF NOT EXISTS looks_no_{verb} BEFORE {verb} ON looks "
        f"BEGIN SELECT RAISE(ABORT, 'the access log is append-only'); END"
        for verb in ("update", "delete")
    ),
    "CREATE TRIGGER IF NOT EXISTS looks_in_order BEFORE INSERT ON looks "
    "WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM looks) "
    "BEGIN SELECT RAISE(ABORT, 'a look comes behind the last one'); END",
)
_INSERT = f"INSERT INTO looks ({COLUMNS}) VALUES ({', '.join('?' * (COLUMNS.count(',') + 1))})"


class SQLiteAccessRows:
    """Connections in autocommit, kept for use again."""

    def __init__(self, path: Path, wait: float = WAIT_SECONDS) -> None:
        self.path = path
        self._wait = wait
        self._idle: deque[sqlite3.Connection] = deque()
        self._closed = False
        with self._connection() as connection:
            for statement in _SCHEMA:
                connection.execute(statement)
            guards = {sql for (sql,) in connection.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'")}
        if missing := {sql.replace("IF NOT EXISTS ", "") for sql in _SCHEMA if "TRIGGER" in sql} - guards:
            raise DatabaseError(f"the access log is not guarded any more: {min(missing)[:60]}")

    def append(self, entry: Entry) -> int:
        """Write a row behind the last one; its number."""
        with self._connection() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                last = connection.execute("SELECT number, hash FROM looks ORDER BY number DESC LIMIT 1").fetchone()
                row = following(last, entry)
                connection.execute(_INSERT, row)
                connection.execute("COMMIT")
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
        return int(row[0])

    def read(self, sql: str, params: Iterable[object] = ()) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        with self._connection() as connection:
            return connection.execute(sql, tuple(params)).fetchall()

    def close(self) -> None:
        """Close every connection; one in use closes when it comes back."""
        self._closed = True
        while self._idle:
            self._idle.pop().close()

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        with translated():
            try:
                connection = self._idle.pop()
            except IndexError:
                connection = self._connected()
            try:
                yield connection
            finally:
                if self._closed:
                    connection.close()
                else:
                    self._idle.append(connection)

    def _connected(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=self._wait, isolation_level=None, check_same_thread=False)
        settle(connection)
        connection.execute(f"PRAGMA busy_timeout = {int(self._wait * 1000)}")
        return connection
