"""Addresses of pages of this site, as they come back in a form or an address."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from flask import request


def own_page(address: str | None, *, without: tuple[str, ...] = ("at", "typed")) -> str:
    """The address when it is one of this site, without some of its arguments; else the beginning."""
    try:
        parts = urlsplit(address or "/")
    except ValueError:
        return "/"
    strange = any(c in (address or "") for c in "\\\r\n\t") or parts.path[:2] == "//" or not parts.path.startswith("/")
    if parts.scheme or parts.netloc or strange:
        return "/"
    kept = [pair for pair in parts.query.split("&") if pair and pair.partition("=")[0] not in without]
    return _plain(parts.path) + ("?" + _plain("&".join(kept)) if kept else "")


def _plain(text: str) -> str:
    """The text as an address may hold it: what is not ASCII is written with percent signs, which stay as they are."""
    return quote(text, safe="/?%:@!$&'()*+,;=~[]", errors="replace")


def with_argument(page: str, name: str, value: object) -> str:
    """The page's address with something more in its question."""
    return f"{page}{'&' if '?' in page else '?'}{name}={quote(str(value), safe='')}"


def this_page() -> str:
    """The address of the page that stands in the browser, also when htmx asks for a part of it."""
    current = request.headers.get("HX-Current-URL")
    if not current:
        return request.full_path.rstrip("?")
    try:
        parts = urlsplit(current)
    except ValueError:
        return "/"
    return parts.path + (f"?{parts.query}" if parts.query else "")


def here(**changed: Any) -> str:
    """The address of this page with something changed in its question: `here(at=None)` is this page now.

    Not by `url_for`, to which some names in a question (`_scheme`, `endpoint`) would mean something.
    """
    kept = [pair for pair in request.args.items(multi=True) if pair[0] not in changed]
    asked = urlencode([*kept, *((name, value) for name, value in changed.items() if value is not None)])
    return quote(request.path) + (f"?{asked}" if asked else "")


def asked_page() -> int:
    """Which page of a list is asked for, the first one is 0; what cannot be read is the first one."""
    asked = request.args.get("page", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 else 0


def as_position(text: str) -> int:
    """A position in the log as it stands in an address; raises ValueError for what none can be."""
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise ValueError
    return int(text)
