"""What an auditor takes home: facts, the proof that they stood in the log, and the checkpoint that says so."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass

from domain.kernel import merkle
from domain.kernel.checkpoint import Checkpoint, SignedCheckpoint
from domain.kernel.refusal import Refusal
from domain.store.checkpoints import Checkpoints, HistoryBent, RowsAfter
from domain.store.leaf_tree import LeafTree
from domain.store.recorded import Recorded

FORM = "driehoek-evidence/1"


class NotCoveredYet(Refusal):
    """Positie {position} is nog niet vastgelegd in een controlepunt. Maak eerst een nieuw controlepunt."""


class NoSuchFact(Refusal):
    """Op positie {position} staat geen feit in het logboek."""


class NotGrownFrom(Refusal):
    """Het oudere controlepunt is niet van dit logboek, of het is niet ouder. Er is geen bewijs gemaakt."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a fact stands in the tree, and what leads from it to the signed root."""

    rank: int
    proof: list[bytes]
    signed: SignedCheckpoint

    @property
    def checkpoint(self) -> Checkpoint:
        """The checkpoint that the proof leads to."""
        return self.signed.checkpoint


def place_of(checkpoints: Checkpoints, row: Recorded, under: SignedCheckpoint | None = None) -> Place | None:
    """The place of a fact under a checkpoint, by default the latest; None when it is not covered, or does not fit."""
    signed = under or checkpoints.latest()
    try:
        return _place(checkpoints.tree(), signed, row) if signed else None
    except (OSError, ValueError):
        return None


def evidence(
    checkpoints: Checkpoints,
    rows_after: RowsAfter,
    positions: Iterable[int],
    older: SignedCheckpoint | None = None,
) -> dict[str, object]:
    """The bundle for these facts, with the proof that the log only grew since an older checkpoint.

    Raises NotCoveredYet, NoSuchFact, NotGrownFrom and HistoryBent. Each proof is checked before it leaves.
    """
    wanted = list(positions)
    with checkpoints.alone():
        latest, tree = checkpoints.latest(), checkpoints.grown(rows_after)
        try:
            return _bundle(checkpoints, tree, latest, rows_after, wanted, older)
        except (HistoryBent, NotGrownFrom):
            # the kept hashes may be damaged deep down, where their root does not show it
            tree.clear()
            tree = checkpoints.grown(rows_after)
            return _bundle(checkpoints, tree, latest, rows_after, wanted, older)


def _bundle(
    checkpoints: Checkpoints,
    tree: LeafTree,
    latest: SignedCheckpoint | None,
    rows_after: RowsAfter,
    positions: list[int],
    older: SignedCheckpoint | None,
) -> dict[str, object]:
    return {
        "form": FORM,
        "key": str(checkpoints.public_key() or ""),
        "checkpoint": latest.note if latest else "",
        "older": _growth(tree, latest, older) if latest and older else None,
        "facts": [_fact(tree, latest, rows_after, position, checkpoints) for position in positions],
    }


def _fact(
    tree: LeafTree, latest: SignedCheckpoint | None, rows_after: RowsAfter, position: int, checkpoints: Checkpoints
) -> dict[str, object]:
    if latest is None or position > latest.checkpoint.position:
        raise NotCoveredYet(position=position)
    row = next(iter(rows_after(position - 1)), None)
    if row is None or row.position != position:
        raise NoSuchFact(position=position)
    place = _place(tree, latest, row)
    if place is None:
        raise HistoryBent(time=latest.checkpoint.time, position=position, folder=checkpoints.folder)
    return {
        "rank": place.rank,
        "position": row.position,
        "originator_id": row.originator_id,
        "originator_version": row.originator_version,
        "topic": row.topic,
        "state": _base64(row.state),
        "proof": [_base64(step) for step in place.proof],
    }


def _place(tree: LeafTree, signed: SignedCheckpoint, row: Recorded) -> Place | None:
    size, rank = signed.checkpoint.size, tree.runs.rank(row.position)
    if rank is None or rank >= size or size > tree.size:
        return None
    proof = merkle.inclusion_proof(rank, size, tree.subtree)
    leaf = merkle.leaf_hash(*row)
    holds = merkle.inclusion_holds(leaf, rank, size, proof, signed.checkpoint.root)
    return Place(rank, proof, signed) if holds else None


def _growth(tree: LeafTree, latest: SignedCheckpoint, older: SignedCheckpoint) -> dict[str, object]:
    old, new = older.checkpoint, latest.checkpoint
    if old.origin != new.origin or not 0 < old.size <= new.size <= tree.size:
        raise NotGrownFrom
    proof = merkle.consistency_proof(old.size, new.size, tree.subtree)
    if not merkle.consistency_holds(old.size, new.size, proof, old.root, new.root):
        raise NotGrownFrom
    return {"checkpoint": older.note, "proof": [_base64(step) for step in proof]}


def _base64(value: bytes) -> str:
    return b64encode(value).decode()
