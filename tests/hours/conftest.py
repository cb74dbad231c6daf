"""De Lindehof in April: the roster of March was published and worked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.harness.home import Home, moved_in

APRIL = datetime(2026, 4, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """De Lindehof, roster drafted for four weeks from Monday 2 March 2026."""
    with moved_in(tmp_path) as lindehof:
        lindehof.draft()
        yield lindehof


@pytest.fixture
def march(home: Home) -> Home:
    """Bram worked an early and a late shift in March, Fenna a night; it is April."""
    home.first = home.plan(home.bram, "03", "V")  # type: ignore[attr-defined]
    home.late = home.plan(home.bram, "07", "L")  # type: ignore[attr-defined]
    home.night = home.plan(home.fenna, "10", "N")  # type: ignore[attr-defined]
    home.publish()
    home.clock.moment = APRIL
    return home
