"""The tree's hashes in flat files, so that a checkpoint or a proof does not hash the log again. Disposable."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from domain.kernel.checkpoint import Checkpoint
from domain.kernel.merkle import EMPTY_ROOT, HASH_SIZE, fold, join, whole_subtrees
from domain.kernel.positions import Runs
from domain.store.files import write_whole
from domain.store.hash_list import HashList

_STEP = 8
_LEVELS = (0, 8, 16)
_BATCH = 1 << 12


class LeafTree:
    """All leaf hashes, and the hash of every whole subtree of 256 and of 65,536 leaves."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.runs = Runs()
        self.size = 0
        if not self._load():
            self.runs, self.size = Runs(), 0

    def clear(self) -> None:
        """Forget everything; the next `extend` begins anew."""
        (self.folder / "state.json").unlink(missing_ok=True)
        self.runs, self.size = Runs(), 0

    def extend(self, leaves: Iterable[tuple[int, bytes]]) -> None:
        """Add the next positions with their leaf hashes."""
        self.folder.mkdir(parents=True, exist_ok=True)
        runs, size, batch = self.runs.until(self.runs.last()), self.size, []
        with self._cut(0, size).open("ab") as file:
            for position, leaf in leaves:
                runs.append(position)
                batch.append(leaf)
                if len(batch) == _BATCH:
                    file.write(b"".join(batch))
                    size += len(batch)
                    batch.clear()
            file.write(b"".join(batch))
            size += len(batch)
        for level in _LEVELS[1:]:
            self._lift(level, size)
        self.runs, self.size = runs, size
        state = {"form": 1, "size": size, "runs": str(runs), "root": self.root(size).hex()}
        write_whole(self.folder / "state.json", json.dumps(state).encode())

    def root(self, size: int) -> bytes:
        """The root of the tree when it had this size."""
        return self.subtree(0, size) if size else EMPTY_ROOT

    def subtree(self, start: int, end: int) -> bytes:
        """The root over the leaves from a rank up to another (see `merkle.Subtree`)."""
        return join([self._node(level, index) for level, index in whole_subtrees(start, end)])

    def leaf(self, rank: int) -> bytes:
        """The hash of the fact at a rank."""
        return self._node(0, rank)

    def hashes(self, checkpoint: Checkpoint) -> HashList:
        """The leaf hashes as far as a checkpoint goes."""
        return HashList(self._file(0), 0, self.runs.until(checkpoint.position))

    def _load(self) -> bool:
        try:
            state = json.loads((self.folder / "state.json").read_bytes())
            self.runs, self.size = Runs.parse(state["runs"]), len(Runs.parse(state["runs"]))
            whole = all(self._file(level).stat().st_size >= (self.size >> level) * HASH_SIZE for level in _LEVELS)
            return whole and state["form"] == 1 and self.root(self.size).hex() == state["root"]
        except (OSError, ValueError, KeyError, TypeError):
            return False

    def _node(self, level: int, index: int) -> bytes:
        """The hash of a whole subtree, from the nearest level that is kept."""
        kept = max(standing for standing in _LEVELS if standing <= level)
        count = 1 << (level - kept)
        return fold(self._read(kept, index * count, count))

    def _read(self, level: int, start: int, count: int) -> list[bytes]:
        with self._file(level).open("rb") as file:
            file.seek(start * HASH_SIZE)
            part = file.read(count * HASH_SIZE)
        if len(part) != count * HASH_SIZE:
            raise ValueError("the kept hashes are too short")
        return [part[at : at + HASH_SIZE] for at in range(0, len(part), HASH_SIZE)]

    def _lift(self, level: int, size: int) -> None:
        """Add the subtrees that became whole."""
        with self._cut(level, self.size >> level).open("ab") as file:
            for index in range(self.size >> level, size >> level):
                file.write(fold(self._read(level - _STEP, index << _STEP, 1 << _STEP)))

    def _cut(self, level: int, count: int) -> Path:
        """The file of a level, without what a crash may have left behind the kept state."""
        path = self._file(level)
        with path.open("ab") as file:
            file.truncate(count * HASH_SIZE)
        return path

    def _file(self, level: int) -> Path:
        return self.folder / f"level-{level:02}"
