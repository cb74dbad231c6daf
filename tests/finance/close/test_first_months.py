"""The months that the page of closing shows: from the first of the books to the one that runs in the Netherlands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from projections.finance_close import periods
from tests.harness.home import Home
from tests.harness.money import Purse
from tests.web.conftest import SignedIn

Clients = Callable[..., SignedIn]


def shown(purse: Purse, first: str, moment: datetime) -> list[str]:
    """The months at a moment."""
    with purse.home.house.now() as views:
        return [row.period for row in periods(views, purse.team, first, moment)]


@pytest.mark.parametrize("place", ["close", "proposals/new", "", "proposals", "findings", "opening", "balance"])
def test_books_that_begin_next_month_have_all_their_pages(place: str, home: Home, client: Clients) -> None:
    purse = Purse(home, first="2026-04")

    page = client(purse.bram).get(f"/teams/{purse.team}/money/{place}".rstrip("/"), follow_redirects=True)

    assert page.status_code == 200
    if place == "close":
        assert "april 2026" in page.text.replace("\xa0", " ").lower()


def test_the_month_that_began_at_midnight_in_the_netherlands_is_there(purse: Purse) -> None:
    before, after = datetime(2026, 3, 31, 21, 59, tzinfo=UTC), datetime(2026, 3, 31, 22, 0, tzinfo=UTC)

    assert shown(purse, "2026-02", before) == ["2026-03", "2026-02"]
    assert shown(purse, "2026-02", after) == ["2026-04", "2026-03", "2026-02"]
    assert shown(purse, "2026-05", after) == ["2026-05"]
