"""De Lindehof on the first of March, with books of its own since January."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.harness.home import Home, moved_in
from tests.harness.money import Purse


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """De Lindehof at nine on 1 March 2026."""
    with moved_in(tmp_path / "data") as found:
        found.clock.moment = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
        yield found


@pytest.fixture
def purse(home: Home) -> Purse:
    """Its books."""
    return Purse(home)
