"""What comes out of a check, and the checkpoints that it was held against."""

from __future__ import annotations

from dataclasses import dataclass, field

from domain.kernel.checkpoint import Checkpoint
from domain.kernel.refusal import Refusal
from domain.store.findings import (
    FactAdded,
    FactChanged,
    FactMissing,
    Finding,
    OwnCheckpointsApart,
    WrongBetween,
)
from domain.store.hash_list import HashList

_TOLD = 20


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
    vouched: int = 0
    """The last position that a checkpoint which was kept elsewhere speaks of."""
    not_covered: int = 0
    not_covered_from: int | None = None
    found: list[Finding] = field(default_factory=list)
    """The first things wrong, in the order of the log."""
    more: bool = False
    """Whether there was more wrong than is told."""
    damage: list[Refusal] = field(default_factory=list)
    """What is wrong beside the facts: the file, or a checkpoint that was kept."""
    apart: list[str] = field(default_factory=list)
    """The data folder's own checkpoints that do not fit the log where one from elsewhere speaks."""

    @property
    def ok(self) -> bool:
        """Whether nothing at all is wrong."""
        return not self.found and not self.damage

    @property
    def first_wrong(self) -> int | None:
        """The first position that is wrong, as far as can be told; None when nothing is."""
        exact = [finding.position for finding in self.found if not isinstance(finding, WrongBetween)]
        return min(exact + [self.between[0]] if self.between else exact, default=None)

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

    def accuse(self, anchor: Anchor, finding: Finding) -> None:
        """Keep what a checkpoint finds wrong.

        Whoever can write in the data folder can sign checkpoints there: where one from elsewhere speaks, its own
        name no position.
        """
        if not anchor.own or finding.position > self.vouched:
            self.add(finding)
        elif anchor.name not in self.apart[-1:]:
            self.apart.append(anchor.name)

    def close(self) -> None:
        """Put what is wrong in order."""
        self.found.sort(key=lambda finding: finding.position)
        if self.apart:
            apart = dict.fromkeys(self.apart)
            self.damage.append(OwnCheckpointsApart(checkpoint=next(iter(apart)), count=len(apart)))

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
