"""Headers that stand on every response, errors too."""

from __future__ import annotations

import secrets

from flask import Flask, Response, g, request

POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


def nonce() -> str:
    """The nonce of this response's scripts."""
    if "nonce" not in g:
        g.nonce = fresh_nonce()
    return str(g.nonce)


def fresh_nonce() -> str:
    """One that nobody can guess."""
    return secrets.token_urlsafe(16)


def setup_security(app: Flask) -> None:
    """Strict headers on everything that leaves."""
    app.add_template_global(nonce, "csp_nonce")

    @app.after_request
    def headers(response: Response) -> Response:
        kept = response.headers
        if "Content-Security-Policy" in kept:  # a page made again within the request has its own nonce
            return response
        kept["Content-Security-Policy"] = g.get("policy") or POLICY.format(nonce=nonce())
        kept.extend(_ALWAYS)
        if request.endpoint != "static":
            kept["Cache-Control"] = g.get("caching", "no-store")
        if request.is_secure:
            kept["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
        return response
