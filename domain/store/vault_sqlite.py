"""The vault's rows in SQLite (vault.db)."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from threading import local
from typing import Any

from domain.kernel.ids import Id
from domain.store.log_sqlite import BUSY_SECONDS, settle

_SCHEMA = """
CREATE TABLE IF NOT EXISTS keys (subject TEXT PRIMARY KEY, key BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS erasures (number INTEGER PRIMARY KEY AUTOINCREMENT, subject TEXT NOT NULL UNIQUE,
    ground TEXT NOT NULL, actor TEXT NOT NULL, at TEXT NOT NULL) STRICT;
"""


class SQLiteVaultRows:
    """One connection a thread."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = local()
        self._all: list[sqlite3.Connection] = []
        self.connection().executescript(_SCHEMA)

    def connection(self) -> sqlite3.Connection:
        """This thread's connection, in autocommit mode."""
        standing: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if standing is None:
            standing = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
            settle(standing)
            standing.execute("PRAGMA secure_delete = ON")
            self._local.connection = standing
            self._all.append(standing)
        return standing

    def execute(self, sql: str, params: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Run one statement in a transaction of its own; the rows that it returns."""
        return self.connection().execute(sql, params).fetchall()

    def key(self, subject: Id) -> bytes | None:
        """The subject's key, if there is one."""
        row = self.connection().execute("SELECT key FROM keys WHERE subject = ?", (subject,)).fetchone()
        return row[0] if row else None

    def add_key(self, subject: Id, key: bytes) -> bytes:
        """Commit a key unless there is one; the key that stands. Raises KeyError when the subject was erased."""
        connection = self.connection()
        connection.execute(
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
        connection = self.connection()
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("DELETE FROM keys WHERE subject = ?", (subject,))
        connection.execute(
            "INSERT INTO erasures (subject, ground, actor, at) VALUES (?,?,?,?) ON CONFLICT DO NOTHING",
            (subject, ground, actor, at),
        )
        connection.execute("COMMIT")
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def erasures(self) -> int:
        """How many subjects were erased."""
        row = self.connection().execute("SELECT max(number) FROM erasures").fetchone()
        return int(row[0] or 0)

    def close(self) -> None:
        """Close every thread's connection."""
        while self._all:
            self._all.pop().close()
