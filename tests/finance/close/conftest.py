"""Closing: De Lindehof and its purse, with the clients of the pages."""

from __future__ import annotations

from tests.web.conftest import (  # noqa: F401  the same fixtures as the other pages
    accessible,
    address,
    app,
    browser_page,
    client,
)
