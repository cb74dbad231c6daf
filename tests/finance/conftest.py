"""De Lindehof on the first of March, with books of its own since January."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain.finance.ledger import Line
from tests.harness.claimed import Till
from tests.harness.home import Home, moved_in
from tests.harness.meanwhile import Meanwhile, between
from tests.harness.money import Purse
from tests.web.conftest import address, app, client  # noqa: F401  the same clients as the pages


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """De Lindehof at nine on 1 March 2026."""
    with moved_in(tmp_path / "data") as found:
        found.clock.moment = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
        yield found


@pytest.fixture
def purse(home: Home) -> Purse:
    """Its books."""
    return Purse(home)


@pytest.fixture
def till(purse: Purse) -> Till:
    """Claims, with money in the cash box."""
    found = Till(purse)
    found.fill_cash()
    return found


@pytest.fixture
def lived(purse: Purse) -> Purse:
    """A January that closed, a bill that came late, one taken back, and a February that goes on."""
    purse.post("2026-01-10", Line("1010", 500_000), Line("8000", -500_000))
    purse.pay("2026-01-14", "4310", 8_640)
    twice = purse.pay("2026-01-20", "4350", 1_995)
    purse.post("2026-01-25", Line("1020", 90_000), Line("8100", -90_000), fund="household")
    purse.close("2026-01")
    purse.pay("2026-01-21", "4310", 31_218)
    purse.reverse(twice)
    purse.pay("2026-02-03", "1000", 5_000)
    purse.pay("2026-02-09", "4350", 4_995, out_of="1000")
    return purse


@pytest.fixture
def meanwhile(home: Home, monkeypatch: pytest.MonkeyPatch) -> Meanwhile:
    """Lets another process do something after a command decided and just before it is recorded."""
    return between(home, monkeypatch)
