"""The amounts and days of bank statements: exact, or refused with their row. Never a float."""

from __future__ import annotations

import re
from datetime import date

from domain.finance.statements.refusals import (
    AmountNegative,
    AmountTooFine,
    LineAmountUnreadable,
    LineDateUnreadable,
)

_AMOUNT = re.compile(r"([0-9]{1,13})(?:[.,]([0-9]*))?", re.ASCII)
"""13 digits of euros: 64 bits hold the cents of any sum of them that a file within its bounds can make."""
_DAY = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:Z|[+-][0-9]{2}:[0-9]{2}|T[0-9:.]{5,20}(?:Z|[+-][0-9]{2}:[0-9]{2})?)?"
)
_SHORT = re.compile(r"[0-9]{6}", re.ASCII)
_MOST_DIGITS = 5
"""ISO 20022 allows five decimals; what comes after the cents must be zeros."""


def cents_exact(amount: str, row: int, mark: str) -> int:
    """The cents of `12.34500` (CAMT, mark ".") or `12,5` (MT940, mark ",", which is never left out)."""
    typed = amount.strip()
    if typed[:1] in ("-", "\N{MINUS SIGN}"):
        raise AmountNegative(row=row, amount=shown(typed))
    found = _AMOUNT.fullmatch(typed)
    wrong_mark = mark not in typed and (mark == "," or (found is not None and found[2] is not None))
    if not found or wrong_mark or len(found[2] or "") > _MOST_DIGITS:
        raise LineAmountUnreadable(row=row, amount=shown(typed))
    decimals = found[2] or ""
    if decimals[2:].strip("0"):
        raise AmountTooFine(row=row, amount=shown(typed))
    return int(found[1]) * 100 + int(decimals[:2].ljust(2, "0"))


def iso_day(text: str, row: int) -> str:
    """The day of an ISO date or date-time, as the bank wrote it: its own clock says which day it booked."""
    found = _DAY.fullmatch(text.strip())
    if found:
        try:
            return date.fromisoformat(found[1]).isoformat()
        except ValueError:
            pass
    raise LineDateUnreadable(row=row, date=shown(text))


def short_day(text: str, row: int) -> str:
    """The day of `YYMMDD`; SWIFT reads 80 to 99 as the last century."""
    if _SHORT.fullmatch(text):
        century = 1900 if int(text[:2]) >= 80 else 2000
        try:
            return date(century + int(text[:2]), int(text[2:4]), int(text[4:])).isoformat()
        except ValueError:
            pass
    raise LineDateUnreadable(row=row, date=shown(text))


def entry_day(text: str, value_on: str, row: int) -> str:
    """The day of `MMDD` nearest to the value date: at new year the two are in different years."""
    valued = date.fromisoformat(value_on)
    near = []
    for year in (valued.year - 1, valued.year, valued.year + 1):
        try:
            near.append(date(year, int(text[:2]), int(text[2:])))
        except ValueError:  # 29 February exists in one of the three years, or the text is no day at all
            continue
    if not near:
        raise LineDateUnreadable(row=row, date=shown(text))
    return min(near, key=lambda day: abs(day - valued)).isoformat()


def shown(text: str) -> str:
    """A piece of somebody's file, short enough to stand in a sentence."""
    plain = _plain(text[:80])
    return plain if len(plain) <= 40 else plain[:39] + "…"


def words(*pieces: str, most: int) -> str:
    """The pieces that say something, each once, as one line of at most so many characters."""
    said = dict.fromkeys(_plain(piece[: 20 * most]) for piece in pieces)
    text = " ".join(piece for piece in said if piece)
    return text if len(text) <= most else text[: most - 1] + "…"


def _plain(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
