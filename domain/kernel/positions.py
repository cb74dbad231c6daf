"""Which positions a log holds, as runs: a log without gaps is one run, however long it is."""

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import pairwise

_TEXT = re.compile(r"(?:[1-9][0-9]{0,18}-[1-9][0-9]{0,18}(?:,[1-9][0-9]{0,18}-[1-9][0-9]{0,18})*)?")


class Runs:
    """Positions in ascending order, written as `1-1000,1003-1010`."""

    def __init__(self, runs: Iterable[tuple[int, int]] = ()) -> None:
        self._runs = list(runs)

    @classmethod
    def parse(cls, text: str) -> "Runs":
        """The runs of such a text; raises ValueError."""
        if not _TEXT.fullmatch(text):
            raise ValueError("no runs of positions")
        runs = [(int(first), int(last)) for first, _, last in (run.partition("-") for run in text.split(",") if run)]
        touching = any(after[0] <= before[1] + 1 for before, after in pairwise(runs))
        if touching or any(last < first for first, last in runs):
            raise ValueError("runs of positions out of order")
        return cls(runs)

    def append(self, position: int) -> None:
        """Add the next position; raises ValueError when it does not come after the last one."""
        if self._runs and position == self._runs[-1][1] + 1:
            self._runs[-1] = self._runs[-1][0], position
        elif position > self.last():
            self._runs.append((position, position))
        else:
            raise ValueError(f"position {position} does not come after {self.last()}")

    def last(self) -> int:
        """The last position; 0 when there is none."""
        return self._runs[-1][1] if self._runs else 0

    def until(self, position: int) -> "Runs":
        """The part up to and including a position."""
        return Runs((first, min(last, position)) for first, last in self._runs if first <= position)

    def rank(self, position: int) -> int | None:
        """How many positions come before this one; None when it is not there."""
        before = 0
        for first, last in self._runs:
            if first <= position <= last:
                return before + position - first
            before += last - first + 1
        return None

    def digest(self) -> bytes:
        """The SHA-256 of the text."""
        return sha256(str(self).encode()).digest()

    def __len__(self) -> int:
        return sum(last - first + 1 for first, last in self._runs)

    def __iter__(self) -> Iterator[int]:
        for first, last in self._runs:
            yield from range(first, last + 1)

    def __str__(self) -> str:
        return ",".join(f"{first}-{last}" for first, last in self._runs)
