"""Making and keeping checkpoints: the key, the folder of what was signed, and the files for an auditor."""

from __future__ import annotations

import fcntl
import logging
import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from domain.kernel.checkpoint import (
    BadCheckpoint,
    Checkpoint,
    SignedCheckpoint,
    SigningKey,
    VerifierKey,
    read_checkpoint,
)
from domain.kernel.clock import now
from domain.kernel.merkle import leaf_hash
from domain.kernel.refusal import Refusal
from domain.store.files import write_whole
from domain.store.hash_list import beside, hash_file
from domain.store.leaf_tree import LeafTree
from domain.store.recorded import Recorded

log = logging.getLogger(__name__)

RowsAfter = Callable[[int], Iterable[Recorded]]
"""The rows of the log after a position, in order."""

_KEPT = re.compile(r"[1-9][0-9]*\.txt")


class NothingToSign(Refusal):
    """Het logboek is nog leeg: er valt nog niets vast te leggen."""


class HistoryBent(Refusal):
    """Er is geen controlepunt gemaakt: het logboek past niet meer bij het controlepunt van {time} (positie {position}).
    Voer `verify` uit om te zien waar het afwijkt. Is er bewust een oudere reservekopie teruggezet, zet de map
    {folder} dan eerst apart."""


class KeyUnusable(Refusal):
    """De sleutel in {file} kan niet gebruikt worden: het bestand ontbreekt, is beschadigd of hoort bij een andere
    openbare sleutel. Zet het bestand van de reservekopie terug."""


class Checkpoints:
    """The checkpoints of one data folder."""

    def __init__(self, data: Path) -> None:
        self.folder = data / "checkpoints"
        self.key_file = data / "checkpoint.key"
        self.public_file = data / "checkpoint.pub"
        self._latest: tuple[int, SignedCheckpoint | None] = (-1, None)

    def public_key(self) -> VerifierKey | None:
        """The key that checkpoints of this folder are checked with; None before the first is made."""
        try:
            return VerifierKey.parse(self.public_file.read_text("ascii"))
        except FileNotFoundError:
            return None
        except (Refusal, ValueError, OSError):
            raise KeyUnusable(file=self.public_file) from None

    def files(self) -> list[Path]:
        """The checkpoints that are kept here, in the order of the log."""
        kept = (path for path in self.folder.glob("*.txt") if _KEPT.fullmatch(path.name))
        return sorted(kept, key=lambda path: int(path.stem))

    def latest(self) -> SignedCheckpoint | None:
        """The one that covers most, of those that can still be read; remembered until the folder changes."""
        try:
            changed = self.folder.stat().st_mtime_ns
        except FileNotFoundError:
            return None
        if self._latest[0] == changed:
            return self._latest[1]
        found = self._last_readable()
        # what changes again within one tick of the file system's clock would not be seen
        if now().timestamp() > changed / 1e9 + 2:
            self._latest = changed, found
        return found

    def of_size(self, size: int) -> SignedCheckpoint | None:
        """The kept checkpoint over so many facts; None when there is none that can be read."""
        try:
            return read_checkpoint((self.folder / f"{size}.txt").read_bytes())
        except (BadCheckpoint, OSError):
            return None

    def sizes(self, at_most: int) -> list[int]:
        """How many facts each kept checkpoint covers, the newest first, of those that cover at most so many."""
        kept = (int(file.stem) for file in self.folder.glob("*.txt") if _KEPT.fullmatch(file.name))
        return sorted((size for size in kept if size <= at_most), reverse=True)

    def tree(self) -> LeafTree:
        """The kept hashes of the log, as far as they are there."""
        return LeafTree(self.folder / "tree")

    def make(self, rows_after: RowsAfter, origin: str | None = None) -> SignedCheckpoint:
        """Sign the log as it stands, and keep that; raises NothingToSign, HistoryBent and KeyUnusable.

        Facts that were hashed before are not read again: a fact that was bent since then is not signed for.
        """
        with self.alone():
            tree = self.grown(rows_after)
            if not tree.size:
                raise NothingToSign
            if not self.key_file.exists():
                self._make_key(origin or _origin(rows_after))
            key = self._signing_key()
            text = _checkpoint(key.name, tree).text()
            signed = read_checkpoint(key.sign(text).encode())
            if not (place := self.folder / f"{tree.size}.txt").exists():
                write_whole(place, signed.note.encode())
            return signed

    def sign(self, text: Callable[[str], str]) -> str:
        """Sign what stands beside a checkpoint, a text that begins with the name of the key; raises KeyUnusable."""
        if not self.key_file.exists():
            raise KeyUnusable(file=self.key_file)
        key = self._signing_key()
        return key.sign(text(key.name))

    def export(self, signed: SignedCheckpoint, file: Path, rows_after: RowsAfter) -> list[Path]:
        """Write a checkpoint for an auditor: the note, the hash of every fact and the public key beside it."""
        key = self.public_key()
        assert key is not None
        with self.alone():
            hashes = self.tree().hashes(signed.checkpoint)
            if not hashes.fits(signed.checkpoint):
                tree = self.tree()
                tree.clear()
                tree.extend(_leaves(rows_after(0)))
                hashes = tree.hashes(signed.checkpoint)
            if not hashes.fits(signed.checkpoint):
                raise self._bent(signed.checkpoint)
            written: dict[Path, bytes | Iterable[bytes]] = {
                beside(file): hash_file(hashes.runs, hashes.leaves()),
                file.with_name(f"{file.name}.pub"): f"{key}\n".encode(),
                file: signed.note.encode(),
            }
            for path, content in written.items():
                write_whole(path, content)
            return list(written)[::-1]

    def grown(self, rows_after: RowsAfter) -> LeafTree:
        """The tree over the whole log; it is made anew when what was kept does not fit. Only within `alone`."""
        tree, latest = self.tree(), self.latest()
        if _grow(tree, rows_after) and _begins_with(tree, latest):
            return tree
        tree.clear()
        tree.extend(_leaves(rows_after(0)))
        if latest and not _begins_with(tree, latest):
            raise self._bent(latest.checkpoint)
        return tree

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep other processes from the folder."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def _last_readable(self) -> SignedCheckpoint | None:
        for file in reversed(self.files()):
            try:
                return read_checkpoint(file.read_bytes())
            except (BadCheckpoint, OSError) as reason:
                log.warning("checkpoint %s cannot be read: %s", file, reason)
        return None

    def _make_key(self, origin: str) -> None:
        if self.public_file.exists():
            raise KeyUnusable(file=self.key_file)
        write_whole(self.key_file, f"{SigningKey.fresh(origin).written()}\n".encode(), mode=0o600)

    def _signing_key(self) -> SigningKey:
        if self.key_file.stat().st_mode & 0o077:
            log.warning("%s could be read by others; it no longer can", self.key_file)
            os.chmod(self.key_file, 0o600)
        try:
            key = SigningKey.parse(self.key_file.read_text("ascii"))
        except (Refusal, ValueError):
            raise KeyUnusable(file=self.key_file) from None
        public = self.public_key()
        if public is None:
            write_whole(self.public_file, f"{key.verifier}\n".encode())
        elif public != key.verifier:
            raise KeyUnusable(file=self.key_file)
        return key

    def _bent(self, checkpoint: Checkpoint) -> HistoryBent:
        return HistoryBent(time=checkpoint.time, position=checkpoint.position, folder=self.folder)


def _origin(rows_after: RowsAfter) -> str:
    """The name of this log: the thing that its first fact is about, which in driehoek is the organisation."""
    return f"driehoek/{next(iter(rows_after(0))).originator_id}"


def _checkpoint(origin: str, tree: LeafTree) -> Checkpoint:
    return Checkpoint(
        origin=origin,
        size=tree.size,
        root=tree.root(tree.size),
        position=tree.runs.last(),
        time=now().strftime("%Y-%m-%dT%H:%M:%SZ"),
        positions=tree.runs.digest(),
    )


def _leaves(rows: Iterable[Recorded]) -> Iterator[tuple[int, bytes]]:
    return ((row[0], leaf_hash(*row)) for row in rows)


def _grow(tree: LeafTree, rows_after: RowsAfter) -> bool:
    """Add the new facts; False when the last fact that the tree knows is not the one in the log."""
    if not tree.size:
        return False
    rows = _leaves(rows_after(tree.runs.last() - 1))
    if next(rows, None) != (tree.runs.last(), tree.leaf(tree.size - 1)):
        return False
    tree.extend(rows)
    return True


def _begins_with(tree: LeafTree, signed: SignedCheckpoint | None) -> bool:
    """Whether the tree once had the root that was signed."""
    if signed is None:
        return True
    checkpoint = signed.checkpoint
    if checkpoint.size > tree.size or tree.root(checkpoint.size) != checkpoint.root:
        return False
    return tree.runs.until(checkpoint.position).digest() == checkpoint.positions
