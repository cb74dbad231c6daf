"""A damaged log stops the start in a sentence; damaged views are made again while people work."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from domain.kernel import Refusal
from web import create_app


def spoil(file: Path) -> None:
    """Write nonsense over the first pages of a file."""
    with file.resolve().open("r+b") as opened:
        opened.write(b"geen database " * 600)


def test_a_damaged_log_stops_the_start_and_says_what_to_do(home: Any) -> None:
    home.house.close()
    for leftover in ("events.db-wal", "events.db-shm"):
        (home.house.workspace.data / leftover).unlink(missing_ok=True)
    spoil(home.house.workspace.data / "events.db")

    with pytest.raises(Refusal) as refusal:
        create_app(home.house.workspace.data)

    assert str(home.house.workspace.data) in str(refusal.value)
    assert "verify" in str(refusal.value) and "reservekopie" in str(refusal.value)


def test_views_that_are_damaged_while_people_work_are_made_again(home: Any, client: Any) -> None:
    bram, page = client(home.bram), f"/teams/{home.team}/people"
    bram.get(page)

    home.house.clock.close()
    spoil(home.house.workspace.data / "views.db")
    broken = [bram.get(page) for _ in range(3)]
    home.house.clock.close()

    assert {answer.status_code for answer in broken} <= {200, 503}
    assert all("http-equiv" in answer.text for answer in broken if answer.status_code == 503)
    assert bram.get(page).status_code == 200
    assert "Fenna" in bram.get(page).text


def test_views_that_are_taken_away_while_people_work_are_made_again(home: Any, client: Any) -> None:
    bram, page = client(home.bram), f"/teams/{home.team}/people"
    bram.get(page)

    (home.house.workspace.data / "views.db").unlink()
    home.house.clock.close()

    assert bram.get(page).status_code in (200, 503)
    assert "Fenna" in bram.get(page).text
