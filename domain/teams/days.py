"""Days as the facts of the teams keep them."""

from __future__ import annotations

from domain.kernel import iso_day
from domain.teams.refusals import DayUnreadable


def clean_day(text: str, field: str = "since") -> str:
    """An ISO day between 1900 and 2200; raises DayUnreadable."""
    try:
        return iso_day(text)
    except ValueError:
        raise DayUnreadable(field=field) from None
