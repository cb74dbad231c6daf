"""The shapes of the read models."""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import dataclass

import sqlite_utils

FAR = 2**63 - 1
"""The far future: `until` of what stands now."""


@dataclass(frozen=True, slots=True)
class Table:
    """A temporal table (rows by key, each with `since` and `until`), or a log table (rows by position)."""

    name: str
    key: tuple[str, ...]
    columns: tuple[str, ...]
    """All columns but the key, `since` and `until`."""
    indexes: tuple[tuple[str, ...], ...] = ()
    temporal: bool = True
    sparse: tuple[tuple[str, ...], ...] = ()
    """Indexes of the few rows of which the first column has a value."""

    @property
    def physical(self) -> str:
        """The table behind the view."""
        return f"{self.name}_history" if self.temporal else f"{self.name}_log"

    @property
    def written(self) -> tuple[str, ...]:
        """The physical columns in order."""
        return self.key + self.columns + (("since", "until") if self.temporal else ())

    def shown(self, position: str | None, schema: str = "") -> str:
        """The query of the view now (None), or as known at a position, which is an expression of SQL."""
        own = "since, " if self.temporal else ""
        names = own + ", ".join(f'"{c}"' for c in self.key + self.columns)
        if not self.temporal:
            limit = "" if position is None else f" WHERE position <= {position}"
        elif position is None:
            limit = f" WHERE until = {FAR}"
        else:
            limit = f" WHERE since <= {position} AND until > {position}"
        return f"SELECT {names} FROM {schema}{self.physical}{limit}"


TABLES: dict[str, Table] = {}


def temporal(
    name: str, *, key: tuple[str, ...], columns: tuple[str, ...], indexes: tuple[tuple[str, ...], ...] = ()
) -> None:
    """Declare a table whose rows are replaced, never overwritten."""
    TABLES[name] = Table(name, key, columns, indexes)


def log(
    name: str,
    *,
    key: tuple[str, ...],
    columns: tuple[str, ...],
    indexes: tuple[tuple[str, ...], ...] = (),
    sparse: tuple[tuple[str, ...], ...] = (),
) -> None:
    """Declare a table to which rows are only added; `position` is in its key."""
    TABLES[name] = Table(name, key, columns, indexes, temporal=False, sparse=sparse)


def create_tables(connection: sqlite3.Connection) -> None:
    """The tables and the views of now, without the secondary indexes."""
    database = sqlite_utils.Database(connection)
    for table in TABLES.values():
        order = (*table.key, "since") if table.temporal else table.key
        typed = ", ".join(
            f'"{c}"' + (" INTEGER NOT NULL" if c in ("position", "since", "until") else "") for c in table.written
        )
        connection.execute(
            f"CREATE TABLE IF NOT EXISTS {table.physical} ({typed}, PRIMARY KEY ({', '.join(order)})) WITHOUT ROWID"
        )
        database.create_view(table.name, table.shown(None), ignore=True)
    connection.execute("CREATE TABLE IF NOT EXISTS touched (scope TEXT PRIMARY KEY, position INTEGER) WITHOUT ROWID")
    connection.execute(
        "CREATE TABLE IF NOT EXISTS engine (one INTEGER PRIMARY KEY CHECK (one = 1), position INTEGER NOT NULL, "
        "leaves INTEGER NOT NULL, moment TEXT NOT NULL, tip TEXT NOT NULL, shape TEXT NOT NULL)"
    )
    connection.execute("INSERT OR IGNORE INTO engine VALUES (1, 0, 0, '', '', ?)", (shape(),))


def create_indexes(connection: sqlite3.Connection) -> None:
    """The secondary indexes: made at the end of a rebuild, where one sort is cheaper than a million inserts."""
    database = sqlite_utils.Database(connection)
    for table in TABLES.values():
        if table.temporal:  # at most one row stands for a key: the database says so too
            connection.execute(
                f"CREATE UNIQUE INDEX IF NOT EXISTS one_{table.physical} ON {table.physical} "
                f"({', '.join(table.key)}) WHERE until = {FAR}"
            )
        for columns in table.indexes:
            wanted = (*columns, "until") if table.temporal else columns
            database.table(table.physical).create_index(wanted, if_not_exists=True)
        for columns in table.sparse:
            connection.execute(
                f"CREATE INDEX IF NOT EXISTS sparse_{table.physical}_{columns[0]} ON {table.physical} "
                f"({', '.join(columns)}) WHERE {columns[0]} IS NOT NULL"
            )


def shape() -> str:
    """A fingerprint of all declarations: another one means another file."""
    return hashlib.sha256(repr(sorted(TABLES.items())).encode()).hexdigest()[:16]
