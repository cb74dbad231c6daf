"""De Lindehof on an afternoon in March, as Vandaag shows it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

Client = Callable[[Any], Any]


@pytest.fixture
def lindehof(home: Any) -> Any:
    """De Lindehof with a published roster in which nothing is asked; it is three in the afternoon of Friday 6 March."""
    home.need(V=0, L=0, N=0)
    home.draft()
    home.publish()
    at(home, "2026-03-06T14:00")
    return home


def at(home: Any, moment: str) -> None:
    """Set the clock, in UTC."""
    home.clock.moment = datetime.fromisoformat(moment).replace(tzinfo=UTC)


def today(home: Any, client: Any, question: str = "") -> str:
    """The page's text, spaces as they are read."""
    text: str = client.get(f"/teams/{home.team}{question}").text
    return text.replace("\u00a0", " ")


def thirds(page: str) -> list[str]:
    """The three places of the day as text."""
    sections = re.findall(r"<section[^>]*data-kind=\"[VLN]\">(.*?)</section>", page, re.S)
    return [" ".join(re.sub(r"<[^>]+>", " ", section).split()) for section in sections]
