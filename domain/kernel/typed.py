"""What people type, made plain: days and free text."""

from __future__ import annotations

from datetime import date


def iso_day(text: str) -> str:
    """An ISO day between 1900 and 2200; raises ValueError."""
    day = date.fromisoformat(text.strip())
    if not 1900 <= day.year <= 2200:
        raise ValueError(text)
    return day.isoformat()


def printable(text: str, most: int) -> str:
    """Free text of at most so many characters, without control characters but new lines; raises ValueError."""
    clean = "".join(c if c.isprintable() or c == "\n" else " " for c in text).strip()
    if len(clean) > most:
        raise ValueError(len(clean))
    return clean
