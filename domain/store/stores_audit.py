"""Checking what stands beside the log, for `verify`: the access log and the blobs. Nothing is made or changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from eventsourcing.persistence import PersistenceError

from domain.kernel.checkpoint import VerifierKey
from domain.kernel.refusal import Refusal
from domain.store.access_check import AccessVerdict, check_file, check_table
from domain.store.access_heads import BadHead, Head, beside, folder, read_head
from domain.store.blobs import BlobVerdict
from domain.store.checkpoints import Checkpoints, KeyUnusable
from domain.store.log_file import LogFile, LogUnreadable
from domain.store.log_table import LogTable
from domain.store.stores import blobs, is_postgres, vault_rows
from domain.store.vault import Vault

_RECEIPT = re.compile(rb'"receipt": ?"([0-9a-f]{64})"')
"""A fact names a blob in a field of this name (docs/decisions/receipts.md)."""


@dataclass(slots=True)
class StoresAudit:
    """What came of checking the stores beside the log."""

    access: AccessVerdict | None = None
    """None: nobody looked yet."""
    blobs: BlobVerdict | None = None
    """None: nothing was kept yet."""
    bad_heads: list[Refusal] = field(default_factory=list)
    """Signed ends of the access log that are not what was signed."""

    @property
    def ok(self) -> bool:
        """Whether nothing at all is wrong."""
        return not self.bad_heads and all(found is None or found.ok for found in (self.access, self.blobs))


def audit_stores(
    data: Path, database: str | None, files: Sequence[Path] = (), key: VerifierKey | None = None
) -> StoresAudit:
    """Check the access log and the blobs of a data folder. `files`: the checkpoints that somebody brings."""
    audit = StoresAudit()
    known = list(_heads(Checkpoints(data), files, key, audit))
    postgres = database if is_postgres(database) else None
    audit.access = check_table(postgres, known) if postgres else check_file(data / "access.db", known)
    audit.blobs = _blobs(data, database)
    return audit


def _heads(
    checkpoints: Checkpoints, files: Sequence[Path], key: VerifierKey | None, audit: StoresAudit
) -> Iterator[Head]:
    own = None
    try:
        own = checkpoints.public_key()
    except KeyUnusable as reason:
        audit.bad_heads.append(reason)
    wanted = [(file, own) for file in sorted(folder(checkpoints).glob("*.txt"))]
    for file in files:
        kept = file.with_name(f"{file.name}.pub")
        theirs = key or (VerifierKey.parse(kept.read_text("ascii", errors="replace")) if kept.exists() else own)
        if beside(file).exists():
            wanted.append((beside(file), theirs))
    for file, wanted_key in wanted:
        try:
            if wanted_key is None:
                raise BadHead(file=file.name)
            yield read_head(file, wanted_key)
        except BadHead as bad:
            audit.bad_heads.append(bad)


def _blobs(data: Path, database: str | None) -> BlobVerdict | None:
    wanted = set(_named(data, database))
    if not is_postgres(database):
        if not wanted and not any((data / "uploads").glob("*")):
            return None
        if not (data / "vault.db").is_file():
            return BlobVerdict(unreadable="vault.db")
    try:
        with closing(Vault(vault_rows(data, database))) as vault, closing(blobs(data, database, vault)) as kept:
            verdict = kept.verify(wanted)
    except (PersistenceError, OSError) as reason:
        return BlobVerdict(unreadable=" ".join(str(reason).split()))
    return verdict if verdict.checked or verdict.erased or not verdict.ok else None


def _named(data: Path, database: str | None) -> Iterable[str]:
    """The digests that facts name, as far as the log can be read."""
    try:
        log = LogTable(database or "") if is_postgres(database) else LogFile(_log(data, database))
        with closing(log):
            for row in log.rows():
                state = row[4]
                if isinstance(state, bytes) and b'"receipt"' in state:
                    yield from (digest.decode() for digest in _RECEIPT.findall(state))
    except (LogUnreadable, OSError):
        return


def _log(data: Path, database: str | None) -> Path:
    return Path(database) if database else data / "events.db"
