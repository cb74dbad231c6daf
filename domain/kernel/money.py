"""Money: integer cents, never a float. What people type is understood, or refused in words beside the field."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from domain.kernel.refusal import Refusal

MOST_CENTS = 99_999_999_999
"""Just under a milliard euros: more than any team has, and far within what a database holds."""
_LONGEST = 40
_MINUSES = "\N{MINUS SIGN}\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}\N{FULLWIDTH HYPHEN-MINUS}"
_MARKS = re.compile(r"€|EUROS?\b|EURO?\b", re.IGNORECASE)
_WHOLE = r"(?P<whole>[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[1-9][0-9]{0,2}(?: [0-9]{3})+)"
_DUTCH = re.compile(rf"{_WHOLE}?(?:,(?P<cents>[0-9]+|-{{1,2}}))?")
_POINT = re.compile(r"(?P<whole>[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+)\.(?P<cents>[0-9]{1,2})")
"""12.50 and 1,234.50: with one or two digits behind it, a point cannot be the Dutch mark of thousands."""


class AmountMissing(Refusal):
    """Vul een bedrag in, zoals 12,50."""

    field = "amount"


class AmountUnreadable(Refusal):
    """Dit bedrag lezen we niet. Typ het in euro's, zoals 12,50 of 1.234,50."""

    field = "amount"


class AmountInParts(Refusal):
    """Een bedrag heeft hoogstens twee cijfers achter de komma. Bedoel je duizenden, typ dan 1234 of 1.234."""

    field = "amount"


class AmountTooLarge(Refusal):
    """Dit bedrag is te groot. Het hoogste dat je kunt invullen, is 999.999.999,99."""

    field = "amount"


@dataclass(frozen=True, order=True, slots=True)
class Money:
    """An amount in euro cents, which may be negative."""

    cents: int

    def __post_init__(self) -> None:
        if type(self.cents) is not int:
            raise TypeError(f"cents must be an int, not {type(self.cents).__name__}")

    def __str__(self) -> str:
        return self.written("nl")

    def written(self, language: str) -> str:
        """`€ 1.234,50` in Dutch, `€1,234.50` in English."""
        euros, cents = divmod(abs(self.cents), 100)
        sign = "\N{MINUS SIGN}" if self.cents < 0 else ""
        if language == "en":
            return f"{sign}€{euros:,}.{cents:02d}"
        return f"€\N{NO-BREAK SPACE}{sign}{euros:,}".replace(",", ".") + f",{cents:02d}"


def whole_cents(*amounts: object) -> bool:
    """Whether each is a whole number: no float comes into a fact, whatever its value (check 1)."""
    return all(type(one) is int for one in amounts)


def cents_of(text: str, *, field: str = "amount") -> int:
    """The cents of an amount as people type it (docs/decisions/typed-amounts.md); raises a refusal beside the field."""
    plain = _plain(text[: _LONGEST + 1])
    if not plain:
        raise AmountMissing(field=field)
    if len(text.strip()) > _LONGEST:
        raise AmountUnreadable(field=field)
    sign, number = _sign(plain)
    found = _POINT.fullmatch(number) or _DUTCH.fullmatch(number)
    if not found or not (found["whole"] or (found["cents"] or "").isdecimal()):
        raise AmountUnreadable(field=field)
    decimals = (found["cents"] or "").strip("-")
    if len(decimals) > 2:
        raise AmountInParts(field=field)
    whole = re.sub(r"[^0-9]", "", found["whole"] or "0")
    cents = int(whole) * 100 + int(decimals.ljust(2, "0"))
    if cents > MOST_CENTS:
        raise AmountTooLarge(field=field)
    return sign * cents


def _plain(text: str) -> str:
    """With digits, minus and spaces of any script as the plain ones, and without the mark of the euro."""
    signs = []
    for sign in text:
        if sign.isdecimal():
            signs.append(str(unicodedata.decimal(sign)))
        elif sign in _MINUSES:
            signs.append("-")
        else:
            signs.append(" " if sign.isspace() else sign)
    marked = _MARKS.sub(" ", "".join(signs), count=1)
    return " ".join(marked.split())


def _sign(plain: str) -> tuple[int, str]:
    if plain[0] in "+-":
        return (-1 if plain[0] == "-" else 1), plain[1:].lstrip()
    return 1, plain
