"""Four processes want the same at the same moment: one has it, nobody is anywhere twice."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.harness.databases import Place

ROOT = Path(__file__).parents[2]

CARELESS = """
import sys
from bench import races
from domain.rosters import Agenda
from domain.workspace import Workspace
kept = Workspace.save
Workspace.save = lambda self, *aggregates: kept(self, *(a for a in aggregates if not isinstance(a, Agenda)))
sys.exit(races.main(sys.argv[1:]))
"""


def raced(place: Place, races: int, *program: str) -> dict[str, object]:
    """What came of so many races."""
    command = [sys.executable, *(program or ("-m", "bench.races")), "--races", str(races), "--data", str(place.data)]
    if place.database:
        command += ["--database", place.database]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.stdout, done.stderr
    result: dict[str, object] = json.loads(done.stdout)
    assert done.returncode == bool(result["doubles"])
    return result


def test_500_races_in_four_processes_give_no_doubles(place: Place) -> None:
    result = raced(place, 500)

    assert result["doubles"] == 0, result["wrong"]
    assert result["races"] == 501
    # of every four who want a shift three hear who was first; of every four who plan a carer three hear that it is full
    assert result["refused"] == {"TakenByOther": 501, "AlreadyBooked": 501}


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_a_save_without_the_agenda_is_found_out(place: Place) -> None:
    result = raced(place, 30, "-c", CARELESS)

    assert result["doubles"]
