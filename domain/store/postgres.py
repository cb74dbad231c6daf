"""PostgreSQL: connections with settings that are asserted, and errors under the names that the library knows.

When a connection falls away a read is tried again. A write never is: it may have been committed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from typing import Any

import psycopg
from eventsourcing import persistence
from psycopg import Connection, IsolationLevel
from psycopg_pool import ConnectionPool

from domain.kernel.refusal import Refusal

Row = tuple[Any, ...]

_SETTINGS = {
    "synchronous_commit": "on",
    "standard_conforming_strings": "on",
    "client_encoding": "UTF8",
    "lock_timeout": "30s",
    # who hangs in the middle of a save must not hold the log for ever
    "idle_in_transaction_session_timeout": "30s",
}
_WAIT = 10.0
_MOST = 16


class DatabaseNotReady(Refusal):
    """De database is nog niet ingericht: {what}. Zet in DRIEHOEK_DATABASE_OWNER het adres van de eigenaar van de
    database en start één keer opnieuw."""

    status = 503


class DatabaseNewer(Refusal):
    """De database is gemaakt door een nieuwere versie van driehoek. Zet eerst die versie hier neer."""

    status = 503


class Database:
    """A pool of connections to one address, in autocommit."""

    def __init__(self, address: str, search_path: str = "") -> None:
        self.address = address
        self._search_path = search_path
        self._pool: ConnectionPool[Connection[Row]] = ConnectionPool(
            address,
            kwargs={"autocommit": True, "connect_timeout": 10, "application_name": "driehoek"},
            min_size=0,
            max_size=_MOST,
            timeout=_WAIT,
            num_workers=2,
            open=False,
            configure=self._settle,
        )

    def read(self, query: str, params: Sequence[object] = ()) -> list[Row]:
        """The rows of a query; tried again on another connection when this one fell away."""
        with translated():
            return self._again(lambda connection: connection.execute(query.encode(), params).fetchall())

    @contextmanager
    def connection(self) -> Iterator[Connection[Row]]:
        """A connection that answered just now, for writing; nothing done with it is ever tried again."""
        with translated(), self._answering() as connection:
            yield connection

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()

    @contextmanager
    def _answering(self) -> Iterator[Connection[Row]]:
        self._pool.open()
        connection = self._pool.getconn()
        try:
            ConnectionPool.check_connection(connection)
        except psycopg.OperationalError:
            self._pool.putconn(connection)
            self._pool.check()
            connection = self._pool.getconn()
        try:
            yield connection
        finally:
            self._pool.putconn(connection)

    def _again(self, read: Callable[[Connection[Row]], list[Row]]) -> list[Row]:
        self._pool.open()
        connection = self._pool.getconn()
        try:
            return read(connection)
        except psycopg.OperationalError:
            if not connection.closed:
                raise
        finally:
            self._pool.putconn(connection)
        with self._answering() as another:
            return read(another)

    def _settle(self, connection: Connection[Row]) -> None:
        # a stricter level would look at the log as it stood before the lock was given
        connection.isolation_level = IsolationLevel.READ_COMMITTED
        wanted = _SETTINGS | ({"search_path": self._search_path} if self._search_path else {})
        calls = ", ".join(f"set_config('{name}', '{value}', false)" for name, value in wanted.items())
        standing = connection.execute(f"SELECT {calls}".encode()).fetchone()
        if standing != tuple(wanted.values()):
            raise RuntimeError(f"PostgreSQL keeps other settings than {wanted}: {standing}")


@contextmanager
def translated() -> Iterator[None]:
    """Errors of psycopg as those of the library, with PostgreSQL's own words."""
    try:
        yield
    except psycopg.Error as error:
        for kind in type(error).__mro__:
            if kind.__module__ == "psycopg":
                named = getattr(persistence, kind.__name__, persistence.PersistenceError)
                raise named(str(error)) from error
        raise


def lock_key(name: str) -> int:
    """The number of an advisory lock."""
    return int.from_bytes(sha256(f"driehoek {name}".encode()).digest()[:8], "big", signed=True)


def prepare(database: Database, owner: str | None, schema: str, version: int, statements: Sequence[str]) -> None:
    """Make a schema unless it stands, as the owner when there is one; raises DatabaseNotReady, DatabaseNewer.

    One process does, under a lock; the others find it standing. `{role}` in a statement is the role that works here.
    """
    with translated(), psycopg.connect(database.address, autocommit=True) as connection:
        role = connection.execute("SELECT quote_ident(current_user)").fetchone()
        if _standing(connection, schema, version):
            return
    assert role
    try:
        with translated(), psycopg.connect(owner or database.address) as connection:
            connection.execute("SELECT pg_advisory_xact_lock(%s)", (lock_key("schema"),))
            if not _standing(connection, schema, version):
                if not statements:
                    raise DatabaseNotReady(what=f"schema {schema}")
                for statement in statements:
                    connection.execute(statement.replace("{role}", role[0]).encode())
                connection.execute(f"COMMENT ON SCHEMA {schema} IS 'driehoek {version}'".encode())
    except persistence.ProgrammingError as error:
        raise DatabaseNotReady(what=" ".join(str(error).split())) from error


def _standing(connection: Connection[Row], schema: str, version: int) -> bool:
    found = connection.execute(
        "SELECT obj_description(oid, 'pg_namespace') FROM pg_namespace WHERE nspname = %s", (schema,)
    ).fetchone()
    words = str(found[0] or "").split() if found else []
    if len(words) != 2 or words[0] != "driehoek":
        return False
    if int(words[1]) > version:
        raise DatabaseNewer
    return int(words[1]) == version
