"""Signed checkpoints: what the log was at a moment, in the form of C2SP (tlog-checkpoint, signed-note)."""

import re
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from domain.kernel.merkle import HASH_SIZE
from domain.kernel.refusal import Refusal

_ED25519 = b"\x01"
_SIGNATURES_AT_MOST = 64
_BYTES_AT_MOST = 1 << 20
_NAME = re.compile(r"[^\s+]+")
_NUMBER = r"(?:0|[1-9][0-9]{0,18})"
_TIME = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z"


class BadCheckpoint(Refusal):
    """Dit is geen controlepunt van driehoek."""


class CheckpointNotText(BadCheckpoint):
    """Dit is geen controlepunt: het bestand is geen gewone tekst. Kies het bestand dat `checkpoint --out` maakte."""


class CheckpointTooLong(BadCheckpoint):
    """Dit is geen controlepunt: het bestand is te groot. Kies het bestand dat `checkpoint --out` maakte."""


class StrangeCharacter(BadCheckpoint):
    """In regel {line} van het controlepunt staat een teken dat er niet hoort, misschien een regeleinde van Windows.
    Gebruik het bestand zoals het gemaakt is."""


class CheckpointIncomplete(BadCheckpoint):
    """Het controlepunt is niet compleet: {what} ontbreekt."""


class CheckpointLineWrong(BadCheckpoint):
    """Regel {line} van het controlepunt klopt niet: daar hoort {what} te staan."""


class SignatureLineWrong(BadCheckpoint):
    """Regel {line} van het controlepunt is geen handtekening. Gebruik het bestand zoals het gemaakt is."""


class NotSignedByKey(BadCheckpoint):
    """Het controlepunt is niet getekend met de sleutel {key}."""


class SignatureWrong(BadCheckpoint):
    """De handtekening onder het controlepunt klopt niet. De tekst is veranderd nadat zij getekend was."""


class KeyWrong(BadCheckpoint):
    """Dit is geen sleutel van een controlepunt. Een openbare sleutel ziet eruit als naam+12345678+AbCd=."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The size and root of the log's tree at a moment."""

    origin: str
    size: int
    root: bytes
    position: int
    """The position of the last fact; 0 when there is none."""
    time: str
    """UTC, to the second: `2026-03-02T22:00:05Z`."""
    positions: bytes
    """The SHA-256 of the runs of positions (see `Runs`): which positions there were."""

    def text(self) -> str:
        """The text that is signed: the three lines of the format and three of our own."""
        return (
            f"{self.origin}\n{self.size}\n{_base64(self.root)}\n"
            f"position {self.position}\ntime {self.time}\npositions {_base64(self.positions)}\n"
        )


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key with the name it signs under."""

    name: str
    public: bytes

    @property
    def id(self) -> bytes:
        """The four bytes by which a signature line refers to the key."""
        return sha256(self.name.encode() + b"\n" + _ED25519 + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{_base64(_ED25519 + self.public)}"

    @classmethod
    def parse(cls, text: str) -> "VerifierKey":
        """The key that is written so; raises KeyWrong."""
        name, id, public = _key_parts(text.strip())
        key = cls(name, public)
        if key.id != id:
            raise KeyWrong
        return key

    def holds(self, text: bytes, signature: bytes) -> bool:
        """Whether this key made the signature over the text."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, text)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True, slots=True, repr=False)
class SigningKey:
    """The secret key with the name it signs under."""

    name: str
    secret: bytes

    @classmethod
    def fresh(cls, name: str) -> "SigningKey":
        """A new random key."""
        if not _NAME.fullmatch(name):
            raise KeyWrong
        return cls(name, Ed25519PrivateKey.generate().private_bytes_raw())

    @property
    def verifier(self) -> VerifierKey:
        """The public half."""
        return VerifierKey(self.name, Ed25519PrivateKey.from_private_bytes(self.secret).public_key().public_bytes_raw())

    def written(self) -> str:
        """The form in which it is kept, secret."""
        return f"PRIVATE+KEY+{self.name}+{self.verifier.id.hex()}+{_base64(_ED25519 + self.secret)}"

    @classmethod
    def parse(cls, text: str) -> "SigningKey":
        """The key that is written so; raises KeyWrong."""
        prefix, _, rest = text.strip().partition("PRIVATE+KEY+")
        name, id, secret = _key_parts(rest)
        key = cls(name, secret)
        if prefix or key.verifier.id != id:
            raise KeyWrong
        return key

    def sign(self, text: str) -> str:
        """The signed note: the text, a blank line and the signature line."""
        signature = Ed25519PrivateKey.from_private_bytes(self.secret).sign(text.encode())
        return f"{text}\n\N{EM DASH} {self.name} {_base64(self.verifier.id + signature)}\n"


@dataclass(frozen=True, slots=True)
class SignedCheckpoint:
    """A checkpoint as it was read, with its signatures; nothing is known of them until `check`."""

    checkpoint: Checkpoint
    note: str
    text: bytes
    signatures: tuple[tuple[str, bytes, bytes], ...]
    """Name, key id and signature of each signature line."""

    def check(self, key: VerifierKey) -> Checkpoint:
        """The checkpoint, when this key signed it; raises NotSignedByKey or SignatureWrong."""
        own = [signature for name, id, signature in self.signatures if (name, id) == (key.name, key.id)]
        if not own:
            raise NotSignedByKey(key=key.name)
        if not all(key.holds(self.text, signature) for signature in own):
            raise SignatureWrong
        return self.checkpoint


def read_checkpoint(data: bytes) -> SignedCheckpoint:
    """The checkpoint in a file; raises a BadCheckpoint that names what is wrong."""
    if len(data) > _BYTES_AT_MOST:
        raise CheckpointTooLong
    try:
        note = data.decode()
    except UnicodeDecodeError:
        raise CheckpointNotText from None
    for number, line in enumerate(note.split("\n"), 1):
        if not line.isprintable():
            raise StrangeCharacter(line=number)
    text, blank, signed = note.rpartition("\n\n")
    if not blank:
        raise CheckpointIncomplete(what="de handtekening")
    lines = text.split("\n")
    return SignedCheckpoint(_checkpoint(lines), note, f"{text}\n".encode(), _signatures(signed, len(lines) + 2))


_LINES = (
    ("de naam van het logboek", re.compile(r"([^\s+]+)")),
    ("het aantal feiten", re.compile(f"({_NUMBER})")),
    ("de hash van het geheel", re.compile(r"([A-Za-z0-9+/]{43}=)")),
    ("de laatste positie", re.compile(f"position ({_NUMBER})")),
    ("het tijdstip", re.compile(f"time ({_TIME})")),
    ("de hash van de posities", re.compile(r"positions ([A-Za-z0-9+/]{43}=)")),
)


def _checkpoint(lines: list[str]) -> Checkpoint:
    found = []
    for number, (what, shape) in enumerate(_LINES, 1):
        if number > len(lines):
            raise CheckpointIncomplete(what=what)
        match = shape.fullmatch(lines[number - 1])
        if not match:
            raise CheckpointLineWrong(line=number, what=what)
        found.append(match[1])
    if len(lines) > len(_LINES):
        raise CheckpointLineWrong(line=len(_LINES) + 1, what="een lege regel")
    origin, size, root, position, time, positions = found
    if int(size) > int(position) or (size == "0") != (position == "0"):
        raise CheckpointLineWrong(line=4, what="een positie die bij het aantal past")
    return Checkpoint(origin, int(size), _hash(root, 3), int(position), _time(time), _hash(positions, 6))


def _hash(text: str, line: int) -> bytes:
    value = _unbase64(text)
    if value is None or len(value) != HASH_SIZE:
        raise CheckpointLineWrong(line=line, what="een hash")
    return value


def _time(text: str) -> str:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        raise CheckpointLineWrong(line=5, what="het tijdstip") from None
    return text


def _signatures(signed: str, first: int) -> tuple[tuple[str, bytes, bytes], ...]:
    *lines, last = signed.split("\n")
    if last:
        raise SignatureLineWrong(line=first + len(lines))
    if not lines:
        raise CheckpointIncomplete(what="de handtekening")
    if len(lines) > _SIGNATURES_AT_MOST:
        raise CheckpointTooLong
    return tuple(_signature(line, number) for number, line in enumerate(lines, first))


def _signature(line: str, number: int) -> tuple[str, bytes, bytes]:
    dash, *rest = line.split(" ")
    value = _unbase64(rest[1]) if len(rest) == 2 else None
    if dash != "\N{EM DASH}" or value is None or len(value) < 5 or not _NAME.fullmatch(rest[0]):
        raise SignatureLineWrong(line=number)
    return rest[0], value[:4], value[4:]


def _key_parts(text: str) -> tuple[str, bytes, bytes]:
    name, _, rest = text.partition("+")
    id, _, encoded = rest.partition("+")
    value = _unbase64(encoded)
    if not _NAME.fullmatch(name) or not name.isprintable() or not re.fullmatch(r"[0-9a-f]{8}", id) or value is None:
        raise KeyWrong
    if len(value) != 33 or value[:1] != _ED25519:
        raise KeyWrong
    return name, bytes.fromhex(id), value[1:]


def _base64(value: bytes) -> str:
    return b64encode(value).decode()


def _unbase64(text: str) -> bytes | None:
    """The bytes, only from the one way in which they are written."""
    try:
        value = b64decode(text, validate=True)
    except (NotBase64, ValueError):
        return None
    return value if _base64(value) == text else None
