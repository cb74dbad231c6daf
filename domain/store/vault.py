"""The vault: a key for every subject, in a database apart from the log (DESIGN 3)."""

from __future__ import annotations

import base64
import secrets
from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock
from typing import Any, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from domain.kernel.clock import now
from domain.kernel.ids import Id
from domain.kernel.refusal import Refusal
from domain.kernel.sealed import Sealed

_NONCE = 12
_CACHE = 50_000


class SubjectErased(Refusal):
    """Deze gegevens zijn gewist. Er kan niets meer bij worden geschreven."""

    status = 410


class VaultRows(Protocol):
    """The rows that a vault keeps; one implementation for each database."""

    def key(self, subject: Id) -> bytes | None:
        """The subject's key, if there is one."""

    def add_key(self, subject: Id, key: bytes) -> bytes:
        """Commit a key unless there is one; the key that stands. Raises KeyError when the subject was erased."""

    def erase(self, subject: Id, ground: str, actor: Id, at: str) -> None:
        """Destroy the key and remember who did it, when and on which ground."""

    def erasures(self) -> int:
        """How many subjects were erased: it changes when a cache must be emptied."""

    def execute(self, sql: str, params: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Run one statement, with `?` for its parameters, in a transaction of its own; the rows that it returns."""

    def close(self) -> None:
        """Give the connections back."""


class Vault:
    """Seals and opens; remembers what it opened until something is erased, in whichever process."""

    def __init__(self, rows: VaultRows) -> None:
        self.rows = rows
        self._keys: dict[Id, AESGCM] = {}
        self._opened: OrderedDict[str, str | None] = OrderedDict()
        self._erasures = rows.erasures()
        self._lock = Lock()

    def seal(self, subject: Id, text: str) -> Sealed:
        """Seal text under the subject's key, which is committed before this returns; raises SubjectErased."""
        nonce = secrets.token_bytes(_NONCE)
        try:
            cipher = self._cipher(subject, make=True)
        except KeyError:
            raise SubjectErased from None
        box = cipher.encrypt(nonce, text.encode(), subject.encode())
        return Sealed(subject, base64.b64encode(nonce + box).decode())

    def open(self, sealed: Sealed) -> str | None:
        """The text, or None when its subject was erased."""
        return self.open_packed(sealed.packed())

    def open_packed(self, line: str) -> str | None:
        """The text of `Sealed.packed()`, or None when its subject was erased."""
        try:
            return self._opened[line]
        except KeyError:
            pass
        erasures = self._erasures
        text = self._open(Sealed.unpacked(line))
        with self._lock:
            if erasures == self._erasures:  # else it may have been erased while it was opened
                self._opened[line] = text
            if len(self._opened) > _CACHE:
                self._opened.popitem(last=False)
        return text

    def seal_bytes(self, subject: Id, data: bytes, name: str) -> bytes:
        """Seal bytes under the subject's key, which is committed before this returns; they open under their own name
        only. Raises SubjectErased.
        """
        nonce = secrets.token_bytes(_NONCE)
        try:
            cipher = self._cipher(subject, make=True)
        except KeyError:
            raise SubjectErased from None
        return nonce + cipher.encrypt(nonce, data, name.encode())

    def open_bytes(self, subject: Id, box: bytes, name: str) -> bytes | None:
        """What `seal_bytes` sealed, or None when its subject was erased; raises InvalidTag when it was changed."""
        try:
            cipher = self._cipher(subject, make=False)
        except KeyError:
            return None
        if len(box) < _NONCE:
            raise InvalidTag
        return cipher.decrypt(box[:_NONCE], box[_NONCE:], name.encode())

    def refresh(self) -> None:
        """Forget what was opened if anything was erased since; called before each request."""
        erasures = self.rows.erasures()
        if erasures != self._erasures:
            with self._lock:
                self._keys.clear()
                self._opened.clear()
                self._erasures = erasures

    def erase(self, subject: Id, ground: str, actor: Id) -> None:
        """Destroy the subject's key: what was sealed under it can never be read again."""
        try:
            self.rows.erase(subject, ground, actor, now().isoformat())
        finally:
            self.refresh()

    def erased(self, subject: Id) -> bool:
        """Whether the subject was erased, as is written down."""
        return bool(self.rows.execute("SELECT 1 FROM erasures WHERE subject = ?", (subject,)))

    def secret(self, name: str) -> bytes:
        """A random secret of 32 bytes with a fixed name, made once."""
        return self.rows.key(f"secret:{name}") or self.rows.add_key(f"secret:{name}", secrets.token_bytes(32))

    def close(self) -> None:
        """Give the connections back."""
        self.rows.close()

    def _cipher(self, subject: Id, *, make: bool) -> AESGCM:
        cipher = self._keys.get(subject)
        if cipher is None:
            erasures = self._erasures
            key = self.rows.key(subject)
            if key is None and make:
                key = self.rows.add_key(subject, secrets.token_bytes(32))
            if key is None:
                raise KeyError(subject)
            cipher = AESGCM(key)
            with self._lock:
                if erasures == self._erasures:
                    self._keys[subject] = cipher
        return cipher

    def _open(self, sealed: Sealed) -> str | None:
        try:
            cipher = self._cipher(sealed.subject, make=False)
            raw = base64.b64decode(sealed.box)
            return cipher.decrypt(raw[:_NONCE], raw[_NONCE:], sealed.subject.encode()).decode()
        except (KeyError, InvalidTag):
            return None
