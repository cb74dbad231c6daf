"""The days of a roster in words, in one language: names, holidays, weekends."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

import holidays
from babel.dates import format_date

NO_BREAK = "\u00a0"


@lru_cache(64)
def feasts(year: int, language: str) -> Mapping[str, str]:
    """The Dutch holidays of a year by ISO day."""
    found = holidays.country_holidays("NL", years=year, language="nl" if language == "nl" else "en_US")
    return {day.isoformat(): name for day, name in found.items()}


def feast(day: str, language: str) -> str:
    """The holiday that a day is, or nothing."""
    return feasts(int(day[:4]), language).get(day, "")


@lru_cache(4096)
def day_label(day: str, language: str) -> str:
    """`ma 2 maart`, with the holiday when it is one."""
    text = format_date(date.fromisoformat(day), "EEE d MMMM", locale=language).replace(" ", NO_BREAK)
    name = feast(day, language)
    return f"{text} ({name})" if name else text


@lru_cache(4096)
def day_head(day: str, language: str) -> tuple[str, str]:
    """`ma` and `2`."""
    found = date.fromisoformat(day)
    return format_date(found, "EEE", locale=language), str(found.day)


@lru_cache(4096)
def day_class(day: str) -> str:
    """The classes of a column: a Monday, a weekend."""
    weekday = date.fromisoformat(day).weekday()
    return "day mon" if weekday == 0 else "day we" if weekday >= 5 else "day"


@lru_cache(256)
def span_title(first: str, last: str, language: str, year: int) -> str:
    """`2 tot 15 maart`; with the year when it is another one."""
    one, two = date.fromisoformat(first), date.fromisoformat(last)
    to = "tot" if language == "nl" else "to"
    begin = "d" if (one.year, one.month) == (two.year, two.month) else "d MMMM" if one.year == two.year else "d MMMM y"
    end = "d MMMM" if two.year == year else "d MMMM y"
    text = f"{format_date(one, begin, locale=language)} {to} {format_date(two, end, locale=language)}"
    return text.replace(" ", NO_BREAK) if len(text) < 18 else text
