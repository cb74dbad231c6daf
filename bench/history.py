"""A long history: a log of many facts in the mix of a real one, made by copying it under other ids."""

from __future__ import annotations

import re
import shutil
import sqlite3
import uuid
from pathlib import Path

from domain.workspace import Workspace

_ID = re.compile(rb"[0-9a-f]{32}")


def copied(source: Path, target: Path, facts: int) -> int:
    """Fill `target` with the log of the data folder `source` until it has that many facts; how many it has.

    Every copy has its own ids throughout (aggregates, persons, shifts, commands); times stay, so nothing in the
    folds or the rules behaves differently from the source. The names keep their boxes, under keys that are gone.
    """
    target.mkdir(parents=True, exist_ok=True)
    for name in ("events.db", "vault.db"):
        _backup(source / name, target / name)
    Workspace(target).close()
    connection = sqlite3.connect(target / "events.db", isolation_level=None)
    connection.execute("PRAGMA synchronous = OFF")
    rows = connection.execute(
        "SELECT originator_id, originator_version, topic, state FROM stored_events ORDER BY position"
    ).fetchall()
    count, number = len(rows), 0
    while count < facts:
        number += 1
        known: dict[bytes, bytes] = {}

        def other(match: re.Match[bytes], known: dict[bytes, bytes] = known, number: int = number) -> bytes:
            standing = known.get(match[0])
            if standing is None:
                standing = known[match[0]] = uuid.uuid5(uuid.UUID(match[0].decode()), str(number)).hex.encode()
            return standing

        batch = [
            (_ID.sub(other, originator.encode()).decode(), version, topic, _ID.sub(other, state))
            for originator, version, topic, state in rows[: facts - count]
        ]
        connection.execute("BEGIN")
        connection.executemany(
            "INSERT INTO stored_events (originator_id, originator_version, topic, state) VALUES (?,?,?,?)", batch
        )
        connection.execute("COMMIT")
        count += len(batch)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return count


def _backup(source: Path, target: Path) -> None:
    with sqlite3.connect(source) as reading, sqlite3.connect(target) as writing:
        reading.backup(writing)
    reading.close()
    writing.close()


def empty_folder(path: Path) -> Path:
    """The folder, made anew."""
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(parents=True)
    return path
