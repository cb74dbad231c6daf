"""How far a search is, beside the log: in files that are there whole or not, and go away with the search."""

from __future__ import annotations

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from domain.kernel import Id
from domain.store.files import write_whole


@dataclass(frozen=True, slots=True)
class Note:
    """What the worker wrote of a search. `best` is what would be offered if it ended now."""

    tries: int = 0
    """How often it was taken up."""
    stage: str = ""
    aim: str = ""
    seconds: float = 0.0
    filled: int = 0
    open: int = 0
    looked: int = 0
    moment: str = ""
    best: dict[str, Any] | None = None
    wanting: list[dict[str, Any]] = field(default_factory=list)
    """Shifts at one moment of which there are too few people to work them all."""

    @property
    def version(self) -> str:
        """Another one when there is something new to show."""
        return f"{self.tries}.{self.stage}.{self.aim}.{int(self.seconds)}.{self.filled}.{self.open}.{len(self.wanting)}"


class Notes:
    """The notes of one workspace, and the lock that lets one worker at a time work there."""

    def __init__(self, data: Path) -> None:
        self.folder = data / "proposals"

    def read(self, proposal: Id) -> Note:
        """What was written of a search; an empty note when nothing was, or nothing that can be read."""
        try:
            told = json.loads(self._file(proposal).read_bytes())
            return Note(**told)
        except (OSError, ValueError, TypeError):
            return Note()

    def write(self, proposal: Id, note: Note) -> None:
        """Write it, whole."""
        self.folder.mkdir(parents=True, exist_ok=True)
        write_whole(self._file(proposal), json.dumps(asdict(note)).encode(), mode=0o600)

    def forget(self, proposal: Id) -> None:
        """The search is over."""
        with suppress(OSError):
            self._file(proposal).unlink(missing_ok=True)

    @contextmanager
    def alone(self, *, wait: bool = False) -> Iterator[bool]:
        """Whether nobody else works here; with `wait` it is waited for. A process that is killed gives it back."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "worker.lock").open("ab") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError:
                yield False
            else:
                yield True

    def _file(self, proposal: Id) -> Path:
        return self.folder / f"{proposal}.json"
