"""The access log in PostgreSQL: the role that works may add and read, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from domain.store.access import COLUMNS, Entry, following
from domain.store.postgres import Database, DatabaseNotReady, lock_key, prepare

_VERSION = 1
_LOCK = lock_key("access")
_SCHEMA = (
    "CREATE SCHEMA IF NOT EXISTS access",
    "CREATE TABLE IF NOT EXISTS access.looks (number bigint PRIMARY KEY, moment text NOT NULL, person text NOT NULL, "
    "role text NOT NULL, behalf text NOT NULL, subject text NOT NULL, action text NOT NULL, object text NOT NULL, "
    "shown bigint NOT NULL, known bigint NOT NULL, reason text NOT NULL, hash bytea NOT NULL)",
    "CREATE INDEX IF NOT EXISTS looks_subject ON access.looks (subject, number)",
    f"""
    CREATE OR REPLACE FUNCTION access.follow() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $$
    BEGIN
        PERFORM pg_advisory_xact_lock({_LOCK});
        IF NEW.number IS DISTINCT FROM (SELECT coalesce(max(number), 0) + 1 FROM access.looks) THEN
            RAISE 'a look comes behind the last one' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END $$""",
    """
    CREATE OR REPLACE FUNCTION access.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE 'the access log is append-only' USING ERRCODE = 'restrict_violation';
    END $$""",
    "CREATE OR REPLACE TRIGGER follow BEFORE INSERT ON access.looks FOR EACH ROW EXECUTE FUNCTION access.follow()",
    "ALTER TABLE access.looks ENABLE ALWAYS TRIGGER follow",
    "CREATE OR REPLACE TRIGGER refuse BEFORE UPDATE OR DELETE OR TRUNCATE ON access.looks "
    "FOR EACH STATEMENT EXECUTE FUNCTION access.refuse()",
    "ALTER TABLE access.looks ENABLE ALWAYS TRIGGER refuse",
    "GRANT USAGE ON SCHEMA access TO {role}",
    "GRANT SELECT, INSERT ON access.looks TO {role}",
)
_GUARDS = {("follow", "A"), ("refuse", "A")}
_STANDING_GUARDS = (
    "SELECT t.tgname, t.tgenabled::text FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
    "JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'access' AND NOT t.tgisinternal"
)
_INSERT = f"INSERT INTO access.looks ({COLUMNS}) VALUES ({', '.join(['%s'] * (COLUMNS.count(',') + 1))})"


class PostgresAccessRows:
    """The table `access.looks`."""

    def __init__(self, address: str, owner: str | None = None) -> None:
        self.database = Database(address, search_path="access")
        prepare(self.database, owner, "access", _VERSION, _SCHEMA)
        if missing := _GUARDS - set(self.database.read(_STANDING_GUARDS)):
            raise DatabaseNotReady(what=f"de bewaking van het inzagelogboek ontbreekt ({sorted(missing)})")

    def append(self, entry: Entry) -> int:
        """Write a row behind the last one; its number."""
        with self.database.connection() as connection, connection.transaction():
            connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
            last = connection.execute("SELECT number, hash FROM looks ORDER BY number DESC LIMIT 1").fetchone()
            row = following((last[0], last[1]) if last else None, entry)
            connection.execute(_INSERT.encode(), row)
        return int(row[0])

    def read(self, sql: str, params: Iterable[object] = ()) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        return self.database.read(sql.replace("?", "%s"), tuple(params))

    def close(self) -> None:
        """Give the connections back."""
        self.database.close()
