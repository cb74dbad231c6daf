"""Public nurse-rostering instances: what `roster solve` finds, judged here by a parser and rules of their own.

Nothing of the engine is used: both files are read again, every hard rule is checked, and the objective recomputed.
"""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench import made_up

BEST_KNOWN = {
    1: 607, 2: 828, 3: 1001, 4: 1716, 5: 1143, 6: 1950, 7: 1056, 8: 1300, 9: 439, 10: 4631, 11: 3443, 12: 4040,
    13: 1348, 14: 1278, 15: 3829, 16: 3225, 17: 5746, 18: 4459, 19: 3149, 20: 4769, 21: 21133, 22: 30240,
    23: 16990, 24: 26571,
}  # fmt: skip
"""Of Curtois and Qu's site: 15, 22, 23 and 24 are not closed, and there the lower bound stands."""
SECONDS = 60
WORKERS = 2


def sections(text: str) -> dict[str, list[list[str]]]:
    """The lines of an instance by section, split at commas."""
    found: dict[str, list[list[str]]] = {}
    current: list[list[str]] = []
    for line in (line.strip() for line in text.splitlines()):
        if line.startswith("SECTION_"):
            current = found.setdefault(line[8:], [])
        elif line and not line.startswith("#"):
            current.append([part.strip() for part in line.split(",")])
    return found


def rows_of(instance: str, roster: str) -> dict[str, list[str]]:
    """Each employee's days, in the instance's order; raises ValueError when the file is not whole."""
    said = sections(instance)
    days, staff = int(said["HORIZON"][0][0]), [fields[0] for fields in said["STAFF"]]
    lines = roster.removesuffix("\n").split("\n")
    if len(lines) != len(staff):
        raise ValueError(f"{len(lines)} lines for {len(staff)} employees")
    rows = {who: [cell.strip() for cell in line.split(",")] for who, line in zip(staff, lines, strict=True)}
    for who, row in rows.items():
        if len(row) != days:
            raise ValueError(f"{who} has {len(row)} fields for {days} days")
    return rows


def broken(instance: str, roster: str) -> list[str]:
    """Every hard rule that a roster breaks, by employee."""
    said = sections(instance)
    rows = rows_of(instance, roster)
    lengths = {fields[0]: int(fields[1]) for fields in said["SHIFTS"]}
    after = {fields[0]: set(filter(None, "".join(fields[2:3]).split("|"))) for fields in said["SHIFTS"]}
    closed = {fields[0]: {int(day) for day in fields[1:] if day} for fields in said.get("DAYS_OFF", [])}
    found = []
    for fields in said["STAFF"]:
        row = rows[fields[0]]
        if unknown := {cell for cell in row if cell} - set(lengths):
            found.append(f"{fields[0]}: unknown shift {sorted(unknown)[0]}")
            continue
        for rule in _rules(fields, row, lengths):
            found.append(f"{fields[0]}: {rule}")
        for day in closed.get(fields[0], ()):
            if row[day]:
                found.append(f"{fields[0]}: works on day off {day}")
        for day, (today, tomorrow) in enumerate(zip(row, row[1:], strict=False)):
            if today and tomorrow in after[today]:
                found.append(f"{fields[0]}: {tomorrow} after {today} on day {day + 1}")
    return found


def _rules(fields: list[str], row: list[str], lengths: dict[str, int]) -> Iterator[str]:
    """The limits of one employee's own line."""
    _, most, *numbers = fields
    max_minutes, min_minutes, max_run, min_run, min_off, max_weekends = map(int, numbers)
    for part in filter(None, most.split("|")):
        kind, _, limit = part.partition("=")
        if row.count(kind.strip()) > int(limit):
            yield f"{row.count(kind.strip())} shifts {kind}, at most {limit}"
    minutes = sum(lengths[cell] for cell in row if cell)
    if not min_minutes <= minutes <= max_minutes:
        yield f"{minutes} minutes, {min_minutes} to {max_minutes}"
    weekends = sum(any(row[day : day + 2]) for day in range(5, len(row), 7))
    if weekends > max_weekends:
        yield f"{weekends} weekends, at most {max_weekends}"
    marks = "".join("w" if cell else "-" for cell in row)
    for run in marks.split("-"):
        if len(run) > max_run:
            yield f"{len(run)} days in a row, at most {max_run}"
    for length in range(1, min_run):
        if f"-{'w' * length}-" in marks:
            yield f"{length} days in a row, at least {min_run}"
    for length in range(1, min_off):
        if f"w{'-' * length}w" in marks:
            yield f"{length} days off in a row, at least {min_off}"


def objective(instance: str, roster: str) -> int:
    """What a roster costs: requests that are not met, and cover that is short or too much."""
    said = sections(instance)
    rows = rows_of(instance, roster)
    total = 0
    for who, day, shift, weight in said.get("SHIFT_ON_REQUESTS", []):
        total += int(weight) * (rows[who][int(day)] != shift)
    for who, day, shift, weight in said.get("SHIFT_OFF_REQUESTS", []):
        total += int(weight) * (rows[who][int(day)] == shift)
    for day, shift, least, under, over in said.get("COVER", []):
        there = sum(row[int(day)] == shift for row in rows.values())
        total += max(0, int(least) - there) * int(under) + max(0, there - int(least)) * int(over)
    return total


def run(
    folder: Path | None = None, seconds: int = SECONDS, workers: int = WORKERS, say: Callable[[str], None] = print
) -> dict[str, Any]:
    """Solve every instance of a folder (or, without one, those made up) by the command, and judge what it wrote."""
    found = {"seconds_given": seconds, "workers": workers, "load_before": round(os.getloadavg()[0], 1)}
    rows = []
    with tempfile.TemporaryDirectory() as work:
        for path in _files(folder or _made_up(Path(work))):
            say(f"solving {path.name}")
            rows.append({"instance": path.stem, **_judged(path, seconds, workers)})
    return {**found, "instances": rows}


def _files(folder: Path) -> list[Path]:
    """The instances in a folder by whatever name, Instance2 before Instance10."""
    there = [path for path in folder.glob("*.txt") if "SECTION_HORIZON" in path.read_text("utf-8", "replace").upper()]
    return sorted(there, key=lambda path: [(len(part), part) for part in re.split(r"(\d+)", path.stem)])


def _made_up(folder: Path) -> Path:
    for name, (people, kinds, days) in made_up.SIZES.items():
        (folder / f"{name}.txt").write_text(made_up.instance(people, kinds, days), encoding="utf-8")
    return folder


def _judged(path: Path, seconds: int, workers: int) -> dict[str, Any]:
    number = path.stem.removeprefix("Instance")
    best = BEST_KNOWN.get(int(number), "-") if number.isdigit() else "-"
    with tempfile.TemporaryDirectory() as work:
        out = Path(work) / "roster.txt"
        command = [sys.executable, "-m", "web.cli", "roster", "solve", str(path), "--seconds", str(seconds)]
        command += ["--workers", str(workers), "--out", str(out), "--json"]
        begun, before = time.monotonic(), _cpu_seconds()
        said = subprocess.run(command, capture_output=True, text=True, check=False)
        spent = {"seconds": round(time.monotonic() - begun, 1), "cpu_seconds": round(_cpu_seconds() - before, 1)}
        spent["load"] = round(os.getloadavg()[0], 1)
        if not said.stdout:
            return {"found": "-", "bound": "-", "best_known": best, **spent, "status": said.stderr.strip()}
        answer = json.loads(said.stdout)
        instance, roster = path.read_text(encoding="utf-8-sig"), out.read_text(encoding="utf-8")
    if answer["status"] == "none":
        return {"found": "-", "bound": "-", "best_known": best, **spent, "status": "none"}
    wrong, cost = broken(instance, roster), objective(instance, roster)
    if wrong or cost != answer["objective"]:
        raise RuntimeError(f"{path.name}: {answer['objective']} was said, {cost} it is; broken: {'; '.join(wrong)}")
    bound = "-" if answer["bound"] is None else answer["bound"]
    return {"found": cost, "bound": bound, "best_known": best, **spent, "status": answer["status"]}


def _cpu_seconds() -> float:
    """Of all processes that this one has waited for, and theirs."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime
