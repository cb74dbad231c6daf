"""De Lindehof with books, a mandate for fenna, and money in the cash box."""

from __future__ import annotations

import pytest

from tests.finance.conftest import home, purse  # noqa: F401
from tests.harness.claimed import Till
from tests.harness.money import Purse
from tests.web.conftest import (  # noqa: F401  the same fixtures as the other pages
    accessible,
    address,
    app,
    browser_page,
    client,
)


@pytest.fixture
def till(purse: Purse) -> Till:  # noqa: F811
    """Its claims."""
    found = Till(purse)
    found.fill_cash()
    return found
