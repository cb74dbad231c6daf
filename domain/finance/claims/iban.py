"""An IBAN as people type it."""

from __future__ import annotations

from domain.finance.claims import refusals
from domain.finance.statements import iban_fits


def clean_iban(text: str, field: str = "iban") -> str:
    """An IBAN without spaces: a mistake would pay somebody else. Raises IbanUnreadable."""
    if iban := iban_fits(text):
        return iban
    raise refusals.IbanUnreadable(field=field)
