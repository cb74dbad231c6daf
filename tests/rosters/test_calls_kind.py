"""What was worked stays worked when its kind of shift becomes one of being on call."""

from __future__ import annotations

from datetime import timedelta

from domain.kernel import Id
from domain.rosters import ShiftKind
from projections.hours_month import work_in
from tests.harness.home import Home


def test_a_kind_that_becomes_on_call_takes_no_hours_that_were_worked(home: Home, anna: Id, bram: Id) -> None:
    home.plan(bram, "03", "L")
    home.publish()
    home.clock.advance(timedelta(days=40))

    def minutes() -> list[int]:
        with home.house.now() as views:
            position = home.house.workspace.position()
            moment = home.clock.moment.strftime("%Y-%m-%dT%H:%MZ")
            found = work_in(views, bram, "2026-03-01", "2026-03-31", position, moment)
        return [work.minutes for _, work in found]

    before = minutes()
    with home.by(anna):
        home.house.rosters.define_kind(home.team, kind=ShiftKind("L", "A", 15 * 60, 495, 0), name="Achterwacht")

    assert minutes() == before and before[0] > 0
