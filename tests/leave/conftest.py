"""De Lindehof in February: the roster of March is being made; fenna plans beside anna where a test says so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.harness.home import Home, moved_in


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """De Lindehof, roster drafted for four weeks from Monday 2 March 2026."""
    with moved_in(tmp_path) as lindehof:
        lindehof.draft()
        yield lindehof
