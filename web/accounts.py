"""Signing in and out, invitations, and the page of oneself."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.acts import acts, public
from web.moments import own_page
from web.session import end_session

bp = Blueprint("accounts", __name__)


@bp.get("/sign-in")
@public
def sign_in() -> ResponseReturnValue:
    """Ask who comes in."""
    if g.person:
        return redirect(own_page(request.args.get("next")), 303)
    return render_template("accounts/sign_in.html")


@bp.post("/sign-out")
@public
def sign_out() -> ResponseReturnValue:
    """Leave."""
    end_session()
    response = redirect(url_for("accounts.sign_in"), 303)
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


@bp.get("/me")
@acts("people.open_account")
def me() -> ResponseReturnValue:
    """The page of oneself."""
    return render_template("accounts/me.html")
