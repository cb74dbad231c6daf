"""Whoever bends the log is found, at the first position that was bent, by a checkpoint that was kept elsewhere."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
from contextlib import closing

import pytest

from domain.kernel.checkpoint import NotSignedByKey
from domain.kernel.merkle import leaf_hash
from domain.store.findings import (
    FactAdded,
    FactChanged,
    FactMissing,
    FactUnreadable,
    LogEndsHere,
    OutOfOrder,
    VersionGap,
    WrongBetween,
)
from domain.store.verify import verify

YEAR_LATER = "UPDATE stored_events SET state = CAST(replace(state, '2026', '2027') AS BLOB) WHERE position"
SCHEMA_PAGE = 4096
TYPED = (
    "SELECT position, originator_id, originator_version, topic, state, typeof(originator_id) || ' ' || "
    "typeof(originator_version) || ' ' || typeof(topic) || ' ' || typeof(state) FROM stored_events ORDER BY position"
)


def edit(log):
    log.change(f"{YEAR_LATER} = 12")


def edit_the_last(log):
    log.change("UPDATE stored_events SET topic = topic || ' ' WHERE position = 30")


def delete(log):
    log.change("DELETE FROM stored_events WHERE position = 12")


def delete_the_first(log):
    log.change("DELETE FROM stored_events WHERE position = 1")


def renumber(log):
    log.change("UPDATE stored_events SET position = 99 WHERE position = 12")


def renumber_all_after(log):
    log.change("UPDATE stored_events SET position = position + 1000 WHERE position >= 12")
    log.change("UPDATE stored_events SET position = position - 999 WHERE position >= 1000")


def close_the_gap(log):
    delete(log)
    log.change("UPDATE stored_events SET originator_version = originator_version - 1 WHERE position IN (16)")
    for position in range(13, 31):
        log.change("UPDATE stored_events SET position = position - 1 WHERE position = ?", position)


def reorder(log):
    for old, new in ((12, 1000), (15, 12), (1000, 15)):
        log.change("UPDATE stored_events SET position = ? WHERE position = ?", new, old)


def swap_contents(log):
    rows = {row.position: row for row in log.rows_after(0)}
    for position, other in ((12, 16), (16, 12)):
        log.change("UPDATE stored_events SET state = ? WHERE position = ?", rows[other].state, position)


def insert_in_between(log):
    renumber_all_after(log)
    log.change("INSERT INTO stored_events VALUES (12, ?, 1, 'rosters.ShiftAssigned', '{}')", "f" * 32)


def insert_before_all(log):
    log.change("INSERT INTO stored_events VALUES (-5, ?, 1, 'rosters.ShiftAssigned', ?)", "f" * 32, b"{}")


def truncate(log):
    log.change("DELETE FROM stored_events WHERE position >= 12")


def empty(log):
    log.change("DELETE FROM stored_events")


def fork(log):
    log.change("DELETE FROM stored_events WHERE position >= 12")
    log.change("UPDATE sqlite_sequence SET seq = 11")
    log.add(40)
    log.change(f"{YEAR_LATER} >= 12")


def other_type(log):
    log.change("UPDATE stored_events SET topic = CAST(topic AS BLOB) WHERE position = 12")


def state_as_text(log):
    log.change("UPDATE stored_events SET state = CAST(state AS TEXT) WHERE position = 12")


def recompute(log):
    """Somebody with all of the data folder: bends the log, makes all hashes, a key and checkpoints anew."""
    edit(log)
    for path in (log.checkpoints.key_file, log.checkpoints.public_file):
        path.unlink()
    shutil.rmtree(log.checkpoints.folder, ignore_errors=True)
    log.checkpoints.make(log.rows_after)


def recompute_with_the_key(log):
    """The same, with the true key."""
    edit(log)
    shutil.rmtree(log.checkpoints.folder, ignore_errors=True)
    log.checkpoints.make(log.rows_after)


BENDS = {
    edit: (12, FactChanged),
    edit_the_last: (30, FactChanged),
    delete: (12, FactMissing),
    delete_the_first: (1, FactMissing),
    renumber: (12, FactMissing),
    renumber_all_after: (12, FactMissing),
    close_the_gap: (12, FactChanged),
    reorder: (12, FactChanged),
    swap_contents: (12, FactChanged),
    insert_in_between: (12, FactChanged),
    insert_before_all: (-5, OutOfOrder),
    truncate: (12, FactMissing),
    empty: (1, FactMissing),
    fork: (12, FactChanged),
    other_type: (12, FactChanged),
    state_as_text: (12, FactChanged),
    recompute: (12, FactChanged),
    recompute_with_the_key: (12, FactChanged),
}
bends = pytest.mark.parametrize("bend", BENDS, ids=lambda bend: bend.__name__)


def test_an_honest_log_is_found_honest_and_what_came_later_is_named(log, kept):
    log.add(5)

    verdict = log.audit(kept).verdict

    assert verdict.ok and verdict.first_wrong is None
    assert (verdict.checked, verdict.covered, verdict.not_covered, verdict.not_covered_from) == (35, 30, 5, 31)


@bends
def test_a_bent_log_is_found_at_its_first_bent_position(log, kept, bend):
    position, kind = BENDS[bend]

    bend(log)
    verdict = log.audit(kept).verdict

    assert verdict.first_wrong == position
    assert verdict.between is None
    assert type(verdict.found[0]) is kind


@bends
def test_facts_that_came_after_the_checkpoint_hide_nothing(log, kept, bend):
    position, _ = BENDS[bend]
    log.change("INSERT INTO stored_events VALUES (500, ?, 1, 'teams.MemberJoined', ?)", "e" * 32, b"{}")

    bend(log)
    verdict = log.audit(kept).verdict

    assert verdict.first_wrong == position


@bends
def test_a_printed_checkpoint_alone_finds_it_too(log, kept, bend):
    position, _ = BENDS[bend]
    for beside in ("cp.txt.hashes", "cp.txt.pub"):
        (kept.parent / beside).unlink()
    shutil.rmtree(log.checkpoints.folder)

    bend(log)
    if bend is recompute:
        log.checkpoints.public_file.unlink()
    audit = log.audit(kept)

    assert not audit.verdict.ok
    found = audit.verdict.between or (audit.verdict.first_wrong, audit.verdict.first_wrong)
    assert found[0] <= position <= found[1]


@bends
def test_without_the_file_of_hashes_those_in_the_data_folder_name_the_position(log, kept, bend):
    position, _ = BENDS[bend]
    (kept.parent / "cp.txt.hashes").unlink()

    bend(log)
    verdict = log.audit(kept).verdict

    if bend in (recompute, recompute_with_the_key):
        assert verdict.between == (1, 30)
    else:
        assert verdict.first_wrong == position and verdict.between is None


def test_a_key_that_was_replaced_signed_nothing_that_the_auditor_brings(log, kept):
    (kept.parent / "cp.txt.pub").unlink()
    recompute(log)

    with pytest.raises(NotSignedByKey):
        log.audit(kept)


def test_a_key_that_was_replaced_is_noticed_by_the_one_that_was_kept(log, kept):
    recompute(log)

    notices = log.audit(kept).notices

    assert "niet de sleutel waarmee cp.txt getekend is" in notices[0].sentence()


def test_checkpoints_that_were_kept_in_between_narrow_it_down(log, kept, tmp_path):
    (kept.parent / "cp.txt.hashes").unlink()
    files = [kept]
    for count in (10, 10):
        files.append(log.add(count).checkpoint(tmp_path / "auditor" / f"later{len(files)}.txt"))
        (tmp_path / "auditor" / f"{files[-1].name}.hashes").unlink()
    shutil.rmtree(log.checkpoints.folder)
    log.change(f"{YEAR_LATER} = 35")

    verdict = log.audit(*files).verdict

    assert (verdict.first_wrong, verdict.between) == (31, (31, 40))
    assert isinstance(verdict.found[0], WrongBetween)


def test_every_single_bit_of_every_column_counts(log, kept):
    audit = log.audit(kept)
    rows = [tuple(row) for row in log.rows_after(0)]
    missed = []

    for number, row in enumerate(rows[:12]):
        for column, value in enumerate(row):
            for turned in turned_bits(value):
                bent = [*rows[:number], (*row[:column], turned, *row[column + 1 :]), *rows[number + 1 :]]
                first = verify(sorted(bent, key=lambda row: row[0]), audit.anchors).first_wrong
                if first != min(row[0], turned if column == 0 else row[0]):
                    missed.append((row[0], column, turned))

    assert missed == []


def turned_bits(value):
    """The value with each of its bits turned, as the database would then give it."""
    if isinstance(value, int):
        return [value ^ 1 << bit for bit in range(63)]
    data = value.encode() if isinstance(value, str) else value
    bent = [bytes([*data[:at], data[at] ^ 1 << bit, *data[at + 1 :]]) for at in range(len(data)) for bit in range(8)]
    return [part.decode(errors="surrogateescape") for part in bent] if isinstance(value, str) else bent


def test_every_byte_of_the_file_that_changes_a_fact_is_found(log, kept):
    """Turn one bit in the file itself, 3,000 times: what SQLite then reads is either the same or named."""
    honest = log.path.read_bytes()
    rows, chance, missed = log.rows_after(0), random.Random(1), []

    for at in chance.sample(range(100, len(honest)), 3000):
        data = bytearray(honest)
        data[at] ^= 1 << chance.randrange(8)
        log.path.write_bytes(data)
        first = log.audit(kept, own=False).verdict.first_wrong
        expected = first_difference(log.path, rows)
        stricter = at < SCHEMA_PAGE and expected is None
        if first != expected and not stricter:
            missed.append((at, first, expected))

    assert missed == []


def first_difference(path, rows):
    """Found in another way: read the file row by row and compare with what was there."""
    read = []
    with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as connection:
        connection.text_factory = bytes
        try:
            read.extend(connection.execute(TYPED))
        except (sqlite3.Error, UnicodeError, MemoryError):
            read.append(None)
    kinds = b"text integer text blob"
    wanted = {row.position: (row[0], row[1].encode(), row[2], row[3].encode(), row[4], kinds) for row in rows}
    last = 0
    for row in read:
        missing = next((position for position in wanted if position > last), last + 1)
        if row is None:
            return missing
        if row[0] <= last:
            return row[0]
        if row != wanted.get(row[0]) or row[0] != missing:
            return min(row[0], missing)
        last = row[0]
    return next((position for position in wanted if position > last), None)


def test_random_edits_are_found_at_the_very_first_one(log, kept):
    rows, chance = log.rows_after(0), random.Random(7)
    audit = log.audit(kept)

    for _ in range(300):
        bent = {row.position: row for row in rows}
        touched = chance.sample(range(1, 31), chance.randint(1, 5))
        for position in touched:
            kind = chance.choice(["edit", "delete"])
            if kind == "delete":
                del bent[position]
            else:
                bent[position] = bent[position]._replace(state=bent[position].state + b" ")

        assert verify(bent.values(), audit.anchors).first_wrong == min(touched)


# without any checkpoint the log can only be held against itself


def test_a_version_that_is_missing_shows_without_a_checkpoint(log):
    delete(log)

    verdict = log.audit().verdict

    assert verdict.first_wrong == 16
    assert isinstance(verdict.found[0], VersionGap)


def test_a_state_that_is_no_json_shows_without_a_checkpoint(log):
    log.change("UPDATE stored_events SET state = ? WHERE position = 9", b"{")
    log.change("UPDATE stored_events SET state = ? WHERE position = 10", b"[]")
    log.change("UPDATE stored_events SET state = ? WHERE position = 11", b"[" * 100_000)

    found = log.audit().verdict.found

    assert [(type(finding), finding.position) for finding in found] == [(FactUnreadable, n) for n in (9, 10, 11)]


def test_what_is_wrong_after_the_checkpoint_is_found_as_far_as_it_shows(log, kept):
    log.add(10)
    log.change("DELETE FROM stored_events WHERE position = 33")

    verdict = log.audit(kept).verdict

    assert verdict.first_wrong == 37 and verdict.not_covered == 9


def test_rows_that_come_in_another_order_are_named(log, kept):
    rows = log.rows_after(0)
    rows[4], rows[5] = rows[5], rows[4]

    verdict = verify(rows, log.audit(kept).anchors)

    assert verdict.first_wrong == 5
    assert {type(finding) for finding in verdict.found} >= {OutOfOrder, FactMissing}


def test_positions_with_gaps_are_no_fault(tmp_path):
    from tests.trust.conftest import Log

    log = Log(tmp_path / "data")
    for position, skip in enumerate((0, 3, 1)):
        log.change(
            "INSERT INTO stored_events VALUES (?,?,?,?,?)",
            *(10 * position + skip + 1, "a" * 32, position + 1, "teams.MemberJoined", b"{}"),
        )
    kept = log.checkpoint(tmp_path / "cp.txt")

    assert log.audit(kept).verdict.ok
    log.change("UPDATE stored_events SET position = 20 WHERE position = 22")
    assert [type(finding) for finding in log.audit(kept).verdict.found] == [FactAdded, FactMissing]
    log.change("DELETE FROM stored_events WHERE position = 14")
    assert log.audit(kept).verdict.first_wrong == 14


def test_a_log_that_cannot_be_read_further_is_named_where_it_ends(log, kept):
    log.path.write_bytes(b"not a database at all" * 400)

    verdict = log.audit(kept).verdict

    assert verdict.first_wrong == 1
    assert isinstance(verdict.found[0], LogEndsHere)


def test_an_index_that_hides_a_fact_from_driehoek_is_named(log, kept):
    honest = log.path.read_bytes()
    in_the_index = honest.index(b"0" * 31, 8192)

    log.path.write_bytes(honest[:in_the_index] + b"f" + honest[in_the_index + 1 :])
    verdict = log.audit(kept).verdict

    assert verdict.found == []
    assert "is beschadigd, al zijn de feiten gelezen" in verdict.damage[0].sentence()
    assert not verdict.ok


def test_a_view_that_plays_the_log_is_not_believed(log, kept):
    log.change("ALTER TABLE stored_events RENAME TO hidden")
    log.change("CREATE VIEW stored_events AS SELECT * FROM hidden")

    verdict = log.audit(kept).verdict

    assert verdict.first_wrong == 1


def test_many_faults_are_told_in_part(log, kept):
    log.change("UPDATE stored_events SET state = '{}'")

    verdict = log.audit(kept).verdict

    assert verdict.first_wrong == 1 and len(verdict.found) == 20 and verdict.more
    assert json.dumps(verdict.as_json())


def test_a_leaf_is_never_made_of_other_types(log):
    row = log.rows_after(0)[0]

    assert verify([(True, *row[1:])]).first_wrong == 1
    assert verify([(*row[:4], bytearray(row.state))]).first_wrong == 1
    assert verify([row]).ok and leaf_hash(*row)
