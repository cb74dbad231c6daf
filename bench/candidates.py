"""Who could take a shift that came open: ranked for a team of twelve with a year of published rosters behind it."""

from __future__ import annotations

import json
import statistics
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.team import FIRST, BenchTeam
from domain.kernel import Acting, Id, Refusal, act_as, fixed_clock, id_of
from domain.rosters import roster_of
from domain.rosters.asking import DAYS, PLACES
from projections.asks import shift_of
from projections.candidates import candidates
from projections.house import House

WEEKS = 4
PERIODS = 13
TIMES = 30
LIMIT_MS = 2_000


def measure(data: Path) -> dict[str, Any]:
    """Wall and CPU milliseconds of one ranking, read and ranked anew each time."""
    house = House(data)
    team = BenchTeam(house)
    shift, roster = _year(team)
    moment = datetime(FIRST.year, FIRST.month, FIRST.day, 5, 30, tzinfo=UTC) + timedelta(weeks=WEEKS * (PERIODS - 1))
    wall, cpu, found = [], [], None
    with house.now() as views:
        standing = shift_of(views, roster, shift)
        assert standing
        for _ in range(TIMES):
            began, spent = time.perf_counter(), time.process_time()
            found = candidates(views, standing, moment)
            wall.append((time.perf_counter() - began) * 1000)
            cpu.append((time.process_time() - spent) * 1000)
        shifts = views.execute("SELECT count(*) FROM rosters_shift").fetchone()[0]
    house.close()
    assert found and found.ranked
    return {
        "carers": len(team.people), "weeks": WEEKS * PERIODS, "shifts": shifts, "times": TIMES,
        "ranked": len(found.ranked), "refused": len(found.refused),
        "candidates_ms": {"first": round(wall[0], 1), "median": round(statistics.median(wall), 1),
                          "worst": round(max(wall), 1)},
        "candidates_cpu_ms_median": round(statistics.median(cpu), 1),
        "limit": {"candidates_ms_worst": LIMIT_MS},
    }  # fmt: skip


def _year(team: BenchTeam) -> tuple[Id, Id]:
    """A year planned and published, everybody may be asked, and a shift of the last period that is open."""
    house = team.house
    team.plan()
    for number in range(PERIODS):
        first = FIRST + timedelta(weeks=WEEKS * number)
        with fixed_clock(datetime(first.year, first.month, first.day, tzinfo=UTC) - timedelta(weeks=5)):
            if number:
                _period(team, number)
            with act_as(Acting(team.planner, "")):
                house.rosters.publish_roster(roster_of(team.team, first.isoformat()))
    for person in team.people:
        with act_as(Acting(person, "")):
            house.rosters.agree_to_asks(team.team, days=list(DAYS), places=list(PLACES))
    roster, shift = roster_of(team.team, first.isoformat()), id_of("bench", "open")
    day = (first + timedelta(days=1)).isoformat()
    with fixed_clock(datetime(first.year, first.month, first.day, tzinfo=UTC)), act_as(Acting(team.planner, "")):
        house.rosters.plan_shift(roster, shift=shift, date=day, kind="L", person=None)
    return shift, roster


def _period(team: BenchTeam, number: int) -> None:
    first = FIRST + timedelta(weeks=WEEKS * number)
    roster = roster_of(team.team, first.isoformat())
    with act_as(Acting(team.planner, "")):
        team.house.rosters.draft_roster(team.team, first=first.isoformat(), weeks=WEEKS)
        for step in range(7 * WEEKS):
            for n, person in enumerate(team.people):
                if (step + n) % 7 > 4:
                    continue
                shift = id_of("bench", "shift", person, str(number), str(step))
                kind = "VLN"[(step // 7 + n) % 3]
                day = (first + timedelta(days=step)).isoformat()
                try:
                    team.house.rosters.plan_shift(roster, shift=shift, date=day, kind=kind, person=person)
                except Refusal:
                    continue


def run() -> dict[str, Any]:
    """Measure in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        return measure(Path(folder))


if __name__ == "__main__":
    print(json.dumps(run(), indent=2))
