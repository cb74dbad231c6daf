"""De Lindehof in the rounds of its roster of March, on the screen."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from html import unescape
from typing import Any

import pytest
from playwright.sync_api import Page

from domain.kernel import Id
from domain.rosters import Rounds, rounds_of
from tests.harness.home import Home

Client = Callable[[Id | None], Any]
Pages = Callable[..., Page]
DATES = {"wishes_until": "2026-02-04", "gaps_until": "2026-02-06", "publish_by": "2026-02-08", "jokers": "2"}


@pytest.fixture
def rounds(home: Home) -> Home:
    """De Lindehof in the round of the wishes, which asks for two early, two late and one night."""
    home.draft()
    with home.by(home.person("anna")):
        home.house.rosters.open_rounds(home.roster, **DATES | {"jokers": 2})  # type: ignore[arg-type]
    return home


@pytest.fixture
def gaps(rounds: Home) -> Home:
    """A few days later, in the round of the gaps."""
    rounds.clock.moment = datetime(2026, 2, 5, 9, 0, tzinfo=UTC)
    return rounds


def address(home: Home, more: str = "") -> str:
    """The page of the rounds."""
    return f"/rosters/{home.roster}/rounds{more}"


def words(page: Any) -> str:
    """The text of an answer, as somebody reads it."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.text)).replace("\u00a0", " ").split())


def jokers(home: Home, person: Id) -> list[str]:
    """On which days and kinds somebody has a joker."""
    found = home.house.workspace.get(Rounds, rounds_of(home.roster))
    assert found
    return found.used.get(person, [])
