"""Who bends the access log is found out: the first row that is wrong is named."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.kernel.checkpoint import SigningKey
from domain.store.access import COLUMNS, GENESIS, Entry, following
from domain.store.access_check import check_looks
from domain.store.access_heads import AccessBent, Head, keep_head
from domain.store.audit import pages
from domain.store.checkpoints import Checkpoints
from tests.harness.databases import Place
from tests.harness.home import Home
from web.cli import main

SQLITE = pytest.mark.parametrize("place", ["sqlite"], indirect=True)


def entry(number: int) -> Entry:
    """Somebody looks."""
    return Entry("2026-02-02T09:00:00Z", "a" * 32, "member", "", "b" * 32, "see", str(number), number, number + 1, "")


def chain(count: int) -> list[tuple[Any, ...]]:
    """So many rows as they are written."""
    rows: list[tuple[Any, ...]] = []
    for number in range(count):
        rows.append(following((rows[-1][0], rows[-1][-1]) if rows else None, entry(number)))
    return rows


@settings(max_examples=120, deadline=None)
@given(data=st.data())
def test_whichever_row_is_changed_removed_or_put_in_is_the_first_that_is_named(data: st.DataObject) -> None:
    rows = chain(data.draw(st.integers(2, 12)))
    at = data.draw(st.integers(0, len(rows) - 1))
    how = data.draw(st.sampled_from(["field", "hash", "type", "removed", "twice"]))

    bent = list(rows)
    if how == "field":
        column = data.draw(st.integers(1, 10))
        old = bent[at][column]
        bent[at] = (*bent[at][:column], old + 1 if isinstance(old, int) else old + "x", *bent[at][column + 1 :])
    elif how == "hash":
        bent[at] = (*bent[at][:-1], bytes(32))
    elif how == "type":
        bent[at] = (*bent[at][:1], None, *bent[at][2:])
    elif how == "twice":
        bent.insert(at, bent[at])
    else:
        del bent[at]
    verdict = check_looks(bent, [], given=rows[-1][0])

    assert check_looks(rows, []).ok
    assert verdict.first_wrong == at + (2 if how == "twice" else 1)
    assert verdict.checked == verdict.first_wrong - 1


@settings(max_examples=30, deadline=None)
@given(count=st.integers(2, 12), data=st.data())
def test_a_chain_that_was_written_anew_does_not_fit_what_was_signed(count: int, data: st.DataObject) -> None:
    rows, at = chain(count), data.draw(st.integers(0, count - 1))
    signed = data.draw(st.integers(at + 1, count))
    head = Head(signed, rows[signed - 1][-1], "2026-02-02T10:00:00Z", Path("x"))
    anew = rows[:at]
    for number in range(at, count):
        anew.append(following((anew[-1][0], anew[-1][-1]) if anew else None, entry(number + 1000)))

    assert check_looks(anew, []).ok
    assert check_looks(anew, [head]).first_wrong == signed
    assert check_looks(rows[:at], [head]).first_wrong == at + 1
    assert check_looks(rows, [head]).ok


@pytest.fixture
def looked(home: Home) -> Home:
    """Bram looked five times at Rosa's money."""
    for number in range(5):
        home.house.access.looked(
            home.person("bram"), "member", subject=home.person("rosa"), action="see", shown=number, known=number
        )
    return home


Command = Callable[..., tuple[int, Any]]


@pytest.fixture
def command(looked: Home, place: Place, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run a command on De Lindehof; its exit code and its JSON."""
    monkeypatch.delenv("DRIEHOEK_DATABASE", raising=False)

    def run(name: str, *arguments: object) -> tuple[int, Any]:
        address = ("--database", place.database) if place.database else ()
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([name, "--data", str(place.data), *address, *map(str, arguments), "--json"])
        return int(str(ended.value.code)), json.loads(capsys.readouterr().out)

    return run


def bend(place: Place, *statements: str) -> None:
    """Change the access log as somebody would who has all of the database."""
    if place.owner:
        with psycopg.connect(place.owner) as connection:
            connection.execute("SET LOCAL search_path = access")
            connection.execute("ALTER TABLE looks DISABLE TRIGGER USER")
            for statement in statements:
                connection.execute(statement.encode())
            for trigger in ("follow", "refuse"):
                connection.execute(f"ALTER TABLE looks ENABLE ALWAYS TRIGGER {trigger}".encode())
        return
    with closing(sqlite3.connect(place.data / "access.db", isolation_level=None)) as connection:
        guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in guards:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        for _, sql in guards:
            connection.execute(sql)


def test_verify_says_that_the_access_log_is_good(command: Command) -> None:
    code, said = command("verify")

    assert code == 0 and said["ok"]
    assert said["access"] == {"ok": True, "checked": 5, "signed": 0, "first_wrong": None, "found": None}
    assert said["files"] is None


BENT = {
    "UPDATE looks SET person = 'x' WHERE number = 3": (3, "LookChanged"),
    "UPDATE looks SET known = 9 WHERE number = 1": (1, "LookChanged"),
    "DELETE FROM looks WHERE number = 2": (2, "LookMissing"),
    "DELETE FROM looks WHERE number = 1": (1, "LookMissing"),
}


@pytest.mark.parametrize("statement", BENT)
def test_verify_names_the_first_look_that_is_wrong(command: Command, place: Place, statement: str) -> None:
    bend(place, statement)

    code, said = command("verify")

    assert code == 1 and not said["ok"] and said["first_wrong"] is None
    assert (said["access"]["first_wrong"], said["access"]["found"]) == BENT[statement]


@SQLITE
def test_in_sqlite_a_look_taken_from_the_end_is_missed_by_its_number(command: Command, place: Place) -> None:
    bend(place, "DELETE FROM looks WHERE number > 3")

    assert command("verify")[1]["access"]["first_wrong"] == 4


def test_looks_taken_from_the_end_are_missed_by_what_was_signed(command: Command, place: Place, tmp_path: Path) -> None:
    kept = tmp_path / "cp.txt"
    code, said = command("checkpoint", "--out", kept)
    assert code == 0 and (tmp_path / "cp.txt.access").exists()
    assert command("verify")[1]["access"]["signed"] == 5

    bend(place, "DELETE FROM looks WHERE number > 3")

    code, said = command("verify")
    assert code == 1 and (said["access"]["first_wrong"], said["access"]["found"]) == (4, "LookMissing")
    for file in (place.data / "checkpoints" / "access").iterdir():
        file.unlink()
    code, said = command("verify", "--checkpoint", kept)
    assert code == 1 and (said["access"]["first_wrong"], said["access"]["found"]) == (4, "LookMissing")


def rewritten(place: Place) -> None:
    """All looks are written anew, as if somebody else had looked, in a chain that is whole."""
    sets, last = [], (0, GENESIS)
    for number in range(5):
        row = following(last if number else None, entry(number))
        last = (row[0], row[-1])
        literal = f"'\\x{row[-1].hex()}'" if place.owner else f"x'{row[-1].hex()}'"
        values = [f"'{value}'" if isinstance(value, str) else str(value) for value in row[:-1]] + [literal]
        sets.append(f"INSERT INTO looks ({COLUMNS}) VALUES ({', '.join(values)})")
    bend(place, "DELETE FROM looks", *sets)


def test_an_access_log_that_was_written_anew_does_not_fit_what_was_signed(
    command: Command, place: Place, tmp_path: Path
) -> None:
    command("checkpoint", "--out", tmp_path / "cp.txt")

    rewritten(place)

    code, said = command("verify")
    assert code == 1 and (said["access"]["first_wrong"], said["access"]["found"]) == (5, "LooksRewritten")


def test_what_was_bent_is_not_signed_for(looked: Home, place: Place) -> None:
    workspace = looked.house.workspace
    checkpoints = Checkpoints(place.data)
    checkpoints.make(lambda after: pages(workspace.facts, after))
    assert keep_head(checkpoints, workspace.access)
    rewritten(place)

    with pytest.raises(AccessBent, match="inzage 5"):
        keep_head(checkpoints, workspace.access)


@pytest.mark.parametrize("strange", ["another key", "a changed number", "no text", "a longer text"])
def test_a_signed_end_that_is_not_ours_is_named(command: Command, place: Place, strange: str) -> None:
    command("checkpoint")
    (file,) = (place.data / "checkpoints" / "access").glob("*.txt")
    note = file.read_text()
    if strange == "another key":
        body = note.partition("\n\n")[0] + "\n"
        file.write_text(SigningKey.fresh(note.partition("/access")[0]).sign(body))
    else:
        changes = {"a changed number": note.replace("\n5\n", "\n4\n"), "no text": "", "a longer text": note + "x\n"}
        file.write_text(changes[strange])

    code, said = command("verify")

    assert code == 1 and said["bad_heads"] == ["BadHead"]


@SQLITE
@pytest.mark.parametrize("damage", ["no database", "half of it", "gone", "another table", "a view"])
def test_a_damaged_file_is_told_in_a_sentence(looked: Home, command: Command, place: Place, damage: str) -> None:
    command("checkpoint")
    looked.house.close()
    path = place.data / "access.db"
    content = path.read_bytes()
    path.unlink()
    if damage == "no database":
        path.write_bytes(b"not a database" * 400)
    elif damage == "half of it":
        path.write_bytes(content[: len(content) // 2])
    elif damage != "gone":
        with closing(sqlite3.connect(path)) as connection:
            connection.execute(f"CREATE {'VIEW looks AS SELECT 1' if damage == 'a view' else 'TABLE looks (one)'}")

    code, said = command("verify")

    assert code == 1 and said["access"]["first_wrong"] and said["first_wrong"] is None


def test_a_kept_file_that_was_changed_is_named_by_verify(looked: Home, command: Command, place: Place) -> None:
    digest = looked.house.blobs.keep(looked.person("rosa"), b"a picture")
    assert command("verify")[1]["files"]["checked"] == 1
    if place.owner:
        with psycopg.connect(place.owner) as connection:
            connection.execute("UPDATE uploads.files SET content = content || 'x'")
    else:
        (file,) = (path for path in (place.data / "uploads").rglob("*") if path.is_file())
        file.write_bytes(file.read_bytes() + b"x")

    code, said = command("verify")

    assert code == 1 and said["files"]["wrong"] == [f"{digest}.{looked.person('rosa')}"]


def test_a_receipt_that_a_fact_names_and_that_is_not_there_is_named_by_verify(command: Command, place: Place) -> None:
    place.ask(
        "INSERT INTO " + place.log + " (originator_id, originator_version, topic, state) VALUES (?, 1, 'x', ?)",
        ("c" * 32, json.dumps({"receipt": "e" * 64}).encode()),
    )

    code, said = command("verify")

    assert code == 1 and said["files"]["missing"] == ["e" * 64]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
@SQLITE
def test_no_byte_of_the_file_can_be_changed_without_a_sentence_or_no_effect(
    looked: Home, place: Place, tmp_path: Path, data: st.DataObject
) -> None:
    from domain.store.access_check import check_file

    copy = tmp_path / "copy.db"
    copy.unlink(missing_ok=True)
    with closing(sqlite3.connect(place.data / "access.db")) as reading:
        reading.execute(f"VACUUM INTO '{copy}'")
        whole = reading.execute(f"SELECT {COLUMNS} FROM looks ORDER BY number").fetchall()
    content = bytearray(copy.read_bytes())
    content[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.integers(1, 255))
    copy.write_bytes(content)

    verdict = check_file(copy, [])

    assert verdict is not None
    if verdict.ok:
        with closing(sqlite3.connect(copy)) as reading:
            assert reading.execute(f"SELECT {COLUMNS} FROM looks ORDER BY number").fetchall() == whole
