"""Pictures are kept whole or not at all, sealed for whom they belong to, and never shown when they were changed."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import psycopg
import pytest
from eventsourcing.persistence import OperationalError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.kernel import Id, new_id
from domain.store.blobs import (
    BYTES_AT_MOST,
    BlobChanged,
    BlobErased,
    BlobLocked,
    BlobMissing,
    BlobNotStored,
    Blobs,
    BlobTooBig,
)
from domain.store.vault import SubjectErased
from domain.workspace import Workspace
from tests.harness.databases import Place
from tests.harness.home import Home

SQLITE = pytest.mark.parametrize("place", ["sqlite"], indirect=True)
PICTURE = b"\xff\xd8 bon van de bakker, 12,50 \xff\xd9" * 50


@pytest.fixture
def blobs(home: Home) -> Blobs:
    """The blobs of De Lindehof."""
    return home.house.blobs


@pytest.fixture
def rosa(home: Home) -> Id:
    """Whose picture it is."""
    return home.person("rosa")


def bend(place: Place, change: Callable[[bytes], bytes]) -> None:
    """Change the one blob that is kept, as somebody would who has all of the machine."""
    if place.owner:
        with psycopg.connect(place.owner) as connection:
            ((name, content),) = connection.execute("SELECT name, content FROM uploads.files").fetchall()
            connection.execute("UPDATE uploads.files SET content = %s WHERE name = %s", (change(content), name))
    else:
        (file,) = files(place)
        file.write_bytes(change(file.read_bytes()))


def files(place: Place) -> list[Path]:
    """What stands in the folder."""
    return [path for path in (place.data / "uploads").rglob("*") if path.is_file()]


def test_what_is_kept_is_read_back_by_the_hash_of_its_bytes(blobs: Blobs, rosa: Id) -> None:
    digest = blobs.keep(rosa, PICTURE)

    assert digest == sha256(PICTURE).hexdigest()
    assert blobs.read(rosa, digest) == PICTURE


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=3000))
@SQLITE
def test_whatever_the_bytes_are_they_come_back(blobs: Blobs, data: bytes) -> None:
    subject = new_id()

    assert blobs.read(subject, blobs.keep(subject, data)) == data


def test_the_same_twice_is_kept_once_and_for_two_people_twice(home: Home, place: Place, blobs: Blobs) -> None:
    once = blobs.keep(home.person("rosa"), PICTURE)
    first = dict(place.contents())

    assert blobs.keep(home.person("rosa"), PICTURE) == once
    assert dict(place.contents()) == first
    assert blobs.keep(home.person("koos"), PICTURE) == once
    assert blobs.verify().checked == 2


def test_nothing_of_a_picture_can_be_read_where_it_is_kept(place: Place, blobs: Blobs, rosa: Id) -> None:
    blobs.keep(rosa, PICTURE)

    assert not [name for name, content in place.contents() if b"bon van de bakker" in content]


def test_who_is_not_its_subject_does_not_find_it(home: Home, blobs: Blobs, rosa: Id) -> None:
    digest = blobs.keep(rosa, PICTURE)

    with pytest.raises(BlobMissing, match=digest):
        blobs.read(home.person("koos"), digest)
    for strange in ("../../events.db", "", "x" * 64, digest.upper()):
        with pytest.raises(BlobMissing):
            blobs.read(rosa, strange)


def test_fifteen_megabytes_are_kept_and_a_byte_more_is_not(blobs: Blobs, rosa: Id) -> None:
    digest = blobs.keep(rosa, bytes(BYTES_AT_MOST))

    assert len(blobs.read(rosa, digest)) == BYTES_AT_MOST
    with pytest.raises(BlobTooBig, match="15 MB"):
        blobs.keep(rosa, bytes(BYTES_AT_MOST + 1))
    assert blobs.verify().checked == 1


CHANGES: dict[str, Callable[[bytes], bytes]] = {
    "a bit": lambda content: content[:-5] + bytes([content[-5] ^ 1]) + content[-4:],
    "its end": lambda content: content[:-1],
    "all of it": lambda content: b"another picture",
    "emptied": lambda content: b"",
    "more behind it": lambda content: content + b"x",
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_was_changed_is_refused_by_name_and_found_by_a_check(
    place: Place, blobs: Blobs, rosa: Id, change: str
) -> None:
    digest = blobs.keep(rosa, PICTURE)
    assert blobs.verify().ok

    bend(place, CHANGES[change])

    with pytest.raises(BlobChanged, match=digest):
        blobs.read(rosa, digest)
    with pytest.raises(BlobChanged, match=digest):
        blobs.keep(rosa, PICTURE)
    assert blobs.verify().wrong == [f"{digest}.{rosa}"]


@SQLITE
def test_a_picture_does_not_pass_for_another_of_the_same_person(place: Place, blobs: Blobs, rosa: Id) -> None:
    one = blobs.keep(rosa, PICTURE)
    (file,) = files(place)
    sealed = file.read_bytes()
    another = blobs.keep(rosa, b"another")
    (other,) = [path for path in files(place) if path.name.startswith(another)]

    other.write_bytes(sealed)

    with pytest.raises(BlobChanged, match=another):
        blobs.read(rosa, another)
    assert blobs.read(rosa, one) == PICTURE


@SQLITE
def test_what_somebody_else_puts_in_the_folder_is_named(place: Place, blobs: Blobs, rosa: Id) -> None:
    blobs.keep(rosa, PICTURE)
    (place.data / "uploads" / "notes.txt").write_text("hello")
    (files(place)[0].parent / "strange").write_text("hello")

    assert set(blobs.verify().wrong) == {"notes.txt", "strange"} and blobs.verify().checked == 1


def test_what_facts_speak_of_and_is_not_there_is_named(blobs: Blobs, rosa: Id) -> None:
    digest = blobs.keep(rosa, PICTURE)

    verdict = blobs.verify([digest, "0" * 64])

    assert verdict.missing == ["0" * 64] and not verdict.ok
    assert blobs.verify([digest]).ok


def test_a_key_that_is_gone_without_an_erasure_is_no_erasure(home: Home, blobs: Blobs, rosa: Id) -> None:
    digest = blobs.keep(rosa, PICTURE)
    home.house.vault.rows.execute("DELETE FROM keys WHERE subject = ?", (rosa,))
    home.house.vault._keys.clear()

    with pytest.raises(BlobLocked, match=digest):
        blobs.read(rosa, digest)
    assert blobs.verify().wrong == [f"{digest}.{rosa}"]


# a full disk, a crash


@SQLITE
@pytest.mark.parametrize("broken", ["open", "write", "fsync", "link"])
def test_a_full_disk_gives_a_sentence_and_leaves_nothing_half_written(
    place: Place, blobs: Blobs, rosa: Id, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    if broken == "write":
        monkeypatch.setattr("domain.store.blobs_folder.open", lambda descriptor, _: Full(descriptor), raising=False)
    else:
        monkeypatch.setattr(os, broken, full)
    with pytest.raises(BlobNotStored) as refusal:
        blobs.keep(rosa, PICTURE)
    monkeypatch.undo()

    assert "vol" in refusal.value.sentence()
    assert files(place) == []
    assert blobs.read(rosa, blobs.keep(rosa, PICTURE)) == PICTURE


class Full:
    """A file on a disk that is full after ten bytes."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor

    def __enter__(self) -> Full:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self.descriptor)

    def write(self, content: bytes) -> None:
        """Write the beginning."""
        os.write(self.descriptor, content[:10])
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_database_that_falls_away_gives_a_sentence(
    home: Home, blobs: Blobs, rosa: Id, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise OperationalError("the connection is lost")

    digest = blobs.keep(rosa, PICTURE)
    monkeypatch.setattr(blobs._files, "content", fails)

    with pytest.raises(BlobNotStored):
        blobs.keep(rosa, b"another")
    with pytest.raises(BlobNotStored):
        blobs.read(rosa, digest)
    assert "lost" in blobs.verify().unreadable or blobs.verify().unreadable


@SQLITE
def test_what_a_crash_left_half_written_is_no_blob_and_is_swept_away_a_day_later(
    home: Home, place: Place, blobs: Blobs, rosa: Id
) -> None:
    blobs.keep(rosa, PICTURE)
    half = place.data / "uploads" / ".half-crashed"
    half.write_bytes(b"half")
    moment = home.clock.moment.timestamp()
    os.utime(half, (moment, moment))

    blobs.keep(rosa, b"soon after")
    assert half.exists() and blobs.verify().ok
    os.utime(half, (moment - 90_000, moment - 90_000))
    blobs.keep(rosa, b"a day later")

    assert not half.exists() and blobs.verify().checked == 3


# erasing


def test_erasing_the_subject_erases_the_picture_also_in_a_copy(
    home: Home, place: Place, blobs: Blobs, rosa: Id
) -> None:
    digest, other = blobs.keep(rosa, PICTURE), blobs.keep(home.person("koos"), PICTURE)
    copied = dict(place.contents())

    home.house.vault.erase(rosa, "op verzoek", home.person("anna"))

    with pytest.raises(BlobErased):
        blobs.read(rosa, digest)
    with pytest.raises(BlobErased):
        blobs.keep(rosa, PICTURE)
    with pytest.raises(SubjectErased):
        blobs.keep(rosa, b"another")
    verdict = blobs.verify()
    assert (verdict.ok, verdict.checked, verdict.erased) == (True, 1, 1)
    assert blobs.read(home.person("koos"), other) == PICTURE
    assert not [name for name, content in copied.items() if b"bakker" in content and name != "views.db"]


def test_another_process_does_not_open_it_after_the_erasure(home: Home, place: Place, blobs: Blobs, rosa: Id) -> None:
    digest = blobs.keep(rosa, PICTURE)
    other = Workspace(place.data, place.database)
    assert other.blobs.read(rosa, digest) == PICTURE

    home.house.vault.erase(rosa, "op verzoek", home.person("anna"))
    other.vault.refresh()

    with pytest.raises(BlobErased):
        other.blobs.read(rosa, digest)
    other.close()


@pytest.mark.parametrize("place", ["postgresql"], indirect=True)
@pytest.mark.parametrize("statement", ["UPDATE uploads.files SET content = 'x'", "DELETE FROM uploads.files"])
def test_the_role_that_works_may_only_add_and_read(home: Home, place: Place, statement: str) -> None:
    assert place.database

    with psycopg.connect(place.database) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(statement.encode())
