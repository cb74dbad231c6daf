"""The clock: a connection for now, or for a past moment, under which the same SQL shows what was known then."""

from __future__ import annotations

import sqlite3
from collections import OrderedDict, deque
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock

from domain.kernel import AMSTERDAM, Refusal
from projections.engine import file_at
from projections.tables import TABLES

_MOMENTS_KEPT = 16
_SAME_MOMENT_KEPT = 4


class NoSuchMoment(Refusal):
    """Dit moment lezen we niet. Typ een datum met tijd, zoals 2026-03-03T14:05, of een standnummer."""

    field = "at"
    status = 400


class Clock:
    """Connections that read, kept for use again: many for now, a few for each of the last moments asked for."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._idle: OrderedDict[int | None, deque[sqlite3.Connection]] = OrderedDict()
        self._lock = Lock()
        self._generation = 0
        self._file = file_at(path)

    @contextmanager
    def at(self, position: int | None = None) -> Iterator[sqlite3.Connection]:
        """A consistent reading connection for now (None) or for a position."""
        generation, connection = self._take(position)
        connection.execute("BEGIN")
        try:
            yield connection
        finally:
            connection.rollback()
            self._give(position, generation, connection)

    def close(self) -> None:
        """Close what is idle; what is in use is closed when it comes back."""
        with self._lock:
            self._generation += 1
            for connections in self._idle.values():
                for connection in connections:
                    connection.close()
            self._idle.clear()

    def _take(self, position: int | None) -> tuple[int, sqlite3.Connection]:
        if self._file != (standing := file_at(self.path)):
            self.close()  # the engine made another file
            self._file = standing
        with self._lock:
            idle = self._idle.get(position)
            if idle:
                self._idle.move_to_end(position)
                return self._generation, idle.pop()
            generation = self._generation
        return generation, self._connect(position)

    def _give(self, position: int | None, generation: int, connection: sqlite3.Connection) -> None:
        with self._lock:
            idle = self._idle.setdefault(position, deque())
            if generation == self._generation and (position is None or len(idle) < _SAME_MOMENT_KEPT):
                idle.append(connection)
                connection = None  # type: ignore[assignment]
            past = [moment for moment in self._idle if moment is not None]
            evicted = self._idle.pop(past[0]) if len(past) > _MOMENTS_KEPT else deque()
        for closing in (connection, *evicted):
            if closing is not None:
                closing.close()

    def _connect(self, position: int | None) -> sqlite3.Connection:
        connection = sqlite3.connect(
            f"{self.path.resolve().as_uri()}?mode=ro",
            uri=True,
            timeout=30,
            isolation_level=None,
            check_same_thread=False,
        )
        connection.row_factory = sqlite3.Row
        if position is not None:
            for table in TABLES.values():
                connection.execute(f"CREATE TEMP VIEW {table.name} AS {table.shown(position, 'main.')}")
        connection.execute("PRAGMA query_only = ON")
        return connection


def shown_position(views: sqlite3.Connection) -> int:
    """The position that the views stand at in this connection's snapshot (of now)."""
    return int(views.execute("SELECT position FROM main.engine").fetchone()[0])


def position_at(views: sqlite3.Connection, moment: str) -> int:
    """The last position whose running maximum of recorded_at is not later than the moment (UTC ISO text)."""
    # the running maximum never falls, so halving finds it without an index of its own
    low, high = 0, shown_position(views)
    while low < high:
        middle = (low + high + 1) // 2
        row = views.execute(
            "SELECT position, moment FROM main.trail_fact_log WHERE position >= ? ORDER BY position LIMIT 1", (middle,)
        ).fetchone()
        if row is None or row["moment"] > moment:
            high = middle - 1
        else:
            low = row["position"]
    return low


def resolve_moment(views: sqlite3.Connection, text: str) -> int:
    """The position of `?at=`: a position, or a date-time (local to the Netherlands unless it names its offset).

    Raises NoSuchMoment.
    """
    text = text.strip()
    if text.isascii() and text.isdigit() and len(text) <= 18:
        return min(int(text), shown_position(views))
    try:
        moment = datetime.fromisoformat(text.replace(" ", "+") if "T" in text else text)
    except ValueError:
        raise NoSuchMoment from None
    try:
        aware = moment if moment.tzinfo else moment.replace(tzinfo=AMSTERDAM)
        return position_at(views, aware.astimezone(UTC).isoformat())
    except OverflowError:
        raise NoSuchMoment from None
