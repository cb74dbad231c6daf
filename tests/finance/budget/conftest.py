"""A budget of De Lindehof, with its pages."""

from __future__ import annotations

import pytest

from tests.harness.budgets import Planned
from tests.harness.money import Purse
from tests.web.conftest import (  # noqa: F401  the same fixtures as the other pages
    accessible,
    address,
    app,
    browser_page,
    client,
)


@pytest.fixture
def plan(purse: Purse) -> Planned:
    """What bram proposes and fenna adopts for the team in 2026."""
    return Planned(purse)
