"""The labour rules: a verdict on one changed cell with a year of history, and a team's whole period of 12 x 28 days."""

from __future__ import annotations

import statistics
import time
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from domain.rosters.labour import Work, check, rules_at
from domain.rosters.labour.change import added

HERE = ZoneInfo("Europe/Amsterdam")
FIRST = date(2026, 3, 2)
PEOPLE, DAYS, HISTORY = 12, 28, 365
TIMES = 60
# Early, late, night, sleep with its late and early; a team's pattern of 14 days, each person two days further on.
PATTERN = ("V", "V", "L", "L", "", "", "N", "N", "", "", "", "S", "", "")
KINDS = {
    "V": (("07:00", 0, 8, "work", 30),),
    "L": (("15:00", 0, 8, "work", 30),),
    "N": (("23:00", 0, 8, "work", 0),),
    "S": (("15:00", 0, 7, "work", 30), ("22:00", 0, 9, "sleep", 0), ("07:00", 1, 8, "work", 30)),
}


def agenda(person: int, first: date, days: int) -> list[Work]:
    """A person's stretches over these days."""
    found = []
    for number in range(days):
        day = first + timedelta(days=number)
        kind = PATTERN[(day.toordinal() + 2 * person) % len(PATTERN)]
        for clock, later, hours, what, breaks in KINDS.get(kind, ()):
            begin = (
                datetime.fromisoformat(f"{day + timedelta(days=later)}T{clock}").replace(tzinfo=HERE).astimezone(UTC)
            )
            found.append(Work.between(begin, begin + timedelta(hours=hours), what, breaks))
    return found


def run() -> dict[str, Any]:
    """Both figures in milliseconds of CPU, with the law and the cao."""
    rules = rules_at("cao-ghz", FIRST.isoformat())
    begin, last = FIRST - timedelta(days=HISTORY), FIRST + timedelta(days=DAYS - 1)
    team = [agenda(person, begin, HISTORY + DAYS) for person in range(PEOPLE)]
    began = time.process_time()
    verdicts = [check(works, rules, FIRST, last, 32 * 60) for works in team]
    whole = time.process_time() - began
    spent = []
    for number in range(TIMES):
        works = team[number % PEOPLE]
        place = len(works) - 1 - number % 12
        others = [work for work in works if work is not works[place]]
        began = time.process_time()
        added(others, works[place], rules)
        spent.append((time.process_time() - began) * 1000)
    return {
        "stretches_of_one_person": len(team[0]),
        "findings_of_the_period": sum(len(found) for found in verdicts),
        "cell_cpu_ms_median": round(statistics.median(spent), 2),
        "cell_cpu_ms_worst": round(max(spent), 2),
        "period_cpu_ms": round(whole * 1000, 1),
        "limit": {"cell_cpu_ms_worst": 50, "period_cpu_ms": 1000},
    }
