"""Every POST carries a token that only a page of ours could know, bound to the session.

flask-wtf's protection signs and checks a timed token in Flask's own cookie, which we do not have: this is one HMAC.
After it stands for whom the form was made, signed too: who sends it after that session gets back what was typed.
"""

from __future__ import annotations

import hmac
import secrets
from hashlib import sha256

from flask import Flask, Response, g, request

from domain.kernel import Id, Refusal

COOKIE_PLAIN, COOKIE_SECURE = "driehoek_form", "__Host-driehoek_form"
SAFE = frozenset(("GET", "HEAD", "OPTIONS"))


class FormTooOld(Refusal):
    """Deze pagina stond te lang open. Er is niets veranderd. Kijk na wat er staat en verstuur het opnieuw."""

    status = 400


class FormNotYours(Refusal):
    """Deze pagina was niet van jou, of kwam van een andere website. Er is niets veranderd. Open haar zelf opnieuw."""

    status = 400


def csrf_token() -> str:
    """The token for the forms of this page."""
    if g.get("session"):
        return f"{_sign('session', g.session.token)}.{g.session.person}.{_owned(g.session.person)}"
    if "visit" not in g:
        g.visit = request.cookies.get(_cookie()) or secrets.token_urlsafe(32)
        g.new_visit = g.visit
    return _sign("visit", g.visit)


def check_csrf() -> None:
    """Raises FormTooOld, or FormNotYours for a page of somebody else, unless the request carries the right token."""
    given = _given()[0]
    if g.get("session"):
        wanted = _sign("session", g.session.token)
    else:
        visit = request.cookies.get(_cookie())
        wanted = _sign("visit", visit) if visit else ""
    if not wanted or not hmac.compare_digest(given.encode(), wanted.encode()):
        strange = g.get("person") and form_owner() != g.person and not request.path.startswith("/api/")
        raise FormNotYours if strange else FormTooOld


def form_owner() -> Id | None:
    """For whom the form was made that was sent, whatever became of their session."""
    _, person, owned = _given()
    return person if person and hmac.compare_digest(owned.encode(), _owned(person).encode()) else None


def _given() -> tuple[str, str, str]:
    given = request.headers.get("X-CSRFToken") or request.form.get("csrf") or ""
    token, _, rest = given.partition(".")
    person, _, owned = rest.partition(".")
    return token, person, owned


def _owned(person: Id) -> str:
    return _sign("person", person)[:32]


def _sign(kind: str, text: str) -> str:
    if "csrf_secret" not in g:
        g.csrf_secret = g.house.vault.secret("forms")
    return hmac.new(g.csrf_secret, f"{kind}:{text}".encode(), sha256).hexdigest()


def _cookie() -> str:
    return COOKIE_SECURE if request.is_secure else COOKIE_PLAIN


def setup_csrf(app: Flask) -> None:
    """The token for templates, and the check; `web.session` runs it as it knows the route."""
    app.add_template_global(csrf_token, "csrf_token")

    @app.after_request
    def remember_visit(response: Response) -> Response:
        if visit := g.get("new_visit"):
            response.set_cookie(_cookie(), visit, secure=request.is_secure, httponly=True, samesite="Lax", path="/")
        return response
