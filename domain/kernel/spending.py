"""The port through which a slice asks for a mandate when somebody spends, as it asks for authority."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from domain.kernel.fact import Aggregate
from domain.kernel.ids import Id


@dataclass(frozen=True, slots=True)
class Spending:
    """What is spent: on which account of which fund, at whom (a keyed hash), when it was bought; and who asks it."""

    act: Id
    fund: str
    account: str
    cents: int
    bought: str
    supplier: Id
    askers: frozenset[Id]


class Mandating(Protocol):
    """Judges a mandate as it stands at the moment of the act."""

    def spent(self, team: Id, mandate: Id, spending: Spending) -> Sequence[Aggregate]:
        """What must be saved with whatever is spent; raises what the mandate refuses with."""

    def returned(self, team: Id, mandate: Id, act: Id, supplier: Id, cents: int) -> Sequence[Aggregate]:
        """What must be saved when so many cents that were spent are voided."""
