"""Days and clock times as they stand on the screen, joined by no-break spaces."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import lru_cache

from babel.dates import format_date
from flask import Flask

from domain.kernel import AMSTERDAM, now, today
from web.language import language

NO_BREAK = "\u00a0"


def as_day(value: str | date | datetime) -> date:
    """The local day of an ISO day, an instant or a date."""
    if isinstance(value, datetime):
        return value.astimezone(AMSTERDAM).date()
    if isinstance(value, date):
        return value
    return date.fromisoformat(value) if len(value) == 10 else as_moment(value).date()


def as_moment(value: str | datetime) -> datetime:
    """The local date and time of an instant."""
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(AMSTERDAM)


def day_long(value: str | date | datetime) -> str:
    """zaterdag 7 maart; with the year when it is another one."""
    day = as_day(value)
    pattern = "EEEE d MMMM" if day.year == today().year else "EEEE d MMMM y"
    return _format(day, pattern)


def day_short(value: str | date | datetime) -> str:
    """za 7."""
    return _format(as_day(value), "EEE d")


def day_month(value: str | date | datetime) -> str:
    """7 maart; with the year when it is another one."""
    day = as_day(value)
    return _format(day, "d MMMM" if day.year == today().year else "d MMMM y")


def weekday_short(value: str | date | datetime) -> str:
    """za."""
    return _format(as_day(value), "EEE")


def weekday_long(value: str | date | datetime) -> str:
    """zaterdag."""
    return _format(as_day(value), "EEEE")


def clock(value: str | datetime) -> str:
    """15:00, from an instant."""
    return as_moment(value).strftime("%H:%M")


def moment_long(value: str | datetime) -> str:
    """dinsdag 3 maart, 14:05."""
    return f"{day_long(as_moment(value))},{NO_BREAK}{clock(value)}"


def _format(day: date, pattern: str) -> str:
    return _formatted(day, pattern, language())


@lru_cache(4096)
def _formatted(day: date, pattern: str, chosen: str) -> str:
    return format_date(day, pattern, locale=chosen).replace(" ", NO_BREAK)


def setup_dates(app: Flask) -> None:
    """The filters, and today's day for pages."""
    for filter_ in (day_long, day_short, day_month, weekday_short, weekday_long, clock, moment_long):
        app.add_template_filter(filter_)
    app.add_template_global(today, "today")
    app.add_template_global(now, "now")
