"""The end of the access log, signed beside each checkpoint: so that rows taken from its end, or all of it, show too."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from dataclasses import dataclass
from pathlib import Path

from domain.kernel.checkpoint import VerifierKey
from domain.kernel.clock import now
from domain.kernel.refusal import Refusal
from domain.store.access import AccessLog
from domain.store.checkpoints import Checkpoints
from domain.store.files import write_whole

_NOTE = re.compile(
    r"((?P<name>[^\s+]+)/access\n(?P<number>[1-9][0-9]{0,17})\n(?P<hash>[A-Za-z0-9+/]{43}=)\n"
    r"time (?P<time>[0-9TZ:-]{20})\n)\n\N{EM DASH} (?P<key>[^\s+]+) (?P<signature>[A-Za-z0-9+/=]{8,200})\n"
)
_BYTES_AT_MOST = 4096
_ID = 4


class AccessBent(Refusal):
    """Het einde van het inzagelogboek is niet getekend: inzage {number} is niet meer wat op {time} getekend is. Voer
    `verify` uit om te zien waar het afwijkt."""


class BadHead(Refusal):
    """Bestand {file} is geen getekend einde van het inzagelogboek, of het is veranderd."""


@dataclass(frozen=True, slots=True)
class Head:
    """The last row of the access log at a moment, as it was signed."""

    number: int
    hash: bytes
    time: str
    file: Path


def folder(checkpoints: Checkpoints) -> Path:
    """Where the signed ends of a data folder are kept, by the number of the last look."""
    return checkpoints.folder / "access"


def beside(checkpoint: Path) -> Path:
    """Where the end of the access log is kept that was signed with an exported checkpoint."""
    return checkpoint.with_name(f"{checkpoint.name}.access")


def keep_head(checkpoints: Checkpoints, access: AccessLog) -> Path | None:
    """Sign the end of the access log as it stands, after a checkpoint; the file, or None when nobody looked yet.

    Raises AccessBent when what was signed before does not stand any more.
    """
    last = access.head()
    if last is None:
        return None
    with checkpoints.alone():
        key = checkpoints.public_key()
        kept = heads(checkpoints, key) if key else []
        if kept and access.hash_at(kept[-1].number) != kept[-1].hash:
            raise AccessBent(number=kept[-1].number, time=kept[-1].time)
        place = folder(checkpoints) / f"{last[0]}.txt"
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            write_whole(place, _note(checkpoints, *last).encode())
        return place


def export_head(head: Path, checkpoint: Path) -> Path:
    """Write a signed end beside the checkpoint that somebody keeps elsewhere."""
    write_whole(beside(checkpoint), head.read_bytes())
    return beside(checkpoint)


def heads(checkpoints: Checkpoints, key: VerifierKey) -> list[Head]:
    """The signed ends that are kept in the data folder, in their order; raises BadHead for one that was changed."""
    return sorted((read_head(file, key) for file in folder(checkpoints).glob("*.txt")), key=lambda head: head.number)


def read_head(file: Path, key: VerifierKey) -> Head:
    """The signed end in a file; raises BadHead unless this key signed it."""
    try:
        with file.open("rb") as opened:
            found = _NOTE.fullmatch(opened.read(_BYTES_AT_MOST).decode())
        signature = b64decode(found["signature"], validate=True) if found else b""
    except (OSError, ValueError):
        raise BadHead(file=file.name) from None
    if not found or found["name"] != key.name or found["key"] != key.name or signature[:_ID] != key.id:
        raise BadHead(file=file.name)
    if not key.holds(found[1].encode(), signature[_ID:]):
        raise BadHead(file=file.name)
    return Head(int(found["number"]), b64decode(found["hash"]), found["time"], file)


def _note(checkpoints: Checkpoints, number: int, hash: bytes) -> str:
    moment = now().strftime("%Y-%m-%dT%H:%M:%SZ")
    return checkpoints.sign(lambda name: f"{name}/access\n{number}\n{b64encode(hash).decode()}\ntime {moment}\n")
