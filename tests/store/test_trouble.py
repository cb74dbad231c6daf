"""A full disk, a lock, a connection that falls away: a sentence, and nothing lost of what was acknowledged."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from typing import Any

import psycopg
import pytest
from eventsourcing.persistence import IntegrityError, OperationalError, StoredEvent

from domain.kernel import Id, NotStored, new_id
from domain.store import log_sqlite
from domain.store.log_postgres import PostgresLog
from domain.workspace import Workspace
from projections.engine import ViewsStuck
from projections.house import House
from tests.harness.databases import ROLE, Place
from tests.harness.home import Home

SQLITE = pytest.mark.parametrize("place", ["sqlite"], indirect=True)
POSTGRESQL = pytest.mark.parametrize("place", ["postgresql"], indirect=True)


def plan(home: Home, house: House, number: int, command: Id | None = None) -> tuple[Id, int | None]:
    """A shift without anybody; its id and where it stands in the log."""
    shift = new_id()
    with home.by(home.person("anna"), command=command):
        day = f"2026-03-{number % 25 + 2:02d}"
        return shift, house.rosters.plan_shift(home.roster, shift=shift, date=day, kind="D", person=None)


@SQLITE
def test_a_full_disk_gives_a_sentence_and_loses_nothing_acknowledged(
    home: Home, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.house.close()
    with closing(sqlite3.connect(place.data / "events.db")) as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
    settle = log_sqlite.settle

    def settled_on_a_small_disk(connection: sqlite3.Connection) -> None:
        settle(connection)
        connection.execute(f"PRAGMA max_page_count = {pages + 10}")

    monkeypatch.setattr(log_sqlite, "settle", settled_on_a_small_disk)
    house, acknowledged = House(place.data), []

    with pytest.raises(NotStored) as refusal:
        for number in range(500):
            acknowledged.append(plan(home, house, number))

    assert "vol" in refusal.value.sentence()
    with pytest.raises(NotStored):
        plan(home, house, 1)
    house.close()
    monkeypatch.undo()
    again = House(place.data)
    with again.now() as views:
        standing = {row[0] for row in views.execute("SELECT shift FROM rosters_shift")}
    assert standing == {shift for shift, _ in acknowledged} and len(acknowledged) > 3
    plan(home, again, 2)
    again.close()


@SQLITE
def test_a_lock_that_is_never_given_back_gives_a_sentence(
    home: Home, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle = log_sqlite.settle

    def impatient(connection: sqlite3.Connection) -> None:
        settle(connection)
        connection.execute("PRAGMA busy_timeout = 10")

    monkeypatch.setattr(log_sqlite, "settle", impatient)
    house = House(place.data)
    with closing(sqlite3.connect(place.data / "events.db", isolation_level=None)) as holding:
        holding.execute("BEGIN IMMEDIATE")
        with pytest.raises(NotStored):
            plan(home, house, 1)
        holding.execute("ROLLBACK")

    assert plan(home, house, 1)[1]
    house.close()


@SQLITE
def test_a_log_that_cannot_be_read_stops_the_page_with_a_sentence(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails() -> int:
        raise OperationalError("disk I/O error")

    monkeypatch.setattr(home.house.workspace, "position", fails)

    with pytest.raises(ViewsStuck, match="disk I/O error"), home.house.now():
        pass


def hang_up(place: Place) -> None:
    """End all connections of the role that works here, as a restart of the server does."""
    place.ask("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = ?", (ROLE,))


@POSTGRESQL
def test_reading_and_writing_go_on_after_connections_fell_away(home: Home, place: Place) -> None:
    before = home.house.workspace.position()
    for number in range(3):
        hang_up(place)
        assert home.house.workspace.position() >= before
        hang_up(place)
        assert plan(home, home.house, number)[1]
        hang_up(place)
        assert home.house.vault.open(home.house.vault.seal(new_id(), "na de storing")) == "na de storing"

    assert home.house.workspace.position() == before + 3


@POSTGRESQL
def test_a_connection_that_falls_away_before_the_commit_stores_nothing_and_is_not_tried_again(
    home: Home, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, tries = PostgresLog._insert, []

    def cut(self: PostgresLog, *given: Any) -> Any:
        found = real(self, *given)
        tries.append(found)
        hang_up(place)
        return found

    monkeypatch.setattr(PostgresLog, "_insert", cut)
    before, key = home.house.workspace.position(), new_id()

    with pytest.raises(NotStored):
        plan(home, home.house, 1, key)

    monkeypatch.undo()
    assert len(tries) == 1
    assert home.house.workspace.position() == before
    assert plan(home, home.house, 1, key)[1]


def test_an_answer_that_is_lost_after_the_commit_is_still_an_answer(
    home: Home, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorder = home.house.workspace.recorder
    real, tries = recorder.insert_events, []

    def lost(events: Any, **given: Any) -> Any:
        tries.append(real(events, **given))
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(recorder, "insert_events", lost)
    before = home.house.workspace.position()

    shift, position = plan(home, home.house, 1)

    assert position == before + 1 and len(tries) == 1
    monkeypatch.undo()
    assert home.who(shift) is None
    assert home.house.workspace.position() == before + 1


@POSTGRESQL
def test_a_slow_save_is_never_overtaken_by_a_later_position(home: Home, place: Place) -> None:
    before = home.house.workspace.position()
    insert = (
        "INSERT INTO log.stored_events (originator_id, originator_version, topic, state) VALUES (%s, 1, 'x.Y', '{}')"
    )
    with psycopg.connect(place.owner or "") as slow:
        slow.execute(insert.encode(), (new_id(),))
        with psycopg.connect(place.database or "") as quick:
            quick.execute("SET lock_timeout = '100ms'")
            with pytest.raises(psycopg.errors.LockNotAvailable):
                quick.execute(insert.encode(), (new_id(),))
        assert home.house.workspace.position() == before

    assert home.house.workspace.position() > before


def test_who_follows_the_log_never_skips_a_position(home: Home, place: Place) -> None:
    start, writers = home.house.workspace.position(), 3
    followed: list[int] = []

    def write(number: int) -> None:
        workspace = Workspace(place.data, place.database)
        for save in range(40):
            events = [StoredEvent(new_id(), 1, "x.Y", b"{}") for _ in range(save % 3 + 1)]
            if save % 5 == 4:  # this one fails half-way
                events.append(StoredEvent(events[0].originator_id, 1, "x.Y", b"{}"))
            with suppress(IntegrityError):
                workspace.recorder.insert_events(events)
        workspace.close()

    with ThreadPoolExecutor(writers) as pool:
        writing = [pool.submit(write, number) for number in range(writers)]
        while not all(done.done() for done in writing):
            followed += [fact.position for fact in home.house.workspace.facts(followed[-1] if followed else start, 7)]
    for done in writing:
        done.result()

    while more := home.house.workspace.facts(followed[-1], 1000):
        followed += [fact.position for fact in more]
    assert followed == [fact.position for fact in home.house.workspace.facts(start, 10_000)]
    assert len(followed) == writers * sum(save % 3 + 1 for save in range(40) if save % 5 != 4)


@POSTGRESQL
def test_positions_that_a_rollback_left_out_trouble_nobody(home: Home, place: Place) -> None:
    before = home.house.workspace.position()
    with psycopg.connect(place.owner or "") as connection:
        connection.execute(
            "INSERT INTO log.stored_events (originator_id, originator_version, topic, state) "
            "SELECT md5(n::text), 1, 'x.Y', '{}' FROM generate_series(1, 50) n"
        )
        connection.rollback()

    shift, position = plan(home, home.house, 1)

    assert position and position > before + 50
    assert home.house.workspace.fact_at(before + 1) is None
    with home.house.now() as views, home.house.at(position - 1) as earlier:
        assert [row[0] for row in views.execute("SELECT shift FROM rosters_shift")] == [shift]
        assert earlier.execute("SELECT count(*) FROM rosters_shift").fetchone()[0] == 0
        assert (
            views.execute("SELECT max(leaf) FROM trail_fact").fetchone()[0]
            == len(home.house.workspace.facts(0, 1000)) - 1
        )
