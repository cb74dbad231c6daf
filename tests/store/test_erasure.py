"""What is erased can be read nowhere any more, and everything else stands."""

from __future__ import annotations

import base64
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from threading import Thread

import psycopg
import pytest
from eventsourcing.persistence import OperationalError

from domain.kernel import Id, Sealed, id_of, new_id
from domain.store.vault import SubjectErased
from domain.store.vault_sqlite import SQLiteVaultRows
from domain.workspace import Workspace
from projections.engine import first_difference
from projections.house import House
from tests.harness.databases import Place
from tests.harness.home import Home

SECRET = "Wilhelmina-Catharina van der Hoogenband"


@pytest.fixture
def mina(home: Home) -> Id:
    """Somebody with a name that stands nowhere else."""
    person = id_of("person", "mina")
    with home.by(home.person("anna")):
        home.house.staffing.hire_person(
            home.team, hire=replace(home.hire("mina", email="mina@hoogenband.example"), name=SECRET)
        )
    return person


@pytest.fixture
def other(home: Home, place: Place) -> Iterator[House]:
    """Another process on the same stores."""
    house = House(place.data, place.database)
    yield house
    house.close()


def name_of(house: House, person: Id) -> str | None:
    """The name as a page would show it; None when it was erased."""
    with house.now() as views:
        packed = views.execute("SELECT name FROM people_person WHERE person = ?", (person,)).fetchone()[0]
    return house.vault.open_packed(packed)


def places_with(place: Place, *needles: bytes) -> set[str]:
    """Where any of these bytes, or their usual disguises, are found."""
    disguised = {form for n in needles for form in (n, base64.b64encode(n)[:-4], n.hex().encode())}
    return {name for name, content in place.contents() if any(form in content for form in disguised)}


def test_sealed_text_comes_back_and_the_same_text_never_looks_the_same(home: Home) -> None:
    vault, subject = home.house.vault, new_id()

    one, two = (
        vault.seal(subject, "Ik ben er na de lunch: żółć 🙂"),
        vault.seal(subject, "Ik ben er na de lunch: żółć 🙂"),
    )

    assert vault.open(one) == vault.open(two) == "Ik ben er na de lunch: żółć 🙂"
    assert one.box != two.box
    assert vault.open_packed(one.packed()) == vault.open(one)


def test_a_box_opens_under_its_own_subject_only(home: Home) -> None:
    vault, subject, another = home.house.vault, new_id(), new_id()
    sealed = vault.seal(subject, "alleen hier")
    vault.seal(another, "iets anders")

    assert vault.open(Sealed(another, sealed.box)) is None
    assert vault.open(Sealed(subject, sealed.box[:-8] + "AAAAAAA=")) is None
    assert vault.open(Sealed(new_id(), sealed.box)) is None


def test_names_stand_in_the_log_only_sealed(home: Home, place: Place, mina: Id) -> None:
    assert name_of(home.house, mina) == SECRET

    assert places_with(place, SECRET.encode(), b"mina@hoogenband.example") == set()


def test_a_key_is_committed_before_the_fact_that_uses_it(
    home: Home, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    person, there = id_of("person", "mina"), []
    insert = home.house.workspace.recorder.insert_events

    def watched(events: object, **given: object) -> object:
        looking = Workspace(place.data, place.database)
        there.append(looking.vault.rows.key(person))
        looking.close()
        return insert(events, **given)  # type: ignore[arg-type]

    monkeypatch.setattr(home.house.workspace.recorder, "insert_events", watched)

    with home.by(home.person("anna")):
        home.house.staffing.hire_person(home.team, hire=replace(home.hire("mina"), name=SECRET))

    assert len(there) == 1 and there[0] is not None


def test_after_an_erasure_key_and_text_are_found_nowhere(home: Home, place: Place, mina: Id) -> None:
    home.plan(mina, "03", "V")
    key = home.house.vault.rows.key(mina)
    assert key and name_of(home.house, mina) == SECRET
    assert places_with(place, key)

    home.house.vault.erase(mina, "op verzoek", home.person("anna"))

    assert places_with(place, key, SECRET.encode(), b"mina@hoogenband.example") == set()
    assert name_of(home.house, mina) is None
    home.house.close()
    assert places_with(place, key, SECRET.encode()) == set()


def test_after_an_erasure_the_log_is_what_it_was_and_everybody_else_has_a_name(home: Home, mina: Id) -> None:
    before = home.house.workspace.facts(0, 1000)

    home.house.vault.erase(mina, "op verzoek", home.person("anna"))

    assert home.house.workspace.facts(0, 1000) == before
    assert name_of(home.house, home.person("bram")) == "Bram"


def test_after_an_erasure_views_made_anew_equal_the_live_ones(home: Home, mina: Id) -> None:
    name_of(home.house, mina)
    home.house.vault.erase(mina, "op verzoek", home.person("anna"))
    again = home.house.engine.path.with_name("again.db")

    home.house.engine.build(again)

    assert first_difference(home.house.engine.path, again) is None
    with home.house.at(home.house.workspace.position()) as views:
        packed = views.execute("SELECT name FROM people_person WHERE person = ?", (mina,)).fetchone()[0]
    assert home.house.vault.open_packed(packed) is None


def test_who_erased_when_and_why_is_kept(home: Home, place: Place, mina: Id) -> None:
    home.house.vault.erase(mina, "op verzoek", home.person("anna"))

    kept = home.house.vault.rows.execute("SELECT subject, ground, actor, at FROM erasures")

    assert kept == [(mina, "op verzoek", home.person("anna"), "2026-02-02T09:00:00+00:00")]


def test_erasing_twice_is_erasing_once(home: Home, mina: Id) -> None:
    home.house.vault.erase(mina, "op verzoek", home.person("anna"))

    home.house.vault.erase(mina, "nog eens", home.person("bram"))

    assert home.house.vault.rows.execute("SELECT ground FROM erasures") == [("op verzoek",)]


def test_nothing_is_sealed_any_more_under_what_was_erased(home: Home, mina: Id) -> None:
    home.house.vault.erase(mina, "op verzoek", home.person("anna"))

    with pytest.raises(SubjectErased):
        home.house.vault.seal(mina, "toch nog iets")


def test_other_processes_forget_what_they_opened(home: Home, other: House, mina: Id) -> None:
    assert name_of(other, mina) == SECRET

    home.house.vault.erase(mina, "op verzoek", home.person("anna"))
    other.vault.refresh()

    assert name_of(other, mina) is None
    with pytest.raises(SubjectErased):
        other.vault.seal(mina, "toch nog iets")


def test_a_command_in_another_process_does_not_seal_under_a_key_that_is_gone(
    home: Home, other: House, mina: Id
) -> None:
    with home.by(home.person("anna")):
        other.people.rename_person(mina, name="Mina", team=home.team)
    home.house.vault.erase(mina, "op verzoek", home.person("anna"))

    with home.by(home.person("anna")), pytest.raises(SubjectErased):
        other.people.rename_person(mina, name="Weer Mina", team=home.team)


def test_who_opens_a_name_while_it_is_erased_does_not_keep_it(
    home: Home, mina: Id, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = home.house.vault
    with home.house.now() as views:
        packed = views.execute("SELECT name FROM people_person WHERE person = ?", (mina,)).fetchone()[0]
    vault._keys.clear()
    vault._opened.clear()
    real = vault.rows.key

    def slow(subject: Id) -> bytes | None:
        found = real(subject)
        monkeypatch.undo()
        erasing = Thread(target=vault.erase, args=(mina, "op verzoek", home.person("anna")))
        erasing.start()
        erasing.join()
        return found

    monkeypatch.setattr(vault.rows, "key", slow)

    vault.open_packed(packed)

    assert vault.open_packed(packed) is None


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_a_crash_between_erasing_and_cleaning_is_made_good_at_the_next_start(
    home: Home, place: Place, mina: Id, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = home.house.vault.rows.key(mina)
    assert key
    monkeypatch.setattr(SQLiteVaultRows, "_clean", lambda self: None)
    home.house.vault.erase(mina, "op verzoek", home.person("anna"))
    assert places_with(place, key) == {"vault.db-wal"}
    monkeypatch.undo()

    Workspace(place.data).close()

    assert places_with(place, key) == set()


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_an_erasure_that_a_reader_hinders_says_so_and_is_cleaned_later(
    home: Home, place: Place, mina: Id, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = home.house.vault.rows
    assert isinstance(rows, SQLiteVaultRows)
    key = rows.key(mina)
    assert key
    connected = rows._connected
    rows.close()
    rows._closed = False

    def impatient() -> sqlite3.Connection:
        connection = connected()
        connection.execute("PRAGMA busy_timeout = 10")
        return connection

    monkeypatch.setattr(rows, "_connected", impatient)
    with closing(sqlite3.connect(place.data / "vault.db", isolation_level=None)) as reading:
        reading.execute("BEGIN")
        reading.execute("SELECT count(*) FROM keys").fetchone()
        with pytest.raises(OperationalError, match="cleaned"):
            home.house.vault.erase(mina, "op verzoek", home.person("anna"))
        reading.execute("ROLLBACK")

    assert name_of(home.house, mina) is None
    Workspace(place.data).close()
    assert places_with(place, key) == set()


@pytest.mark.parametrize("place", ["postgresql"], indirect=True)
def test_an_old_transaction_in_postgresql_keeps_no_key_alive(home: Home, place: Place, mina: Id) -> None:
    key = home.house.vault.rows.key(mina)
    with psycopg.connect(place.owner or "") as old:
        old.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        old.execute("SELECT 1 FROM log.commands").fetchone()

        home.house.vault.erase(mina, "op verzoek", home.person("anna"))

        assert old.execute("SELECT count(*) FROM vault.keys").fetchone() == (0,)
    assert key not in [row[0] for row in place.ask("SELECT key FROM vault.keys")]
    assert home.house.vault.rows.key(home.person("bram"))


def test_a_fresh_vault_has_other_keys(place: Place, tmp_path: Path) -> None:
    one, two = Workspace(place.data, place.database), Workspace(tmp_path / "other")
    subject = new_id()

    sealed = one.vault.seal(subject, "hier")

    assert two.vault.open(sealed) is None
    assert one.vault.secret("commands") != two.vault.secret("commands")
    assert one.vault.secret("commands") == one.vault.secret("commands")
    one.close()
    two.close()
