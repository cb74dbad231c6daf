"""The engine: follow the log, fold, commit rows and position together."""

from __future__ import annotations

import contextlib
import gc
import hashlib
import logging
import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import RLock

from domain.kernel import Refusal
from domain.store.mapper import UnknownFact
from domain.workspace import Workspace
from projections.fold import Fold, Views, folds_of
from projections.tables import TABLES, create_indexes, create_tables, shape

log = logging.getLogger(__name__)
_PAGE = 5_000

Progress = Callable[[int, int], None]


class FoldStopped(Refusal):
    """De pagina's zijn gestopt bij stand {position}: {topic} kon niet worden verwerkt. De gegevens zelf zijn veilig."""

    status = 503


class Engine:
    """One views file, kept up with one log. Safe in many threads and processes."""

    def __init__(self, workspace: Workspace, path: Path) -> None:
        self.workspace = workspace
        self.path = path
        self._lock = RLock()
        self._writer: sqlite3.Connection | None = None
        self._views: Views | None = None
        self._folds: dict[str, list[Fold]] = {}

    def open(self) -> None:
        """Make the file when it is missing, damaged or of another shape; then catch up."""
        with self._lock:
            if not self._sound():
                self.discard()
                self._rebuild_into_place()
            self.catch_up()

    def catch_up(self) -> int:
        """Fold what the log has more; the position that the views then stand at. Raises FoldStopped."""
        standing = self.position()
        if self.workspace.position() == standing:
            return standing
        with self._lock:
            connection = self._connection()
            connection.execute("BEGIN IMMEDIATE")
            try:
                reached = self._fold(connection)
                connection.execute("COMMIT")
            except BaseException:
                connection.execute("ROLLBACK")
                self._views = None
                raise
            return reached

    def position(self) -> int:
        """The position that the views stand at."""
        with self._lock:
            row = self._connection().execute("SELECT position FROM engine").fetchone()
            return int(row[0])

    def build(self, path: Path, progress: Progress | None = None, until: int | None = None) -> int:
        """Fold the whole log into a new file; the position it stands at. The standing file is not touched."""
        remove_database(path)
        connection = connect_writer(path, durable=False)
        collecting = gc.isenabled()
        gc.disable()  # a fold makes no cycles; collecting costs a tenth of a build
        try:
            create_tables(connection)
            views = Views(connection, from_nothing=True)
            target = self.workspace.position() if until is None else until
            while views.position < target:
                connection.execute("BEGIN IMMEDIATE")
                if not self._page(connection, views, target):
                    connection.execute("ROLLBACK")
                    break
                connection.execute("COMMIT")
                if progress:
                    progress(views.position, target)
            create_indexes(connection)
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return views.position
        finally:
            if collecting:
                gc.enable()
            connection.close()

    def replace_with(self, path: Path) -> None:
        """Let a built file's content stand in place of the present one, in one transaction, and catch up."""
        with self._lock:
            built = sqlite3.connect(path)
            try:
                built.backup(self._connection())
            finally:
                built.close()
            self.close()
            remove_database(path)
            self.catch_up()

    def discard(self) -> None:
        """Throw the views file away: the log can always make it again."""
        with self._lock:
            self.close()
            remove_database(self.path)

    def close(self) -> None:
        """Give the writing connection back."""
        with self._lock:
            if self._writer is not None:
                self._writer.close()
            self._writer = self._views = None

    def _rebuild_into_place(self) -> None:
        beside = self.path.with_name(f"{self.path.name}.{os.getpid()}")
        self.build(beside)
        self.replace_with(beside)

    def _sound(self) -> bool:
        if not self.path.exists():
            return False
        try:
            connection = self._connection()
            found = connection.execute("SELECT shape FROM engine").fetchone()
            return bool(
                found and found[0] == shape() and connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
            )
        except sqlite3.DatabaseError:
            log.warning("views.db is damaged; it is made again from the log")
            return False

    def _connection(self) -> sqlite3.Connection:
        if self._writer is None:
            fresh = not self.path.exists()
            self._writer = connect_writer(self.path)
            if fresh:
                create_tables(self._writer)
                create_indexes(self._writer)
        return self._writer

    def _fold(self, connection: sqlite3.Connection) -> int:
        position, leaves, moment = connection.execute("SELECT position, leaves, moment FROM engine").fetchone()
        views = self._views
        if views is None or views.position != position:
            views = self._views = Views(connection)
            views.position, views.leaf, views.moment = position, leaves, moment
        while self._page(connection, views, None):
            pass
        return views.position

    def _page(self, connection: sqlite3.Connection, views: Views, until: int | None) -> bool:
        page = self.workspace.facts(views.position, _PAGE, until)
        for recorded in page:
            folds = self._folds.get(recorded.topic)
            if folds is None:
                folds = self._folds[recorded.topic] = folds_of(recorded.topic)
            views.position = recorded.position
            try:
                fact = self.workspace.decode(recorded)
                views.moment = max(views.moment, fact.timestamp.isoformat())
                for fold in folds:
                    fold(views, fact)
            except (UnknownFact, Exception) as error:
                raise FoldStopped(position=recorded.position, topic=recorded.topic) from error
            views.leaf += 1
        if page:
            views.flush()
            connection.execute(
                "UPDATE engine SET position = ?, leaves = ?, moment = ?", (views.position, views.leaf, views.moment)
            )
            views.trim()
        return bool(page)


def connect_writer(path: Path, *, durable: bool = True) -> sqlite3.Connection:
    """A connection for folding: the file is disposable, so it need not reach the disk at once."""
    connection = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA journal_mode = WAL" if durable else "PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA cache_size = -32000")
    return connection


def remove_database(path: Path) -> None:
    """Remove a database with what SQLite keeps beside it."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        with contextlib.suppress(FileNotFoundError):
            Path(f"{path}{suffix}").unlink()


def dump(path: Path) -> Iterator[tuple[str, tuple[object, ...]]]:
    """The content in canonical order, row by row: two files of the same log at the same position are equal."""
    connection = sqlite3.connect(path)
    try:
        for table in TABLES.values():
            order = ", ".join((*table.key, "since") if table.temporal else table.key)
            for row in connection.execute(f"SELECT {', '.join(table.written)} FROM {table.physical} ORDER BY {order}"):
                yield table.name, row
        for row in connection.execute("SELECT scope, position FROM touched ORDER BY scope"):
            yield "touched", row
    finally:
        connection.close()


def fingerprint(path: Path) -> str:
    """SHA-256 of the canonical dump."""
    digest = hashlib.sha256()
    for name, row in dump(path):
        digest.update(repr((name, row)).encode())
    return digest.hexdigest()


def first_difference(one: Path, other: Path) -> str | None:
    """Where two views files first differ, in words; None when they are equal."""
    rows, others = dump(one), dump(other)
    while True:
        row, another = next(rows, None), next(others, None)
        if row != another:
            return f"{row} is not {another}"
        if row is None:
            return None
