"""Sealed text: personal or free text that only its subject's key opens (DESIGN 3)."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from typing import Protocol

from domain.kernel.ids import Id


@dataclass(frozen=True, slots=True)
class Sealed:
    """Text under a key of the subject it belongs to: a person, or the thing that the text belongs to."""

    subject: Id
    box: str
    """Base64 of a random nonce of 12 bytes and the AES-256-GCM ciphertext, the subject as associated data."""

    def packed(self) -> str:
        """One line of text, for a column of the read models."""
        return f"{self.subject}:{self.box}"

    @classmethod
    def unpacked(cls, line: str) -> Sealed:
        """The value that `packed` wrote."""
        subject, _, box = line.partition(":")
        return cls(subject, box)

    def as_json(self) -> dict[str, str]:
        """The form in the log."""
        return {"sealed": self.subject, "box": self.box}


class Sealer(Protocol):
    """What the slices need of the vault."""

    def seal(self, subject: Id, text: str) -> Sealed:
        """Seal text under the subject's key; the key is committed first."""

    def open(self, sealed: Sealed) -> str | None:
        """The text, or None when the subject was erased."""

    def secret(self, name: str) -> bytes:
        """A random secret of 32 bytes with a fixed name, made once."""


def keyed(sealer: Sealer, purpose: str, *parts: str) -> Id:
    """Always the same for the same text, and telling nothing of it: who has the log alone cannot guess at it."""
    text = "\0".join(" ".join(part.split()).casefold() for part in parts)
    return hmac.new(sealer.secret(purpose), text.encode(), hashlib.sha256).hexdigest()[:32]
