"""The views follow the log: they can be thrown away, damaged or stopped, and never show half of anything."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from domain.kernel import Fact
from domain.rosters import Roster
from projections import fold
from projections.engine import FoldStopped, ViewsStuck, dump, fingerprint, first_difference
from projections.fold import Views
from projections.house import House
from tests.harness.home import Home
from tests.projections.looking import rebuilt, shown


def test_views_made_anew_equal_those_that_followed(home: Home, path: Path) -> None:
    for day in ("02", "03", "04"):
        home.plan(home.person("bram"), day, "V")
        shown(home)

    assert first_difference(path, rebuilt(home)) is None
    assert fingerprint(path) == fingerprint(rebuilt(home))


def test_a_difference_is_named(home: Home, path: Path) -> None:
    shown(home)
    again = rebuilt(home)
    with closing(sqlite3.connect(again)) as connection, connection:
        connection.execute("UPDATE rosters_roster_history SET state = 'closed'")

    difference = first_difference(path, again)

    assert difference and "rosters_roster" in difference and "closed" in difference


def test_a_fact_that_cannot_be_folded_stops_the_views_and_leaves_them_whole(
    home: Home, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown(home)
    before, position = list(dump(path)), home.house.engine.position()

    def fails(views: Views, fact: Fact) -> None:
        raise ZeroDivisionError

    topic = Roster.ShiftPlanned.TOPIC
    monkeypatch.setitem(fold._folds, topic, [*fold._folds[topic], fails])
    home.house.engine._folds.clear()
    home.plan(home.person("bram"), "03", "V")

    with pytest.raises(FoldStopped) as stopped:
        shown(home)

    assert topic in stopped.value.sentence() and str(position + 1) in stopped.value.sentence()
    assert list(dump(path)) == before
    monkeypatch.undo()
    home.house.engine._folds.clear()
    assert len(shown(home)) == 1
    assert first_difference(path, rebuilt(home)) is None


def test_a_fact_that_this_version_does_not_know_stops_the_views(home: Home, path: Path) -> None:
    position = home.house.workspace.position()
    with closing(sqlite3.connect(path.with_name("events.db"))) as log, log:
        log.execute(
            "INSERT INTO stored_events (originator_id, originator_version, topic, state) "
            "VALUES ('somebody', 1, 'rosters.ComesLater', x'7b7d')"
        )

    with pytest.raises(FoldStopped) as stopped:
        shown(home)

    assert "rosters.ComesLater" in stopped.value.sentence()
    assert home.house.engine.position() == position


def test_a_full_disk_stops_the_views_with_a_sentence_and_loses_nothing(home: Home, path: Path) -> None:
    shown(home)
    writer = home.house.engine._connection()
    pages = writer.execute("PRAGMA page_count").fetchone()[0]
    writer.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(ViewsStuck) as stuck:
        for number in range(400):
            home.plan(home.person("bram") if number % 2 else None, f"{number % 27 + 2:02d}", "V")

    assert "full" in stuck.value.sentence()
    writer.execute("PRAGMA max_page_count = 1000000000")
    assert shown(home)
    assert first_difference(path, rebuilt(home)) is None


def test_two_houses_follow_one_log(home: Home, path: Path) -> None:
    other = House(path.parent)
    for day in ("02", "03", "04", "05"):
        home.plan(home.person("bram"), day, "V")
        shown(home)
        home.plan(home.person("fenna"), day, "V")
        with other.now() as views:
            assert (
                views.execute("SELECT count(*) FROM rosters_shift WHERE date LIKE ?", (f"%-{day}",)).fetchone()[0] == 2
            )

    other.close()
    assert first_difference(path, rebuilt(home)) is None


def test_rebuilt_views_stand_in_place_while_somebody_reads(home: Home, path: Path) -> None:
    home.plan(home.person("bram"), "03", "V")
    before = shown(home)
    beside = rebuilt(home)
    with home.house.now() as reading:
        first = reading.execute("SELECT shift, person, date FROM rosters_shift").fetchall()

        home.house.engine.replace_with(beside)
        home.plan(home.person("fenna"), "04", "V")
        home.house.engine.catch_up()
        second = reading.execute("SELECT shift, person, date FROM rosters_shift").fetchall()

    assert [tuple(row) for row in first] == [tuple(row) for row in second] == before
    assert len(shown(home)) == 2
    assert not beside.exists()
    assert first_difference(path, rebuilt(home)) is None


def test_a_power_cut_cannot_leave_rows_without_their_position(home: Home) -> None:
    writer = home.house.engine._connection()

    assert writer.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert writer.execute("PRAGMA synchronous").fetchone()[0] == 1


def test_progress_is_told_and_a_build_can_stop_at_a_position(home: Home) -> None:
    told: list[tuple[int, int]] = []
    reached = home.house.engine.build(
        home.house.engine.path.with_name("half.db"), lambda at, of: told.append((at, of)), until=10
    )

    assert reached == 10
    assert told[-1] == (10, 10)


FOLLOWING = """
import os, sys
from pathlib import Path
from projections import engine
from projections.house import House
engine._PAGE = 7
real, pages = engine.Views.flush, 0
def dies(views):
    global pages
    real(views)
    pages += 1
    if pages == {at}:
        os.kill(os.getpid(), 9)
engine.Views.flush = dies
House(Path(sys.argv[1]))
"""


@pytest.mark.parametrize("at", [1, 2, 4])
def test_a_process_killed_between_pages_leaves_rows_and_position_together(home: Home, path: Path, at: int) -> None:
    home.house.engine.close()
    path.unlink()
    home.house.engine.build(path, until=10)

    done = subprocess.run(
        [sys.executable, "-c", FOLLOWING.format(at=at), str(path.parent)], cwd=Path(__file__).parents[2], timeout=60
    )

    assert done.returncode == -signal.SIGKILL
    with closing(sqlite3.connect(path)) as connection:
        reached = connection.execute("SELECT position FROM engine").fetchone()[0]
    assert reached >= 10
    home.house.engine.build(path.with_name("then.db"), until=reached)
    assert first_difference(path, path.with_name("then.db")) is None
    shown(home)
    assert first_difference(path, rebuilt(home)) is None
