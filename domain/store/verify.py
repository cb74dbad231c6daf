"""Checking a whole log: does it still hold what was signed, and which position is the first that does not."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from domain.kernel.checkpoint import Checkpoint
from domain.kernel.merkle import HASH_SIZE, CompactRange, leaf_hash
from domain.kernel.refusal import Refusal
from domain.store.findings import (
    FactAdded,
    FactChanged,
    FactMissing,
    FactUnreadable,
    Finding,
    LogEndsHere,
    OutOfOrder,
    VersionGap,
    WrongBetween,
)
from domain.store.hash_list import HashList
from domain.store.log_file import LogUnreadable

_TOLD = 20
_FLUSH = 1 << 12
_TICK = 1 << 10

Row = tuple[Any, ...]
"""Position, originator id, originator version, topic and state, of whatever types a damaged log holds."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A checkpoint to hold the log against."""

    checkpoint: Checkpoint
    name: str
    """How it is called in a sentence: `het controlepunt cp.txt`."""
    hashes: HashList | None = None
    """The hash of every fact, found to fit the checkpoint."""
    own: bool = False
    """Whether it comes from the data folder itself, and not from somebody who kept it elsewhere."""


@dataclass(slots=True)
class Verdict:
    """What came out of a check."""

    checked: int = 0
    last: int = 0
    covered: int = 0
    """The last position that a checkpoint speaks of."""
    not_covered: int = 0
    not_covered_from: int | None = None
    found: list[Finding] = field(default_factory=list)
    """The first things wrong, in the order of the log."""
    more: bool = False
    """Whether there was more wrong than is told."""
    damage: list[Refusal] = field(default_factory=list)
    """What is wrong beside the facts: the file, or a checkpoint that was kept."""

    @property
    def ok(self) -> bool:
        """Whether nothing at all is wrong."""
        return not self.found and not self.damage

    @property
    def first_wrong(self) -> int | None:
        """The first position that is wrong, as far as can be told; None when nothing is."""
        exact = [finding.position for finding in self.found if not isinstance(finding, WrongBetween)]
        return min(exact or [finding.position for finding in self.found], default=None)

    @property
    def between(self) -> tuple[int, int] | None:
        """Between which positions the first wrong one lies, when no hash tells it exactly."""
        ranges = [(finding.position, finding.last) for finding in self.found if isinstance(finding, WrongBetween)]
        sure = [f.position for f in self.found if isinstance(f, FactChanged | FactMissing | FactAdded)]
        narrowest = min(ranges, key=lambda range: range[1], default=None)
        return None if narrowest and sure and min(sure) <= narrowest[1] else narrowest

    def add(self, finding: Finding) -> None:
        """Keep it when it is new and among the first."""
        if any((type(told), told.position) == (type(finding), finding.position) for told in self.found):
            return
        if len(self.found) < _TOLD or (isinstance(finding, WrongBetween) and not self.between):
            self.found.append(finding)
        else:
            self.more = True

    def as_json(self) -> dict[str, object]:
        """For a machine."""
        uncovered = {"count": self.not_covered, "from": self.not_covered_from, "to": self.last}
        return {
            "ok": self.ok,
            "checked": self.checked,
            "position": self.last,
            "first_wrong": self.first_wrong,
            "between": self.between,
            "found": [finding.as_json() for finding in self.found],
            "more": self.more,
            "damage": [type(wrong).__name__ for wrong in self.damage],
            "covered": self.covered,
            "not_covered": uncovered if self.not_covered else None,
        }


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
        outside = [anchor for anchor in anchors if not anchor.own] or anchors
        self.verdict.covered = max((anchor.checkpoint.position for anchor in outside), default=0)
        self.walks = [_Walk(anchor, anchor.hashes) for anchor in anchors if anchor.hashes]
        self.roots = _Roots([anchor for anchor in anchors if not anchor.hashes])
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
            known = walk.see(position, leaf, verdict) or known
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
        expected = [walk.position for walk in self.walks if walk.position is not None]
        self.verdict.add(LogEndsHere(min(expected, default=self.verdict.last + 1), reason=reason))
        self.roots.finish(self.verdict)

    def done(self) -> Verdict:
        """The verdict, what is wrong first."""
        self.verdict.found.sort(key=lambda finding: finding.position)
        return self.verdict

    def _version(self, position: int, originator: object, version: object) -> None:
        expected = self.versions.get(originator, 0) + 1
        if version != expected:
            self.verdict.add(VersionGap(position, found=version, expected=expected, originator=originator))
        self.versions[originator] = version if type(version) is int else expected


class _Walk:
    """The facts that a checkpoint was signed for, side by side with those in the log."""

    def __init__(self, anchor: Anchor, hashes: HashList) -> None:
        self._name, self._until = anchor.name, anchor.checkpoint.position
        self._expected = zip(hashes.runs, hashes.leaves(), strict=True)
        self._step()

    def see(self, position: int, leaf: bytes | None, verdict: Verdict) -> bool:
        """Compare a row; True when the checkpoint speaks of it."""
        while self.position is not None and self.position < position:
            verdict.add(FactMissing(self.position, checkpoint=self._name))
            self._step()
        if self.position != position:
            if position <= self._until:
                verdict.add(FactAdded(position, checkpoint=self._name))
            return position <= self._until
        if leaf != self._leaf:
            verdict.add(FactChanged(position, checkpoint=self._name))
        self._step()
        return True

    def finish(self, verdict: Verdict) -> None:
        """Name the facts that the log no longer has."""
        while self.position is not None:
            verdict.add(FactMissing(self.position, checkpoint=self._name))
            self._step()

    def _step(self) -> None:
        self.position: int | None
        self._leaf: bytes | None
        self.position, self._leaf = next(self._expected, (None, None))


class _Roots:
    """Checkpoints without hashes: only at their own size can the log be held against them."""

    def __init__(self, anchors: list[Anchor]) -> None:
        self._ahead = sorted(anchors, key=lambda anchor: -anchor.checkpoint.size)
        self._tree = CompactRange()
        self._pending: list[bytes] = []
        # what only the data folder's own checkpoints vouch for says nothing of one that was kept elsewhere
        self._held = {False: 0, True: 0}
        self._next = self._size()

    def see(self, position: int, leaf: bytes | None, verdict: Verdict) -> None:
        """Add a row."""
        if not self._ahead:
            return
        self._pending.append(leaf or bytes(HASH_SIZE))
        if len(self._pending) == _FLUSH or self._tree.size + len(self._pending) == self._next:
            self.flush(verdict)

    def flush(self, verdict: Verdict) -> None:
        """Compare the roots that are now known."""
        self._tree.extend(self._pending)
        self._pending.clear()
        while self._ahead and self._ahead[-1].checkpoint.size == self._tree.size:
            self._compare(self._ahead.pop(), verdict)
        self._next = self._size()

    def finish(self, verdict: Verdict) -> None:
        """Name the checkpoints that the log does not reach."""
        self.flush(verdict)
        while self._ahead:
            self._wrong(self._ahead.pop(), verdict)

    def _compare(self, anchor: Anchor, verdict: Verdict) -> None:
        # the position is compared too: beside an intact root only a wrongly signed one differs
        if self._tree.root() == anchor.checkpoint.root and verdict.last == anchor.checkpoint.position:
            for own in (True, anchor.own):
                self._held[own] = max(self._held[own], anchor.checkpoint.position)
        else:
            self._wrong(anchor, verdict)

    def _wrong(self, anchor: Anchor, verdict: Verdict) -> None:
        last = anchor.checkpoint.position
        verdict.add(WrongBetween(min(self._held[anchor.own] + 1, last), last=last, checkpoint=anchor.name))

    def _size(self) -> int:
        return self._ahead[-1].checkpoint.size if self._ahead else -1


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
