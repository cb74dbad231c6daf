"""What the trail is read of: a woongroep in which everything was recorded that can be."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.harness.lived import lived_in as living


@pytest.fixture
def lived_in(tmp_path: Path) -> Iterator[Any]:
    """De Lindehof after a life in which every kind of fact occurred."""
    with living(tmp_path) as home:
        yield home
