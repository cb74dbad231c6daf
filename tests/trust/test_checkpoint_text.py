"""A checkpoint is the text of C2SP, to the byte; anything else is refused by name."""

import pytest

from domain.kernel import checkpoint as cp
from domain.kernel.checkpoint import Checkpoint, SigningKey, VerifierKey, read_checkpoint

# the key and the note that Go's sumdb/note publishes with its own tests
GO_KEY = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
GO_PUBLIC = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
GO_LINE = (
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)

KEY = SigningKey("driehoek/anna", bytes(range(32)))
POINT = Checkpoint("driehoek/anna", 12, bytes(32), 14, "2026-03-02T22:00:05Z", b"p" * 32)
NOTE = KEY.sign(POINT.text())
LINES = NOTE.split("\n")


def test_a_note_is_signed_as_go_signs_it():
    key = SigningKey.parse(GO_KEY)

    note = key.sign(GO_TEXT)

    assert note == f"{GO_TEXT}\n{GO_LINE}"
    assert str(key.verifier) == GO_PUBLIC
    assert key.written() == GO_KEY


def test_a_checkpoint_that_was_written_is_read_back():
    signed = read_checkpoint(NOTE.encode())

    assert signed.check(KEY.verifier) == POINT
    assert signed.note == NOTE


def test_a_signature_of_a_witness_beside_ours_is_left_alone():
    witness = SigningKey("witness.example/w1", b"w" * 32)

    signed = read_checkpoint((NOTE + witness.sign(POINT.text()).rpartition("\n\n")[2]).encode())

    assert signed.check(KEY.verifier) == POINT
    assert signed.check(witness.verifier) == POINT


@pytest.mark.parametrize(
    "signer, refusal",
    [
        (SigningKey("driehoek/bram", bytes(range(32))), cp.NotSignedByKey),
        (SigningKey("driehoek/anna", b"b" * 32), cp.NotSignedByKey),
    ],
    ids=["another name", "another key under the same name"],
)
def test_a_checkpoint_signed_with_another_key_is_refused(signer, refusal):
    signed = read_checkpoint(signer.sign(POINT.text()).encode())

    with pytest.raises(refusal):
        signed.check(KEY.verifier)


def test_a_key_id_that_was_copied_onto_another_signature_is_refused():
    text = POINT.text().replace("\n12\n", "\n13\n")
    forged = KEY.sign(text).rpartition("\n\n")[2]

    signed = read_checkpoint(f"{POINT.text()}\n{forged}".encode())

    with pytest.raises(cp.SignatureWrong):
        signed.check(KEY.verifier)


def test_every_bit_of_the_signed_text_and_of_its_signature_counts():
    data = NOTE.encode()
    accepted = []

    for at in range(len(data) * 8):
        turned = bytearray(data)
        turned[at // 8] ^= 1 << at % 8
        try:
            read_checkpoint(bytes(turned)).check(KEY.verifier)
            accepted.append(at)
        except cp.BadCheckpoint:
            pass

    assert accepted == []


def line(number: int, text: str) -> bytes:
    return "\n".join([*LINES[: number - 1], text, *LINES[number:]]).encode()


@pytest.mark.parametrize(
    "data, refusal, sentence",
    [
        (b"", cp.CheckpointIncomplete, "de handtekening ontbreekt"),
        (b"\xff\xfe", cp.CheckpointNotText, "geen gewone tekst"),
        (b"a" * (1 << 20) + b"a", cp.CheckpointTooLong, "te groot"),
        (NOTE.replace("\n", "\r\n").encode(), cp.StrangeCharacter, "In regel 1"),
        (NOTE.replace("\n12\n", "\n12\t\n").encode(), cp.StrangeCharacter, "In regel 2"),
        (POINT.text().encode(), cp.CheckpointIncomplete, "de handtekening"),
        ((POINT.text() + "\n").encode(), cp.CheckpointIncomplete, "de handtekening"),
        (NOTE.removesuffix("\n").encode(), cp.SignatureLineWrong, "Regel 8"),
        (NOTE.encode() + b"x\n", cp.SignatureLineWrong, "Regel 9"),
        (line(1, ""), cp.CheckpointLineWrong, "de naam van het logboek"),
        (line(1, "drie hoek"), cp.CheckpointLineWrong, "Regel 1"),
        (line(1, "drie+hoek"), cp.CheckpointLineWrong, "Regel 1"),
        (line(2, "012"), cp.CheckpointLineWrong, "het aantal feiten"),
        (line(2, "-1"), cp.CheckpointLineWrong, "Regel 2"),
        (line(2, "१२"), cp.CheckpointLineWrong, "Regel 2"),
        (line(2, "15"), cp.CheckpointLineWrong, "een positie die bij het aantal past"),
        (line(2, "0"), cp.CheckpointLineWrong, "een positie die bij het aantal past"),
        (line(3, "AAAA"), cp.CheckpointLineWrong, "de hash van het geheel"),
        (line(3, "A" * 42 + "B="), cp.CheckpointLineWrong, "een hash"),
        (line(4, "position 014"), cp.CheckpointLineWrong, "de laatste positie"),
        (line(5, "time 2026-13-02T22:00:05Z"), cp.CheckpointLineWrong, "het tijdstip"),
        (line(5, "time 2026-03-02T22:00:05+01:00"), cp.CheckpointLineWrong, "het tijdstip"),
        (line(6, "positions"), cp.CheckpointLineWrong, "de hash van de posities"),
        (line(6, ""), cp.CheckpointLineWrong, "de hash van de posities"),
        (line(7, "more\n"), cp.CheckpointLineWrong, "een lege regel"),
        (line(8, "- driehoek/anna AAAAAAA="), cp.SignatureLineWrong, "Regel 8"),
        (line(8, "— driehoek/anna AAAAAAA"), cp.SignatureLineWrong, "Regel 8"),
        (line(8, "— driehoek/anna AAAAAA=="), cp.SignatureLineWrong, "Regel 8"),
        (line(8, "— driehoek/anna  AAAAAAA="), cp.SignatureLineWrong, "Regel 8"),
        (line(8, "— drie+hoek AAAAAAA="), cp.SignatureLineWrong, "Regel 8"),
    ],
)
def test_a_malformed_file_is_refused_in_a_sentence(data, refusal, sentence):
    with pytest.raises(refusal) as refused:
        read_checkpoint(data)

    assert sentence in refused.value.sentence()


@pytest.mark.parametrize("cut", range(1, 6))
def test_a_file_that_misses_a_line_says_which(cut):
    data = "\n".join([*LINES[:cut], *LINES[6:]]).encode()

    with pytest.raises(cp.CheckpointIncomplete) as refused:
        read_checkpoint(data)

    assert "ontbreekt" in refused.value.sentence()


def test_seventy_signatures_are_too_many_and_sixteen_are_not():
    line = NOTE.rpartition("\n\n")[2]

    assert read_checkpoint((NOTE + line * 15).encode()).check(KEY.verifier)
    with pytest.raises(cp.CheckpointTooLong):
        read_checkpoint((NOTE + line * 69).encode())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "driehoek/anna",
        GO_PUBLIC[:-4],
        GO_PUBLIC.replace("c74f20a3", "c74f20a4"),
        GO_PUBLIC.replace("c74f20a3", "C74F20A3"),
        GO_PUBLIC.replace("PeterNeumann", "Peter Neumann"),
        GO_PUBLIC.replace("+AR", "+BB"),
        GO_PUBLIC + "=",
        "+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    ],
)
def test_a_text_that_is_no_public_key_is_refused(text):
    with pytest.raises(cp.KeyWrong):
        VerifierKey.parse(text)


@pytest.mark.parametrize("text", ["", GO_PUBLIC, GO_KEY[:-4], "x" + GO_KEY, GO_KEY.replace("c74f", "c74e")])
def test_a_text_that_is_no_secret_key_is_refused(text):
    with pytest.raises(cp.KeyWrong):
        SigningKey.parse(text)


def test_a_secret_key_does_not_show_itself():
    assert bytes(range(32)).hex() not in repr(KEY) and "\\x01" not in repr(KEY)


def test_a_key_cannot_have_a_name_that_no_note_could_carry():
    with pytest.raises(cp.KeyWrong):
        SigningKey.fresh("twee woorden")
