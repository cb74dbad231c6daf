"""Blobs as files: `uploads/` (what waits to be taken: `waiting/`), in folders by the first two letters of a name."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from domain.kernel.clock import now
from domain.kernel.ids import new_id
from domain.store.files import sync_folder

_HALF = ".half-"
_LEFT_BEHIND = 24 * 3600


class BlobFolder:
    """A folder that is made when the first blob comes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def add(self, name: str, content: bytes) -> None:
        """Write beside it, make that durable, and give it its name; whoever has that name already keeps it."""
        place = self.folder / name[:2] / name
        if not place.parent.is_dir():
            place.parent.mkdir(parents=True, exist_ok=True)
            sync_folder(self.folder)
            sync_folder(self.folder.parent)
        half = self.folder / f"{_HALF}{new_id()}"
        try:
            descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with open(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.link(half, place)  # unlike a rename it never takes the place of another
        except FileExistsError:
            pass
        finally:
            half.unlink(missing_ok=True)
        sync_folder(place.parent)
        self._sweep()

    def content(self, name: str) -> bytes | None:
        """What is in the file; None when there is none."""
        try:
            return (self.folder / name[:2] / name).read_bytes()
        except FileNotFoundError:
            return None

    def remove(self, name: str) -> None:
        """Take a file away, if it is there, and make that durable."""
        place = self.folder / name[:2] / name
        place.unlink(missing_ok=True)
        if place.parent.is_dir():
            sync_folder(place.parent)

    def names(self) -> Iterator[str]:
        """The names of all files, also of those that nobody put there by this program; half ones are none."""
        for folder in sorted(path for path in self.folder.glob("*") if not path.name.startswith(_HALF)):
            if folder.is_dir():
                yield from sorted(file.name for file in folder.iterdir())
            else:
                yield folder.name

    def close(self) -> None:
        """Nothing is open."""

    def _sweep(self) -> None:
        """Take away what a crash left half-written."""
        for half in self.folder.glob(f"{_HALF}*"):
            try:
                if half.stat().st_mtime < now().timestamp() - _LEFT_BEHIND:
                    half.unlink(missing_ok=True)
            except FileNotFoundError:
                continue
