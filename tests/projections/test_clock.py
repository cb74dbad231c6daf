"""Any moment: the same question, asked of then."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projections.clock import Clock, NoSuchMoment, position_at, resolve_moment
from projections.tables import FAR, TABLES
from tests.harness.home import Home


def content(views: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    """Everything that pages can ask of a moment."""
    return {name: sorted((tuple(row) for row in views.execute(f"SELECT * FROM {name}")), key=repr) for name in TABLES}


def busy_week(home: Home) -> None:
    """A bit of everything, so that rows come, change and go."""
    anna, bram, fenna = home.person("anna"), home.person("bram"), home.person("fenna")
    one = home.plan(bram, "03", "V")
    two = home.plan(fenna, "04", "L")
    home.plan(None, "05", "N")
    home.clock.advance(timedelta(hours=1))
    home.publish()
    with home.by(anna):
        home.house.rosters.move_shift(home.roster, one, date="2026-03-06", kind="L")
        home.house.rosters.unassign_shift(home.roster, two, was=fenna)
        home.house.rosters.drop_shift(home.roster, two)
        home.house.teams.rename_team(home.team, name="De Nieuwe Lindehof")
        home.house.staffing.leave_team(home.team, person=home.person("saar"), until="2026-03-15")
    home.clock.advance(timedelta(days=1))
    with home.by(bram):
        home.house.rosters.offer_shift(home.roster, one)
    with home.by(fenna):
        home.house.rosters.claim_shift(home.roster, one)


def test_every_moment_shows_what_now_showed_then(home: Home, tmp_path: Path) -> None:
    busy_week(home)
    with home.house.now():
        pass

    for position in range(1, home.house.workspace.position() + 1):
        home.house.engine.build(tmp_path / "then.db", until=position)
        with closing(sqlite3.connect(tmp_path / "then.db")) as then, home.house.at(position) as views:
            then.row_factory = sqlite3.Row
            assert content(views) == content(then), position


def test_what_a_moment_shows_stays_the_same_when_more_happens(home: Home) -> None:
    home.plan(home.person("bram"), "10", "V")
    position = home.house.workspace.position()
    with home.house.now() as views:
        before = content(views)

    busy_week(home)

    with home.house.now(), home.house.at(position) as views:
        assert content(views) == before


def test_a_page_reads_one_moment_though_others_write(home: Home) -> None:
    with home.house.now() as reading:
        before = content(reading)

        busy_week(home)

        assert content(reading) == before


def test_reading_connections_cannot_write(home: Home) -> None:
    with home.house.now() as views, pytest.raises(sqlite3.OperationalError):
        views.execute("DELETE FROM rosters_shift_history")


def test_one_connection_shows_moment_after_moment(home: Home) -> None:
    busy_week(home)
    clock, seen = Clock(home.house.engine.path), []
    for position in (1, 9, 4, 9, 2):
        with clock.at(position) as views:
            seen.append(views)
            assert views.execute("SELECT count(*) FROM trail_fact").fetchone()[0] == position
            assert views.execute("SELECT max(since) FROM teams_relation").fetchone()[0] in (None, *range(position + 1))

    assert len(set(map(id, seen))) == 1
    clock.close()


def test_connections_for_now_are_used_again(home: Home) -> None:
    with home.house.clock.at() as first:
        pass

    with home.house.clock.at() as second, home.house.clock.at() as third:
        assert second is first
        assert third is not first


def test_a_connection_that_comes_back_after_closing_is_closed(home: Home) -> None:
    with home.house.clock.at() as views:
        home.house.clock.close()

    with pytest.raises(sqlite3.ProgrammingError):
        views.execute("SELECT 1")
    with home.house.clock.at() as another:
        assert another.execute("SELECT 1").fetchone()[0] == 1


def test_moments_that_are_read_at_the_same_time_stay_apart(home: Home) -> None:
    with home.house.clock.at(1) as one, home.house.clock.at(3) as three, home.house.now() as now:
        counts = [views.execute("SELECT count(*) FROM trail_fact").fetchone()[0] for views in (one, three, now)]

    assert counts == [1, 3, home.house.workspace.position()]


BEGIN = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)
LOGS = st.lists(
    st.tuples(st.integers(1, 4), st.integers(-90, 90), st.sampled_from([0, 1, 999_999])), min_size=0, max_size=30
)


def recorded(steps: list[tuple[int, int, int]]) -> list[tuple[int, str]]:
    """Positions with gaps, and clocks that also run back."""
    position, found = 0, []
    for gap, seconds, microseconds in steps:
        position += gap
        found.append((position, (BEGIN + timedelta(seconds=seconds, microseconds=microseconds)).isoformat()))
    return found


@pytest.fixture(scope="module")
def trail() -> Iterator[sqlite3.Connection]:
    """A trail without the rest of the views."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        connection.execute("CREATE TABLE engine (position INTEGER)")
        connection.execute("CREATE TABLE trail_fact_log (position INTEGER PRIMARY KEY, moment TEXT) WITHOUT ROWID")
        yield connection


@settings(deadline=None)
@given(log=LOGS.map(recorded), second=st.integers(-100, 100))
def test_a_moment_is_the_last_position_that_was_known_by_then(
    trail: sqlite3.Connection, log: list[tuple[int, str]], second: int
) -> None:
    trail.execute("DELETE FROM engine")
    trail.execute("DELETE FROM trail_fact_log")
    trail.execute("INSERT INTO engine VALUES (?)", (log[-1][0] if log else 0,))
    latest = ""
    expected, moment = 0, (BEGIN + timedelta(seconds=second)).isoformat()
    for position, at in log:
        latest = max(latest, at)
        trail.execute("INSERT INTO trail_fact_log VALUES (?, ?)", (position, latest))
        if datetime.fromisoformat(latest) <= datetime.fromisoformat(moment):
            expected = position

    assert position_at(trail, moment) == expected


@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        ("2026-02-02T10:00", 0),
        ("2026-02-02 10:30", 0.5),
        ("2026-02-02T09:30Z", 0.5),
        ("2026-02-02T11:30+02:00", 0.5),
        ("2026-02-02T11:30 02:00", 0.5),
        ("2026-02-03", 14),
    ],
)
def test_a_moment_may_be_typed_in_several_ways(home: Home, typed: str, hours: float) -> None:
    before = home.house.workspace.position()
    for number in range(1, 16):
        home.clock.advance(timedelta(hours=1))
        with home.by(home.person("anna")):
            home.house.teams.rename_team(home.team, name=f"De Lindehof {number}")

    position = home.house.position_of(typed)

    assert position == before + int(hours)


def test_a_position_is_taken_as_it_is_but_never_beyond_the_log(home: Home) -> None:
    last = home.house.workspace.position()

    assert home.house.position_of("7") == 7
    assert home.house.position_of("0") == 0
    assert home.house.position_of("999999999999999999") == last


@pytest.mark.parametrize(
    "typed",
    ["", "gisteren", "2026-13-01", "2026-02-30T10:00", "-5", "1.5", "٣", "9" * 19, "2026-03-03T25:00", "T",
     "0001-01-01T00:00", "9999-12-31T23:59-23:59", "2026-03-03T14:05:00+99:00", "2026-03-03\x00"],
)  # fmt: skip
def test_what_is_no_moment_gives_a_sentence_or_the_nearest(home: Home, typed: str) -> None:
    try:
        position = home.house.position_of(typed)
    except NoSuchMoment as refusal:
        assert "2026-03-03T14:05" in refusal.sentence()
    else:
        assert 0 <= position <= home.house.workspace.position()


def test_the_hour_that_comes_twice_is_the_first_and_the_one_skipped_is_still_a_moment(home: Home) -> None:
    with home.house.now() as views:
        twice = resolve_moment(views, "2026-10-25T02:30")
        skipped = resolve_moment(views, "2026-03-29T02:30")

    assert twice == skipped == home.house.workspace.position()


def test_now_is_a_row_until_the_far_future(home: Home) -> None:
    with home.house.now() as views:
        standing = views.execute("SELECT count(*) FROM rosters_roster_history WHERE until = ?", (FAR,)).fetchone()[0]

        assert standing == views.execute("SELECT count(*) FROM rosters_roster").fetchone()[0] == 1
