"""A month as people type it: 2026-08, 08-2026, 8/2026, augustus 2026."""

from __future__ import annotations

import re

from babel.dates import get_month_names

_NUMBERS = re.compile(r"(?:(?P<year>\d{4})[-/. ](?P<month>\d{1,2})|(?P<first>\d{1,2})[-/. ](?P<last>\d{4}))")
_WORDS = re.compile(r"(?P<name>[^\W\d]+)\.?,? (?P<year>\d{4})")
_NAMES = {
    name.casefold().rstrip("."): number
    for language in ("nl", "en")
    for width in ("wide", "abbreviated")
    for number, name in get_month_names(width, locale=language).items()
}


def typed_month(text: str) -> str:
    """`2026-08` for what means that month; else what was typed, for the books to refuse."""
    plain = " ".join(text.split()).casefold()
    if found := _NUMBERS.fullmatch(plain):
        year, month = found["year"] or found["last"], int(found["month"] or found["first"])
    elif found := _WORDS.fullmatch(plain):
        year, month = found["year"], _NAMES.get(found["name"], 0)
    else:
        return text.strip()
    return f"{year}-{month:02d}"
