"""Blobs: pictures of receipts and the like, named by the SHA-256 of what they hold, sealed for whom they belong to.

What is kept is AES-GCM under the key of its subject: erasing the subject erases it too, also in every backup. A fact
holds the digest; that is of the plain bytes, so whoever reads them knows that the fact speaks of these.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Protocol

from cryptography.exceptions import InvalidTag
from eventsourcing.persistence import PersistenceError

from domain.kernel.ids import Id
from domain.kernel.refusal import Refusal
from domain.store.vault import Vault

log = logging.getLogger(__name__)

BYTES_AT_MOST = 15 * 2**20
NAME = re.compile(r"([0-9a-f]{64})\.([0-9a-f]{32})")
_MAGIC = b"driehoek/blob/1\n"


class BlobTooBig(Refusal):
    """Dit bestand is te groot. Het mag hoogstens 15 MB zijn."""

    status = 413


class BlobNotStored(Refusal):
    """Bewaren lukte niet: de opslag is vol of niet bereikbaar. Er is niets opgeslagen. Probeer het zo nog eens."""

    status = 503


class BlobMissing(Refusal):
    """Bestand {digest} hoort hier te zijn, maar is er niet meer. Vraag de beheerder om het terug te zetten van de
    reservekopie."""

    status = 404

    def __init__(self, *, digest: str) -> None:
        super().__init__(field=None, digest=digest)
        self.digest = digest


class BlobChanged(Refusal):
    """Bestand {digest} is veranderd nadat het bewaard werd. Daarom laten we het niet zien. Vraag de beheerder om
    `driehoek verify` uit te voeren."""

    status = 409

    def __init__(self, *, digest: str) -> None:
        super().__init__(field=None, digest=digest)
        self.digest = digest


class BlobLocked(Refusal):
    """Bestand {digest} kan niet worden geopend: de sleutel is er niet meer, en er is niets gewist. Vraag de beheerder
    om de reservekopie terug te zetten."""

    status = 503


class BlobErased(Refusal):
    """Dit bestand is gewist."""

    status = 410


class BlobFiles(Protocol):
    """Where sealed blobs are kept by name; what is there is never overwritten."""

    def add(self, name: str, content: bytes) -> None:
        """Keep it durably under its name, whole or not at all, unless there is one already."""

    def content(self, name: str) -> bytes | None:
        """What is kept under a name; None when there is nothing."""

    def names(self) -> Iterator[str]:
        """Every name, in order."""

    def close(self) -> None:
        """Give the connections back."""


@dataclass(slots=True)
class BlobVerdict:
    """What came of reading every blob."""

    checked: int = 0
    """How many hold what their name says."""
    erased: int = 0
    """How many nobody can read any more, because their subject was erased."""
    wrong: list[str] = field(default_factory=list)
    """The names of those that hold something else."""
    missing: list[str] = field(default_factory=list)
    """The digests that facts speak of and that are not there."""
    unreadable: str = ""
    """Why they could not be read at all."""

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not (self.wrong or self.missing or self.unreadable)

    def as_json(self) -> dict[str, object]:
        """For a machine."""
        return {
            "ok": self.ok,
            "checked": self.checked,
            "erased": self.erased,
            "wrong": self.wrong,
            "missing": self.missing,
            "unreadable": bool(self.unreadable),
        }


class Blobs:
    """The blobs of one workspace."""

    def __init__(self, files: BlobFiles, vault: Vault) -> None:
        self._files = files
        self._vault = vault

    def keep(self, subject: Id, data: bytes) -> str:
        """Keep bytes for their subject; their digest. The same bytes twice are kept once.

        Raises BlobTooBig, BlobNotStored (and then nothing is kept), SubjectErased, and BlobChanged when what is kept
        under this digest already is not what it was.
        """
        if len(data) > BYTES_AT_MOST:
            raise BlobTooBig
        digest = sha256(data).hexdigest()
        name = f"{digest}.{subject}"
        try:
            if self._files.content(name) is None:
                self._files.add(name, _MAGIC + self._vault.seal_bytes(subject, data, name))
        except (OSError, PersistenceError) as error:
            log.error("a blob was not stored", exc_info=True)
            raise BlobNotStored from error
        self.read(subject, digest)
        return digest

    def read(self, subject: Id, digest: str) -> bytes:
        """The bytes with this digest of a subject; raises BlobMissing, BlobChanged, BlobLocked,
        BlobErased and BlobNotStored.
        """
        name = f"{digest}.{subject}"
        if not NAME.fullmatch(name):
            raise BlobMissing(digest=digest)
        try:
            sealed = self._files.content(name)
        except (OSError, PersistenceError) as error:
            log.error("a blob cannot be read", exc_info=True)
            raise BlobNotStored from error
        if sealed is None:
            raise BlobMissing(digest=digest)
        return self._opened(name, sealed)

    def holds(self, subject: Id, digest: str) -> bool:
        """Whether something is kept under this digest; raises BlobNotStored."""
        try:
            return self._files.content(f"{digest}.{subject}") is not None
        except (OSError, PersistenceError) as error:
            log.error("a blob cannot be read", exc_info=True)
            raise BlobNotStored from error

    def verify(self, wanted: Iterable[str] = ()) -> BlobVerdict:
        """Read and hash all of them again; names those that differ, and the digests that are wanted and not there."""
        verdict, kept = BlobVerdict(), set()
        try:
            for name in self._files.names():
                kept.add(name.partition(".")[0])
                self._verify(name, verdict)
            verdict.missing = sorted(set(wanted) - kept)
        except (OSError, PersistenceError) as error:
            verdict.unreadable = " ".join(str(error).split())
        return verdict

    def close(self) -> None:
        """Give the connections back."""
        self._files.close()

    def _verify(self, name: str, verdict: BlobVerdict) -> None:
        sealed = self._files.content(name) if NAME.fullmatch(name) else b""
        try:
            self._opened(name, sealed or b"")
            verdict.checked += 1
        except BlobErased:
            verdict.erased += 1
        except (BlobChanged, BlobLocked):
            verdict.wrong.append(name)

    def _opened(self, name: str, sealed: bytes) -> bytes:
        digest, _, subject = name.partition(".")
        try:
            if not sealed.startswith(_MAGIC):
                raise BlobChanged(digest=digest)
            data = self._vault.open_bytes(subject, sealed[len(_MAGIC) :], name)
        except InvalidTag:
            raise BlobChanged(digest=digest) from None
        if data is None and not self._vault.erased(subject):
            raise BlobLocked(digest=digest)
        if data is None:
            raise BlobErased
        if sha256(data).hexdigest() != digest:
            raise BlobChanged(digest=digest)
        return data
