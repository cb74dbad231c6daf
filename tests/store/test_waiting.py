"""A file that somebody only looks at waits an hour at most; then, or when it is dismissed, nothing is left of it."""

from __future__ import annotations

import errno
import os
from datetime import timedelta
from hashlib import sha256

import psycopg
import pytest

from domain.kernel import Id, id_of
from domain.store.blobs import BYTES_AT_MOST, BlobNotStored, BlobTooBig
from domain.store.waiting import KEPT, FileIsGone, Waiting
from domain.workspace import Workspace
from tests.harness.databases import Place
from tests.harness.home import Home
from web.checkpoint_keeper import Keeper

STATEMENT = b"<Document> NL20INGB0001234567 Bakker Smit, 12,50 </Document>" * 20
SECOND = timedelta(seconds=1)
BANK = id_of("bank")


@pytest.fixture
def waiting(home: Home) -> Waiting:
    """What waits at De Lindehof."""
    return home.house.waiting


@pytest.fixture
def bank(home: Home) -> Id:
    """For whom it waits."""
    return home.person("rosa")


def left(place: Place) -> list[str]:
    """The names of whatever waits, wherever that is."""
    if place.owner:
        with psycopg.connect(place.owner) as connection:
            return [row[0] for row in connection.execute("SELECT name FROM uploads.waiting").fetchall()]
    return [path.name for path in (place.data / "waiting").rglob("*") if path.is_file()]


def test_what_waits_is_read_back_and_cannot_be_read_where_it_lies(place: Place, waiting: Waiting, bank: Id) -> None:
    digest = waiting.offer(bank, STATEMENT)

    assert digest == sha256(STATEMENT).hexdigest() and waiting.read(bank, digest) == STATEMENT
    assert len(left(place)) == 1
    assert not [name for name, content in place.contents() if b"Bakker Smit" in content]


def test_what_is_dismissed_is_gone_with_its_bytes(place: Place, waiting: Waiting, bank: Id) -> None:
    digest = waiting.offer(bank, STATEMENT)

    waiting.drop(bank, digest)

    assert left(place) == []
    with pytest.raises(FileIsGone) as refused:
        waiting.read(bank, digest)
    assert "Kies het bestand opnieuw" in refused.value.sentence()


def test_after_an_hour_nobody_takes_it_and_whoever_comes_by_takes_it_away(
    home: Home, place: Place, waiting: Waiting, bank: Id
) -> None:
    digest = waiting.offer(bank, STATEMENT)
    home.clock.advance(KEPT - SECOND)
    waiting.sweep()
    within = waiting.read(bank, digest)

    home.clock.advance(SECOND)
    with pytest.raises(FileIsGone):
        waiting.read(bank, digest)
    with pytest.raises(FileIsGone):
        waiting.keep(bank, digest)
    waiting.sweep()

    assert within == STATEMENT and left(place) == []


def test_the_server_takes_it_away_also_when_nobody_comes_by(home: Home, place: Place, bank: Id) -> None:
    home.house.waiting.offer(bank, STATEMENT)
    home.clock.advance(KEPT)

    Keeper(home.house.workspace).sweep()

    assert left(place) == []


def test_a_next_file_takes_away_what_waited_too_long(home: Home, place: Place, waiting: Waiting, bank: Id) -> None:
    waiting.offer(bank, STATEMENT)
    home.clock.advance(KEPT)

    other = waiting.offer(bank, b"another statement")

    assert [name.partition(".")[0] for name in left(place)] == [other]


def test_the_same_file_once_more_waits_an_hour_from_then(home: Home, place: Place, waiting: Waiting, bank: Id) -> None:
    waiting.offer(bank, STATEMENT)
    home.clock.advance(KEPT - SECOND)
    digest = waiting.offer(bank, STATEMENT)
    home.clock.advance(KEPT - SECOND)

    assert waiting.read(bank, digest) == STATEMENT and len(left(place)) == 1


def test_what_was_taken_stays_when_it_waits_no_more(home: Home, waiting: Waiting, bank: Id) -> None:
    digest = waiting.offer(bank, STATEMENT)

    waiting.keep(bank, digest)
    waiting.keep(bank, digest)
    waiting.drop(bank, digest)
    home.clock.advance(KEPT)

    assert waiting.read(bank, digest) == home.house.blobs.read(bank, digest) == STATEMENT


def test_it_waits_for_one_account_only_and_under_its_own_digest(home: Home, waiting: Waiting, bank: Id) -> None:
    digest = waiting.offer(bank, STATEMENT)

    for subject, name in ((home.person("koos"), digest), (bank, "0" * 64), (bank, ""), (bank, f"../{digest}")):
        with pytest.raises(FileIsGone):
            waiting.read(subject, name)
    waiting.drop(home.person("koos"), digest)
    waiting.drop(bank, "")

    assert waiting.read(bank, digest) == STATEMENT


def test_a_file_that_is_too_large_does_not_wait(place: Place, waiting: Waiting, bank: Id) -> None:
    with pytest.raises(BlobTooBig):
        waiting.offer(bank, bytes(BYTES_AT_MOST + 1))

    assert left(place) == []


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_what_was_changed_or_has_a_strange_name_is_not_taken(place: Place, waiting: Waiting, bank: Id) -> None:
    digest = waiting.offer(bank, STATEMENT)
    (file,) = (path for path in (place.data / "waiting").rglob("*") if path.is_file())

    file.write_bytes(file.read_bytes()[:-1] + b"x")
    (place.data / "waiting" / "notes.txt").write_text("hello")
    with pytest.raises(FileIsGone):
        waiting.read(bank, digest)
    waiting.sweep()

    assert waiting.offer(bank, STATEMENT) == digest


@pytest.mark.parametrize("place", ["postgresql"], indirect=True)
def test_a_database_of_before_gets_its_table_when_the_owner_starts_once(place: Place) -> None:
    Workspace(place.data, place.database).close()
    place.ask("DROP TABLE uploads.waiting")
    place.ask("COMMENT ON SCHEMA uploads IS 'driehoek 1'")

    workspace = Workspace(place.data, place.database)
    digest = workspace.waiting.offer(BANK, STATEMENT)

    assert workspace.waiting.read(BANK, digest) == STATEMENT
    workspace.waiting.drop(BANK, digest)
    assert left(place) == []
    workspace.close()


@pytest.mark.parametrize("place", ["postgresql"], indirect=True)
def test_the_role_that_works_changes_nothing_that_waits(home: Home, place: Place, waiting: Waiting, bank: Id) -> None:
    waiting.offer(bank, STATEMENT)
    assert place.database

    with psycopg.connect(place.database) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("UPDATE uploads.waiting SET content = 'x'")


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_a_full_disk_gives_a_sentence_and_nothing_waits(
    place: Place, waiting: Waiting, bank: Id, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BlobNotStored) as refused:
        waiting.offer(bank, STATEMENT)
    monkeypatch.undo()

    assert "vol" in refused.value.sentence() and left(place) == []
    assert waiting.read(bank, waiting.offer(bank, STATEMENT)) == STATEMENT
