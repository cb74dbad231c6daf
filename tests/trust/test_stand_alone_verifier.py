"""The auditor's own program: it shares no code with driehoek, and says the same of every log and every bundle."""

from __future__ import annotations

import ast
import base64
import copy
import json
import random
import subprocess
import sys

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.kernel.checkpoint import read_checkpoint
from domain.store.evidence import evidence
from tests.trust.conftest import VERIFIER
from tests.trust.test_tampering import BENDS, bends

# RFC 8032, section 7.1: public key, message, signature
RFC_8032 = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
]
ORDER = 2**252 + 27742317777372353535851937790883648493
SMALL_ORDER = [
    "0100000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
]


def run(alone, capsys, *arguments):
    """Run the program in this process; its exit code and its JSON."""
    code = alone.main(["--json", *map(str, arguments)])
    return code, json.loads(capsys.readouterr().out)


def test_it_needs_python_alone_and_nothing_of_driehoek():
    imported = {
        (alias.name if isinstance(node, ast.Import) else node.module or "").partition(".")[0]
        for node in ast.walk(ast.parse(VERIFIER.read_text()))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }

    assert imported - {"__future__"} <= set(sys.stdlib_module_names)


@bends
@pytest.mark.parametrize("with_hashes", [True, False], ids=["with hashes", "printed only"])
def test_it_says_the_same_as_driehoek_of_every_bent_log(alone, capsys, log, kept, bend, with_hashes):
    if not with_hashes:
        (kept.parent / "cp.txt.hashes").unlink()
        (log.checkpoints.folder / "tree" / "state.json").unlink()
    bend(log)
    (log.checkpoints.folder / "tree" / "state.json").unlink(missing_ok=True)

    code, report = run(alone, capsys, log.path, "--checkpoint", kept)
    ours = json.loads(json.dumps(log.audit(kept, own=False).verdict.as_json()))

    assert code == 1
    assert {key: report[key] for key in SAME} == {key: ours[key] for key in SAME}
    assert kinds(report) == kinds(ours)
    if with_hashes:
        assert report["first_wrong"] == BENDS[bend][0]


def test_it_says_the_same_of_a_file_in_which_any_bit_was_turned(alone, capsys, log, kept):
    honest, chance = log.path.read_bytes(), random.Random(2)
    (log.checkpoints.folder / "tree" / "state.json").unlink()
    apart = []

    for at in chance.sample(range(100, len(honest)), 500):
        data = bytearray(honest)
        data[at] ^= 1 << chance.randrange(8)
        log.path.write_bytes(data)
        if at % 3 == 0:
            (kept.parent / "cp.txt.hashes").rename(kept.parent / "away")
        _, report = run(alone, capsys, log.path, "--checkpoint", kept)
        ours = json.loads(json.dumps(log.audit(kept, own=False).verdict.as_json()))
        if at % 3 == 0:
            (kept.parent / "away").rename(kept.parent / "cp.txt.hashes")
        if any(report[key] != ours[key] for key in SAME) or kinds(report) != kinds(ours):
            apart.append((at, report, ours))

    assert apart == []


SAME = ("ok", "first_wrong", "between", "covered", "not_covered", "position")


def kinds(report):
    return [(item["position"], item["what"]) for item in report["found"] if item["what"] != "WrongBetween"]


def test_an_honest_log_passes_and_what_came_later_is_named(alone, capsys, log, kept):
    log.add(5)

    code, report = run(alone, capsys, log.path, "--checkpoint", kept)

    assert code == 0 and report["ok"] and report["notices"] == []
    assert report["not_covered"] == {"count": 5, "from": 31, "to": 35}


def test_without_a_checkpoint_it_looks_at_the_log_alone(alone, capsys, log):
    code, report = run(alone, capsys, log.path)

    assert code == 0 and "Zonder --checkpoint" in report["notices"][0]


@pytest.mark.parametrize("public, message, signature", RFC_8032)
def test_the_signatures_of_the_rfc_hold_and_no_bit_of_them_can_turn(alone, public, message, signature):
    public, message, signature = map(bytes.fromhex, (public, message, signature))

    assert alone.is_signed(public, message, signature)
    for bit in range(0, 512, 7):
        turned = (int.from_bytes(signature, "little") ^ 1 << bit).to_bytes(64, "little")
        assert not alone.is_signed(public, message, turned)
    for bit in range(0, 256, 7):
        turned = (int.from_bytes(public, "little") ^ 1 << bit).to_bytes(32, "little")
        assert not alone.is_signed(turned, message, signature)
    assert not alone.is_signed(public, message + b"x", signature)


@settings(deadline=None)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=200))
def test_it_believes_what_the_cryptography_library_signs(alone, secret, message):
    key = Ed25519PrivateKey.from_private_bytes(secret)

    assert alone.is_signed(key.public_key().public_bytes_raw(), message, key.sign(message))


def test_a_second_way_to_write_a_signature_is_refused(alone):
    public, _, signature = map(bytes.fromhex, RFC_8032[0])
    s = int.from_bytes(signature[32:], "little") + ORDER
    too_large = (2**255 - 19 + 1).to_bytes(32, "little")

    assert not alone.is_signed(public, b"", signature[:32] + s.to_bytes(32, "little"))
    assert not alone.is_signed(public, b"", signature[:63])
    assert alone.point_of(too_large) is None
    assert alone.point_of((1 | 1 << 255).to_bytes(32, "little")) is None


@pytest.mark.parametrize("public", SMALL_ORDER)
def test_a_weak_key_that_signs_everything_signs_nothing(alone, public):
    identity = (1).to_bytes(32, "little")

    for message in (b"", b"a", b"b", b"c", b"d", b"e", b"f", b"g"):
        assert not alone.is_signed(bytes.fromhex(public), message, identity + bytes(32))


# files that are not what they should be


@pytest.mark.parametrize(
    "name, change, code, says",
    [
        ("cp.txt", lambda data: data.replace(b"\n30\n", b"\n29\n"), 1, "klopt niet"),
        ("cp.txt", lambda data: data[:-20] + b"AAAA" + data[-16:], 1, "klopt niet"),
        ("cp.txt", lambda data: data.replace(b"\n", b"\r\n"), 2, "geen controlepunt"),
        ("cp.txt", lambda data: b"", 2, "geen controlepunt"),
        ("cp.txt", lambda data: b"\xff", 2, "geen gewone tekst"),
        ("cp.txt", lambda data: data.replace("—".encode(), b"-"), 2, "geen handtekening"),
        ("cp.txt.pub", lambda data: b"x" + data, 2, "geen openbare sleutel"),
    ],
)
def test_a_checkpoint_that_was_touched_is_refused(alone, capsys, log, kept, name, change, code, says):
    file = kept.parent / name
    file.write_bytes(change(file.read_bytes()))

    found, report = run(alone, capsys, log.path, "--checkpoint", kept)

    assert found == code and says in report["error"]


def test_a_checkpoint_of_another_key_is_refused(alone, capsys, log, kept, tmp_path):
    from tests.trust.conftest import Log

    Log(tmp_path / "other").add(2).checkpoint(tmp_path / "other" / "cp.txt")

    code, report = run(alone, capsys, log.path, "--checkpoint", kept, "--key", tmp_path / "other" / "cp.txt.pub")

    assert code == 1 and "niet getekend met de sleutel" in report["error"]


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data[:-1],
        lambda data: data + b"x",
        lambda data: data[:-1] + bytes([data[-1] ^ 1]),
        lambda data: data.replace(b"1-30", b"2-31"),
        lambda data: data.replace(b"\n30\n", b"\n31\n"),
        lambda data: b"",
        lambda data: b"\n\n\n\n\xff",
        lambda data: data.replace(b"1-30", b"1-99999999999999999999"),
    ],
)
def test_hashes_that_do_not_fit_are_left_aside_by_both(alone, capsys, log, kept, change):
    hashes = kept.parent / "cp.txt.hashes"
    hashes.write_bytes(change(hashes.read_bytes()))
    (log.checkpoints.folder / "tree" / "state.json").unlink()
    log.change("DELETE FROM stored_events WHERE position = 30")

    code, report = run(alone, capsys, log.path, "--checkpoint", kept)
    ours = log.audit(kept, own=False)

    assert code == 1 and report["between"] == [1, 30] and len(report["notices"]) == 1
    assert ours.verdict.between == (1, 30) and len(ours.notices) == 1


def test_a_copy_with_a_write_ahead_log_beside_it_is_no_whole_copy(alone, capsys, log, kept):
    log.path.with_name("events.db-wal").write_bytes(b"something")

    code, report = run(alone, capsys, log.path, "--checkpoint", kept)

    assert code == 2 and "VACUUM INTO" in report["error"]


def test_a_file_that_is_not_there_is_named(alone, capsys, tmp_path):
    code, report = run(alone, capsys, tmp_path / "weg.db")

    assert code == 2 and "weg.db" in report["error"]


# bundles


@pytest.fixture
def bundle(log, kept):
    """Facts 3, 17 and 40, proven since the auditor's own checkpoint of thirty facts."""
    log.add(12)
    log.checkpoints.make(log.rows_after)
    return evidence(log.checkpoints, log.rows_after, [3, 17, 40], read_checkpoint(kept.read_bytes()))


def checked(alone, capsys, tmp_path, bundle, *arguments):
    file = tmp_path / "bundle.json"
    file.write_text(json.dumps(bundle))
    return run(alone, capsys, file, *arguments)


def test_a_bundle_proves_its_facts_from_the_checkpoint_that_was_kept(alone, capsys, tmp_path, kept, bundle):
    code, report = checked(alone, capsys, tmp_path, bundle, "--checkpoint", kept)

    assert code == 0
    assert [fact["position"] for fact in report["facts"]] == [3, 17, 40]
    assert report["checkpoint"]["size"] == 42


def test_a_bundle_is_believed_with_the_public_key_alone(alone, capsys, tmp_path, kept, bundle):
    code, _ = checked(alone, capsys, tmp_path, bundle | {"older": None}, "--key", f"{kept}.pub")

    assert code == 0


def test_a_bundle_alone_proves_nothing(alone, capsys, tmp_path, bundle):
    code, report = checked(alone, capsys, tmp_path, bundle)

    assert code == 2 and "--checkpoint" in report["error"]


def test_a_bundle_that_does_not_reach_the_kept_checkpoint_proves_nothing_about_it(
    alone, capsys, tmp_path, kept, bundle
):
    code, report = checked(alone, capsys, tmp_path, bundle | {"older": None}, "--checkpoint", kept)

    assert code == 2 and "sluit niet aan" in report["error"]


def test_a_bundle_of_a_forked_log_contradicts_the_kept_checkpoint(alone, capsys, tmp_path, log, kept):
    BENDS_TO = "UPDATE stored_events SET state = CAST('{}' AS BLOB) WHERE position = 12"
    log.change(BENDS_TO)
    for file in log.checkpoints.folder.rglob("*"):
        if file.is_file():
            file.unlink()
    log.checkpoints.make(log.rows_after)
    forked = evidence(log.checkpoints, log.rows_after, [12])

    code, report = checked(alone, capsys, tmp_path, forked, "--checkpoint", kept)

    assert code == 1 and "twee verschillende logboeken" in report["error"]


def forge(bundle, path, change):
    forged = copy.deepcopy(bundle)
    *parents, last = path
    place = forged
    for step in parents:
        place = place[step]
    place[last] = change(place[last])
    return forged


def turn(text):
    data = base64.b64decode(text)
    return base64.b64encode(bytes([data[0] ^ 1]) + data[1:]).decode()


FORGERIES = [
    (("facts", 0, "state"), turn),
    (("facts", 0, "topic"), lambda topic: topic + "x"),
    (("facts", 0, "position"), lambda position: position + 1),
    (("facts", 0, "position"), lambda position: position + 100),
    (("facts", 0, "rank"), lambda rank: rank + 1),
    (("facts", 0, "rank"), lambda rank: rank + 64),
    (("facts", 0, "originator_id"), lambda id: id[::-1]),
    (("facts", 0, "originator_version"), lambda version: version + 1),
    (("facts", 1, "proof", 0), turn),
    (("facts", 1, "proof"), lambda proof: proof[1:]),
    (("facts", 1, "proof"), lambda proof: proof[::-1]),
    (("facts", 2, "proof"), lambda proof: [*proof, proof[0]]),
    (("older", "proof", 0), turn),
    (("older", "proof"), lambda proof: proof[:-1]),
    (("older", "proof"), lambda proof: [*proof, proof[0]]),
    (("checkpoint",), lambda note: note.replace("\n42\n", "\n41\n")),
    (("older", "checkpoint"), lambda note: note.replace("\n30\n", "\n29\n")),
    (("checkpoint",), lambda note: note[:-10] + "AAAA" + note[-6:]),
]


@pytest.mark.parametrize("path, change", FORGERIES, ids=lambda value: str(value) if isinstance(value, tuple) else "")
def test_a_forged_bundle_is_rejected(alone, capsys, tmp_path, kept, bundle, path, change):
    forged = forge(bundle, path, change)

    code, report = checked(alone, capsys, tmp_path, forged, "--key", f"{kept}.pub")

    assert code == 1 and not report["ok"]


@pytest.mark.parametrize(
    "content",
    [
        "{",
        "{}",
        '{"form": "driehoek-evidence/2"}',
        '{"form": "driehoek-evidence/1", "checkpoint": 5, "older": null, "facts": []}',
        "[" * 100_000,
        "{" + '"a":{' * 100_000,
    ],
)
def test_a_bundle_that_is_none_is_refused(alone, capsys, tmp_path, kept, content):
    file = tmp_path / "bundle.json"
    file.write_text(content if content.startswith("{") else '{"form":' + content)

    code, report = run(alone, capsys, file, "--checkpoint", kept)

    assert code == 2 and "bundel" in report["error"]


@pytest.mark.parametrize(
    "field", ["rank", "position", "originator_id", "originator_version", "topic", "state", "proof"]
)
@pytest.mark.parametrize("value", [None, -1, "", "é", [], {}, 1.5, True])
def test_a_bundle_with_strange_values_is_refused_without_a_trace(alone, capsys, tmp_path, kept, bundle, field, value):
    forged = forge(bundle, ("facts", 0, field), lambda _: value)

    code, report = checked(alone, capsys, tmp_path, forged, "--checkpoint", kept)

    assert code in (1, 2) and report["error"]


# the program as it is run


def test_it_runs_by_itself_and_its_exit_code_tells(log, kept):
    def verifier(*arguments):
        return subprocess.run(
            [sys.executable, "-I", VERIFIER, *map(str, arguments)], capture_output=True, text=True, check=False
        )

    honest = verifier(log.path, "--checkpoint", kept)
    log.change("UPDATE stored_events SET topic = 'x' WHERE position = 7")
    bent = verifier(log.path, "--checkpoint", kept)
    absent = verifier(log.path, "--checkpoint", kept.with_name("weg.txt"))
    usage = verifier()
    help = verifier("--help")

    assert (honest.returncode, honest.stdout) == (0, "Goed: 30 feiten nagegaan, tot en met positie 30.\n")
    assert bent.returncode == 1 and bent.stdout.endswith("De eerste positie die niet klopt: 7.\n")
    assert absent.returncode == 2 and "weg.txt" in absent.stderr and "Traceback" not in absent.stderr
    assert usage.returncode == 2 and help.returncode == 0 and "bewijsbundel" in help.stdout
