"""The access log's table in PostgreSQL read as it lies there: nothing of the workspace has to start."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg

from domain.store.access import COLUMNS
from domain.store.access_check import AccessUnreadable
from domain.store.log_table import SETTINGS

_PAGE = 2_000


@contextmanager
def access_rows(address: str) -> Iterator[Iterator[tuple[Any, ...]] | None]:
    """All rows in order, through a connection that can only read; None when there is no such table.

    Reading raises AccessUnreadable where the table does not let itself be read further.
    """
    settings = " ".join(f"-c {name}={value}" for name, value in SETTINGS.items())
    with psycopg.connect(address, options=settings, connect_timeout=10) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        found = connection.execute(
            "SELECT c.relkind FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE n.nspname = 'access' AND c.relname = 'looks'"
        ).fetchone()
        if found is None:
            yield None
        elif found not in (("r",), (b"r",)):
            yield _not_a_table()
        else:
            yield _rows(connection)


def _rows(connection: psycopg.Connection[Any]) -> Iterator[tuple[Any, ...]]:
    try:
        with connection.cursor(name="verify_access") as cursor:
            cursor.itersize = _PAGE
            for row in cursor.execute(f"SELECT {COLUMNS} FROM access.looks ORDER BY number".encode()):
                yield (*row[:-1], bytes(row[-1]))
    except psycopg.Error as reason:
        raise AccessUnreadable(reason=" ".join(str(reason).split())) from None


def _not_a_table() -> Iterator[tuple[Any, ...]]:
    raise AccessUnreadable(reason="de tabel looks is een andere")
    yield ()
