"""Who looked is written before anything is shown, and what was written stays as it was."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from eventsourcing.persistence import OperationalError

from domain.kernel import Id, new_id
from domain.store.access import GENESIS, AccessLog, LookNotLogged, chained
from domain.store.access_sqlite import SQLiteAccessRows
from domain.workspace import Workspace
from tests.harness.databases import Place
from tests.harness.home import Home

ROOT = Path(__file__).parents[2]
SQLITE = pytest.mark.parametrize("place", ["sqlite"], indirect=True)
POSTGRESQL = pytest.mark.parametrize("place", ["postgresql"], indirect=True)
SEE = "finance.see_residents_money"


@pytest.fixture
def access(home: Home) -> AccessLog:
    """The access log of De Lindehof."""
    return home.house.access


def look(access: AccessLog, home: Home, who: str = "bram", whose: str = "rosa", **more: object) -> int:
    """Somebody looks at somebody's money."""
    given = {"subject": home.person(whose), "action": SEE, "shown": 12, "known": 20} | more
    return access.looked(home.person(who), "member", **given)  # type: ignore[arg-type]


def ask(place: Place, sql: str) -> list[tuple[object, ...]]:
    """Speak to the access log's database as its owner; `looks` is the table."""
    if place.owner:
        with psycopg.connect(place.owner) as connection:
            done = connection.execute(sql.replace("looks", "access.looks").encode())
            return done.fetchall() if done.description else []
    with closing(sqlite3.connect(place.data / "access.db", isolation_level=None)) as connection:
        return connection.execute(sql).fetchall()


def test_a_look_is_read_back_as_it_was_written(home: Home, access: AccessLog) -> None:
    thing = new_id()
    reason = home.house.vault.seal(thing, "de belasting vraagt erom")

    number = look(access, home, object=thing, on_behalf_of=home.person("koos"), reason=reason)

    (found,) = access.looks()
    assert number == found.number == 1
    assert found[1:-1] == (
        "2026-02-02T09:00:00Z", home.person("bram"), "member", home.person("koos"), home.person("rosa"), SEE, thing,
        12, 20, reason.packed(),
    )  # fmt: skip
    assert home.house.vault.open_packed(found.reason) == "de belasting vraagt erom"


def test_looks_are_read_newest_first_by_whose_data_they_are_and_page_by_page(home: Home, access: AccessLog) -> None:
    for number in range(5):
        look(access, home, whose="rosa" if number % 2 else "koos", known=10 * number)

    assert [one.number for one in access.looks()] == [5, 4, 3, 2, 1]
    assert [one.number for one in access.looks(home.person("rosa"))] == [4, 2]
    assert [one.number for one in access.looks(limit=2)] == [5, 4]
    assert [one.number for one in access.looks(limit=2, before=4)] == [3, 2]
    assert [one.number for one in access.looks(until=20)] == [2, 1]
    assert access.looks(home.person("anna")) == []
    assert access.subjects() == sorted([home.person("rosa"), home.person("koos")])


def test_each_row_is_chained_to_the_one_before_it(home: Home, access: AccessLog) -> None:
    for _ in range(3):
        look(access, home)

    previous = GENESIS
    for row in reversed(access.looks()):
        assert row.hash == chained(previous, row.number, row[1:-1])
        previous = row.hash
    assert access.head() == (3, previous) and access.hash_at(3) == previous and access.hash_at(4) is None


BENDING = {
    "a look is rewritten": "UPDATE looks SET person = 'x' WHERE number = 2",
    "a look is taken out": "DELETE FROM looks WHERE number = 2",
    "all looks are taken out": "DELETE FROM looks",
    "a look comes twice": "INSERT INTO looks SELECT * FROM looks WHERE number = 2",
    "a look comes far behind": (
        "INSERT INTO looks SELECT 9, moment, person, role, behalf, subject, action, object, shown, known, reason, hash "
        "FROM looks WHERE number = 2"
    ),
}
ONLY_SQLITE = {
    "a look is replaced": (
        "REPLACE INTO looks SELECT number, moment, 'x', role, behalf, subject, action, object, shown, known, reason, "
        "hash FROM looks WHERE number = 2"
    ),
    "a look has no number": (
        "INSERT INTO looks SELECT NULL, moment, person, role, behalf, subject, action, object, shown, known, reason, "
        "hash FROM looks WHERE number = 2"
    ),
}


@pytest.mark.parametrize("bent", BENDING)
def test_the_database_refuses_to_bend_the_access_log(home: Home, place: Place, access: AccessLog, bent: str) -> None:
    for _ in range(3):
        look(access, home)
    before = access.looks()

    with pytest.raises((sqlite3.IntegrityError, psycopg.errors.IntegrityError)):
        ask(place, BENDING[bent])

    assert access.looks() == before
    assert look(access, home) == 4


@SQLITE
@pytest.mark.parametrize("bent", ONLY_SQLITE)
def test_sqlite_refuses_what_only_sqlite_knows(home: Home, place: Place, access: AccessLog, bent: str) -> None:
    for _ in range(3):
        look(access, home)
    before = access.looks()

    with pytest.raises(sqlite3.IntegrityError):
        ask(place, ONLY_SQLITE[bent])

    assert access.looks() == before


@POSTGRESQL
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE access.looks SET person = 'x'",
        "DELETE FROM access.looks",
        "TRUNCATE access.looks",
        "ALTER TABLE access.looks DISABLE TRIGGER ALL",
        "DROP TABLE access.looks",
        "CREATE TABLE access.another (one int)",
    ],
)
def test_the_role_that_works_may_only_add_and_read(home: Home, place: Place, statement: str) -> None:
    assert place.database

    with psycopg.connect(place.database) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(statement.encode())


@SQLITE
def test_each_look_is_on_the_disk_when_it_is_answered(home: Home, access: AccessLog) -> None:
    rows = access._standing()
    assert isinstance(rows, SQLiteAccessRows)

    assert rows.read("PRAGMA synchronous") == [(2,)] and rows.read("PRAGMA journal_mode") == [("wal",)]


# no log, no look


@SQLITE
def test_on_a_full_disk_nothing_is_shown(home: Home, access: AccessLog) -> None:
    look(access, home)
    rows = access._standing()
    pages = rows.read("PRAGMA page_count")[0][0]
    rows.read(f"PRAGMA max_page_count = {pages}")

    with pytest.raises(LookNotLogged) as refusal:
        for _ in range(500):
            look(access, home)

    assert "opslag vol" in refusal.value.sentence()
    written = access.looks(limit=1000)
    rows.read("PRAGMA max_page_count = 100000")
    assert look(access, home) == len(written) + 1


@SQLITE
def test_while_the_access_log_is_locked_nothing_is_shown(home: Home, place: Place) -> None:
    access = AccessLog(lambda: SQLiteAccessRows(place.data / "access.db", wait=0.01))
    with closing(sqlite3.connect(place.data / "access.db", isolation_level=None)) as holding:
        holding.execute("BEGIN IMMEDIATE")
        with pytest.raises(LookNotLogged):
            look(access, home)
        holding.execute("ROLLBACK")

    assert look(access, home) == 1
    access.close()


@SQLITE
def test_a_file_that_cannot_be_written_shows_nothing(home: Home, place: Place, access: AccessLog) -> None:
    access._standing().read("PRAGMA query_only = ON")

    with pytest.raises(LookNotLogged):
        look(access, home)

    assert access.looks() == []


@SQLITE
@pytest.mark.parametrize("damage", ["a folder", "no database", "no guard"])
def test_an_access_log_that_does_not_open_stops_the_looks_and_not_the_work(
    home: Home, place: Place, damage: str
) -> None:
    home.house.close()
    path = place.data / "access.db"
    if damage == "no guard":
        ask(place, "DROP TRIGGER looks_no_update")
        ask(place, "CREATE TRIGGER looks_no_update BEFORE UPDATE ON looks BEGIN SELECT 1; END")
    else:
        path.unlink()
    if damage == "a folder":
        path.mkdir()
    elif damage == "no database":
        path.write_bytes(b"not a database" * 400)

    again = Workspace(place.data)

    assert again.position() > 0
    with pytest.raises(LookNotLogged):
        look(again.access, home)
    again.close()


def test_a_store_that_fails_is_opened_again_at_the_next_look(home: Home, access: AccessLog) -> None:
    tries = []

    def opened() -> object:
        tries.append(1)
        if len(tries) < 3:
            raise OperationalError("disk I/O error")
        return access._standing()

    late = AccessLog(opened)  # type: ignore[arg-type]

    with pytest.raises(LookNotLogged):
        look(late, home)
    assert look(late, home) == 1
    assert len(tries) == 3


def test_a_look_is_written_in_ids_and_codes(home: Home, access: AccessLog) -> None:
    with pytest.raises(ValueError, match="ids and codes"):
        look(access, home, object="x" * 201)

    assert access.looks() == []


# beside the rest


@SQLITE
def test_a_folder_from_before_gets_an_access_log(home: Home, place: Place) -> None:
    home.house.close()
    for file in place.data.glob("access.db*"):
        file.unlink()

    again = Workspace(place.data)

    assert look(again.access, home) == 1
    again.close()


def by_backup(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as reading, closing(sqlite3.connect(target)) as writing:
        reading.backup(writing)


def by_vacuum(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as reading:
        reading.execute(f"VACUUM INTO '{target}'")


@SQLITE
@pytest.mark.parametrize("copy", [by_backup, by_vacuum])
def test_a_copy_made_while_everything_runs_goes_on_where_it_ended(
    home: Home, place: Place, access: AccessLog, tmp_path: Path, copy: Callable[[Path, Path], None]
) -> None:
    for _ in range(3):
        look(access, home)
    written = access.looks()
    for name in ("events.db", "vault.db", "access.db"):
        copy(place.data / name, tmp_path / name)
    look(access, home)

    restored = Workspace(tmp_path)

    assert restored.access.looks() == written
    assert look(restored.access, home) == 4
    with closing(sqlite3.connect(tmp_path / "access.db")) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute("DELETE FROM looks")
    restored.close()


LOOKING = """
import os, sys
from pathlib import Path
from domain.store.stores import access_log
access = access_log(Path(sys.argv[1]), sys.argv[2] or None)
sys.stdin.read(1)
for number in range(int(sys.argv[3])):
    access.looked(f"{os.getpid():032x}", "member", subject="r" * 32, action="see", object=str(number), shown=1, known=1)
"""


def looking(place: Place, times: int, people: int) -> list[Id]:
    """So many processes look so many times at the same moment; the rows that came of it."""
    running = [
        subprocess.Popen(
            [sys.executable, "-c", LOOKING, str(place.data), place.database or "", str(times)],
            cwd=ROOT, stdin=subprocess.PIPE, stderr=subprocess.PIPE,
        )
        for _ in range(people)
    ]  # fmt: skip
    for process in running:
        assert process.stdin
        process.stdin.write(b".")
        process.stdin.flush()
    for process in running:
        _, said = process.communicate(timeout=120)
        assert process.returncode == 0, said.decode()
    return [f"{process.pid:032x}" for process in running]


def test_three_processes_at_once_write_one_chain(home: Home, place: Place, access: AccessLog) -> None:
    people = looking(place, 40, 3)

    rows = access.looks(limit=1000)[::-1]

    assert [row.number for row in rows] == list(range(1, 121))
    assert {row.person for row in rows} == set(people)
    previous = GENESIS
    for row in rows:
        assert row.hash == chained(previous, row.number, row[1:-1])
        previous = row.hash
