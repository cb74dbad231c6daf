"""Agendas in a line: `agenda("02-03 07:00 8 | 03-03 23:00 8")`, times on the wall in 2026."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from domain.rosters.labour import Rules, Verdict, Work, check, rules_at

HERE = ZoneInfo("Europe/Amsterdam")


def shift(day: str, clock: str, hours: float, kind: str = "work", breaks: int = 0) -> Work:
    """A stretch of so many real hours."""
    start = datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=HERE).astimezone(UTC)
    return Work.between(start, start + timedelta(hours=hours), kind, breaks)


def agenda(text: str) -> list[Work]:
    """Each part: day-month, time, real hours, and a kind if it is no work."""
    found = []
    for part in text.split("|"):
        day, clock, hours, *kind = part.split()
        iso = f"2026-{day[3:]}-{day[:2]}"
        found.append(shift(iso, clock, float(hours), *kind))
    return found


def judged(
    works: str | list[Work],
    rule: str,
    rules: str | Rules = "atw",
    first: str = "2026-01-01",
    last: str = "2026-12-31",
    contract: int | None = None,
    **more: object,
) -> list[Verdict]:
    """What a rule says, in order of time."""
    listed = agenda(works) if isinstance(works, str) else works
    by = rules_at(rules, first) if isinstance(rules, str) else rules
    found = check(listed, by, date.fromisoformat(first), date.fromisoformat(last), contract, **more)  # type: ignore[arg-type]
    return sorted((one for one in found if one.rule == rule), key=lambda one: one.since)


def severities(*args: object, **more: object) -> list[str]:
    """Only how severe."""
    return [one.severity for one in judged(*args, **more)]  # type: ignore[arg-type]
