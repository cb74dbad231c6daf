"""The vault's rows in SQLite (vault.db)."""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from eventsourcing.persistence import OperationalError

from domain.kernel.ids import Id
from domain.store.log_sqlite import BUSY_SECONDS, settle, translated

_SCHEMA = """
CREATE TABLE IF NOT EXISTS keys (subject TEXT PRIMARY KEY, key BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS erasures (number INTEGER PRIMARY KEY AUTOINCREMENT, subject TEXT NOT NULL UNIQUE,
    ground TEXT NOT NULL, actor TEXT NOT NULL, at TEXT NOT NULL) STRICT;
"""


class SQLiteVaultRows:
    """Connections in autocommit, kept for use again."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._idle: deque[sqlite3.Connection] = deque()
        self._closed = False
        with self._connection() as connection:
            connection.executescript(_SCHEMA)
            cleaned = connection.execute("PRAGMA user_version").fetchone()[0]
        if cleaned < self.erasures():  # a crash came between an erasure and the cleaning of the file
            self._clean()

    def execute(self, sql: str, params: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Run one statement in a transaction of its own; the rows that it returns."""
        with self._connection() as connection:
            return connection.execute(sql, params).fetchall()

    def key(self, subject: Id) -> bytes | None:
        """The subject's key, if there is one."""
        found = self.execute("SELECT key FROM keys WHERE subject = ?", (subject,))
        return found[0][0] if found else None

    def add_key(self, subject: Id, key: bytes) -> bytes:
        """Commit a key unless there is one; the key that stands. Raises KeyError when the subject was erased."""
        self.execute(
            "INSERT INTO keys SELECT ?, ? WHERE NOT EXISTS (SELECT 1 FROM erasures WHERE subject = ?) "
            "ON CONFLICT DO NOTHING",
            (subject, key, subject),
        )
        standing = self.key(subject)
        if standing is None:
            raise KeyError(subject)
        return standing

    def erase(self, subject: Id, ground: str, actor: Id, at: str) -> None:
        """Destroy the key and remember who did it, when and on which ground; leave no copy in the file or the WAL."""
        with self._connection() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                connection.execute("DELETE FROM keys WHERE subject = ?", (subject,))
                connection.execute(
                    "INSERT INTO erasures (subject, ground, actor, at) VALUES (?,?,?,?) ON CONFLICT DO NOTHING",
                    (subject, ground, actor, at),
                )
                connection.execute("COMMIT")
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
        self._clean()

    def erasures(self) -> int:
        """How many subjects were erased."""
        return int(self.execute("SELECT max(number) FROM erasures")[0][0] or 0)

    def close(self) -> None:
        """Close every connection; one in use closes when it comes back."""
        self._closed = True
        while self._idle:
            self._idle.pop().close()

    def _clean(self) -> None:
        """Leave nothing of what was deleted in the file or the WAL; raises OperationalError when readers hinder it."""
        erasures = self.erasures()
        with self._connection() as connection:
            connection.execute("VACUUM")
            connection.execute(f"PRAGMA user_version = {erasures}")
            if connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
                connection.execute(f"PRAGMA user_version = {erasures - 1}")
                raise OperationalError("the vault is in use; what was erased is cleaned out at the next start")

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
        connection = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        settle(connection)
        connection.execute("PRAGMA secure_delete = ON")
        return connection
