"""A budget of De Lindehof."""

from __future__ import annotations

import pytest

from tests.harness.budgets import Planned
from tests.harness.money import Purse


@pytest.fixture
def plan(purse: Purse) -> Planned:
    """What bram proposes and fenna adopts for the team in 2026."""
    return Planned(purse)
