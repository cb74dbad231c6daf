"""A fresh place for a workspace: a data folder with SQLite, or with a PostgreSQL database of its own beside it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from psycopg.conninfo import conninfo_to_dict

ROLE = "driehoek_app"


@dataclass(frozen=True)
class Place:
    """Where a workspace lives, and a way past everything that the program itself guards."""

    data: Path
    database: str | None
    """What a Workspace is given: None for SQLite, else the address of the role that may only add to the log."""
    owner: str | None = None
    """The address of the PostgreSQL database's owner, who is a superuser."""

    @property
    def log(self) -> str:
        """The name of the log's table."""
        return "log.stored_events" if self.owner else "stored_events"

    @property
    def commands(self) -> str:
        """The name of the table of commands."""
        return "log.commands" if self.owner else "commands"

    @property
    def snapshots(self) -> str:
        """The name of the table of snapshots."""
        return "log.snapshots" if self.owner else "stored_snapshots"

    def ask(self, sql: str, params: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Run one statement on the log as its owner and commit it; `?` marks a parameter."""
        if self.owner:
            with psycopg.connect(self.owner) as connection:
                done = connection.execute(sql.replace("?", "%s").encode(), params)
                return done.fetchall() if done.description else []
        with closing(sqlite3.connect(self.data / "events.db", isolation_level=None)) as connection:
            return connection.execute(sql, params).fetchall()

    def contents(self) -> Iterator[tuple[str, bytes]]:
        """Everything that is kept anywhere, by the name of its file or table."""
        for file in sorted(path for path in self.data.rglob("*") if path.is_file()):
            yield file.name, file.read_bytes()
        if self.owner:
            with psycopg.connect(self.owner) as connection:
                for schema, table in connection.execute(
                    "SELECT schemaname, tablename FROM pg_tables "
                    "WHERE schemaname IN ('log', 'vault', 'access', 'uploads')"
                ).fetchall():
                    rows = connection.execute(f"SELECT * FROM {schema}.{table}".encode()).fetchall()
                    yield f"{schema}.{table}", b"\n".join(_bytes(value) for row in rows for value in row)


def _bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()


@contextmanager
def fresh(data: Path, superuser: str | None = None) -> Iterator[Place]:
    """A place in a folder; with a superuser's address in empty schemas of this process' own PostgreSQL database."""
    if superuser is None:
        yield Place(data, None)
        return
    name = f"driehoek_{os.getpid()}"
    with psycopg.connect(superuser, autocommit=True) as connection:
        # The tests run in several processes: one of them makes the role.
        connection.execute("SELECT pg_advisory_lock(hashtext(%s))", (ROLE,))
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (ROLE,)).fetchone():
            connection.execute(f"CREATE ROLE {ROLE} LOGIN PASSWORD '{ROLE}'")
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone():
            connection.execute(f"CREATE DATABASE {name}".encode())
    owner = _address(superuser, dbname=name)
    _empty(owner)
    before = os.environ.get("DRIEHOEK_DATABASE_OWNER")
    os.environ["DRIEHOEK_DATABASE_OWNER"] = owner
    try:
        yield Place(data, _address(superuser, dbname=name, user=ROLE, password=ROLE), owner)
    finally:
        os.environ.pop("DRIEHOEK_DATABASE_OWNER", None)
        if before is not None:
            os.environ["DRIEHOEK_DATABASE_OWNER"] = before


def _empty(owner: str) -> None:
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        connection.execute("SET client_min_messages = warning")
        connection.execute("DROP SCHEMA IF EXISTS log, vault, access, uploads CASCADE")


def _address(superuser: str, **changed: str) -> str:
    fields = {name: str(value) for name, value in conninfo_to_dict(superuser).items()} | changed
    return "postgresql:///?" + "&".join(f"{name}={quote(value, safe='')}" for name, value in fields.items())
