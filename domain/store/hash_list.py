"""The hash of every fact beside a checkpoint: with it a wrong position is named, not only noticed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from domain.kernel.checkpoint import BadCheckpoint, Checkpoint
from domain.kernel.merkle import HASH_SIZE, root_of
from domain.kernel.positions import Runs

MAGIC = b"driehoek/hashes/1"
_HEADER_AT_MOST = 1 << 26
_READ = HASH_SIZE << 12


class HashesWrong(BadCheckpoint):
    """Let op: het bestand {file} hoort niet bij dit controlepunt of is beschadigd. De controle ging door
    zonder; gebruik het bestand dat tegelijk met het controlepunt gemaakt is."""


@dataclass(frozen=True, slots=True)
class HashList:
    """Leaf hashes in a file, from an offset on, with the positions they belong to."""

    path: Path
    offset: int
    runs: Runs

    def leaves(self) -> Iterator[bytes]:
        """The leaf hashes in order."""
        left = len(self.runs) * HASH_SIZE
        with self.path.open("rb") as file:
            file.seek(self.offset)
            while left and (part := file.read(min(_READ, left))):
                left -= len(part)
                for start in range(0, len(part) - HASH_SIZE + 1, HASH_SIZE):
                    yield part[start : start + HASH_SIZE]

    def fits(self, checkpoint: Checkpoint) -> bool:
        """Whether these are the hashes and positions that the checkpoint was signed for."""
        if len(self.runs) != checkpoint.size or self.runs.digest() != checkpoint.positions:
            return False
        return root_of(self.leaves()) == checkpoint.root


def beside(checkpoint: Path) -> Path:
    """Where the hashes of a checkpoint's file are kept."""
    return checkpoint.with_name(f"{checkpoint.name}.hashes")


def hash_file(runs: Runs, leaves: Iterable[bytes]) -> Iterator[bytes]:
    """The content of such a file."""
    yield b"%s\n%d\n%s\n\n" % (MAGIC, len(runs), str(runs).encode())
    yield from leaves


def read_hash_file(path: Path) -> HashList:
    """The hashes in a file; raises HashesWrong. Whether they belong to a checkpoint is for `fits`."""
    wrong = HashesWrong(file=path.name)
    try:
        with path.open("rb") as file:
            magic, size, runs, blank = (file.readline(_HEADER_AT_MOST) for _ in range(4))
            offset = file.tell()
        positions = Runs.parse(runs.decode("ascii").removesuffix("\n"))
    except (ValueError, OSError):
        raise wrong from None
    if (magic, size, blank) != (MAGIC + b"\n", b"%d\n" % len(positions), b"\n"):
        raise wrong
    if path.stat().st_size != offset + len(positions) * HASH_SIZE:
        raise wrong
    return HashList(path, offset, positions)
