"""Hours that may be less than none, as people type them."""

from __future__ import annotations

from domain.rosters.leave.refusals import CreditUnreadable

_MINUTES = frozenset(f"{minute:02d}" for minute in range(60))
_PARTS = {"": 0, "0": 0, "00": 0, "25": 15, "5": 30, "50": 30, "75": 45}


def signed_minutes(text: str) -> int:
    """12, 12,5, 12:30 or -12:30, of any length; raises CreditUnreadable."""
    text = text.strip().replace("−", "-")
    sign, bare = (-1, text[1:]) if text.startswith("-") else (1, text.removeprefix("+"))
    hours, colon, rest = bare.partition(":")
    if not colon:
        hours, _, rest = bare.replace(",", ".").partition(".")
    if not (hours.isascii() and hours.isdigit() and len(hours) <= 4 and rest in (_MINUTES if colon else _PARTS)):
        raise CreditUnreadable
    return sign * (int(hours) * 60 + (int(rest) if colon else _PARTS[rest]))
