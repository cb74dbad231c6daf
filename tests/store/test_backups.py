"""A copy made while everything runs opens and is whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from domain.rosters import Roster
from domain.workspace import Workspace
from projections.house import House
from tests.harness.databases import Place
from tests.harness.home import Home

Copy = Callable[[Path, Path], None]

pytestmark = pytest.mark.parametrize("place", ["sqlite"], indirect=True)


def by_backup(source: Path, target: Path) -> None:
    """With SQLite's backup API."""
    with closing(sqlite3.connect(source)) as reading, closing(sqlite3.connect(target)) as writing:
        reading.backup(writing)


def by_vacuum(source: Path, target: Path) -> None:
    """With VACUUM INTO."""
    with closing(sqlite3.connect(source)) as reading:
        reading.execute(f"VACUUM INTO '{target}'")


@pytest.mark.parametrize("copy", [by_backup, by_vacuum])
def test_a_copy_of_a_running_workspace_opens_and_is_equal(home: Home, place: Place, tmp_path: Path, copy: Copy) -> None:
    shift = home.plan(home.person("bram"), "03", "V")
    facts = home.house.workspace.facts(0, 1000)
    backup = tmp_path / "backup"
    backup.mkdir()
    for name in ("events.db", "vault.db"):
        copy(place.data / name, backup / name)
    home.plan(home.person("fenna"), "03", "V")

    restored = House(backup)

    assert restored.workspace.facts(0, 1000) == facts
    roster = restored.workspace.get(Roster, home.roster)
    assert roster and roster.shift(shift)["person"] == home.person("bram")
    with restored.now() as views:
        packed = views.execute("SELECT name FROM people_person WHERE person = ?", (home.person("bram"),)).fetchone()[0]
        assert restored.vault.open_packed(packed) == "Bram"
    restored.close()


@pytest.mark.parametrize("copy", [by_backup, by_vacuum])
def test_a_copy_keeps_its_guards_and_goes_on_where_the_log_ended(
    home: Home, place: Place, tmp_path: Path, copy: Copy
) -> None:
    copy(place.data / "events.db", tmp_path / "events.db")
    copy(place.data / "vault.db", tmp_path / "vault.db")
    last = home.house.workspace.position()

    restored = Workspace(tmp_path)

    with closing(sqlite3.connect(tmp_path / "events.db")) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute("DELETE FROM stored_events")
    assert restored.position() == last
    with closing(sqlite3.connect(tmp_path / "events.db")) as connection:
        assert connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'stored_events'").fetchone() == (last,)
    restored.close()
