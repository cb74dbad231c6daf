"""Each import contract of setup.cfg turns red when it is broken: shown on a small house with the same rules."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
LINT_IMPORTS = "from importlinter.cli import lint_imports_command as check; check(['--no-logo', '--no-cache'])"
HOUSE = {
    "domain/__init__.py": "",
    "domain/kernel.py": "",
    "domain/store/__init__.py": "",
    "domain/store/log_sqlite.py": "import sqlite3",
    "domain/workspace.py": "from domain.store import log_sqlite",
    "domain/people/__init__.py": "import domain.workspace, domain.kernel",
    "domain/rosters/__init__.py": "import domain.workspace, domain.kernel",
    "domain/policies.py": "import domain.people, domain.rosters",
    "projections/__init__.py": "import domain.rosters, sqlite3",
    "web/__init__.py": "import flask, projections, domain.policies",
}
LAYERS = "Arrows run one way"
SLICES = "Slices of domain do not import each other"
FRAMEWORKS = "Domain knows no web framework"
STORE = "Nobody but the workspace imports the store"
FORBIDDEN = [
    ("domain/rosters/roster.py", "import projections", LAYERS),
    ("domain/rosters/roster.py", "import web", LAYERS),
    ("projections/rosters.py", "import web", LAYERS),
    ("domain/rosters/roster.py", "import domain.people", SLICES),
    ("domain/rosters/roster.py", "import domain.policies", SLICES),
    ("domain/unheard_of/__init__.py", "", SLICES),
    *(
        ("domain/rosters/roster.py", f"def late():\n    import {name}", FRAMEWORKS)
        for name in ("flask", "jinja2", "marshmallow", "psycopg", "sqlite3", "sqlite_utils", "werkzeug")
    ),
    ("domain/store/vault.py", "import flask", FRAMEWORKS),
    ("domain/workspace.py", "import sqlite3", FRAMEWORKS),
    ("domain/rosters/roster.py", "from domain.store import log_sqlite", STORE),
    ("domain/kernel.py", "import domain.store", STORE),
]


@pytest.fixture
def house(tmp_path: Path) -> Path:
    shutil.copy(PROJECT / "setup.cfg", tmp_path)
    for name, source in HOUSE.items():
        _write(tmp_path / name, source)
    return tmp_path


def _write(path: Path, source: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source + "\n")


def _lint(house: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(house)}
    command = [sys.executable, "-c", LINT_IMPORTS]
    return subprocess.run(command, cwd=house, env=environment, capture_output=True, text=True)


def test_a_house_that_keeps_the_rules_is_green(house):
    verdict = _lint(house)

    assert verdict.returncode == 0, verdict.stdout
    assert "4 kept, 0 broken" in verdict.stdout


@pytest.mark.parametrize(("module", "source", "contract"), FORBIDDEN)
def test_a_forbidden_import_turns_its_contract_red(house, module, source, contract):
    _write(house / module, source)

    verdict = _lint(house)

    assert verdict.returncode == 1
    assert [line for line in verdict.stdout.splitlines() if contract in line and "BROKEN" in line], verdict.stdout
