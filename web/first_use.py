"""The first use: the organisation, its first woongroep, and the person who begins."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from web.acts import public

bp = Blueprint("first_use", __name__)


@bp.get("/start")
@public
def start() -> ResponseReturnValue:
    """Ask for the first things."""
    return render_template("first_use/start.html")
