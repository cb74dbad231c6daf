"""The key is made once and stays secret, each checkpoint is kept, and a bent history is never signed."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from domain.kernel import fixed_clock
from domain.kernel.checkpoint import VerifierKey, read_checkpoint
from domain.kernel.merkle import inclusion_holds, leaf_hash, root_of
from domain.kernel.positions import Runs
from domain.store.checkpoints import Checkpoints, HistoryBent, KeyUnusable, NothingToSign
from domain.store.evidence import NoSuchFact, NotCoveredYet, NotGrownFrom, evidence, place_of
from domain.store.hash_list import beside, read_hash_file
from tests.trust.conftest import Log


def test_a_checkpoint_says_what_the_log_was(log):
    with fixed_clock(datetime(2026, 3, 2, 22, 0, 5, tzinfo=UTC)):
        signed = log.checkpoints.make(log.rows_after)

    checkpoint = signed.check(log.checkpoints.public_key())
    assert checkpoint.origin == f"driehoek/{log.rows_after(0)[0].originator_id}"
    assert (checkpoint.size, checkpoint.position, checkpoint.time) == (30, 30, "2026-03-02T22:00:05Z")
    assert checkpoint.root == root_of(leaf_hash(*row) for row in log.rows_after(0))
    assert checkpoint.positions == Runs.parse("1-30").digest()


def test_the_secret_key_is_made_once_and_only_its_owner_can_read_it(log):
    log.checkpoints.make(log.rows_after)
    first = log.checkpoints.key_file.read_bytes()

    log.add(1).checkpoints.make(log.rows_after)

    assert log.checkpoints.key_file.read_bytes() == first
    assert stat.S_IMODE(log.checkpoints.key_file.stat().st_mode) == 0o600
    assert first[:12] == b"PRIVATE+KEY+" and b"PRIVATE" not in log.checkpoints.public_file.read_bytes()
    assert VerifierKey.parse(log.checkpoints.public_file.read_text()) == log.checkpoints.public_key()


def test_a_key_that_others_can_read_is_closed_again(log):
    log.checkpoints.make(log.rows_after)
    os.chmod(log.checkpoints.key_file, 0o644)

    log.checkpoints.make(log.rows_after)

    assert stat.S_IMODE(log.checkpoints.key_file.stat().st_mode) == 0o600


@pytest.mark.parametrize("name", ["checkpoint.key", "checkpoint.pub"])
@pytest.mark.parametrize("content", [b"", b"\xff", b"PRIVATE+KEY+a+00000000+AA=="])
def test_a_damaged_key_is_refused_and_never_replaced(log, name, content):
    log.checkpoints.make(log.rows_after)
    (log.data / name).write_bytes(content)

    with pytest.raises(KeyUnusable) as refused:
        log.checkpoints.make(log.rows_after)

    assert name in refused.value.sentence()
    assert (log.data / name).read_bytes() == content


def test_a_key_that_was_lost_is_not_silently_followed_by_another(log):
    log.checkpoints.make(log.rows_after)
    log.checkpoints.key_file.unlink()

    with pytest.raises(KeyUnusable):
        log.checkpoints.make(log.rows_after)

    assert not log.checkpoints.key_file.exists()


def test_a_public_key_of_another_is_refused(log, tmp_path):
    log.checkpoints.make(log.rows_after)
    other = Log(tmp_path / "other").add(1)
    other.checkpoints.make(other.rows_after)
    shutil.copy(other.checkpoints.public_file, log.checkpoints.public_file)

    with pytest.raises(KeyUnusable):
        log.checkpoints.make(log.rows_after)


def test_an_empty_log_has_nothing_to_sign(tmp_path):
    log = Log(tmp_path / "data")

    with pytest.raises(NothingToSign):
        log.checkpoints.make(log.rows_after)

    assert not log.checkpoints.key_file.exists()


def test_each_checkpoint_is_kept_and_the_first_of_a_size_stays(log):
    with fixed_clock(datetime(2026, 3, 2, 22, tzinfo=UTC)) as clock:
        first = log.checkpoints.make(log.rows_after)
        clock.advance(timedelta(hours=1))
        again = log.checkpoints.make(log.rows_after)
        log.add(1).checkpoints.make(log.rows_after)

    assert first.checkpoint.root == again.checkpoint.root and first.checkpoint.time < again.checkpoint.time
    assert [file.name for file in log.checkpoints.files()] == ["30.txt", "31.txt"]
    assert log.checkpoints.files()[0].read_text() == first.note
    assert log.checkpoints.latest().checkpoint.size == 31


def test_only_new_facts_are_read_for_the_next_one(log):
    log.checkpoints.make(log.rows_after)
    log.add(5)
    asked = []

    def rows_after(position):
        asked.append(position)
        return log.rows_after(position)

    signed = log.checkpoints.make(rows_after)

    assert min(position for position in asked if position) == 29
    assert signed.checkpoint.root == root_of(leaf_hash(*row) for row in log.rows_after(0))


@pytest.mark.parametrize("file", ["state.json", "level-00", "level-08", "level-16"])
@pytest.mark.parametrize("damage", ["gone", "empty", "short", "turned"])
def test_hashes_that_were_damaged_are_made_anew(tmp_path, file, damage):
    log = Log(tmp_path / "data").add(600)
    log.checkpoints.make(log.rows_after)
    path = log.checkpoints.folder / "tree" / file
    data = path.read_bytes()
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes({"empty": b"", "short": data[:-1], "turned": data[:-1] + b"\0"}[damage] if data else b"")
    log.add(3)

    signed = Checkpoints(log.data).make(log.rows_after)
    kept = log.checkpoint(tmp_path / "cp.txt")

    assert signed.checkpoint.root == root_of(leaf_hash(*row) for row in log.rows_after(0))
    assert read_hash_file(beside(kept)).fits(signed.checkpoint)


def test_hashes_that_were_damaged_deep_down_give_no_false_proof(tmp_path):
    log = Log(tmp_path / "data").add(600)
    kept = read_checkpoint(log.checkpoint(tmp_path / "cp.txt").read_bytes())
    path = log.checkpoints.folder / "tree" / "level-00"
    data = bytearray(path.read_bytes())
    data[32 * 40] ^= 1
    path.write_bytes(data)

    assert place_of(log.checkpoints, log.rows_after(41)[0]) is None
    bundle = evidence(log.checkpoints, log.rows_after, [42], kept)
    place = place_of(log.checkpoints, log.rows_after(41)[0])

    assert bundle["facts"][0]["rank"] == 41
    assert inclusion_holds(leaf_hash(*log.rows_after(41)[0]), 41, 600, place.proof, kept.checkpoint.root)


@pytest.mark.parametrize(
    "bend",
    [
        "DELETE FROM stored_events WHERE position >= 20",
        "UPDATE stored_events SET topic = 'x' WHERE position = 30",
        "DELETE FROM stored_events WHERE position = 12",
        "UPDATE stored_events SET position = 100 WHERE position = 30",
    ],
)
def test_a_bent_history_is_not_signed_once_its_hashes_are_gone(log, bend):
    log.checkpoints.make(log.rows_after)
    shutil.rmtree(log.checkpoints.folder / "tree")
    log.change(bend)

    with pytest.raises(HistoryBent) as refused:
        log.checkpoints.make(log.rows_after)

    assert "verify" in refused.value.sentence() and str(log.checkpoints.folder) in refused.value.sentence()
    assert [file.name for file in log.checkpoints.files()] == ["30.txt"]


def test_a_fact_that_was_bent_after_it_was_hashed_is_not_signed_for(log, tmp_path):
    honest = log.checkpoints.make(log.rows_after).checkpoint.root
    log.change("UPDATE stored_events SET topic = 'x' WHERE position = 12")

    kept = log.checkpoint(tmp_path / "cp.txt")

    assert read_checkpoint(kept.read_bytes()).checkpoint.root == honest
    assert log.audit(kept).verdict.first_wrong == 12


def test_a_log_that_was_cut_back_before_anything_was_signed_is_hashed_anew(log):
    with log.checkpoints.alone():
        log.checkpoints.grown(log.rows_after)
    log.change("DELETE FROM stored_events WHERE position > 20")

    assert log.checkpoints.make(log.rows_after).checkpoint.size == 20


def test_a_kept_checkpoint_that_cannot_be_read_is_told_and_stops_nothing(log, kept):
    (log.checkpoints.folder / "31.txt").write_text("rommel")
    log.add(2).checkpoints.make(log.rows_after)

    audit = log.audit(kept)

    assert [type(wrong).__name__ for wrong in audit.verdict.damage] == ["KeptCheckpointWrong"]
    assert "31.txt" in audit.verdict.damage[0].sentence()


def test_what_an_auditor_gets_holds_the_hashes_and_the_key(log, kept):
    checkpoint = read_checkpoint(kept.read_bytes()).checkpoint

    assert sorted(file.name for file in kept.parent.iterdir()) == ["cp.txt", "cp.txt.hashes", "cp.txt.pub"]
    assert read_hash_file(beside(kept)).fits(checkpoint)
    assert (kept.parent / "cp.txt.pub").read_text() == log.checkpoints.public_file.read_text()


def test_four_processes_at_once_make_one_key_and_one_history(log):
    script = (
        "import sys; from pathlib import Path; from tests.trust.conftest import Log; "
        "log = Log.__new__(Log); log.data = Path(sys.argv[1]); log.path = log.data / 'events.db'; "
        "print(log.checkpoints.make(log.rows_after).checkpoint.root.hex(), log.checkpoints.public_key())"
    )
    root = Path(__file__).parents[2]

    running = [
        subprocess.Popen([sys.executable, "-c", script, log.data], cwd=root, stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    said = {process.communicate()[0] for process in running}

    assert len(said) == 1 and "driehoek/" in said.pop()
    assert all(process.returncode == 0 for process in running)


# proofs


def test_a_fact_has_its_place_in_the_tree_as_soon_as_a_checkpoint_covers_it(log):
    row = log.rows_after(6)[0]

    assert place_of(log.checkpoints, row) is None
    log.checkpoints.make(log.rows_after)
    place = place_of(log.checkpoints, row)

    assert (place.rank, place.checkpoint.size) == (6, 30)
    assert inclusion_holds(leaf_hash(*row), place.rank, 30, place.proof, place.checkpoint.root)
    assert place_of(log.checkpoints, log.add(1).rows_after(30)[0]) is None
    assert place_of(log.checkpoints, row._replace(state=b"{}")) is None


def test_a_bundle_refuses_what_it_cannot_prove(log, kept, tmp_path):
    other = Log(tmp_path / "other").add(5)
    other.change("UPDATE stored_events SET topic = 'x' WHERE position = 4")
    elsewhere = read_checkpoint(other.checkpoint(tmp_path / "other" / "cp.txt").read_bytes())
    log.add(3)

    with pytest.raises(NotCoveredYet):
        evidence(log.checkpoints, log.rows_after, [31])
    with pytest.raises(NotGrownFrom):
        evidence(log.checkpoints, log.rows_after, [3], elsewhere)
    log.change("DELETE FROM stored_events WHERE position = 12")
    with pytest.raises(NoSuchFact):
        evidence(log.checkpoints, log.rows_after, [12])
    log.change("UPDATE stored_events SET state = CAST('{}' AS BLOB) WHERE position = 9")
    with pytest.raises(HistoryBent):
        evidence(log.checkpoints, log.rows_after, [9])


@pytest.mark.parametrize(
    "text", ["1", "1-", "0-3", "3-1", "1-3,4-5", "1-3,2-5", "1-3,", "01-3", " 1-3", "1-3\n", "a-b"]
)
def test_runs_that_are_none_are_refused(text):
    with pytest.raises(ValueError):
        Runs.parse(text)


def test_runs_know_their_positions():
    runs = Runs.parse("1-3,7-7,9-11")

    assert list(runs) == [1, 2, 3, 7, 9, 10, 11]
    assert [runs.rank(position) for position in (0, 3, 4, 7, 11, 12)] == [None, 2, None, 3, 6, None]
    assert str(runs.until(9)) == "1-3,7-7,9-9" and len(runs.until(8)) == 4
    assert str(Runs.parse("")) == "" and Runs().last() == 0
