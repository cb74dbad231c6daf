"""Building the read models again from the log, to replace the standing ones or to be compared with them."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from domain.workspace import Workspace
from projections.engine import Engine, Progress, first_difference


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild took; `difference` is the first one with what stood, in words, None when they are equal."""

    events: int
    seconds: float
    difference: str | None = None


def rebuild(workspace: Workspace, path: Path, progress: Progress | None = None) -> Rebuilt:
    """Build beside, and let it stand in place of the present file."""
    engine = Engine(workspace, path)
    try:
        with TemporaryDirectory(dir=path.parent, prefix=".rebuild-") as folder:
            built = Path(folder) / "views.db"
            rebuilt = _built(engine, built, progress, None)
            engine.replace_with(built)
        return rebuilt
    finally:
        engine.close()


def compare(workspace: Workspace, path: Path, progress: Progress | None = None) -> Rebuilt:
    """Build beside up to where the standing file is, and compare; nothing that stands is touched."""
    engine = Engine(workspace, path)
    try:
        with TemporaryDirectory(dir=path.parent, prefix=".rebuild-") as folder:
            standing, built = Path(folder) / "standing.db", Path(folder) / "views.db"
            try:
                position = _copied(path, standing)
            except (sqlite3.DatabaseError, TypeError) as error:
                rebuilt = _built(engine, built, progress, None)
                return Rebuilt(rebuilt.events, rebuilt.seconds, f"{path.name} cannot be read ({error})")
            rebuilt = _built(engine, built, progress, position)
            return Rebuilt(rebuilt.events, rebuilt.seconds, _difference(standing, built, path.name))
    finally:
        engine.close()


def _built(engine: Engine, path: Path, progress: Progress | None, until: int | None) -> Rebuilt:
    began = time.perf_counter()
    engine.build(path, progress, until)
    seconds = time.perf_counter() - began
    with closing(sqlite3.connect(path)) as built:
        return Rebuilt(int(built.execute("SELECT leaves FROM engine").fetchone()[0]), seconds)


def _copied(path: Path, to: Path) -> int:
    """One moment of a file that others may be writing to; its position."""
    with (
        closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=30)) as standing,
        closing(sqlite3.connect(to)) as copy,
    ):
        standing.backup(copy)
        return int(copy.execute("SELECT position FROM engine").fetchone()[0])


def _difference(standing: Path, built: Path, name: str) -> str | None:
    try:
        return first_difference(standing, built)
    except sqlite3.DatabaseError as error:
        return f"{name} cannot be read ({error})"
