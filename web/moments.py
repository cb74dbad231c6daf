"""Choosing another moment to look at: a small form that also works without JavaScript."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template, request
from flask.typing import ResponseReturnValue

from projections.clock import resolve_moment
from web.acts import acts
from web.pages import own_page, with_argument

bp = Blueprint("moments", __name__)


@bp.get("/moment")
@acts("people.open_account")
def choose() -> ResponseReturnValue:
    """Ask for a moment, or go to the one that was typed."""
    page = own_page(request.args.get("page"))
    moment = request.args.get("moment", "")
    if not moment:
        return render_template("moments/choose.html", page=page)
    position = resolve_moment(g.get("views_now", g.views), moment)
    return redirect(with_argument(page, "at", position), 303)
