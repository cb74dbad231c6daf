"""Where a fact stands in the tree over the log, and whether a signed checkpoint covers it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import g

from domain.kernel.merkle import leaf_hash
from domain.store.checkpoints import Checkpoints
from domain.store.evidence import place_of
from domain.store.recorded import Recorded
from web.checkpoints import facts_then, keeper


@dataclass(frozen=True, slots=True)
class TreePlace:
    """Where a fact stands in the tree over the whole log."""

    leaf: int
    hash: str
    size: int | None = None
    """How many facts the last checkpoint covers; None: there is none yet."""
    position: int = 0
    root: str = ""
    signed: str = ""
    proof: list[str] | None = None
    """What leads from the leaf to the root that was signed; None when that cannot be shown."""

    @property
    def covered(self) -> bool:
        """Whether the last checkpoint covers this fact."""
        return self.size is not None and self.leaf < self.size


def tree_place(leaf: int, recorded: Recorded) -> TreePlace:
    """The place of a fact under the last checkpoint up to the moment of the page."""
    checkpoints: Checkpoints = keeper().checkpoints
    signed = checkpoints.latest()
    if g.at is not None:
        signed = next(filter(None, map(checkpoints.of_size, checkpoints.sizes(facts_then()))), None)
    hash = leaf_hash(*recorded).hex()
    if signed is None:
        return TreePlace(leaf, hash)
    point, place = signed.checkpoint, place_of(checkpoints, recorded, signed)
    proof = [step.hex() for step in place.proof] if place and place.rank == leaf else None
    return TreePlace(leaf, hash, point.size, point.position, point.root.hex(), point.time, proof)
