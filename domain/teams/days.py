"""Days as the facts of the teams keep them."""

from __future__ import annotations

from datetime import date

from domain.teams.refusals import DayUnreadable


def clean_day(text: str, field: str = "since") -> str:
    """An ISO day between 1900 and 2200; raises DayUnreadable."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        raise DayUnreadable(field=field) from None
    if not 1900 <= day.year <= 2200:
        raise DayUnreadable(field=field)
    return day.isoformat()
