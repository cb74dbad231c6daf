"""One roster command through the service, in a short and in a long log; and the save against raw SQLite."""

from __future__ import annotations

import json
import sqlite3
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.history import copied
from bench.team import BEGIN, BenchTeam
from domain.kernel import Acting, act_as, fixed_clock, new_id
from domain.rosters import Roster
from domain.store.log_sqlite import settle
from projections.house import House

TIMES = 400


def commands(data: Path) -> dict[str, float]:
    """CPU milliseconds of unassigning and assigning shifts, each a command with its own key, projected after it."""
    house = House(data)
    team = BenchTeam(house)
    roster = house.workspace.get(Roster, team.roster)
    behind = roster.version if roster else 0
    spent: list[float] = []
    walls: list[float] = []
    with fixed_clock(BEGIN):
        for shift, person in team.toggle(TIMES // 2):
            for step in ("off", "on"):
                with act_as(Acting(team.planner, "", command=new_id())):
                    cpu, wall = time.process_time(), time.perf_counter()
                    if step == "off":
                        house.rosters.unassign_shift(team.roster, shift, was=person)
                    else:
                        house.rosters.assign_shift(team.roster, shift, person=person, instead_of=None)
                    house.engine.catch_up()
                    spent.append((time.process_time() - cpu) * 1000)
                    walls.append((time.perf_counter() - wall) * 1000)
    house.close()
    return {
        "facts_behind": behind,
        "cpu_ms_median": round(statistics.median(spent), 3),
        "cpu_ms_p99": round(sorted(spent)[int(len(spent) * 0.99)], 3),
        "wall_ms_median": round(statistics.median(walls), 3),
    }


def saves(data: Path) -> dict[str, float]:
    """The recorder's save of two facts and a command row, against raw sqlite3 inserting the same bytes."""
    house = House(data)
    recorder: Any = house.workspace.recorder
    sample = house.workspace.facts(house.workspace.position() - 2, 2)
    from eventsourcing.persistence import StoredEvent

    from domain.store.recorded import CommandRow

    ours: list[float] = []
    for _ in range(TIMES):
        events = [StoredEvent(new_id(), 1, row.topic, row.state) for row in sample]
        row = CommandRow(new_id(), new_id(), "0" * 64)
        began = time.process_time()
        recorder.insert_events(events, command=row)
        ours.append(time.process_time() - began)
    house.close()
    raw = sqlite3.connect(data / "raw.db", isolation_level=None)
    settle(raw)
    raw.execute("CREATE TABLE f (position INTEGER PRIMARY KEY, o TEXT, v INTEGER, t TEXT, s BLOB, UNIQUE (o, v))")
    raw.execute("CREATE TABLE c (command TEXT PRIMARY KEY, a TEXT, h TEXT, p INTEGER) WITHOUT ROWID")
    plain: list[float] = []
    for _ in range(TIMES):
        rows = [(new_id(), 1, row.topic, row.state) for row in sample]
        command = (new_id(), new_id(), "0" * 64, 1)
        began = time.process_time()
        raw.execute("BEGIN IMMEDIATE")
        raw.executemany("INSERT INTO f (o, v, t, s) VALUES (?,?,?,?)", rows)
        raw.execute("INSERT INTO c VALUES (?,?,?,?)", command)
        raw.execute("COMMIT")
        plain.append(time.process_time() - began)
    raw.close()
    ratio = statistics.median(ours) / statistics.median(plain)
    return {
        "save_cpu_ms": round(statistics.median(ours) * 1000, 3),
        "raw_cpu_ms": round(statistics.median(plain) * 1000, 3),
        "ratio": round(ratio, 2),
    }


def run(facts: int = 1_000_000) -> dict[str, Any]:
    """Measure in a log of ten thousand and in one of `facts`, made of the same source."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "source"
        house = House(source)
        BenchTeam(house).plan()
        house.close()
        small, large = Path(folder) / "small", Path(folder) / "large"
        copied(source, small, 10_000)
        copied(source, large, facts)
        few, many = commands(small), commands(large)
        return {
            "facts": facts,
            "small_log": few,
            "large_log": many,
            "ratio_large_to_small": round(many["cpu_ms_median"] / few["cpu_ms_median"], 2),
            "save": saves(large),
            "limit": {"cpu_ms_median": 2, "ratio_large_to_small": 1.2, "save_ratio": 3},
        }


if __name__ == "__main__":
    print(json.dumps(run(int(sys.argv[1]) if sys.argv[1:] else 1_000_000), indent=2))
