"""A small log in raw SQLite, somebody who bends it, and an auditor who kept a checkpoint elsewhere."""

from __future__ import annotations

import importlib.util
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import ModuleType

import pytest

from domain.store.audit import Audit, audit_log, gather
from domain.store.checkpoints import Checkpoints
from domain.store.log_file import LogFile
from domain.store.recorded import Recorded
from tests.harness.databases import Place, fresh

VERIFIER = Path(__file__).parents[2] / "verifier" / "driehoek_verify.py"
SCHEMA = (
    "CREATE TABLE stored_events (position INTEGER PRIMARY KEY AUTOINCREMENT, originator_id TEXT NOT NULL, "
    "originator_version INTEGER NOT NULL, topic TEXT NOT NULL, state BLOB NOT NULL, "
    "UNIQUE (originator_id, originator_version))"
)
INSERT = "INSERT INTO stored_events VALUES (?,?,?,?,?)"
TOPICS = ("teams.MemberJoined", "rosters.ShiftAssigned", "rosters.ShiftSwapped")


def fact(position: int) -> Recorded:
    """The fact at a position: four streams whose facts take turns, some with a long text."""
    stream, version = position % 4, (position - 1) // 4 + 1
    state = {"timestamp": "2026-03-02T22:00:00+00:00", "by": f"{position:032x}", "text": "é" * (position * 7 % 40)}
    return Recorded(
        position, f"{stream + 1:032x}", version, TOPICS[position % 3], json.dumps(state, ensure_ascii=False).encode()
    )


class Log:
    """An `events.db` with the data folder around it."""

    def __init__(self, data: Path) -> None:
        self.data, self.path = data, data / "events.db"
        data.mkdir(parents=True, exist_ok=True)
        self.change(SCHEMA)

    def change(self, sql: str, *values: object) -> None:
        """Run one statement in the file, past everything that driehoek guards."""
        with closing(sqlite3.connect(self.path)) as connection:
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute(sql, values)
            connection.commit()

    def add(self, count: int, skip: int = 0) -> Log:
        """Add facts, after skipping positions as PostgreSQL does after a rollback."""
        last = max((row.position for row in self.rows_after(0)), default=0) + skip
        with closing(sqlite3.connect(self.path)) as connection:
            connection.executemany(INSERT, [fact(position) for position in range(last + 1, last + count + 1)])
            connection.commit()
        return self

    def rows_after(self, position: int) -> list[Recorded]:
        """What the workspace would give."""
        with closing(sqlite3.connect(self.path)) as connection:
            found = connection.execute("SELECT * FROM stored_events WHERE position > ? ORDER BY position", (position,))
            return [Recorded(*row) for row in found]

    @property
    def checkpoints(self) -> Checkpoints:
        """The checkpoints of this data folder."""
        return Checkpoints(self.data)

    def checkpoint(self, file: Path) -> Path:
        """Make a checkpoint and export it."""
        signed = self.checkpoints.make(self.rows_after)
        self.checkpoints.export(signed, file, self.rows_after)
        return file

    def audit(self, *files: Path, own: bool = True) -> Audit:
        """Check the log as `verify` does."""
        with closing(LogFile(self.path, copy=True)) as log:
            return audit_log(gather(self.checkpoints, files, own=own), log)


@pytest.fixture
def log(tmp_path: Path) -> Log:
    """A log of thirty facts."""
    return Log(tmp_path / "data").add(30)


@pytest.fixture
def kept(log: Log, tmp_path: Path) -> Path:
    """The checkpoint that the auditor kept elsewhere when there were thirty facts, with its hashes and key."""
    (tmp_path / "auditor").mkdir()
    return log.checkpoint(tmp_path / "auditor" / "cp.txt")


@pytest.fixture(scope="session")
def alone() -> Iterator[ModuleType]:
    """The stand-alone verifier."""
    spec = importlib.util.spec_from_file_location("driehoek_verify", VERIFIER)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Say which of these tests need a PostgreSQL, so that they are counted where there is none."""
    for item in items:
        callspec = getattr(item, "callspec", None)
        if callspec and callspec.params.get("place") == "postgresql" and "postgres_address" not in item.fixturenames:
            item.fixturenames.append("postgres_address")  # type: ignore[attr-defined]


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """An empty data folder, in SQLite or with a PostgreSQL database beside it."""
    superuser = request.getfixturevalue("postgres_address") if request.param == "postgresql" else None
    with fresh(tmp_path / "data", superuser) as found:
        yield found
