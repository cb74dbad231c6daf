"""A team with a bank account that is linked, and the first of March behind it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.finance.bank.banked import Banked
from tests.harness.claimed import Till
from tests.harness.money import Purse


@pytest.fixture
def banked(purse: Purse) -> Banked:
    """The tenth of March."""
    found = Banked(purse)
    purse.home.clock.moment = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
    return found


@pytest.fixture
def till(banked: Banked) -> Till:
    """Two claims of emre that fenna approved: 24,50 and 10 euro."""
    banked.home.clock.moment = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
    return Till(banked.purse)
