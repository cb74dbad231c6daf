"""What the contracts of a year come to: day by day, exact until the end, less what holidays take off (cao 6:4)."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from domain.rosters.hours.ort import is_holiday


@dataclass(frozen=True, slots=True)
class YearRules:
    """What holds from a day on."""

    id: str
    valid_from: str
    source: str
    year_minutes: int
    full_week_minutes: int
    holiday_minutes: int


class Agreed(NamedTuple):
    """Days under one contract: minutes a week."""

    first: str
    last: str
    minutes: int


class Owed(NamedTuple):
    """What the contracts ask in some days, and what the holidays in them take off it; exact."""

    contract: Fraction
    holidays: Fraction


@cache
def year_rules() -> tuple[YearRules, ...]:
    """The rules that ship, the oldest first."""
    with (Path(__file__).parent / "year.toml").open("rb") as file:
        return read_year_rules(tomllib.load(file))


def read_year_rules(data: dict[str, Any]) -> tuple[YearRules, ...]:
    """Rules from their TOML; raises KeyError or TypeError when it is no such thing."""
    rules = [YearRules(**(given | {"valid_from": given["valid_from"].isoformat()})) for given in data["rules"]]
    return tuple(sorted(rules, key=lambda one: one.valid_from))


def year_rules_on(day: str) -> YearRules:
    """The rules of a day; before the first version that version."""
    fitting = [rules for rules in year_rules() if rules.valid_from <= day]
    return fitting[-1] if fitting else year_rules()[0]


def owed(contracts: Sequence[Agreed], first: str, last: str) -> Owed:
    """Every day asks its part of the year by the contract of that day, a 365th or a 366th."""
    contract = holidays = Fraction()
    for agreed in contracts:
        begin, end = max(first, agreed.first), min(last, agreed.last)
        if begin > end or not agreed.minutes:
            continue
        each = _share(begin, end)
        contract += agreed.minutes * each.contract
        holidays += agreed.minutes * each.holidays
    return Owed(contract, holidays)


@lru_cache(4096)
def _share(first: str, last: str) -> Owed:
    """What one minute a week comes to in these days: the same for all who have a contract."""
    contract = holidays = Fraction()
    for day in _days(first, last):
        rules = year_rules_on(day.isoformat())
        part = Fraction(1, rules.full_week_minutes)
        contract += part * Fraction(rules.year_minutes, _length(day.year))
        if day.weekday() < 5 and is_holiday(day):
            holidays += part * rules.holiday_minutes
    return Owed(contract, holidays)


def _days(first: str, last: str) -> list[date]:
    start = date.fromisoformat(first)
    return [start + timedelta(days=n) for n in range((date.fromisoformat(last) - start).days + 1)]


@cache
def _length(year: int) -> int:
    return (date(year + 1, 1, 1) - date(year, 1, 1)).days
