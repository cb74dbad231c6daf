"""The rules of leave that ship, as dated data."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

BALANCES = ("statutory", "above")
"""What leave is taken from: the law's minimum, and what is agreed above it."""


@dataclass(frozen=True, slots=True)
class LeaveRules:
    """What holds from a day on; months are counted from the end of the year in which a right arose."""

    id: str
    valid_from: str
    source: str
    full_week_minutes: int
    statutory_weeks: int
    statutory_months: int
    above_minutes: int
    above_months: int

    def months(self, balance: str) -> int:
        """For how many months after its year a right can be used."""
        return self.statutory_months if balance == "statutory" else self.above_months


@dataclass(frozen=True, slots=True)
class LeaveKind:
    """What can be asked for."""

    code: str
    draws: tuple[str, ...]
    counts_as: str
    builds_up: bool
    """Whether its hours give new rights."""


@cache
def _data() -> tuple[tuple[LeaveRules, ...], dict[str, LeaveKind]]:
    with (Path(__file__).parent / "leave.toml").open("rb") as file:
        return read_leave_rules(tomllib.load(file))


def read_leave_rules(data: dict[str, Any]) -> tuple[tuple[LeaveRules, ...], dict[str, LeaveKind]]:
    """Rules, the oldest first, and kinds from their TOML; raises KeyError or TypeError when it is no such thing."""
    rules = [LeaveRules(**(given | {"valid_from": given["valid_from"].isoformat()})) for given in data["rules"]]
    kinds = [LeaveKind(**(given | {"draws": tuple(given["draws"])})) for given in data["kinds"]]
    return tuple(sorted(rules, key=lambda one: one.valid_from)), {kind.code: kind for kind in kinds}


def leave_rules() -> tuple[LeaveRules, ...]:
    """All versions, the oldest first."""
    return _data()[0]


def leave_rules_on(day: str) -> LeaveRules:
    """The rules of a day; before the first version that version."""
    fitting = [rules for rules in leave_rules() if rules.valid_from <= day]
    return fitting[-1] if fitting else leave_rules()[0]


def leave_kinds() -> dict[str, LeaveKind]:
    """What can be asked for, in order."""
    return _data()[1]


def usable_until(balance: str, year: int) -> str:
    """The last day on which a right of a year can be used: six months later is the 30th of June."""
    months = leave_rules_on(f"{year}-12-31").months(balance)
    years, months = divmod(months, 12)
    after = date(year + 1 + years, months + 1, 1)
    return date.fromordinal(after.toordinal() - 1).isoformat()
