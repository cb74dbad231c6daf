"""What a moment in the past costs, and ten years of history: CPU of loading the roster, as ratios in one run."""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.team import FIRST, BenchTeam
from domain.kernel import Acting, Id, Refusal, act_as, fixed_clock, id_of
from projections.house import House
from projections.roster_load import load_roster
from web import create_app
from web.session import PLAIN

TIMES = 200
PAGES = 60
PERIOD = timedelta(weeks=4)


class Years(BenchTeam):
    """The same twelve people, period after period, each laid out as the last one was."""

    def work(self, periods: int) -> dict[int, int]:
        """Plan so many periods up to the bench's first Monday; period number -> position after it."""
        reached = {}
        start = FIRST - PERIOD * (periods - 1)
        self.plan()
        for number in range(periods - 1):
            first = start + PERIOD * number
            moment = datetime(first.year, first.month, first.day, 9, tzinfo=UTC) - timedelta(days=35)
            with fixed_clock(moment), act_as(Acting(self.planner, "")):
                self.house.rosters.draft_roster(self.team, first=first.isoformat())
                self._fill(first.isoformat(), number)
            reached[number] = self.house.workspace.position()
        return reached

    def _fill(self, first: str, number: int) -> None:
        roster = id_of(self.team, "roster", first)
        monday = datetime.fromisoformat(first).date()
        for day in range(28):
            for n, person in enumerate(self.people):
                if (day + n) % 2:
                    continue
                shift = id_of("bench", str(number), person, str(day))
                when, kind = (monday + timedelta(days=day)).isoformat(), "VLN"[(day // 2 + n) % 3]
                try:
                    self.house.rosters.plan_shift(roster, shift=shift, date=when, kind=kind, person=person)
                except Refusal:
                    continue


def rows(house: House, team: Id, first: str, position: int | None) -> float:
    """Median CPU milliseconds to load the roster of four weeks, now or at a position."""
    spent = []
    for _ in range(TIMES):
        began = time.process_time()
        with house.clock.at(position) as views:
            load_roster(views, team, first, 4)
        spent.append((time.process_time() - began) * 1000)
    return statistics.median(spent)


def pages(house: House, team: BenchTeam, roster: Id, positions: list[int]) -> dict[str, float]:
    """Median CPU milliseconds of the whole roster page: now, at moments never visited before, and at one again."""
    app = create_app(house.workspace.data, config={"HOUSE": house})
    client = app.test_client()
    client.set_cookie(PLAIN, app.extensions["accounts"].begin_session(team.planner))

    def cost(query: str) -> float:
        began = time.process_time()
        answer = client.get(f"/rosters/{roster}?weeks=4{query}")
        spent = (time.process_time() - began) * 1000
        assert answer.status_code == 200
        return spent

    cost("")
    return {
        "now": statistics.median(cost("") for _ in positions),
        "first_visit": statistics.median(cost(f"&at={position}") for position in positions),
        "again": statistics.median(cost(f"&at={positions[-1]}") for _ in positions),
    }


def measured(folder: Path, periods: int) -> tuple[House, BenchTeam, dict[int, int]]:
    """A house in which the team worked so many periods."""
    house = House(folder)
    team = Years(house)
    reached = team.work(periods)
    with house.now():
        pass
    return house, team, reached


def run(years: int = 10) -> dict[str, Any]:
    """Measure now after one period, now after so many years, and a moment half of them back."""
    periods = years * 13
    with tempfile.TemporaryDirectory() as folder:
        month, team, _ = measured(Path(folder) / "month", 1)
        short = rows(month, team.team, FIRST.isoformat(), None)
        month.close()
        long, team, reached = measured(Path(folder) / "years", periods)
        facts = long.workspace.position()
        present = rows(long, team.team, FIRST.isoformat(), None)
        middle = periods // 2
        then = (FIRST - PERIOD * (periods - 1 - middle)).isoformat()
        past = rows(long, team.team, then, reached[middle])
        same = rows(long, team.team, then, None)
        visited = list(range(reached[middle], reached[middle] - PAGES, -1))
        page = pages(long, team, id_of(team.team, "roster", then), visited)
        long.close()
    return {
        "facts": facts,
        "one_month_ms": round(short, 3),
        "ten_years_ms": round(present, 3),
        "history_ratio": round(present / short, 2),
        "years_back_ms": round(past, 3),
        "same_roster_now_ms": round(same, 3),
        "moment_ratio": round(past / same, 2),
        "page_now_ms": round(page["now"], 3),
        "page_years_back_ms": round(page["first_visit"], 3),
        "page_years_back_again_ms": round(page["again"], 3),
        "page_ratio": round(page["first_visit"] / page["now"], 2),
        "page_again_ratio": round(page["again"] / page["now"], 2),
        "limit": {"history_ratio": 1.2, "moment_ratio": 3, "page_ratio": 3, "page_again_ratio": 3},
    }


if __name__ == "__main__":
    print(json.dumps(run(int(sys.argv[1]) if sys.argv[1:] else 10), indent=2))
