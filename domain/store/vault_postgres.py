"""The vault's rows in PostgreSQL, in a schema of its own that belongs to the role that works here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from domain.kernel.ids import Id
from domain.store.postgres import Database, lock_key, prepare

_VERSION = 1
_SCHEMA = ("CREATE SCHEMA IF NOT EXISTS vault", "GRANT USAGE, CREATE ON SCHEMA vault TO {role}")
# made by the role that works here, so that it may empty them
_TABLES = (
    "CREATE TABLE IF NOT EXISTS keys (subject text PRIMARY KEY, key bytea NOT NULL)",
    "CREATE TABLE IF NOT EXISTS erasures (number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "
    "subject text NOT NULL UNIQUE, ground text NOT NULL, actor text NOT NULL, at text NOT NULL)",
)


class PostgresVaultRows:
    """Keys and erasures, and a place for what signing in needs."""

    def __init__(self, address: str, owner: str | None = None) -> None:
        self.database = Database(address, search_path="vault")
        prepare(self.database, owner, "vault", _VERSION, _SCHEMA)
        for table in _TABLES:
            self.execute(table)

    def execute(self, sql: str, params: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Run one statement in a transaction of its own; the rows that it returns. `?` marks a parameter."""
        query = sql.replace("%", "%%").replace("?", "%s")
        if query.startswith("SELECT"):
            return self.database.read(query, params)
        with self.database.connection() as connection, connection.transaction():
            if query.startswith("CREATE"):  # two processes that begin at once would trip over each other
                connection.execute("SELECT pg_advisory_xact_lock(%s)", (lock_key("vault"),))
            done = connection.execute(query.encode(), params)
            return done.fetchall() if done.description else []

    def key(self, subject: Id) -> bytes | None:
        """The subject's key, if there is one."""
        found = self.database.read("SELECT key FROM keys WHERE subject = %s", (subject,))
        return found[0][0] if found else None

    def add_key(self, subject: Id, key: bytes) -> bytes:
        """Commit a key unless there is one; the key that stands. Raises KeyError when the subject was erased."""
        with self.database.connection() as connection, connection.transaction():
            # an erasure locks the table: after that lock was given, the erasure can be seen
            connection.execute("LOCK TABLE keys IN ROW EXCLUSIVE MODE")
            connection.execute(
                "INSERT INTO keys SELECT %s, %s WHERE NOT EXISTS (SELECT 1 FROM erasures WHERE subject = %s) "
                "ON CONFLICT DO NOTHING",
                (subject, key, subject),
            )
        standing = self.key(subject)
        if standing is None:
            raise KeyError(subject)
        return standing

    def erase(self, subject: Id, ground: str, actor: Id, at: str) -> None:
        """Destroy the key and remember who did it, when and on which ground; leave no copy in the table's file.

        The table gets a new file with the other keys: VACUUM FULL would keep the row as long as any older transaction
        in the database lasts, and a crash could come before it.
        """
        with self.database.connection() as connection, connection.transaction():
            connection.execute("LOCK TABLE keys IN ACCESS EXCLUSIVE MODE")
            connection.execute(
                "CREATE TEMP TABLE kept ON COMMIT DROP AS SELECT subject, key FROM keys WHERE subject <> %s", (subject,)
            )
            connection.execute("TRUNCATE keys")
            connection.execute("INSERT INTO keys SELECT subject, key FROM kept")
            connection.execute(
                "INSERT INTO erasures (subject, ground, actor, at) VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING",
                (subject, ground, actor, at),
            )

    def erasures(self) -> int:
        """How many subjects were erased."""
        return int(self.database.read("SELECT max(number) FROM erasures")[0][0] or 0)

    def close(self) -> None:
        """Give the connections back."""
        self.database.close()
