"""The first weeks of the demo: nobody is refused, in whatever order the homes let their people in."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from domain.kernel import fixed_clock
from projections.house import House
from web.demo.beginnings import founding
from web.demo.cast import homes
from web.demo.stage import Stage, local


@pytest.mark.parametrize("seed", range(4))
def test_who_works_in_two_homes_is_let_in_by_the_first_before_the_second(tmp_path: Path, seed: int) -> None:
    house, day = House(tmp_path), date(2025, 12, 1)
    try:
        with fixed_clock(local(day, "09:00")) as clock:
            stage = Stage(house, clock, seed=seed, until=datetime(2025, 12, 4, tzinfo=UTC))
            cast = homes(2, stage.random, stage.id)
            stage.begin(founding(stage, cast, day), local(day, "09:12"))
            stage.play()
            roles = house.authority.relations(cast[1].also[0].id)
    finally:
        house.close()

    assert stage.refused == []
    assert {cast[0].id, cast[1].id} <= set(roles.teams("2025-12-04"))
