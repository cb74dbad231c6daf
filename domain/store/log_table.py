"""The log's table in PostgreSQL read as it lies there: nothing of the workspace has to start."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg

from domain.store.log_file import LogUnreadable

_PAGE = 2_000
# With row_security off a policy that would hide a row is an error, not a shorter answer. And the table itself is read,
# whatever the database's owner told its sessions to prefer: an index can leave a row out.
SETTINGS = {
    "default_transaction_read_only": "on", "row_security": "off", "statement_timeout": "0",
    "search_path": "pg_catalog", "enable_seqscan": "on", "enable_indexscan": "off",
    "enable_indexonlyscan": "off", "enable_bitmapscan": "off",
}  # fmt: skip
_ROWS = "SELECT position, originator_id, originator_version, topic, state FROM log.stored_events ORDER BY position"


class LogTable:
    """`log.stored_events` at one moment, through a connection that can only read."""

    def __init__(self, address: str) -> None:
        settings = " ".join(f"-c {name}={value}" for name, value in SETTINGS.items())
        self.connection = psycopg.connect(address, options=settings, connect_timeout=10)
        self.connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """All rows in order; raises LogUnreadable where the table does not let itself be read further."""
        try:
            kind = self.connection.execute("SELECT relkind FROM pg_class WHERE oid = 'log.stored_events'::regclass")
            if kind.fetchone() not in (("r",), (b"r",)):
                raise LogUnreadable(reason="de tabel stored_events ontbreekt")
            with self.connection.cursor(name="verify") as cursor:
                cursor.itersize = _PAGE
                yield from cursor.execute(_ROWS)
        except psycopg.Error as reason:
            raise LogUnreadable(reason=" ".join(str(reason).split())) from None

    def count(self) -> int:
        """About how many rows there are, for a progress bar."""
        try:
            found = self.connection.execute("SELECT max(position) FROM log.stored_events").fetchone()
        except psycopg.Error:
            self.connection.rollback()
            return 0
        return int(found[0] or 0) if found else 0

    def damage(self) -> str | None:
        """PostgreSQL checks its own pages as it reads them."""
        return None

    def close(self) -> None:
        """Let the connection go."""
        self.connection.close()
