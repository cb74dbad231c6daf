"""Signing a long history and checking it, each by a program of its own; and the next signing, in one that runs."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.history import copied
from bench.team import BenchTeam
from domain.store.audit import pages
from domain.store.checkpoints import Checkpoints
from domain.workspace import Workspace
from projections.house import House

ROOT = Path(__file__).parents[1]
VERIFIER = ROOT / "verifier" / "driehoek_verify.py"
AFTER = 1_000
"""Facts between one checkpoint and the next: more than a team makes in an hour."""

# what a process used at most since it began: ru_maxrss also counts what its parent had when it forked
_RUN = """
import pathlib, runpy, sys
told, what, *sys.argv[1:] = sys.argv[1:]
try:
    runpy.run_path(what, run_name="__main__") if what.endswith(".py") else runpy.run_module(what, run_name="__main__")
except SystemExit as ended:
    if ended.code:
        raise
status = pathlib.Path("/proc/self/status").read_text()
pathlib.Path(told).write_text(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))
"""


def measured(folder: Path, what: object, *arguments: object) -> dict[str, float]:
    """Seconds, and megabytes at most, of a Python program that must succeed."""
    told = folder / "peak"
    command = [sys.executable, "-c", _RUN, str(told), str(what), *map(str, arguments)]
    began = time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=True, stdout=subprocess.DEVNULL)
    return {"seconds": round(time.perf_counter() - began, 2), "peak_mb": int(told.read_text()) // 1024}


def more(data: Path, facts: int) -> None:
    """Add facts to the log, each the first of a stream of its own."""
    rows = [(f"{number:032x}", 1, "bench.Fact", b'{"by": "nobody"}') for number in range(1, facts + 1)]
    with sqlite3.connect(data / "events.db") as connection:
        connection.executemany(
            "INSERT INTO stored_events (originator_id, originator_version, topic, state) VALUES (?,?,?,?)", rows
        )
    connection.close()


def next_checkpoint(data: Path) -> float:
    """CPU milliseconds of the next checkpoint in a process that runs."""
    workspace = Workspace(data)
    checkpoints = Checkpoints(data)
    began = time.process_time()
    checkpoints.make(lambda position: pages(workspace.facts, position))
    spent = time.process_time() - began
    workspace.close()
    return round(spent * 1000, 1)


def run(facts: int = 1_000_000) -> dict[str, Any]:
    """Measure the first checkpoint of a log, the next one, and both ways to check it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source, data, kept = folder / "source", folder / "data", folder / "cp.txt"
        house = House(source)
        BenchTeam(house).plan()
        house.close()
        count = copied(source, data, facts)
        first = measured(folder, "web.cli", "checkpoint", "--data", data, "--out", kept)
        more(data, AFTER)
        following = next_checkpoint(data)
        own = measured(folder, "web.cli", "verify", "--data", data, "--checkpoint", kept)
        with sqlite3.connect(data / "events.db") as connection:
            streams = connection.execute("SELECT count(DISTINCT originator_id) FROM stored_events").fetchone()[0]
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        alone = measured(folder, VERIFIER, data / "events.db", "--checkpoint", kept)
        size = (data / "events.db").stat().st_size // 1_000_000
    return {
        "facts": count + AFTER,
        "streams": streams,
        "log_mb": size,
        "first_checkpoint": first,
        "next_checkpoint_cpu_ms": following,
        "verify": own,
        "stand_alone_verifier": alone,
        "limit": {
            "next_checkpoint_cpu_ms": 100,
            "verify_seconds": 60, "verify_peak_mb": 300,
            "stand_alone_verifier_seconds": 60, "stand_alone_verifier_peak_mb": 300,
        },
    }  # fmt: skip


if __name__ == "__main__":
    print(json.dumps(run(int(sys.argv[1]) if sys.argv[1:] else 1_000_000), indent=2))
