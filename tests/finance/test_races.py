"""Four processes want the same money at the same moment: it is posted, taken back, spent and paid once."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.harness.databases import Place
from tests.store.conftest import place, pytest_collection_modifyitems  # noqa: F401  the same two databases

ROOT = Path(__file__).parents[2]

CARELESS = """
import sys
from bench import money_races
from domain.workspace import Workspace
kept = Workspace.save
{save}
sys.exit(money_races.main(sys.argv[1:]))
"""
FORGETS = {
    "that the period is open": "Workspace.save = lambda self, *all, unchanged=None: kept(self, *all)",
    "the register of the box": (
        "kind = lambda a: type(a).__name__\n"
        "spent = lambda a: kind(a) == 'CashBox' or (kind(a) == 'Register' and a.balance() < 100)\n"
        "Workspace.save = lambda self, *all, unchanged=None: kept(\n"
        "    self, *(a for a in all if not spent(a)), unchanged=unchanged)"
    ),
    "what the mandate was used for": (
        "from domain.mandates.mandate import Mandate\n"
        "Workspace.save = lambda self, *all, unchanged=None: kept(\n"
        "    self, *(a for a in all if not (isinstance(a, Mandate) and a.uses)), unchanged=unchanged)"
    ),
}


def raced(place: Place, rounds: int, *program: str) -> dict[str, object]:  # noqa: F811
    """What came of so many rounds of seven races each."""
    command = [sys.executable, *(program or ("-m", "bench.money_races"))]
    command += ["--rounds", str(rounds), "--data", str(place.data)]
    if place.database:
        command += ["--database", place.database]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.stdout, done.stderr
    result: dict[str, object] = json.loads(done.stdout)
    assert done.returncode == bool(result["doubles"])
    return result


def test_105_races_for_money_in_four_processes_give_no_doubles(place: Place) -> None:  # noqa: F811
    result = raced(place, 15)

    assert result["doubles"] == 0, result["wrong"]
    assert result["races"] == 105
    # of every four who want the same three hear that it is done; a box and a mandate are enough for three of four
    assert result["refused"] == {
        "NotWaiting": 45, "EntryIsReversed": 45, "CashBelowNothing": 15, "MandateUsedUp": 15, "ClaimDecided": 45,
        "ClaimIsPaid": 45,
    }  # fmt: skip


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
@pytest.mark.parametrize("forgotten", FORGETS)
def test_a_save_that_forgets_something_is_found_out(place: Place, forgotten: str) -> None:  # noqa: F811
    result = raced(place, 8, "-c", CARELESS.format(save=FORGETS[forgotten]))

    assert result["doubles"]
