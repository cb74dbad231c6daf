"""The places of sentences about mandates and expense claims."""

from __future__ import annotations

from typing import Any

from domain.kernel import Money
from web.language import language
from web.say import say as _
from web.teller import Teller, role_text


class ClaimPlaces:
    """`{per_act}`, `{decision}` and the others."""

    teller: Teller
    fact: Any

    def _per_act(self) -> str:
        return Money(self.fact.per_act).written(language())

    def _per_period(self) -> str:
        cents = Money(self.fact.per_period).written(language())
        return (_("{cents} per maand") if self.fact.per == "month" else _("{cents} per jaar")).format(cents=cents)

    def _for_role(self) -> str:
        return role_text(self.fact.for_role)

    def _decision(self) -> str:
        return self.teller.opened(self.fact.decision.packed())

    def _supplier(self) -> str:
        return self.teller.opened(self.fact.supplier.packed())

    def _batch(self) -> int:
        return int(self.fact.batch)
