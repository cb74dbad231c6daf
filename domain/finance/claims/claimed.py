"""What is claimed, and the hash of it that is approved."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any

from domain.kernel import Id, Sealed, id_of


def claims_of(person: Id) -> Id:
    """Whose key seals what a person claims, receipts too: it can go by itself when the law no longer keeps it."""
    return id_of("finance.claims", person)


@dataclass(frozen=True, slots=True)
class Claimed:
    """What is claimed. `seller` and `same` are keyed hashes: of the supplier, and of supplier, number and amount."""

    fund: str
    account: str
    cents: int
    day: str
    supplier: Sealed
    seller: Id
    number: Sealed | None
    same: Id
    text: Sealed
    receipt: str | None
    """The SHA-256 of the picture; without one `missing` says why (check 12)."""
    missing: Sealed | None
    how: str
    """How the money comes back: `cash` or `bank`."""
    iban: Sealed | None

    def fields(self) -> dict[str, Any]:
        """As a fact keeps it."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}

    def content(self, claim: Id, team: Id) -> str:
        """SHA-256 of what is approved; sealed text counts by its box, so the hash tells nothing of it."""
        plain = asdict(self) | {"claim": claim, "team": team}
        return hashlib.sha256(json.dumps(plain, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
