"""The log in PostgreSQL: append only, kept so by the database itself, its positions visible in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import psycopg
from eventsourcing import persistence as library
from eventsourcing.persistence import AggregateRecorder, ApplicationRecorder, StoredEvent
from eventsourcing.utils import strtobool

from domain.store.postgres import Database, DatabaseNotReady, Row, lock_key, prepare
from domain.store.recorded import CommandRow

_VERSION = 1
_LOCK = lock_key("log")

# A position is given out under a lock that is kept until the commit: who reads up to a position never finds an earlier
# one later. Triggers that fire ALWAYS are not put aside by a replica's settings.
_SCHEMA = (
    "CREATE SCHEMA IF NOT EXISTS log",
    "CREATE TABLE IF NOT EXISTS log.stored_events (position bigint PRIMARY KEY, originator_id text NOT NULL, "
    "originator_version bigint NOT NULL CHECK (originator_version > 0), topic text NOT NULL, state bytea NOT NULL, "
    "UNIQUE (originator_id, originator_version))",
    "CREATE SEQUENCE IF NOT EXISTS log.positions OWNED BY log.stored_events.position",
    "CREATE TABLE IF NOT EXISTS log.commands (command text PRIMARY KEY, actor text NOT NULL, "
    "payload_hash text NOT NULL, first_position bigint NOT NULL)",
    "CREATE TABLE IF NOT EXISTS log.snapshots (originator_id text, originator_version bigint, topic text NOT NULL, "
    "state bytea NOT NULL, PRIMARY KEY (originator_id, originator_version))",
    f"""
    CREATE OR REPLACE FUNCTION log.follow() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $$
    BEGIN
        IF NEW.position IS NOT NULL THEN
            RAISE 'the log gives positions out itself' USING ERRCODE = 'restrict_violation';
        END IF;
        PERFORM pg_advisory_xact_lock({_LOCK});
        IF NEW.originator_version <> 1 AND NOT EXISTS (SELECT 1 FROM log.stored_events
            WHERE originator_id = NEW.originator_id AND originator_version = NEW.originator_version - 1) THEN
            RAISE 'a version is missing before this fact' USING ERRCODE = 'restrict_violation';
        END IF;
        NEW.position := nextval('log.positions');
        RETURN NEW;
    END $$""",
    """
    CREATE OR REPLACE FUNCTION log.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE 'the log is append-only' USING ERRCODE = 'restrict_violation';
    END $$""",
    "CREATE OR REPLACE TRIGGER follow BEFORE INSERT ON log.stored_events FOR EACH ROW EXECUTE FUNCTION log.follow()",
    "ALTER TABLE log.stored_events ENABLE ALWAYS TRIGGER follow",
    *(
        f"{statement} {table} {rest}"
        for table in ("log.stored_events", "log.commands")
        for statement, rest in (
            (
                "CREATE OR REPLACE TRIGGER refuse BEFORE UPDATE OR DELETE OR TRUNCATE ON",
                "FOR EACH STATEMENT EXECUTE FUNCTION log.refuse()",
            ),
            ("ALTER TABLE", "ENABLE ALWAYS TRIGGER refuse"),
        )
    ),
    "GRANT USAGE ON SCHEMA log TO {role}",
    "GRANT SELECT, INSERT ON log.stored_events, log.commands, log.snapshots TO {role}",
)

_GUARDS = {("stored_events", "follow", "A"), ("stored_events", "refuse", "A"), ("commands", "refuse", "A")}
_STANDING_GUARDS = (
    "SELECT c.relname, t.tgname, t.tgenabled::text FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
    "JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'log' AND NOT t.tgisinternal"
)


class PostgresSnapshots(AggregateRecorder):
    """Rows by originator and version."""

    table = "log.snapshots"

    def __init__(self, database: Database) -> None:
        self.database = database

    def insert_events(self, stored_events: Sequence[StoredEvent], **_: Any) -> Sequence[int] | None:
        """Add rows."""
        with self.database.connection() as connection:
            self._insert(connection, stored_events)
        return None

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        """The rows of one originator in the order of their versions."""
        found = self.database.read(
            f"SELECT originator_id, originator_version, topic, state FROM {self.table} WHERE originator_id = %s "
            "AND originator_version > %s AND originator_version <= %s "
            f"ORDER BY originator_version {'DESC' if desc else 'ASC'} LIMIT %s",
            (originator_id, -1 if gt is None else gt, 2**63 - 1 if lte is None else lte, limit),
        )
        return [StoredEvent(*row) for row in found]

    def _insert(
        self, connection: psycopg.Connection[Row], stored_events: Sequence[StoredEvent], returning: str = ""
    ) -> psycopg.Cursor[Row]:
        columns = [
            [s.originator_id for s in stored_events],
            [s.originator_version for s in stored_events],
            [s.topic for s in stored_events],
            [s.state for s in stored_events],
        ]
        return connection.execute(
            f"INSERT INTO {self.table} (originator_id, originator_version, topic, state) "
            f"SELECT * FROM unnest(%s::text[], %s::bigint[], %s::text[], %s::bytea[]) {returning}".encode(),
            columns,
        )


class PostgresLog(PostgresSnapshots, ApplicationRecorder):
    """The recorder of the log."""

    table = "log.stored_events"

    def insert_events(
        self,
        stored_events: Sequence[StoredEvent],
        *,
        command: CommandRow | None = None,
        unchanged: Mapping[str, int] | None = None,
        known: int | None = None,
        **_: Any,
    ) -> Sequence[int]:
        """Record facts and the command that they are of in one transaction; their positions.

        Raises IntegrityError on a conflict, also when a stream is not `unchanged` or more came than is `known`. An
        OperationalError says nothing of whether they were committed: the command's key does.
        """
        with self.database.connection() as connection, connection.transaction():
            connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
            if not stored_events:
                return []
            if known is not None:  # under the lock: nobody else writes meanwhile
                last = connection.execute("SELECT max(position) FROM log.stored_events").fetchone()
                if ((last and last[0]) or 0) != known:
                    raise library.IntegrityError(f"more came after {known}")
            found = self._insert(connection, stored_events, "RETURNING originator_id, originator_version, position")
            places = {(originator, version): position for originator, version, position in found}
            positions = [places[str(s.originator_id), s.originator_version] for s in stored_events]
            if command:
                connection.execute(
                    "INSERT INTO log.commands VALUES (%s, %s, %s, %s)",
                    (command.command, command.actor, command.payload_hash, positions[0]),
                )
            for originator, version in (unchanged or {}).items():
                found = connection.execute(
                    "SELECT max(originator_version) FROM log.stored_events WHERE originator_id = %s", (originator,)
                )
                if ((row := found.fetchone()) and row[0] or 0) != version:
                    raise library.IntegrityError(f"{originator} moved")
        return positions

    def select_notifications(self, *_: Any, **__: Any) -> Any:
        """Not used: the log is read with `select_recorded`."""
        raise TypeError("read the log with select_recorded")

    def subscribe(self, *_: Any, **__: Any) -> Any:
        """Not used: the log is followed with `select_recorded`."""
        raise TypeError("follow the log with select_recorded")

    def select_recorded(self, after: int, limit: int, until: int | None = None) -> list[Row]:
        """The facts after a position, in order, at most `limit`, up to and including `until`."""
        found = self.database.read(
            "SELECT position, originator_id, originator_version, topic, state FROM log.stored_events "
            "WHERE position > %s AND position <= %s ORDER BY position LIMIT %s",
            (after, 2**63 - 1 if until is None else until, limit),
        )
        return list(found)

    def max_notification_id(self) -> int:
        """The last position; 0 in an empty log."""
        return int(self.database.read("SELECT max(position) FROM log.stored_events")[0][0] or 0)

    def find_command(self, command: str) -> tuple[str, str, int] | None:
        """Actor, payload hash and first position of a command that has run."""
        found = self.database.read(
            "SELECT actor, payload_hash, first_position FROM log.commands WHERE command = %s", (command,)
        )
        return found[0] if found else None


class Factory(library.InfrastructureFactory[library.TrackingRecorder]):
    """Makes the log's recorders; one process makes the tables, as their owner."""

    POSTGRES_URL = "POSTGRES_URL"
    POSTGRES_OWNER_URL = "POSTGRES_OWNER_URL"
    CREATE_TABLE = "CREATE_TABLE"

    def __init__(self, env: Any) -> None:
        super().__init__(env)
        self.database = Database(str(self.env.get(self.POSTGRES_URL)))

    def application_recorder(self) -> ApplicationRecorder:
        """The log; raises DatabaseNotReady when its guards do not stand."""
        may_make = strtobool(self.env.get(self.CREATE_TABLE) or "yes")
        prepare(self.database, self.env.get(self.POSTGRES_OWNER_URL), "log", _VERSION, _SCHEMA if may_make else ())
        if missing := _GUARDS - set(self.database.read(_STANDING_GUARDS)):
            raise DatabaseNotReady(what=f"de bewaking van het logboek ontbreekt ({sorted(missing)})")
        return PostgresLog(self.database)

    def aggregate_recorder(self, purpose: str = "snapshots") -> AggregateRecorder:
        """The snapshots."""
        return PostgresSnapshots(self.database)

    def tracking_recorder(self, tracking_recorder_class: Any = None) -> Any:
        """Not used: the views keep their own position."""
        raise TypeError("the views keep their own position")

    def process_recorder(self) -> Any:
        """Not used: the views keep their own position."""
        raise TypeError("the views keep their own position")

    def close(self) -> None:
        """Give all connections back."""
        self.database.close()
