"""`checkpoint`, `verify` and `evidence` as an operator and an auditor use them, on both databases."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest

from tests.harness.databases import Place
from tests.harness.home import moved_in
from web.checkpoint_print import checkpoint_qr_svg
from web.cli import main


@pytest.fixture
def lindehof(place: Place, tmp_path, monkeypatch):
    """De Lindehof with its first facts, and the checkpoint that its auditor kept."""
    monkeypatch.delenv("DRIEHOEK_DATABASE", raising=False)
    with moved_in(place.data, place.database) as home:
        home.draft()
    (tmp_path / "auditor").mkdir()
    return place


@pytest.fixture
def command(lindehof, capsys):
    """Run a command on De Lindehof; its exit code and its JSON."""

    def run(name, *arguments):
        address = ("--database", lindehof.database) if lindehof.database else ()
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([name, "--data", str(lindehof.data), *address, *map(str, arguments), "--json"])
        said = capsys.readouterr()
        return ended.value.code, json.loads(said.out) if said.out else said.err

    return run


@pytest.fixture
def kept(command, tmp_path):
    file = tmp_path / "auditor" / "cp.txt"
    code, said = command("checkpoint", "--out", file)
    assert code == 0 and said["file"] == str(file) and file.read_text() == said["note"]
    return file


def bend(place: Place, sql: str, *values: object) -> None:
    """Change the log as somebody would who has all of the database, and leave no guard put aside."""
    triggers = ("follow", "refuse") if place.owner else ()
    for trigger in triggers:
        place.ask(f"ALTER TABLE {place.log} DISABLE TRIGGER {trigger}")
    for (trigger,) in () if place.owner else place.ask("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
        place.ask(f"DROP TRIGGER {trigger}")
    place.ask(sql.replace("stored_events", place.log), values)
    for trigger in triggers:
        place.ask(f"ALTER TABLE {place.log} ENABLE ALWAYS TRIGGER {trigger}")


def test_an_honest_log_is_found_so(command, lindehof, kept):
    code, said = command("verify", "--checkpoint", kept)

    position = lindehof.ask(f"SELECT max(position) FROM {lindehof.log}")[0][0]
    assert code == 0 and said["ok"] and said["notices"] == []
    assert (said["position"], said["covered"], said["not_covered"]) == (position, position, None)
    assert said["checkpoints"][0]["hashes"]


@pytest.mark.parametrize("with_hashes", [True, False], ids=["with hashes", "printed only"])
def test_a_changed_fact_is_named(command, lindehof, kept, with_hashes):
    if not with_hashes:
        kept.with_name("cp.txt.hashes").unlink()
    (state,) = lindehof.ask(f"SELECT state FROM {lindehof.log} WHERE position = 3")[0]
    bend(lindehof, "UPDATE stored_events SET state = ? WHERE position = 3", bytes(state).replace(b"2026", b"2025"))

    code, said = command("verify", "--checkpoint", kept)

    assert (code, said["first_wrong"], said["between"]) == (1, 3, None)


def test_a_fact_that_was_taken_away_is_named(command, lindehof, kept):
    bend(lindehof, "DELETE FROM stored_events WHERE position = 4")

    assert command("verify", "--checkpoint", kept)[1]["first_wrong"] == 4


def test_facts_after_the_checkpoint_are_named_as_not_covered(command, lindehof, kept):
    before = lindehof.ask(f"SELECT max(position) FROM {lindehof.log}")[0][0]
    bend(lindehof, "INSERT INTO stored_events VALUES (?,?,?,?,?)", before + 3, "a" * 32, 1, "x", b"{}")

    code, said = command("verify", "--checkpoint", kept)

    assert code == 0
    assert said["not_covered"] == {"count": 1, "from": before + 3, "to": before + 3}


def test_the_next_checkpoint_covers_them(command, lindehof, kept, tmp_path):
    before = lindehof.ask(f"SELECT max(position) FROM {lindehof.log}")[0][0]
    bend(lindehof, "INSERT INTO stored_events VALUES (?,?,?,?,?)", before + 3, "a" * 32, 1, "x", b"{}")
    later = tmp_path / "auditor" / "later.txt"

    assert command("checkpoint", "--out", later)[1]["position"] == before + 3
    code, said = command("verify", "--checkpoint", later, "--checkpoint", kept)

    assert code == 0 and said["not_covered"] is None and len(said["checkpoints"]) == 2


def test_a_bundle_is_made_and_believed(command, alone, kept, tmp_path, capsys):
    assert command("evidence", 2, 5, "--since", kept, "--out", tmp_path / "bundle.json")[0] == 0

    code = alone.main([str(tmp_path / "bundle.json"), "--checkpoint", str(kept)])

    assert code == 0 and "  5 " in capsys.readouterr().out


def test_a_bundle_of_a_fact_that_is_not_there_is_refused(command, kept, tmp_path):
    code, said = command("evidence", 100_000, "--out", tmp_path / "bundle.json")

    assert code == 1 and "is not yet held by a checkpoint" in said and not (tmp_path / "bundle.json").exists()


def test_a_file_that_is_no_checkpoint_is_a_sentence(command, tmp_path):
    (tmp_path / "x.txt").write_text("hallo")

    code, said = command("verify", "--checkpoint", tmp_path / "x.txt")

    assert code == 1 and said == {"ok": False, "error": "CheckpointIncomplete"}


def test_a_checkpoint_never_writes_over_another_file(command, lindehof, tmp_path):
    (tmp_path / "diary.txt").write_text("lief dagboek")

    code, said = command("checkpoint", "--out", tmp_path / "diary.txt")

    assert code == 2 and "is not a checkpoint" in said
    assert (tmp_path / "diary.txt").read_text() == "lief dagboek"


def test_without_a_file_the_checkpoint_is_kept_and_shown(command, lindehof):
    code, said = command("checkpoint")

    assert code == 0 and said["file"] is None
    assert (lindehof.data / "checkpoints" / f"{said['size']}.txt").read_text() == said["note"]


# in sentences, and on a file alone


def said_by(capsys, *arguments):
    capsys.readouterr()
    with pytest.raises(SystemExit) as ended:
        main(list(map(str, arguments)))
    said = capsys.readouterr()
    return ended.value.code, said.out + said.err


def test_the_outcome_is_told_in_sentences(capsys, log, kept_by):
    log.add(2)
    honest = said_by(capsys, "verify", "--data", log.data, "--checkpoint", kept_by)
    own = said_by(capsys, "verify", "--data", log.data)
    log.change("DELETE FROM stored_events WHERE position = 12")
    bent = said_by(capsys, "verify", "--data", log.data, "--checkpoint", kept_by)

    assert honest == (
        0,
        "Good: 32 facts checked, up to position 32.\nNot yet covered by a checkpoint: 2 facts, positions 31 to 32.\n"
        "Access log: nobody looked yet.\nKept files: none yet.\n",
    )
    assert own[0] == 0 and "--checkpoint FILE" in own[1]
    assert bent[0] == 1 and bent[1].startswith("Positie 12: hier stond een feit toen het controlepunt cp.txt getekend")
    assert "NOT GOOD. First wrong position: 12." in bent[1]


def test_a_log_without_checkpoints_says_what_to_do(capsys, log):
    code, said = said_by(capsys, "verify", "--data", log.data)

    assert code == 0 and "driehoek checkpoint --out FILE" in said


def test_a_copy_is_checked_where_it_lies_and_nothing_is_left_beside_it(capsys, log, kept_by, tmp_path):
    copy = tmp_path / "auditor" / "copy.db"
    copy.write_bytes(log.path.read_bytes())
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("UPDATE stored_events SET topic = 'x' WHERE position = 9")
        connection.commit()

    code, said = said_by(capsys, "verify", "--data", log.data, "--checkpoint", kept_by, "--log", copy)

    assert code == 1 and "position: 9." in said
    assert sorted(file.name for file in copy.parent.glob("copy*")) == ["copy.db"]


def test_a_log_that_is_too_damaged_to_open_is_still_checked(capsys, log, kept_by):
    log.path.write_bytes(log.path.read_bytes()[:5000])

    code, said = said_by(capsys, "verify", "--data", log.data, "--checkpoint", kept_by)

    assert code == 1 and "First wrong position: " in said and "Traceback" not in said


def test_a_folder_without_a_log_is_a_sentence(capsys, tmp_path):
    for command in (("verify",), ("checkpoint",), ("evidence", 1, "--out", tmp_path / "x")):
        code, said = said_by(capsys, *command, "--data", tmp_path)

        assert code == 1 and "There is no log in" in said
    assert not (tmp_path / "events.db").exists()


def test_a_wrong_key_is_a_sentence(capsys, log, kept_by):
    code, said = said_by(capsys, "verify", "--data", log.data, "--checkpoint", kept_by, "--key", "geen sleutel")

    assert code == 1 and "not the key of a checkpoint" in said


@pytest.fixture
def kept_by(log, tmp_path):
    (tmp_path / "auditor").mkdir()
    return log.checkpoint(tmp_path / "auditor" / "cp.txt")


def test_a_checkpoint_is_printed_as_a_qr_code_without_style_of_its_own(log, kept_by):
    svg = checkpoint_qr_svg(kept_by.read_text())

    assert svg.startswith('<svg role="img" ') and svg.endswith("</svg>")
    assert "style" not in svg and "script" not in svg and "width=" not in svg


@pytest.mark.parametrize("place", ["postgresql"], indirect=True)
def test_an_index_that_leaves_a_fact_out_is_not_read_instead_of_the_table(command, lindehof, kept):
    """Whoever owns the database can make an index lie, and have every session prefer it."""
    for trigger in ("follow", "refuse"):
        lindehof.ask(f"ALTER TABLE log.stored_events DISABLE TRIGGER {trigger}")
    for (name,) in lindehof.ask("SELECT conname FROM pg_constraint WHERE conrelid = 'log.stored_events'::regclass"):
        lindehof.ask(f'ALTER TABLE log.stored_events DROP CONSTRAINT "{name}"')
    lindehof.ask("CREATE UNIQUE INDEX lying ON log.stored_events (position) WHERE topic <> 'bent'")
    lindehof.ask(
        "INSERT INTO log.stored_events SELECT position, originator_id, originator_version, 'bent', '{}' "
        "FROM log.stored_events WHERE position = 3"
    )
    lindehof.ask("UPDATE pg_index SET indpred = NULL WHERE indexrelid = 'log.lying'::regclass")
    lindehof.ask("ALTER ROLE driehoek_app SET enable_seqscan = off")
    try:
        code, said = command("verify", "--checkpoint", kept)
    finally:
        lindehof.ask("ALTER ROLE driehoek_app RESET enable_seqscan")

    assert (code, said["first_wrong"]) == (1, 3)
