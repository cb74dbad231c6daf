"""Where the demo's list of people may be shown."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import current_app, request

_OWN = ("127.0.0.1", "::1", "localhost")
_PROXY = ("X-Forwarded-For", "X-Forwarded-Host", "Forwarded", "X-Real-IP", "Via")


def demo_here() -> bool:
    """Whether this is the demo, and asked for from this very machine without a proxy between."""
    return bool(
        current_app.config["DEMO"]
        and request.remote_addr in _OWN
        and urlsplit(f"//{request.host}").hostname in _OWN
        and not any(name in request.headers for name in _PROXY)
    )
