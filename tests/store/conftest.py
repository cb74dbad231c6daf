"""De Lindehof on both databases, each test with one of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.harness.databases import Place, fresh
from tests.harness.home import Home, moved_in


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Say which of these tests need a PostgreSQL, so that they are counted where there is none."""
    for item in items:
        callspec = getattr(item, "callspec", None)
        if callspec and callspec.params.get("place") == "postgresql":
            item.fixturenames = [*item.fixturenames, "postgres_address"]  # type: ignore[attr-defined]


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """An empty data folder, in SQLite or with a PostgreSQL database beside it."""
    superuser = request.getfixturevalue("postgres_address") if request.param == "postgresql" else None
    with fresh(tmp_path / "data", superuser) as found:
        yield found


@pytest.fixture
def home(place: Place) -> Iterator[Home]:
    """De Lindehof, roster drafted for four weeks from Monday 2 March 2026."""
    with moved_in(place.data, place.database) as lindehof:
        lindehof.draft()
        yield lindehof
