"""Whether this process lives and can work, for the machine that watches it."""

from __future__ import annotations

from flask import Blueprint, g
from flask.typing import ResponseReturnValue

from web.acts import public

bp = Blueprint("health", __name__)


@bp.get("/livez")
@public
def livez() -> ResponseReturnValue:
    """It answers."""
    return {"status": "ok"}


@bp.get("/readyz")
@public
def readyz() -> ResponseReturnValue:
    """It can do its work."""
    return {"status": "ok", "position": g.position}
