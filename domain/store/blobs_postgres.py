"""Blobs in PostgreSQL, where several servers share them; the role that works may add and read, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from domain.store.postgres import Database, prepare

_VERSION = 1
_SCHEMA = (
    "CREATE SCHEMA IF NOT EXISTS uploads",
    "CREATE TABLE IF NOT EXISTS uploads.files (name text PRIMARY KEY, content bytea NOT NULL)",
    # sealed: it does not become smaller
    "ALTER TABLE uploads.files ALTER COLUMN content SET STORAGE EXTERNAL",
    "GRANT USAGE ON SCHEMA uploads TO {role}",
    "GRANT SELECT, INSERT ON uploads.files TO {role}",
)


class PostgresBlobs:
    """The table `uploads.files`."""

    def __init__(self, address: str, owner: str | None = None) -> None:
        self.database = Database(address, search_path="uploads")
        prepare(self.database, owner, "uploads", _VERSION, _SCHEMA)

    def add(self, name: str, content: bytes) -> None:
        """Keep it unless there is one under its name."""
        with self.database.connection() as connection, connection.transaction():
            connection.execute("INSERT INTO files VALUES (%s, %s) ON CONFLICT DO NOTHING", (name, content))

    def content(self, name: str) -> bytes | None:
        """What is kept under a name."""
        found = self.database.read("SELECT content FROM files WHERE name = %s", (name,))
        return bytes(found[0][0]) if found else None

    def names(self) -> Iterator[str]:
        """Every name."""
        yield from (row[0] for row in self.database.read("SELECT name FROM files ORDER BY name"))

    def close(self) -> None:
        """Give the connections back."""
        self.database.close()
