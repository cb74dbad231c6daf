"""Rebuilding all read models, against the floor: the same rows read, decoded and written by hand in the same run."""

from __future__ import annotations

import gc
import json
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import projections.house  # noqa: F401  declares every table
from bench.history import copied
from domain.workspace import Workspace
from projections.engine import Engine, connect_writer, remove_database
from projections.tables import TABLES, create_indexes, create_tables


def floor(log: Path, built: Path, beside: Path, *, by_key: bool) -> float:
    """CPU seconds to SELECT and decode every fact and write the very rows of `built` with executemany.

    The rows come in the order in which the log brings them, or `by_key` as the tables keep them, which is the cheapest
    that SQLite can have them. As in a build, nothing is garbage collected meanwhile.
    """
    reading = sqlite3.connect(built)
    rows = {}
    for table in TABLES.values():
        order = ", ".join((*table.key, "since") if table.temporal else table.key)
        arrival = "since" if table.temporal else "position"
        query = f"SELECT * FROM {table.physical} ORDER BY {order if by_key else arrival}"
        rows[table.name] = reading.execute(query).fetchall()
    reading.close()
    remove_database(beside)
    gc.disable()
    try:
        began = time.process_time()
        _by_hand(log, beside, rows)
        return time.process_time() - began
    finally:
        gc.enable()


def _by_hand(log: Path, beside: Path, rows: dict[str, list[Any]]) -> None:
    source = sqlite3.connect(log)
    for row in source.execute(
        "SELECT position, originator_id, originator_version, topic, state FROM stored_events ORDER BY position"
    ):
        json.loads(row[4])
    source.close()
    writing = connect_writer(beside, durable=False)
    create_tables(writing)
    writing.execute("BEGIN")
    for table in TABLES.values():
        places = ",".join("?" * len(table.written))
        writing.executemany(f"INSERT INTO {table.physical} VALUES ({places})", rows[table.name])
    writing.execute("COMMIT")
    create_indexes(writing)
    writing.close()


def run(facts: int = 1_000_000, source: Path | None = None, say: Callable[[str], None] = print) -> dict[str, Any]:
    """Measure; `source` is a data folder whose mix is taken (default: the demo, made here)."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "long"
        count = copied(source or _demo(Path(folder) / "demo"), data, facts)
        say(f"{count} facts")
        rebuilt = json.loads(
            subprocess.run(
                [sys.executable, "-m", "bench.rebuild", "build", str(data)], check=True, capture_output=True, text=True
            ).stdout
        )
        log, built, beside = data / "events.db", data / "built.db", data / "floor.db"
        arrival = floor(log, built, beside, by_key=False)
        by_key = floor(log, built, beside, by_key=True)
    return {
        "facts": count,
        "rebuild_cpu_s": rebuilt["cpu"],
        "floor_in_arrival_order_cpu_s": round(arrival, 2),
        "floor_in_key_order_cpu_s": round(by_key, 2),
        "arrival_order_ratio": round(rebuilt["cpu"] / arrival, 2),
        "key_order_ratio": round(rebuilt["cpu"] / by_key, 2),
        "facts_per_second": round(count / rebuilt["seconds"]),
        "peak_mb": rebuilt["peak_mb"],
        "limit": {"ratio": 2, "peak_mb": 200},
    }


def _demo(data: Path) -> Path:
    from web.commands.demo import ensure_demo

    data.mkdir()
    ensure_demo(data, None)
    return data


def _build(data: Path) -> None:
    workspace = Workspace(data)
    began, cpu = time.perf_counter(), time.process_time()
    Engine(workspace, data / "unused.db").build(data / "built.db")
    spent, seconds = time.process_time() - cpu, time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"cpu": round(spent, 2), "seconds": round(seconds, 2), "peak_mb": peak}))


if __name__ == "__main__":
    if sys.argv[1:2] == ["build"]:
        _build(Path(sys.argv[2]))
    else:
        print(json.dumps(run(source=Path(sys.argv[1]) if sys.argv[1:] else None), indent=2))
