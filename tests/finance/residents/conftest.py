"""Books anew for each example of a property."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.harness.home import moved_in
from tests.harness.money import Purse


@pytest.fixture
def fresh_purse(tmp_path: Path) -> Iterator[Callable[[], Purse]]:
    """Makes De Lindehof with its books in a folder of its own."""
    with ExitStack() as held:
        made: list[int] = []

        def make() -> Purse:
            held.pop_all().close()
            made.append(1)
            home = held.enter_context(moved_in(tmp_path / str(len(made))))
            home.clock.moment = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
            return Purse(home)

        yield make
