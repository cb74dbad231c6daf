"""Who looks: the session behind the cookie."""

from __future__ import annotations

from flask import Flask, Response, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from domain.kernel import Id
from domain.store.accounts import LASTING, Accounts
from projections.house import House
from projections.teams import relations
from web.acts import PUBLIC, action_of
from web.csrf import SAFE, check_csrf
from web.moment import open_moment

PLAIN, SECURE = "driehoek", "__Host-driehoek"


def accounts() -> Accounts:
    """The accounts of this process."""
    found: Accounts = current_app.extensions["accounts"]
    return found


def cookie_name() -> str:
    """The cookie's name: `__Host-` wherever there is https."""
    return SECURE if request.is_secure else PLAIN


def begin_session(response: Response, person: Id) -> Response:
    """Sign a person in: always a new token."""
    end_session()
    token = accounts().begin_session(person)
    response.set_cookie(
        cookie_name(), token, max_age=LASTING, secure=request.is_secure, httponly=True, samesite="Lax", path="/"
    )
    return response


def end_session() -> None:
    """The session of this request stops working, also for who copied its cookie."""
    if g.session is not None:
        accounts().end_session(g.session.token)
        g.session = g.person = None


def setup_session(app: Flask) -> None:
    """Before each request: the house, who looks, and the moment."""

    @app.before_request
    def who_looks() -> ResponseReturnValue | None:
        if request.endpoint == "static":
            return None
        house: House = app.extensions["house"]
        g.house = house
        house.vault.refresh()
        token = request.cookies.get(cookie_name())
        g.session = app.extensions["accounts"].session(token) if token else None
        g.person = g.session.person if g.session else None
        action = PUBLIC if request.endpoint is None else action_of(app.view_functions[request.endpoint])
        if action != PUBLIC and g.person is None:
            return _sign_in_first()
        answer = open_moment(house)
        if request.method not in SAFE:
            check_csrf()
        if g.person:
            g.relations = relations(g.get("views_now", g.views), g.person)
        return answer


def _sign_in_first() -> ResponseReturnValue:
    here = request.full_path.rstrip("?") if request.method == "GET" else ""
    to = url_for("accounts.sign_in", next=here or None)
    if request.headers.get("HX-Request"):
        return Response(status=401, headers={"HX-Redirect": to})
    return redirect(to, 303)
