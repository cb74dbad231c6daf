"""Who looks: the session behind the cookie, and what every request begins with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask, Response, current_app, g, redirect, request, url_for
from flask.sessions import NullSession, SessionInterface
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from domain.kernel import Id
from domain.store.accounts import LASTING, Accounts
from projections.house import House
from projections.teams import relations
from web.acts import PUBLIC, action_of, check_reach
from web.csrf import SAFE, FormNotYours, FormTooOld, check_csrf, form_owner
from web.errors import answer
from web.moment import look_at_moment, open_now
from web.pages import own_page, this_page, with_argument
from web.parts import sent_file
from web.stash import keep_typed, typed_before

PLAIN, SECURE = "driehoek", "__Host-driehoek"
_DAY = 24 * 3600
FILE_AT_MOST = 48 * 2**20
"""Any photo of a phone: one that is too large to keep is refused on the form, with what was typed."""


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
        view = None if endpoint is None else app.view_functions[endpoint]
        action = PUBLIC if view is None else action_of(view)
        if request.method not in SAFE and (too_late := _check_form(view, action)) is not None:
            return too_late
        if action != PUBLIC and g.person is None:
            return _sign_in_first()
        if action:
            check_reach(action)
        if "typed" in request.args or "driehoek.again" in request.environ:
            _remember_typed()
        return look_at_moment(house)


def _check_form(view: Callable[..., Any] | None, action: str | None) -> ResponseReturnValue | None:
    """Refuse a form without its token; what a form holds that outlived its session is kept for who it was made for."""
    if g.session and getattr(view, "takes_file", False):
        request.max_content_length = FILE_AT_MOST  # what is large goes to a file, not into memory
    if action != PUBLIC and g.person is None and form_owner():
        return _sign_in_first()
    try:
        check_csrf()
    except FormTooOld:
        if g.person is None or "HX-Request" not in request.headers or request.path.startswith("/api/"):
            raise
        return Response(status=400, headers={"HX-Redirect": _kept_page(g.person)})
    except FormNotYours:
        if (owner := form_owner()) and "HX-Request" not in request.headers:
            g.kept_page = _kept_page(owner)  # on a shared tablet: it waits for who typed it
        raise
    return None


def _recognise(known: Accounts) -> None:
    token = request.cookies.get(cookie_name())
    g.session = known.session(token) if token else None
    g.person = g.session.person if g.session and not g.session.over else None


def _remember_typed() -> None:
    """Fill the forms of this page with what was typed before it was refused, or before the session ended."""
    if again := request.environ.get("driehoek.again"):
        g.typed_into, g.typed, g.refusal = again
        g.file_again = request.environ.get("driehoek.file", False)
    elif g.person and (found := typed_before(accounts(), g.person, request.args["typed"])):
        g.typed_into, g.typed = found.action, found.fields
        g.typed_before, g.file_again = True, found.file


def _sign_in_first() -> ResponseReturnValue:
    if request.path.startswith("/api/"):
        return answer("Unauthorized", gettext("Meld je eerst aan."), None), 401
    if request.method in SAFE:
        page = this_page()
    else:
        owner = form_owner() or (g.session.person if g.session else None)
        page = _kept_page(owner) if owner else own_page(request.form.get("page"))
    to = url_for("accounts.sign_in", next=page, at=None)
    if request.headers.get("HX-Request"):
        return Response(status=401, headers={"HX-Redirect": to})
    return redirect(to, 303)


def _kept_page(owner: Id) -> str:
    """The page of the form that was sent, which fills it with what was typed when its owner opens it."""
    page = own_page(request.form.get("page") or this_page())
    kept = keep_typed(accounts(), owner, request.path, request.form, file=sent_file())
    return with_argument(page, "typed", kept) if kept else page
