"""Who looks: the session behind the cookie, and what every request begins with."""

from __future__ import annotations

from typing import Any

from flask import Flask, Response, current_app, g, redirect, request, url_for
from flask.sessions import NullSession, SessionInterface
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from domain.kernel import Id
from domain.store.accounts import LASTING, Accounts
from domain.store.blobs import BYTES_AT_MOST
from projections.house import House
from projections.teams import relations
from web.acts import PUBLIC, action_of, check_reach
from web.csrf import SAFE, check_csrf
from web.errors import answer
from web.moment import look_at_moment, open_now
from web.pages import own_page, this_page, with_argument
from web.stash import keep_typed, typed_before

PLAIN, SECURE = "driehoek", "__Host-driehoek"
_DAY = 24 * 3600
FILE_AT_MOST = BYTES_AT_MOST + (1 << 20)
"""A file with the form around it."""


class NoCookieSession(SessionInterface):
    """Flask's own session is not used: ours is a row that can be revoked."""

    _none = NullSession()

    def open_session(self, app: Flask, request: Any) -> NullSession:
        """Nothing."""
        return self._none

    def is_null_session(self, obj: object) -> bool:
        """Always: so nothing is saved either."""
        return True


def accounts() -> Accounts:
    """The accounts of this process."""
    found: Accounts = current_app.extensions["accounts"]
    return found


def cookie_name() -> str:
    """The cookie's name: `__Host-` wherever there is https."""
    return SECURE if request.is_secure else PLAIN


def begin_session(response: Response, person: Id) -> Response:
    """Sign a person in: always a new token, and the old one stops working."""
    end_session()
    token = accounts().begin_session(person)
    # the cookie outlives the session by a day, so that a form sent too late is known for whose it was
    response.set_cookie(
        cookie_name(), token, max_age=LASTING + _DAY, secure=request.is_secure, httponly=True, samesite="Lax"
    )
    return response


def end_session() -> None:
    """The session of this request stops working, also for who copied its cookie."""
    if g.session is not None:
        accounts().end_session(g.session.token)
        g.session = g.person = None


def setup_session(app: Flask) -> None:
    """Before each request: the house, who looks, the moment, and for a POST the token of its form."""
    app.session_interface = NoCookieSession()

    @app.before_request
    def who_looks() -> ResponseReturnValue | None:
        endpoint = request.endpoint
        if endpoint == "static":
            return None
        house: House = app.extensions["house"]
        g.house = house
        if endpoint is not None and getattr(app.view_functions[endpoint], "bare", False):
            return None
        house.vault.refresh()
        _recognise(app.extensions["accounts"])
        open_now(house)
        if g.person:
            g.relations = relations(g.views, g.person)
            if g.relations.closed:
                g.person = None
        if request.method not in SAFE:
            if g.person and endpoint is not None and getattr(app.view_functions[endpoint], "takes_file", False):
                request.max_content_length = FILE_AT_MOST  # what is large goes to a file, not into memory
            check_csrf()
        action = PUBLIC if endpoint is None else action_of(app.view_functions[endpoint])
        if action != PUBLIC and g.person is None:
            return _sign_in_first()
        if action:
            check_reach(action)
        if "typed" in request.args or "driehoek.again" in request.environ:
            _remember_typed()
        return look_at_moment(house)


def _recognise(known: Accounts) -> None:
    token = request.cookies.get(cookie_name())
    g.session = known.session(token) if token else None
    g.person = g.session.person if g.session and not g.session.over else None


def _remember_typed() -> None:
    """Fill the forms of this page with what was typed before it was refused, or before the session ended."""
    if again := request.environ.get("driehoek.again"):
        g.typed_into, g.typed, g.refusal = again
    elif g.person and (found := typed_before(accounts(), g.person, request.args["typed"])):
        g.typed_into, g.typed = found
        g.typed_before = True


def _sign_in_first() -> ResponseReturnValue:
    if request.path.startswith("/api/"):
        return answer("Unauthorized", gettext("Meld je eerst aan."), None), 401
    if request.method in SAFE:
        page = this_page()
    else:
        page = own_page(request.form.get("page"))
        kept = keep_typed(accounts(), g.session.person, request.path, request.form) if g.session else None
        page = with_argument(page, "typed", kept) if kept else page
    to = url_for("accounts.sign_in", next=page, at=None)
    if request.headers.get("HX-Request"):
        return Response(status=401, headers={"HX-Redirect": to})
    return redirect(to, 303)
