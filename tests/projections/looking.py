"""A look at the views, and a second look at views made anew."""

from __future__ import annotations

from pathlib import Path

from tests.harness.home import Home


def rebuilt(home: Home, until: int | None = None) -> Path:
    """The views made anew beside the live ones."""
    beside = home.house.engine.path.with_name("again.db")
    home.house.engine.build(beside, until=until)
    return beside


def shown(home: Home) -> list[tuple[object, ...]]:
    """The shifts that a page would show."""
    with home.house.now() as views:
        return [tuple(row) for row in views.execute("SELECT shift, person, date FROM rosters_shift ORDER BY shift")]
