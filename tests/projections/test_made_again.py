"""Views are disposable: whatever happens to the file, the log makes it again, also under a running house."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from projections.engine import ViewsStuck, fingerprint, first_difference
from projections.house import House
from tests.harness.home import FIRST, Home
from tests.projections.looking import rebuilt, shown


def test_missing_views_are_made_again(home: Home, path: Path) -> None:
    shift = home.plan(home.person("bram"), "03", "V")
    before = shown(home)
    home.house.close()
    for file in path.parent.glob("views.db*"):
        file.unlink()

    house = House(path.parent)

    with house.now() as views:
        assert [row[0] for row in views.execute("SELECT shift FROM rosters_shift")] == [shift]
    house.close()
    assert len(before) == 1


@pytest.mark.parametrize("damage", ["no database at all", "a torn page", "an empty file", "half of it"])
def test_damaged_views_are_made_again(home: Home, path: Path, damage: str) -> None:
    home.plan(home.person("bram"), "03", "V")
    before = shown(home)
    expected = fingerprint(path)
    home.house.close()
    content = path.read_bytes()
    torn = bytearray(content)
    for place in range(4096 * 3, len(torn), 4096):
        torn[place : place + 100] = b"\xff" * 100
    path.write_bytes(
        {
            "no database at all": b"this is not a database" * 400,
            "a torn page": bytes(torn),
            "an empty file": b"",
            "half of it": content[: len(content) // 2],
        }[damage]
    )

    house = House(path.parent)

    assert fingerprint(path) == expected
    house.close()
    assert before


def test_views_of_another_shape_are_made_again(home: Home, path: Path) -> None:
    home.plan(home.person("bram"), "03", "V")
    shown(home)
    expected = fingerprint(path)
    home.house.close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE engine SET shape = 'of last year'")
        connection.execute("DELETE FROM rosters_shift_history")

    house = House(path.parent)

    assert fingerprint(path) == expected
    house.close()


def test_views_of_another_log_are_made_again(home: Home, path: Path, tmp_path: Path) -> None:
    shown(home)
    home.house.close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE engine SET tip = 'of the log before the backup was put back'")
        connection.execute("DELETE FROM rosters_roster_history")

    house = House(path.parent)

    with house.now() as views:
        assert views.execute("SELECT first FROM rosters_roster").fetchone()[0] == FIRST
    house.close()


def test_views_ahead_of_a_log_that_was_put_back_are_made_again(home: Home, path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    with closing(sqlite3.connect(path.with_name("events.db"))) as connection:
        connection.execute(f"VACUUM INTO '{copy}'")
    home.plan(home.person("bram"), "03", "V")
    shown(home)
    home.house.close()
    for suffix in ("", "-wal", "-shm"):
        path.with_name(f"events.db{suffix}").unlink(missing_ok=True)
    copy.rename(path.with_name("events.db"))

    house = House(path.parent)

    with house.now() as views:
        assert views.execute("SELECT count(*) FROM rosters_shift").fetchone()[0] == 0
    house.close()


def test_views_taken_away_under_a_running_house_come_back(home: Home, path: Path) -> None:
    home.plan(home.person("bram"), "03", "V")
    before = shown(home)
    path.unlink()

    assert shown(home) == before


def test_another_house_may_make_the_views_again_while_this_one_runs(home: Home, path: Path) -> None:
    home.plan(home.person("bram"), "03", "V")
    shown(home)
    path.write_bytes(b"spoilt" * 1000)
    other = House(path.parent)

    shift = home.plan(home.person("fenna"), "03", "V")

    assert shift in [row[0] for row in shown(home)]
    with other.now() as views:
        assert shift in [row[0] for row in views.execute("SELECT shift FROM rosters_shift")]
    other.close()
    assert first_difference(path, rebuilt(home)) is None


def test_a_version_that_is_no_longer_the_newest_says_so(home: Home, path: Path) -> None:
    shown(home)
    home.house.engine.close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE engine SET shape = 'of next year'")

    with pytest.raises(ViewsStuck):
        shown(home)
