"""Processes are killed in the middle of everything: what was acknowledged is there, and the views follow it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.harness.databases import Place

ROOT = Path(__file__).parents[2]

APART = """
import select, sys
from bench import kill
from projections import engine
def in_two(self, connection, until=None):
    asked = "SELECT position, leaves, moment, tip FROM engine"
    told = "UPDATE engine SET position = ?, leaves = ?, moment = ?, tip = ?"
    connection.execute("BEGIN IMMEDIATE")
    before = connection.execute(asked).fetchone()
    reached = self._fold(connection, until)
    after = connection.execute(asked).fetchone()
    connection.execute(told, before)
    connection.execute("COMMIT")
    select.select([], [], [], 0.005)
    connection.execute(told, after)
    return reached
engine.Engine._follow = in_two
sys.exit(kill.main(sys.argv[1:]))
"""


def killed(place: Place, kills: int, *program: str) -> dict[str, object]:
    """What came of so many kills."""
    command = [sys.executable, *(program or ("-m", "bench.kill")), "--kills", str(kills), "--data", str(place.data)]
    if place.database:
        command += ["--database", place.database]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.stdout, done.stderr
    result: dict[str, object] = json.loads(done.stdout)
    assert done.returncode == bool(result["lost"] or result["diverged"])
    return result


def test_50_kills_under_load_lose_nothing_and_leave_the_views_whole(place: Place) -> None:
    result = killed(place, 50)

    errors = place.data / "errors.txt"
    assert not errors.exists(), errors.read_text()
    assert (result["lost"], result["diverged"]) == (0, 0), result["wrong"]
    assert result["kills"] == 50
    assert int(str(result["acknowledged"])) > 30


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_rows_and_position_that_are_not_committed_together_are_found_out(place: Place) -> None:
    result = killed(place, 50, "-c", APART)

    assert result["diverged"]
