"""The clock: a connection for now, or for a past moment, under which the same SQL shows what was known then."""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock

from domain.kernel import AMSTERDAM, Refusal
from projections.engine import file_at
from projections.tables import TABLES


class NoSuchMoment(Refusal):
    """Dit moment lezen we niet. Typ een datum met tijd, zoals 2026-03-03T14:05, of een standnummer."""

    field = "at"
    status = 400


class _Reader:
    """A connection, and the position under which it shows the views (None: as they are now)."""

    def __init__(self, path: Path, *, past: bool) -> None:
        self.position = 0
        self.connection = connection = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=30, isolation_level=None, check_same_thread=False
        )
        connection.row_factory = sqlite3.Row
        if past:
            # one connection shows any moment: making two dozen views anew for each cost more than reading a roster
            connection.create_function("position_shown", 0, lambda: self.position, deterministic=True)
            for table in TABLES.values():
                connection.execute(f"CREATE TEMP VIEW {table.name} AS {table.shown('position_shown()', 'main.')}")
        connection.execute("PRAGMA query_only = ON")


class Clock:
    """Connections that read, kept for use again: those of now, and those that show a past moment."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._idle: dict[bool, deque[_Reader]] = {False: deque(), True: deque()}
        self._lock = Lock()
        self._generation = 0
        self._file = file_at(path)

    @contextmanager
    def at(self, position: int | None = None) -> Iterator[sqlite3.Connection]:
        """A consistent reading connection for now (None) or for a position."""
        past = position is not None
        generation, reader = self._take(past)
        reader.position = position or 0
        try:
            reader.connection.execute("BEGIN")
            yield reader.connection
        finally:
            reader.connection.rollback()
            self._give(past, generation, reader)

    def close(self) -> None:
        """Close what is idle; what is in use is closed when it comes back."""
        with self._lock:
            self._generation += 1
            for readers in self._idle.values():
                for reader in readers:
                    reader.connection.close()
                readers.clear()

    def _take(self, past: bool) -> tuple[int, _Reader]:
        if self._file != (standing := file_at(self.path)):
            self.close()  # the engine made another file
            self._file = standing
        with self._lock:
            generation, idle = self._generation, self._idle[past]
            if idle:
                return generation, idle.pop()
        return generation, _Reader(self.path, past=past)

    def _give(self, past: bool, generation: int, reader: _Reader) -> None:
        with self._lock:
            if generation == self._generation:
                self._idle[past].append(reader)
                return
        reader.connection.close()


def shown_position(views: sqlite3.Connection) -> int:
    """The position that the views stand at in this connection's snapshot (of now)."""
    return int(views.execute("SELECT position FROM main.engine").fetchone()[0])


def known_position(views: sqlite3.Connection) -> int:
    """The position of what the connection shows: of one for a past moment that moment."""
    past = views.execute("SELECT 1 FROM pragma_function_list WHERE name = 'position_shown'").fetchone()
    return int(views.execute("SELECT position_shown()").fetchone()[0]) if past else shown_position(views)


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
