"""An IBAN as people type it. Here its check digits count: a mistake would pay somebody else."""

from __future__ import annotations

from domain.finance.claims import refusals
from domain.finance.statements.accounts import iban_in

_LENGTH = {"NL": 18, "BE": 16, "DE": 22, "FR": 27, "LU": 20}


def clean_iban(text: str, field: str = "iban") -> str:
    """An IBAN without spaces; raises IbanUnreadable. Source: ISO 13616, the remainder by 97 is 1."""
    iban = iban_in(text)
    digits = "".join(str(int(sign, 36)) for sign in iban[4:] + iban[:4])
    if not iban or int(digits) % 97 != 1 or len(iban) != _LENGTH.get(iban[:2], len(iban)):
        raise refusals.IbanUnreadable(field=field)
    return iban
