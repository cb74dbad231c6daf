"""De Lindehof, and a second look at its views."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.harness.home import Home, moved_in


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """De Lindehof, roster drafted for four weeks from Monday 2 March 2026."""
    with moved_in(tmp_path / "data") as lindehof:
        lindehof.draft()
        yield lindehof


@pytest.fixture
def path(home: Home) -> Path:
    """The file of the views."""
    return home.house.engine.path
