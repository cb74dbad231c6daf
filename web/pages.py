"""Addresses of pages of this site, as they come back in a form or an address."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

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
    return parts.path + ("?" + "&".join(kept) if kept else "")


def with_argument(page: str, name: str, value: object) -> str:
    """The page's address with something more in its question."""
    return f"{page}{'&' if '?' in page else '?'}{name}={quote(str(value), safe='')}"


def this_page() -> str:
    """The address of the page that stands in the browser, also when htmx asks for a part of it."""
    current = request.headers.get("HX-Current-URL")
    if current:
        parts = urlsplit(current)
        return parts.path + (f"?{parts.query}" if parts.query else "")
    return request.full_path.rstrip("?")
