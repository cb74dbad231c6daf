"""Files that somebody looks at before they are taken: sealed, and gone when they are dismissed or after an hour.

Until they are taken no fact speaks of them, so nothing of them is to be kept: not the bytes, and not that they came.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from hashlib import sha256
from typing import Protocol

from cryptography.exceptions import InvalidTag
from eventsourcing.persistence import PersistenceError

from domain.kernel.clock import now
from domain.kernel.ids import Id
from domain.kernel.refusal import Refusal
from domain.store.blobs import BYTES_AT_MOST, NAME, BlobFiles, BlobNotStored, Blobs, BlobTooBig
from domain.store.vault import Vault

log = logging.getLogger(__name__)

KEPT = timedelta(hours=1)


class FileIsGone(Refusal):
    """Dit bestand is hier niet meer: wat niemand inleest, wordt na een uur weggehaald. Kies het bestand opnieuw."""

    field = "file"
    status = 410


class PassingFiles(BlobFiles, Protocol):
    """Where they wait by name; unlike what is kept they are taken away again."""

    def remove(self, name: str) -> None:
        """Take it away, if it is there."""


class Waiting:
    """The files of one workspace that wait to be taken, each for its subject under the digest of its bytes."""

    def __init__(self, files: PassingFiles, vault: Vault, kept: Blobs) -> None:
        self._files = files
        self._vault = vault
        self._kept = kept

    def offer(self, subject: Id, data: bytes) -> str:
        """Let bytes wait from now on; their digest. What waited too long goes. Raises BlobTooBig, BlobNotStored."""
        if len(data) > BYTES_AT_MOST:
            raise BlobTooBig
        digest = sha256(data).hexdigest()
        before = self._named(subject, digest)
        name = f"{digest}.{subject}.{int(now().timestamp())}"
        try:
            self._files.add(name, self._vault.seal_bytes(subject, data, name))
        except (OSError, PersistenceError) as error:
            log.error("a file that waits was not stored", exc_info=True)
            raise BlobNotStored from error
        for earlier in before:  # not sooner: somebody may be taking it just now
            if earlier != name:
                self._remove(earlier)
        self.sweep()
        return digest

    def read(self, subject: Id, digest: str) -> bytes:
        """The bytes, while they wait and after they were taken; raises FileIsGone."""
        if not NAME.fullmatch(f"{digest}.{subject}"):
            raise FileIsGone
        for name in self._named(subject, digest):
            content = None if _is_late(name) else self._files.content(name)
            try:
                data = self._vault.open_bytes(subject, content, name) if content else None
            except InvalidTag:
                continue
            if data is not None and sha256(data).hexdigest() == digest:
                return data
        if not self._kept.holds(subject, digest):
            raise FileIsGone
        return self._kept.read(subject, digest)

    def keep(self, subject: Id, digest: str) -> None:
        """Keep them for good, before a fact speaks of them; raises FileIsGone, BlobNotStored."""
        data = self.read(subject, digest)
        if not self._kept.holds(subject, digest):
            self._kept.keep(subject, data)

    def drop(self, subject: Id, digest: str) -> None:
        """Let them wait no more, and whatever else waited too long; what was taken stays. Raises BlobNotStored."""
        for name in self._named(subject, digest):
            self._remove(name)
        self.sweep()

    def sweep(self) -> None:
        """Take away whatever waited too long; raises BlobNotStored."""
        for name in self._names():
            if _is_late(name):
                self._remove(name)

    def close(self) -> None:
        """Give the connections back."""
        self._files.close()

    def _named(self, subject: Id, digest: str) -> list[str]:
        return [name for name in self._names() if name.startswith(f"{digest}.{subject}.")]

    def _remove(self, name: str) -> None:
        try:
            self._files.remove(name)
        except (OSError, PersistenceError) as error:
            log.error("a file that waits was not taken away", exc_info=True)
            raise BlobNotStored from error

    def _names(self) -> list[str]:
        try:
            return list(self._files.names())
        except (OSError, PersistenceError) as error:
            log.error("the files that wait cannot be read", exc_info=True)
            raise BlobNotStored from error


def _is_late(name: str) -> bool:
    """Whether it waited too long; also what has no such name, or one of a day to come."""
    came = name.rpartition(".")[2]
    age = now().timestamp() - int(came) if came.isascii() and came.isdigit() else -1.0
    return not 0 <= age < KEPT.total_seconds()
