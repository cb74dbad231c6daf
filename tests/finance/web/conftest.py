"""The pages of money: De Lindehof and its purse, signed in, in a test client or in a browser."""

from __future__ import annotations

import pytest

from tests.finance.web.history import February, february
from tests.harness.money import Purse
from tests.web.conftest import (  # noqa: F401  the same fixtures as the other pages
    accessible,
    address,
    app,
    browser_page,
    client,
)


@pytest.fixture
def told(purse: Purse) -> February:
    """A February that was closed, after which more came to be known."""
    return february(purse)
