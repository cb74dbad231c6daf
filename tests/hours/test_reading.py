"""A year of hours is read with as many questions for many shifts as for few."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from domain.kernel import Id, id_of
from domain.rosters import ShiftKind
from projections.hours_month import work_in
from projections.leave_now import day_costs
from tests.harness.home import Home, moved_in

MOMENT = "2026-02-02T09:00Z"


@pytest.fixture
def questions(tmp_path: Path) -> Any:
    """De Lindehof with an on-call kind, and what counts the statements of a reading."""
    with moved_in(tmp_path) as home:
        with home.by(home.person("anna")):
            home.house.rosters.define_kind(home.team, kind=ShiftKind("B", "A", 15 * 60, 495, 0), name="Achterwacht")
        home.draft()

        def counted(read: Callable[[Any], object]) -> int:
            asked: list[str] = []
            with home.house.now() as views:
                views.set_trace_callback(asked.append)
                try:
                    read(views)
                finally:
                    views.set_trace_callback(None)
            return len(asked)

        yield home, counted


def worked(home: Home, person: Id) -> Callable[[Any], object]:
    position = home.house.workspace.position()
    return lambda views: work_in(views, person, "2026-03-01", "2026-03-31", position, MOMENT)


def test_shifts_and_calls_of_a_kind_are_asked_for_at_once(questions: Any) -> None:
    home, counted = questions
    for person, days in ((home.person("bram"), range(2, 4)), (home.person("fenna"), range(2, 12))):
        for day in days:
            home.plan(person, f"{day:02d}", "L" if day % 2 else "B")
    home.publish()

    few, many = counted(worked(home, home.person("bram"))), counted(worked(home, home.person("fenna")))

    assert many == few


def test_what_leave_costs_asks_for_the_contract_once(questions: Any) -> None:
    home, counted = questions

    def costs(last: str) -> Callable[[Any], object]:
        return lambda views: day_costs(views, home.person("bram"), home.team, "2026-06-01", last, None, MOMENT)

    assert counted(costs("2026-12-31")) == counted(costs("2026-06-02"))


def test_calls_stand_with_their_own_shift(questions: Any) -> None:
    home, _ = questions
    bram = home.person("bram")
    shifts = [home.plan(bram, day, "B") for day in ("03", "05", "07")]
    home.publish()
    home.clock.moment = home.clock.moment.replace(month=3, day=20)
    with home.by(bram):
        for number, shift in enumerate((shifts[0], shifts[2], shifts[2])):
            home.house.rosters.call_out(
                home.roster, call=id_of("call", str(number)), shift=shift, start=f"{16 + number}:00",
                end=f"{16 + number}:30",
            )  # fmt: skip

    with home.house.now() as views:
        found = worked(home, bram)(views)

    assert [(work.shift, work.minutes) for _, work in found] == [(shifts[0], 30), (shifts[2], 30), (shifts[2], 30)]
