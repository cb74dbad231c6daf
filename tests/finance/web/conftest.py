"""The pages of money: De Lindehof and its purse, signed in, in a test client or in a browser."""

from __future__ import annotations

from tests.web.conftest import (  # noqa: F401  the same fixtures as the other pages
    accessible,
    address,
    app,
    browser,
    browser_page,
    client,
)
