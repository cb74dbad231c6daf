"""A check of the workspace's log against the checkpoints that somebody brings and those kept beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from domain.kernel.checkpoint import BadCheckpoint, Checkpoint, VerifierKey, read_checkpoint
from domain.kernel.refusal import Refusal
from domain.store.checkpoints import Checkpoints, KeyUnusable
from domain.store.findings import AnotherKey, FileDamaged, KeptCheckpointWrong, SignatureNotChecked
from domain.store.hash_list import HashesWrong, HashList, beside, read_hash_file
from domain.store.log_file import LogFile
from domain.store.log_table import LogTable
from domain.store.recorded import Recorded
from domain.store.verdict import Anchor, Verdict
from domain.store.verify import verify

_PAGE = 2_000

Facts = Callable[[int, int], Sequence[Recorded]]
"""`Workspace.facts`: the rows after a position, at most so many."""


@dataclass(slots=True)
class Audit:
    """What the log was held against, and what came out."""

    anchors: list[Anchor] = field(default_factory=list)
    notices: list[Refusal] = field(default_factory=list)
    """What the reader should know, though it is not wrong by itself."""
    damage: list[KeyUnusable | KeptCheckpointWrong] = field(default_factory=list)
    verdict: Verdict = field(default_factory=Verdict)

    @property
    def brought(self) -> list[Anchor]:
        """The checkpoints that somebody kept elsewhere."""
        return [anchor for anchor in self.anchors if not anchor.own]


def audit_log(audit: Audit, log: LogFile | LogTable, tick: Callable[[int], None] | None = None) -> Audit:
    """Check a log where it lies."""
    audit.verdict = verify(log.rows(), audit.anchors, tick)
    audit.verdict.damage.extend(audit.damage)
    if reason := log.damage():
        audit.verdict.damage.append(FileDamaged(reason=reason))
    return audit


def pages(facts: Facts, after: int = 0) -> Iterator[Recorded]:
    """All rows that a workspace gives after a position, in order."""
    while found := facts(after, _PAGE):
        yield from found
        after = found[-1].position


def gather(folder: Checkpoints, files: Iterable[Path], key: VerifierKey | None = None, *, own: bool = True) -> Audit:
    """What to hold the log against; raises a BadCheckpoint for a brought file that is not one or is not signed.

    A key that is given is the only one that counts; else the one kept beside the file, else the data folder's.
    """
    audit, present = Audit(), None
    try:
        present = folder.public_key()
    except KeyUnusable as reason:
        audit.damage.append(reason)
    for file in files:
        audit.anchors.append(_brought(file, folder, key, present, audit))
    if own:
        _add_own(folder, present, audit)
    return audit


def _brought(
    file: Path, folder: Checkpoints, key: VerifierKey | None, present: VerifierKey | None, audit: Audit
) -> Anchor:
    signed = read_checkpoint(file.read_bytes())
    kept_key = file.with_name(f"{file.name}.pub")
    if key is None and kept_key.exists():
        key = VerifierKey.parse(kept_key.read_text("ascii", errors="replace"))
    if key and present and key != present:
        audit.notices.append(AnotherKey(key=folder.public_file, checkpoint=file.name))
    if key := key or present:
        signed.check(key)
    else:
        audit.notices.append(SignatureNotChecked(checkpoint=file.name))
    return Anchor(signed.checkpoint, f"het controlepunt {file.name}", _hashes(file, signed.checkpoint, folder, audit))


def _hashes(file: Path, checkpoint: Checkpoint, folder: Checkpoints, audit: Audit) -> HashList | None:
    """The hashes that fit: those beside the file, else those of the data folder; a hash that fits needs no trust."""
    if beside(file).exists():
        try:
            brought = read_hash_file(beside(file))
            if brought.fits(checkpoint):
                return brought
            raise HashesWrong(file=beside(file).name)
        except HashesWrong as wrong:
            audit.notices.append(wrong)
    return _local(folder, checkpoint)


def _local(folder: Checkpoints, checkpoint: Checkpoint) -> HashList | None:
    if not folder.folder.is_dir():
        return None
    try:
        found = folder.tree().hashes(checkpoint)
        return found if found.fits(checkpoint) else None
    except (OSError, ValueError):
        return None


def _add_own(folder: Checkpoints, key: VerifierKey | None, audit: Audit) -> None:
    found = []
    for file in folder.files():
        try:
            signed = read_checkpoint(file.read_bytes())
            if key:
                signed.check(key)
            found.append(Anchor(signed.checkpoint, f"het eigen controlepunt {file.name}", own=True))
        except (BadCheckpoint, OSError) as reason:
            audit.damage.append(KeptCheckpointWrong(file=file.name, reason=reason))
    if found:
        last = found.pop()
        found.append(Anchor(last.checkpoint, last.name, _local(folder, last.checkpoint), own=True))
    audit.anchors.extend(found)
