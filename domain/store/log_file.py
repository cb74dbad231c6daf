"""The log's SQLite file read as it lies there, also when it is damaged: nothing of the workspace has to start."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from domain.kernel.refusal import Refusal

# a message about a damaged file may quote bytes of it that are no text
_BROKEN = (sqlite3.Error, UnicodeError, MemoryError)
_SCHEMA = "SELECT type, sql FROM sqlite_master WHERE name = 'stored_events' COLLATE NOCASE"
_ROWS = (
    "SELECT position, originator_id, originator_version, topic, state FROM stored_events NOT INDEXED ORDER BY position"
)
_COLUMNS = "SELECT hidden FROM pragma_table_xinfo('stored_events')"
_AT_REST = ("mode=ro&immutable=1",)
# the write-ahead log belongs to it; where no file can be made beside it and there is none, it is at rest
_LIVE = ("mode=ro", *_AT_REST)
_BESIDE = ("-wal", "-journal")


class NoLogFile(Refusal):
    """Er is geen logboek in {file}."""


class LogUnreadable(Refusal):
    """Het logboek kan vanaf hier niet meer gelezen worden: {reason}."""


class LogFile:
    """An `events.db`, opened to read only; a `copy` is known to be at rest, and gets no files beside it."""

    def __init__(self, path: Path, *, copy: bool = False) -> None:
        if not path.is_file():
            raise NoLogFile(file=path)
        path = path.resolve()
        # what SQLite would still do at the next start is part of the log: it may not be left out
        unfinished = any(_size(path.with_name(path.name + suffix)) for suffix in _BESIDE)
        ways = _LIVE[:1] if unfinished else _AT_REST if copy else _LIVE
        self.connection = _opened(path.as_uri(), ways)
        # a damaged text must arrive as it is, so that its own position can be named
        self.connection.text_factory = lambda text: text.decode(errors="surrogateescape")

    def rows(self) -> Iterator[tuple[object, ...]]:
        """All rows in order; raises LogUnreadable where the file does not let itself be read further."""
        try:
            self._is_a_table()
            yield from self.connection.execute(_ROWS)
        except _BROKEN as reason:
            raise LogUnreadable(reason=reason) from None

    def count(self) -> int:
        """About how many rows there are, for a progress bar."""
        try:
            return int(self.connection.execute("SELECT max(position) FROM stored_events").fetchone()[0] or 0)
        except (*_BROKEN, ValueError):
            return 0

    def damage(self) -> str | None:
        """What SQLite itself finds wrong in the file: an index that hides a fact, say."""
        try:
            found = self.connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
        except _BROKEN as reason:
            return str(reason)
        return None if found == "ok" else str(found).strip().replace("\n", " ")

    def close(self) -> None:
        """Let the file go."""
        self.connection.close()

    def _is_a_table(self) -> None:
        kinds = self.connection.execute(_SCHEMA).fetchall()
        if [kind for kind, _ in kinds] != ["table"] or not str(kinds[0][1]).upper().startswith("CREATE TABLE"):
            raise LogUnreadable(reason="de tabel stored_events ontbreekt")
        # a column that is computed may show one thing here and another there
        if any(hidden for (hidden,) in self.connection.execute(_COLUMNS)):
            raise LogUnreadable(reason="de tabel stored_events is een andere")


def _size(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0


def _opened(address: str, ways: tuple[str, ...]) -> sqlite3.Connection:
    reason: sqlite3.Error | None = None
    for how in ways:
        connection = sqlite3.connect(f"{address}?{how}", uri=True, isolation_level=None)
        try:
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute("PRAGMA schema_version").fetchone()
            return connection
        except sqlite3.OperationalError as error:
            connection.close()
            reason = error
        except _BROKEN:
            return connection
    raise LogUnreadable(reason=reason)
