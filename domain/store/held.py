"""A log side by side with what was signed: fact by fact where the hashes are there, else by the root alone."""

from __future__ import annotations

from domain.kernel.merkle import HASH_SIZE, CompactRange
from domain.store.findings import FactAdded, FactChanged, FactMissing, WrongBetween
from domain.store.hash_list import HashList
from domain.store.verdict import Anchor, Verdict

_FLUSH = 1 << 12


class Walk:
    """The facts that a checkpoint was signed for, side by side with those in the log."""

    def __init__(self, anchor: Anchor, hashes: HashList) -> None:
        self.anchor = anchor
        self.told = False
        """Whether it named a position."""
        self._broken = False
        self._expected = zip(hashes.runs, hashes.leaves(), strict=True)
        self._step()

    def see(self, position: int, leaf: bytes | None, verdict: Verdict) -> bool:
        """Compare a row; True when the checkpoint speaks of it."""
        name, within = self.anchor.name, position <= self.anchor.checkpoint.position
        if self._broken:
            return False
        while self.position is not None and self.position < position:
            self._tell(FactMissing(self.position, checkpoint=name), verdict)
            self._step()
        if self.position != position:
            if within and not self._broken:
                self._tell(FactAdded(position, checkpoint=name), verdict)
            return within
        if leaf != self._leaf:
            self._tell(FactChanged(position, checkpoint=name), verdict)
        self._step()
        return True

    def finish(self, verdict: Verdict) -> None:
        """Name the facts that the log no longer has."""
        while self.position is not None:
            self._tell(FactMissing(self.position, checkpoint=self.anchor.name), verdict)
            self._step()

    def _tell(self, finding: FactChanged | FactMissing | FactAdded, verdict: Verdict) -> None:
        self.told = True
        verdict.accuse(self.anchor, finding)

    def _step(self) -> None:
        self.position: int | None
        self._leaf: bytes | None
        try:
            self.position, self._leaf = next(self._expected, (None, None))
        except (ValueError, OSError):
            # the file became another one while it was read; the root still decides
            self.position, self._leaf, self._broken = None, None, True


class Roots:
    """The root of the log at the size of each checkpoint: what decides, whatever the hashes say."""

    def __init__(self, anchors: list[Anchor], walks: list[Walk]) -> None:
        self._ahead = sorted(anchors, key=lambda anchor: -anchor.checkpoint.size)
        self._walks = walks
        self._tree = CompactRange()
        self._pending: list[bytes] = []
        self._last = 0
        # what only the data folder's own checkpoints vouch for says nothing of one that was kept elsewhere
        self._held = {False: 0, True: 0}
        self._next = self._size()

    def see(self, position: int, leaf: bytes | None, verdict: Verdict) -> None:
        """Add a row."""
        if self._next == 0:
            self.flush(verdict)
        if not self._ahead:
            return
        self._pending.append(leaf or bytes(HASH_SIZE))
        self._last = position
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
        if self._tree.root() == anchor.checkpoint.root and self._last == anchor.checkpoint.position:
            for own in (True, anchor.own):
                self._held[own] = max(self._held[own], anchor.checkpoint.position)
        else:
            self._wrong(anchor, verdict)

    def _wrong(self, anchor: Anchor, verdict: Verdict) -> None:
        if any(walk.anchor is anchor and (walk.told or walk.position is not None) for walk in self._walks):
            return
        last = anchor.checkpoint.position
        first = min(self._held[anchor.own] + 1, last)
        verdict.accuse(anchor, WrongBetween(first, last=last, checkpoint=anchor.name))

    def _size(self) -> int:
        return self._ahead[-1].checkpoint.size if self._ahead else -1
