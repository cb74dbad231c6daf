"""The demo organisation, made through the same services as the web with a fixed seed and a fixed clock.

The clock ends at `until`; the rosters stand around it: earlier periods are closed, the present one is published in
every home, and the next one where it is due. In the first home the next period is in the round of the gaps; the second
home, two weeks ahead of the others, gives its wishes for the one after it. The books of every home go back a year. The
same seed and the same `until` give the same decoded content.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from domain.kernel import AMSTERDAM, fixed_clock
from domain.rosters import roster_of
from projections.house import House
from web.demo import asked, beginnings, money, paid, planning, rounds, scene
from web.demo.board import Board
from web.demo.cast import Home, homes
from web.demo.stage import Stage, local

TEAMS, WEEKS, SEED = 3, 12, 2026
"""Homes, weeks of roster up to and including the present period, and the seed."""

Progress = Callable[[int, int], None]
_DAY = timedelta(days=1)
_BEFORE = 49
"""Days from the first draft of a period to its first day."""
_AHEAD = 14
"""So many days the second home is ahead of the others."""


@dataclass(frozen=True, slots=True)
class Made:
    """What was made."""

    facts: int
    teams: int
    carers: int
    shifts: int
    refused: int


def make_demo(
    data: Path,
    database: str | None = None,
    *,
    until: datetime,
    teams: int = TEAMS,
    weeks: int = WEEKS,
    seed: int = SEED,
    progress: Progress = lambda done, all: None,
) -> Made:
    """Make the demo in an empty workspace; `progress` hears how many days of how many have been played."""
    until = until.astimezone(UTC).replace(second=0, microsecond=0)
    present = until.astimezone(AMSTERDAM).date()
    present -= present.weekday() * _DAY
    firsts = [present - 28 * n * _DAY for n in range(-(-weeks // rounds.WEEKS) - 1, -1, -1)]
    moved_in = firsts[0] - (_BEFORE + _AHEAD + 7) * _DAY
    books = money.first_month(until)
    founded = min(moved_in, books)
    days = (until - local(founded, "09:00")) // _DAY or 1
    house = House(data, database)
    try:
        with fixed_clock(local(founded, "09:00")) as clock:
            stage = Stage(house, clock, seed=seed, until=until)
            cast = homes(teams, stage.random, stage.id)
            stage.begin(beginnings.founding(stage, cast, founded), local(founded, "09:12"))
            _set(stage, cast, firsts, moved_in)
            money.year(stage.aside("money"), cast, books, stage.id("controller"))
            stage.play(lambda moment: progress((moment - local(founded, "09:00")) // _DAY, days))
            with house.now() as views:
                shifts = views.execute("SELECT count(*) FROM rosters_shift").fetchone()[0]
            carers = sum(len(home.carers) for home in cast)
            return Made(house.workspace.position(), teams, carers, shifts, len(stage.refused))
    finally:
        house.close()


def _set(stage: Stage, cast: list[Home], firsts: list[date], moved_in: date) -> None:
    """Every period of every home, those that are still being made, and the last days."""
    board, first_home = Board(), cast[0]
    ahead = cast[1:2]
    coming = firsts[-1] + 28 * _DAY
    for first in (*firsts, coming):
        for home in cast:
            goal = "gaps" if first == coming and home is first_home else "published"
            _plan(stage, board, home, first, goal=goal, ahead=_AHEAD if home in ahead else 0)
    for home in ahead:
        _plan(stage, board, home, coming + 28 * _DAY, goal="wishes", ahead=_AHEAD)
    paid.leave(stage, board, cast, moved_in)
    paid.months(stage, cast, firsts[0])
    stage.begin(paid.wants_more(stage, first_home), stage.daytime(stage.until.date() - _DAY, 14, 15))
    stage.begin(scene.people_change(stage, first_home), local(firsts[0] - (_BEFORE - 7) * _DAY, "10:00"))
    present = roster_of(first_home.id, firsts[-1].isoformat())
    stage.begin(scene.curtain(stage, board, first_home, present), _before_the_curtain(stage.until))
    for home in cast:
        stage.begin(asked.agree(stage, home), local(firsts[-1] - 20 * _DAY, "19:30"))
        stage.begin(scene.last_looks(stage, home), stage.until - timedelta(days=3, hours=2))


def _plan(stage: Stage, board: Board, home: Home, first: date, *, goal: str, ahead: int) -> None:
    span = rounds.Span(home, first, first - ahead * _DAY, goal)
    stage.begin(planning.period(stage, board, span), stage.daytime(span.day(_BEFORE), 19, 20))


def _before_the_curtain(until: datetime) -> datetime:
    """Some hours before the end, or the afternoon before when that would be at night."""
    begin = (until - timedelta(hours=6)).astimezone(AMSTERDAM)
    if begin.hour < 9:
        begin = local(begin.date() - _DAY, "15:10")
    return min(begin, local(begin.date(), "17:20"))
