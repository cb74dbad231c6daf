"""Blobs in PostgreSQL, where several servers share them; the role that works may add and read, and nothing else.

Only what waits to be taken may it take away: that is in a table of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from domain.store.postgres import Database, prepare

_VERSION = 2
_SCHEMA = (
    "CREATE SCHEMA IF NOT EXISTS uploads",
    "CREATE TABLE IF NOT EXISTS uploads.files (name text PRIMARY KEY, content bytea NOT NULL)",
    # sealed: it does not become smaller
    "ALTER TABLE uploads.files ALTER COLUMN content SET STORAGE EXTERNAL",
    "GRANT USAGE ON SCHEMA uploads TO {role}",
    "GRANT SELECT, INSERT ON uploads.files TO {role}",
    "CREATE TABLE IF NOT EXISTS uploads.waiting (name text PRIMARY KEY, content bytea NOT NULL)",
    "ALTER TABLE uploads.waiting ALTER COLUMN content SET STORAGE EXTERNAL",
    "GRANT SELECT, INSERT, DELETE ON uploads.waiting TO {role}",
)


class PostgresBlobs:
    """The table `uploads.files`, or `uploads.waiting`."""

    def __init__(self, address: str, owner: str | None = None, table: str = "files") -> None:
        self.table = table
        self.database = Database(address, search_path="uploads")
        prepare(self.database, owner, "uploads", _VERSION, _SCHEMA)

    def add(self, name: str, content: bytes) -> None:
        """Keep it unless there is one under its name."""
        with self.database.connection() as connection, connection.transaction():
            connection.execute(self._on("INSERT INTO {} VALUES (%s, %s) ON CONFLICT DO NOTHING"), (name, content))

    def content(self, name: str) -> bytes | None:
        """What is kept under a name."""
        found = self.database.read(f"SELECT content FROM {self.table} WHERE name = %s", (name,))
        return bytes(found[0][0]) if found else None

    def remove(self, name: str) -> None:
        """Take it away, if it is there."""
        with self.database.connection() as connection:
            connection.execute(self._on("DELETE FROM {} WHERE name = %s"), (name,))

    def names(self) -> Iterator[str]:
        """Every name."""
        yield from (row[0] for row in self.database.read(f"SELECT name FROM {self.table} ORDER BY name"))

    def _on(self, statement: str) -> bytes:
        return statement.format(self.table).encode()

    def close(self) -> None:
        """Give the connections back."""
        self.database.close()
