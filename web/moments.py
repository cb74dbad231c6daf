"""Choosing another moment to look at: a small form that also works without JavaScript."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from projections.clock import resolve_moment
from web.acts import acts

bp = Blueprint("moments", __name__)


def own_page(address: str | None) -> str:
    """An address of this site, without its moment; the beginning for any other."""
    parts = urlsplit(address or "/")
    if parts.scheme or parts.netloc or not parts.path.startswith("/") or "\\" in parts.path or parts.path[:2] == "//":
        return url_for("home", at=None)
    kept = [pair for pair in parts.query.split("&") if pair and not pair.startswith("at=")]
    return parts.path + ("?" + "&".join(kept) if kept else "")


@bp.get("/moment")
@acts("people.open_account")
def choose() -> ResponseReturnValue:
    """Ask for a moment, or go to the one that was typed."""
    page = own_page(request.args.get("page"))
    moment = request.args.get("moment", "")
    if not moment:
        return render_template("moments/choose.html", page=page)
    position = resolve_moment(g.get("views_now", g.views), moment)

    return redirect(page + ("&" if "?" in page else "?") + f"at={position}", 303)
