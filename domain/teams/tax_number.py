"""The number under which the tax office knows an organisation: its RSIN, perhaps with what stands behind it."""

from __future__ import annotations

import re
from operator import mul

from domain.teams.refusals import TaxNumberWrong

_SHAPE = re.compile(r"(?:NL)?([0-9]{9})([BL][0-9]{2})?")
_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)


def clean_tax_number(text: str) -> str:
    """An RSIN that passes the 11-test, in capitals without spaces and points; raises TaxNumberWrong.

    A number that was mistyped is another company's.
    """
    found = _SHAPE.fullmatch(re.sub(r"[\s.]", "", text).upper())
    if not found or not found[1].strip("0") or sum(map(mul, map(int, found[1]), _WEIGHTS)) % 11:
        raise TaxNumberWrong
    return found[1] + (found[2] or "")
