"""What a woongroep needs, as its page shows it: numbers by weekday, and dates that differ."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from domain.kernel import Id
from projections.roster_shapes import rows


class DateDemand(NamedTuple):
    """A date on which another number holds."""

    date: str
    code: str
    least: int


def weekday_demand(views: sqlite3.Connection, team: Id) -> dict[tuple[str, int], int]:
    """(kind, weekday) -> how many the team wants; 0 is Monday."""
    found = rows(views, "SELECT code, weekday, least FROM rosters_weekday_demand WHERE team = ?", team)
    return {(code, weekday): least for code, weekday, least in found}


def date_demand(views: sqlite3.Connection, team: Id, first: str, last: str) -> list[DateDemand]:
    """The dates in these days on which another number holds."""
    found = rows(
        views,
        "SELECT date, code, least FROM rosters_date_demand WHERE team = ? AND date BETWEEN ? AND ? ORDER BY date, code",
        team, first, last,
    )  # fmt: skip
    return [DateDemand._make(row) for row in found]


def by_week(dates: Iterable[DateDemand]) -> list[tuple[str, list[tuple[str, list[DateDemand]]]]]:
    """(Monday, (date, what is wanted then)), in the order given: what one reads together stands together."""
    days = [(day, list(wanted)) for day, wanted in groupby(dates, key=lambda one: one.date)]
    return [(monday, list(week)) for monday, week in groupby(days, key=lambda day: _monday(day[0]))]


def _monday(day: str) -> str:
    at = date.fromisoformat(day)
    return (at - timedelta(days=at.weekday())).isoformat()
