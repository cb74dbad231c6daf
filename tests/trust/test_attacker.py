"""Somebody who can write everything on the machine, the key too, and wants `verify` to say ok or to look elsewhere.

What the auditor kept is all that this person does not have.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import struct
from contextlib import closing
from pathlib import Path

import pytest

from domain.kernel.checkpoint import BadCheckpoint, SigningKey, VerifierKey, read_checkpoint
from domain.kernel.merkle import EMPTY_ROOT, leaf_hash
from domain.store.audit import gather
from domain.store.evidence import evidence
from domain.store.findings import FactChanged
from domain.store.log_file import LogUnreadable
from domain.store.verdict import Anchor
from domain.store.verify import verify
from tests.trust.conftest import Log

TWELVE = "UPDATE stored_events SET state = CAST(replace(state, '2026', '2027') AS BLOB) WHERE position = 12"


def checked(alone, capsys, log, kept):
    """What the auditor's own program says."""
    code = alone.main(["--json", str(log.path), "--checkpoint", str(kept)])
    return code, json.loads(capsys.readouterr().out)


def only_printed(log, kept):
    """The auditor kept the text alone, and the machine's hashes are gone."""
    kept.with_name("cp.txt.hashes").unlink()
    shutil.rmtree(log.checkpoints.folder / "tree", ignore_errors=True)


def plant(log, tmp_path, *positions):
    """Checkpoints signed with the true key, over a log in which these positions were something else."""
    false = Log(tmp_path / "false").add(31)
    for position in positions:
        false.change("UPDATE stored_events SET topic = 'x' WHERE position = ?", position)
    for name in ("checkpoint.key", "checkpoint.pub"):
        shutil.copy(log.data / name, false.data / name)
    false.checkpoints.make(false.rows_after)
    shutil.rmtree(log.checkpoints.folder)
    shutil.copytree(false.checkpoints.folder, log.checkpoints.folder)


def sign(log, **changed):
    """A text that is signed with the machine's key, whatever it says."""
    standing = read_checkpoint(next(iter(log.checkpoints.files())).read_bytes()).checkpoint
    values = {name: getattr(standing, name) for name in standing.__slots__} | changed
    key = SigningKey.parse(log.checkpoints.key_file.read_text())
    return key.sign(type(standing)(**values).text())


# checkpoints that the machine's key signed


def test_a_planted_checkpoint_does_not_move_the_first_wrong_position(log, kept, tmp_path):
    plant(log, tmp_path, 3)
    log.add(1).change(TWELVE)

    verdict = log.audit(kept).verdict

    assert verdict.first_wrong == 12 and type(verdict.found[0]) is FactChanged


def test_planted_checkpoints_do_not_crowd_the_truth_out(log, kept, tmp_path):
    plant(log, tmp_path, *range(1, 26))
    log.add(1).change(TWELVE.replace("= 12", "= 29"))

    verdict = log.audit(kept).verdict

    assert verdict.first_wrong == 29 and verdict.found[0].position == 29


def test_a_planted_checkpoint_accuses_no_fact_that_the_auditor_vouches_for(log, kept, tmp_path):
    plant(log, tmp_path, 3)
    log.add(1)

    verdict = log.audit(kept).verdict

    assert not verdict.ok and verdict.first_wrong is None and verdict.between is None
    assert "eigen controlepunt" in verdict.damage[0].sentence()


def test_a_planted_checkpoint_does_not_narrow_what_a_printed_one_says(log, kept):
    (log.checkpoints.folder / "5.txt").write_text(sign(log, size=5, position=5, root=bytes(32)))
    only_printed(log, kept)
    log.change(TWELVE)

    verdict = log.audit(kept).verdict

    assert verdict.between == (1, 30) and verdict.first_wrong == 1


def test_a_checkpoint_over_nothing_disturbs_no_other(log, kept):
    (log.checkpoints.folder / "1.txt").write_text(sign(log, size=0, position=0, root=EMPTY_ROOT))
    only_printed(log, kept)

    assert log.audit(kept).verdict.ok


def test_what_the_machines_own_checkpoints_say_after_the_auditors_still_counts(log, kept):
    log.add(10).checkpoints.make(log.rows_after)
    log.change(TWELVE.replace("= 12", "= 35"))

    assert log.audit(kept).verdict.first_wrong == 35


def test_a_fact_that_no_longer_can_be_read_is_not_excused_by_a_planted_checkpoint(log, kept):
    log.add(10).change("UPDATE stored_events SET state = ? WHERE position = 35", b"{")
    log.checkpoints.make(log.rows_after)

    assert log.audit(kept).verdict.first_wrong == 35


@pytest.mark.parametrize("content", ["", "rommel", None])
def test_a_ruined_public_key_keeps_nobody_from_checking(log, kept, content):
    log.checkpoints.public_file.unlink()
    if content is None:
        log.checkpoints.public_file.mkdir()
    else:
        log.checkpoints.public_file.write_text(content)
    log.change(TWELVE)

    verdict = log.audit(kept).verdict

    assert verdict.first_wrong == 12 and any("sleutel" in wrong.sentence() for wrong in verdict.damage)


# hashes that change while they are used


class Turning:
    """Hashes on the machine that are honest when they are held against the root, and bent when they are used."""

    def __init__(self, honest, bent):
        self.runs, self._answers = honest.runs, [honest, bent]

    def fits(self, checkpoint):
        return self._answers[0].fits(checkpoint)

    def leaves(self):
        return iter(self._answers[1])


@pytest.mark.parametrize("count", [30, 29], ids=["bent", "cut short"])
def test_hashes_that_are_swapped_after_they_were_checked_hide_nothing(log, kept, count):
    honest = log.audit(kept).anchors[0]
    log.change(TWELVE)
    bent = [leaf_hash(*row) for row in log.rows_after(0)][:count]
    turning = Turning(honest.hashes, bent)

    verdict = verify(log.rows_after(0), [Anchor(honest.checkpoint, honest.name, turning)])  # type: ignore[arg-type]

    assert not verdict.ok and verdict.between == (1, 30)


# what SQLite reads is not what it seems


def on_both(alone, capsys, log, kept):
    """What driehoek and the auditor's program find first."""
    ours = log.audit(kept, own=False).verdict
    code, report = checked(alone, capsys, log, kept)
    assert (code == 0) == ours.ok
    return ours.first_wrong, report["first_wrong"]


def test_an_index_that_holds_the_honest_facts_is_not_read_instead_of_the_log(alone, capsys, log, kept):
    log.change("CREATE INDEX honest ON stored_events (position, originator_id, originator_version, topic, state)")
    data, row = log.path.read_bytes(), log.rows_after(11)[0]
    at = next(occurrences(data, row.state))
    log.path.write_bytes(data[:at] + row.state.replace(b"2026", b"2027") + data[at + len(row.state) :])

    assert on_both(alone, capsys, log, kept) == (12, 12)


def occurrences(data, part):
    at = data.find(part)
    while at >= 0:
        yield at
        at = data.find(part, at + 1)


def test_a_table_that_computes_what_it_shows_is_not_believed(alone, capsys, log, kept):
    log.change("ALTER TABLE stored_events RENAME TO hidden")
    log.change(
        "CREATE TABLE stored_events (position INTEGER PRIMARY KEY, originator_id TEXT, originator_version INTEGER, "
        "topic TEXT, bent BLOB, honest BLOB, state BLOB AS (CASE WHEN position > 0 THEN honest ELSE bent END))"
    )
    log.change(
        "INSERT INTO stored_events (position, originator_id, originator_version, topic, bent, honest) "
        "SELECT position, originator_id, originator_version, topic, '{}', state FROM hidden"
    )

    assert on_both(alone, capsys, log, kept) == (1, 1)


def test_a_view_under_the_name_of_a_table_is_not_believed(alone, capsys, log, kept):
    log.change("ALTER TABLE stored_events RENAME TO hidden")
    log.change("CREATE VIEW stored_events AS SELECT * FROM hidden")
    with closing(sqlite3.connect(log.path)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_master SET name = 'other', tbl_name = 'other' WHERE name = 'stored_events'")
        connection.execute("UPDATE sqlite_master SET name = 'stored_events' WHERE name = 'hidden'")
        connection.commit()

    assert on_both(alone, capsys, log, kept) == (1, 1)


def rollback_journal(log, bent: bytes) -> bytes:
    """A journal with which SQLite, at its next start, puts back the pages of another content of the file."""
    honest = log.path.read_bytes()
    size = struct.unpack(">H", honest[16:18])[0]
    pages = [number for number in range(len(honest) // size) if page(honest, size, number) != page(bent, size, number)]
    header = bytes.fromhex("d9d505f920a163d7") + struct.pack(">IIIII", len(pages), 7, len(honest) // size, 512, size)
    records = b""
    for number in pages:
        content = page(bent, size, number)
        total = (7 + sum(content[at] for at in range(size - 200, 0, -200))) % (1 << 32)
        records += struct.pack(">I", number + 1) + content + struct.pack(">I", total)
    return header.ljust(512, b"\0") + records


def page(data: bytes, size: int, number: int) -> bytes:
    return data[number * size : (number + 1) * size]


def test_a_journal_that_would_bend_the_log_at_the_next_start_is_not_overlooked(alone, capsys, log, kept):
    honest = log.path.read_bytes()
    log.change(TWELVE)
    bent = log.path.read_bytes()
    log.path.write_bytes(honest)
    journal = log.path.with_name("events.db-journal")
    journal.write_bytes(rollback_journal(log, bent))
    started = Path(shutil.copytree(log.data, log.data.with_name("started"))) / "events.db"
    with closing(sqlite3.connect(started)) as connection:
        topics = connection.execute("SELECT state FROM stored_events WHERE position = 12").fetchone()[0]
    assert b"2027" in topics, "the journal of this test does not do what it should"

    code, report = checked(alone, capsys, log, kept)

    with pytest.raises(LogUnreadable):
        log.audit(kept)
    assert code == 2 and "-journal" in report["error"]


def test_a_write_ahead_log_that_cannot_be_read_is_not_left_out(log, kept):
    with closing(sqlite3.connect(log.path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(TWELVE)
        connection.commit()
        saved = {name: log.path.with_name(name).read_bytes() for name in ("events.db", "events.db-wal")}
    for name, data in saved.items():
        log.path.with_name(name).write_bytes(data)
    log.path.with_name("events.db-shm").unlink(missing_ok=True)
    log.path.with_name("events.db-shm").mkdir()

    assert not log.audit(kept).verdict.ok


# where no hash names the position


def test_a_fault_after_it_does_not_hide_that_it_went_wrong_before(alone, capsys, log, kept):
    log.add(15)
    only_printed(log, kept)
    log.change(TWELVE)
    log.change("DELETE FROM stored_events WHERE position = 40")

    verdict = log.audit(kept, own=False).verdict
    _, report = checked(alone, capsys, log, kept)

    assert verdict.between == (1, 30) and verdict.first_wrong == 1
    assert report["between"] == [1, 30] and report["first_wrong"] == 1


def test_a_range_is_told_as_a_range(alone, capsys, log, kept):
    only_printed(log, kept)
    log.change(TWELVE)
    capsys.readouterr()

    alone.main([str(log.path), "--checkpoint", str(kept)])

    told = capsys.readouterr().out
    assert "De eerste positie die niet klopt ligt tussen 1 en 30." in told


# bundles


@pytest.fixture
def bundle(log, kept):
    log.add(12)
    log.checkpoints.make(log.rows_after)
    return evidence(log.checkpoints, log.rows_after, [3, 40], read_checkpoint(kept.read_bytes()))


def checked_bundle(alone, capsys, bundle, file, *arguments):
    file.write_text(json.dumps(bundle))
    code = alone.main(["--json", str(file), *map(str, arguments)])
    return code, json.loads(capsys.readouterr().out)


def test_a_bundle_that_poses_as_a_log_is_refused(alone, capsys, tmp_path, kept, bundle):
    code, report = checked_bundle(alone, capsys, bundle, tmp_path / "copy.db", "--checkpoint", kept)

    assert code == 2 and "bewijsbundel" in report["error"]


def test_a_bundle_signed_by_nobody_is_refused_when_the_kept_key_is_at_hand(alone, capsys, tmp_path, log, kept, bundle):
    other = SigningKey.fresh(read_checkpoint(kept.read_bytes()).checkpoint.origin)
    bundle["checkpoint"] = other.sign(read_checkpoint(bundle["checkpoint"].encode()).text.decode())

    code, report = checked_bundle(alone, capsys, bundle, tmp_path / "bundle.json", "--checkpoint", kept)

    assert code == 1 and "niet getekend" in report["error"]


def test_facts_later_than_the_kept_checkpoint_are_named_as_such(alone, capsys, tmp_path, kept, bundle):
    code, report = checked_bundle(alone, capsys, bundle, tmp_path / "bundle.json", "--checkpoint", kept)

    assert code == 0 and [fact["kept"] for fact in report["facts"]] == [True, False]
    alone.main([str(tmp_path / "bundle.json"), "--checkpoint", str(kept)])
    assert capsys.readouterr().out.count("geen controlepunt van jou") == 1


@pytest.mark.parametrize("field", ["topic", "originator_id"])
def test_text_that_is_no_text_is_refused_without_a_trace(alone, capsys, tmp_path, kept, bundle, field):
    bundle["facts"][0][field] = "\ud800"

    code, report = checked_bundle(alone, capsys, bundle, tmp_path / "bundle.json", "--checkpoint", kept)

    assert code == 2 and report["error"]


def test_gathering_needs_nothing_of_the_data_folder(kept, tmp_path):
    from domain.store.checkpoints import Checkpoints

    assert len(gather(Checkpoints(tmp_path / "nowhere"), [kept]).anchors) == 1


# what is printed for the auditor


CONCEAL = "\x1b[2K\rGood: 30 facts checked, up to position 30.\x1b[8m"


def test_what_stands_in_the_log_cannot_write_the_outcome(capsys, log, kept):
    from web.cli import main

    log.change("INSERT INTO stored_events VALUES (31, ?, 7, 'x', ?)", CONCEAL, b"{}")

    with pytest.raises(SystemExit) as ended:
        main(["verify", "--data", str(log.data), "--checkpoint", str(kept)])

    told = capsys.readouterr().out
    assert ended.value.code == 1 and "NOT GOOD" in told and "\x1b" not in told and "\r" not in told


def test_what_stands_in_a_bundle_cannot_write_the_outcome(alone, capsys, tmp_path, log, kept):
    log.change("INSERT INTO stored_events VALUES (31, ?, 1, ?, ?)", "f" * 32, CONCEAL, CONCEAL.encode())
    log.checkpoints.make(log.rows_after)
    bundle = evidence(log.checkpoints, log.rows_after, [31], read_checkpoint(kept.read_bytes()))
    (tmp_path / "bundle.json").write_text(json.dumps(bundle))

    alone.main([str(tmp_path / "bundle.json"), "--checkpoint", str(kept)])

    told = capsys.readouterr().out
    assert "\x1b" not in told and "\r" not in told and "geen controlepunt van jou" in told


@pytest.mark.parametrize("name", ["a\x1b[8mb", "a\x9bb", "a\u202eb"])
def test_a_name_that_does_not_print_names_no_log_and_no_key(alone, log, kept, name):
    key = SigningKey(name, SigningKey.fresh("a").secret)
    note = key.sign(read_checkpoint(kept.read_bytes()).text.decode().replace("driehoek/", f"{name}/"))

    with pytest.raises(BadCheckpoint):
        read_checkpoint(note.encode())
    with pytest.raises(BadCheckpoint):
        VerifierKey.parse(str(key.verifier))
    with pytest.raises(alone.Unusable):
        alone.Checkpoint(note.encode(), "cp.txt")
    with pytest.raises(alone.Unusable):
        alone.Key(str(key.verifier))


def test_with_the_key_alone_only_the_organisation_vouches(alone, capsys, tmp_path, kept, bundle):
    code, report = checked_bundle(
        alone, capsys, bundle | {"older": None}, tmp_path / "bundle.json", "--key", f"{kept}.pub"
    )

    assert code == 0 and not any(fact["kept"] for fact in report["facts"]) and "--checkpoint" in report["notices"][0]
