"""The engine: follow the log, fold, commit rows and position together."""

from __future__ import annotations

import contextlib
import fcntl
import gc
import hashlib
import logging
import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import RLock

from eventsourcing.persistence import PersistenceError

from domain.kernel import Refusal, new_id
from domain.store.files import sync_folder
from domain.store.mapper import decode
from domain.store.recorded import Row
from domain.workspace import Workspace
from projections.fold import Fold, Views, folds_of
from projections.tables import TABLES, create_indexes, create_tables, shape

log = logging.getLogger(__name__)
_PAGE = 5_000

Progress = Callable[[int, int], None]


class FoldStopped(Refusal):
    """De pagina's zijn gestopt bij stand {position}: {topic} kon niet worden verwerkt. De gegevens zelf zijn veilig."""

    status = 503


class ViewsStuck(Refusal):
    """De pagina's kunnen nu niet worden bijgewerkt: {reason}. De gegevens zelf zijn veilig. Probeer het zo nog eens."""

    status = 503


class Engine:
    """One views file, kept up with one log. Safe in many threads and processes.

    The path is a link to the file itself, which has a name of its own: whoever still has an older file open can never
    take the write-ahead log of a newer one for theirs.
    """

    def __init__(self, workspace: Workspace, path: Path) -> None:
        self.workspace = workspace
        self.path = path
        self._lock = RLock()
        self._writer: sqlite3.Connection | None = None
        self._file: tuple[int, int] | None = None
        self._views: Views | None = None
        self._folds: dict[str, list[Fold]] = {}

    def open(self) -> None:
        """Make the file when it is missing, damaged, of another shape or of another log; then catch up."""
        self.catch_up()

    def catch_up(self) -> int:
        """Fold what the log has more; the position that the views then stand at. Raises FoldStopped, ViewsStuck."""
        try:
            standing = self.position()
            if self.workspace.position() == standing:
                return standing
            with self._lock:
                return self._follow(self._connection())
        except FoldStopped as stopped:
            with self._lock:  # what came before it is shown
                self._follow(self._connection(), until=int(str(stopped.details["position"])) - 1)
            raise
        except (sqlite3.Error, PersistenceError) as error:
            raise ViewsStuck(reason=error) from error

    def holds(self) -> bool:
        """Whether the file that stands there is the one that was found sound."""
        return self._writer is not None and self._file == file_at(self.path)

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
            connection.execute("BEGIN")  # nobody else sees this file: it is written once, not a page at a time
            while views.position < target and self._page(connection, views, target):
                if progress:
                    progress(views.position, target)
            connection.execute("COMMIT")
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

    def close(self) -> None:
        """Give the writing connection back."""
        with self._lock:
            if self._writer is not None:
                self._writer.close()
            self._writer = self._views = None

    def _connection(self) -> sqlite3.Connection:
        if self._writer is not None and self._file != file_at(self.path):
            self.close()  # somebody put another file there, or took it away
        if self._writer is None:
            with self._alone():
                if not self._sound():
                    self._make()
                self._writer = connect_writer(self.path.resolve())
                self._file = file_at(self.path)
        return self._writer

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Two processes that find no views must not make them on top of each other."""
        with open(f"{self.path}.lock", "ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def _make(self) -> None:
        made = self.path.with_name(f"{self.path.name}.{new_id()}")
        self.build(made)
        with made.open("rb") as file:
            os.fsync(file.fileno())
        link = Path(f"{made}.link")
        link.symlink_to(made.name)
        os.replace(link, self.path)
        sync_folder(self.path.parent)
        for old in self.path.parent.glob(f"{self.path.name}.{'[0-9a-f]' * 32}*"):
            if not old.name.startswith(made.name):
                old.unlink(missing_ok=True)
        for suffix in ("-wal", "-shm"):
            Path(f"{self.path}{suffix}").unlink(missing_ok=True)

    def _sound(self) -> bool:
        if not self.path.exists():
            return False
        connection = sqlite3.connect(self.path, timeout=30)
        try:
            position, tip, standing = connection.execute("SELECT position, tip, shape FROM engine").fetchone()
            if standing != shape():
                if self._file:
                    raise ViewsStuck(reason="er is een andere versie van driehoek gestart; start ook deze opnieuw")
                log.info("%s has another shape; it is made again from the log", self.path)
                return False
            followed = self.workspace.fact_at(position) if position else None
            if tip != (_tip(followed) if followed else ""):
                log.warning("%s followed another log; it is made again from this one", self.path)
                return False
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
        except (sqlite3.DatabaseError, TypeError):
            log.warning("%s is damaged; it is made again from the log", self.path)
            return False
        finally:
            connection.close()

    def _follow(self, connection: sqlite3.Connection, until: int | None = None) -> int:
        connection.execute("BEGIN IMMEDIATE")
        try:
            reached = self._fold(connection, until)
            connection.execute("COMMIT")
        except BaseException:
            self._views = None
            if connection.in_transaction:  # a full disk ends it by itself
                connection.execute("ROLLBACK")
            raise
        return reached

    def _fold(self, connection: sqlite3.Connection, until: int | None) -> int:
        position, leaves, moment = connection.execute("SELECT position, leaves, moment FROM engine").fetchone()
        views = self._views
        if views is None or views.position != position:
            views = self._views = Views(connection)
            views.position, views.leaf, views.moment = position, leaves, moment
        while self._page(connection, views, until):
            pass
        return views.position

    def _page(self, connection: sqlite3.Connection, views: Views, until: int | None) -> bool:
        page = self.workspace.rows(views.position, _PAGE, until)
        known = self._folds
        latest, moment = views.latest, views.moment
        for position, originator, version, topic, state in page:  # a million times: a microsecond here is a second
            views.position = position
            try:
                fact = decode(topic, state, originator, version)
                if latest is None or fact.timestamp > latest:
                    views.latest = latest = fact.timestamp
                    views.moment = max(moment, latest.isoformat())
                for fold in known.get(topic) or known.setdefault(topic, folds_of(topic)):
                    fold(views, fact)
            except sqlite3.OperationalError:
                raise
            except Exception as error:
                raise FoldStopped(position=position, topic=topic) from error
            views.leaf += 1
        if page:
            views.flush()
            connection.execute(
                "UPDATE engine SET position = ?, leaves = ?, moment = ?, tip = ?",
                (views.position, views.leaf, views.moment, _tip(page[-1])),
            )
            views.trim()
        return bool(page)


def _tip(recorded: Row) -> str:
    """What tells the log that was followed from another one with as many facts."""
    return hashlib.sha256(repr(tuple(recorded)).encode()).hexdigest()


def file_at(path: Path) -> tuple[int, int] | None:
    """Which file stands at a path; None when there is none."""
    try:
        found = os.stat(path)
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def connect_writer(path: Path, *, durable: bool = True) -> sqlite3.Connection:
    """A connection for folding. A power cut may cost the last pages, never leave rows without their position."""
    connection = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA journal_mode = WAL" if durable else "PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = NORMAL" if durable else "PRAGMA synchronous = OFF")
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
