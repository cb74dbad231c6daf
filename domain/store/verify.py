"""Checking a whole log: does it still hold what was signed, and which position is the first that does not."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from domain.kernel.merkle import leaf_hash
from domain.store.findings import FactUnreadable, LogEndsHere, OutOfOrder, VersionGap
from domain.store.held import Roots, Walk
from domain.store.log_file import LogUnreadable
from domain.store.verdict import Anchor, Verdict

_TICK = 1 << 10

Row = tuple[Any, ...]
"""Position, originator id, originator version, topic and state, of whatever types a damaged log holds."""


def verify(rows: Iterable[Row], anchors: Iterable[Anchor] = (), tick: Callable[[int], None] | None = None) -> Verdict:
    """Check all rows, in the order of the log, against the checkpoints, and among themselves.

    Reads as a stream: it remembers one hash for each bit of the size, and the last version of each stream. `tick` is
    told now and then how many rows were done since the last time.
    """
    check = _Check(list(anchors))
    try:
        for row in rows:
            check.row(row)
            if tick and not check.verdict.checked % _TICK:
                tick(_TICK)
    except LogUnreadable as reason:
        check.ends(str(reason.details.get("reason", reason)))
    else:
        check.finish()
    return check.done()


class _Check:
    """The state of one check."""

    def __init__(self, anchors: list[Anchor]) -> None:
        self.verdict = Verdict()
        outside = [anchor for anchor in anchors if not anchor.own]
        self.verdict.vouched = max((anchor.checkpoint.position for anchor in outside), default=0)
        self.verdict.covered = max((anchor.checkpoint.position for anchor in outside or anchors), default=0)
        self.walks = [Walk(anchor, anchor.hashes) for anchor in anchors if anchor.hashes]
        self.believed = [walk for walk in self.walks if not (outside and walk.anchor.own)]
        self.roots = Roots(anchors, self.walks)
        self.versions: dict[object, int] = {}

    def row(self, row: Row) -> None:
        """Check the next row."""
        verdict, position = self.verdict, row[0]
        verdict.checked += 1
        if type(position) is not int or position <= verdict.last:
            verdict.add(OutOfOrder(position if type(position) is int else verdict.last + 1))
            return
        verdict.last = position
        leaf = _leaf(row)
        known = False
        for walk in self.walks:
            known = (walk.see(position, leaf, verdict) and walk in self.believed) or known
        self.roots.see(position, leaf, verdict)
        if not known and not _readable(leaf, row[4]):
            verdict.add(FactUnreadable(position))
        self._version(position, row[1], row[2])
        if position > verdict.covered:
            verdict.not_covered += 1
            verdict.not_covered_from = verdict.not_covered_from or position

    def finish(self) -> None:
        """Name what should have followed."""
        for walk in self.walks:
            walk.finish(self.verdict)
        self.roots.finish(self.verdict)

    def ends(self, reason: str) -> None:
        """Name where reading ended."""
        expected = [walk.position for walk in self.believed if walk.position is not None]
        self.verdict.add(LogEndsHere(min(expected, default=self.verdict.last + 1), reason=reason))
        self.roots.finish(self.verdict)

    def done(self) -> Verdict:
        """The verdict, what is wrong first."""
        self.verdict.close()
        return self.verdict

    def _version(self, position: int, originator: object, version: object) -> None:
        expected = self.versions.get(originator, 0) + 1
        if version != expected:
            self.verdict.add(VersionGap(position, found=version, expected=expected, originator=originator))
        self.versions[originator] = version if type(version) is int else expected


def _leaf(row: Row) -> bytes | None:
    """The hash of a row; None when it holds what the log never holds."""
    position, originator_id, version, topic, state = row
    right = type(originator_id) is str and type(version) is int and type(topic) is str and type(state) is bytes
    try:
        return leaf_hash(position, originator_id, version, topic, state) if right else None
    except UnicodeEncodeError:
        return None


def _readable(leaf: bytes | None, state: object) -> bool:
    try:
        return leaf is not None and isinstance(json.loads(state), dict)  # type: ignore[arg-type]
    except (ValueError, RecursionError):
        return False
