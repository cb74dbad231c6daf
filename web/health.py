"""Whether this process lives and can work, for the machine that watches it."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from datetime import datetime
from typing import Any

from eventsourcing.persistence import PersistenceError
from flask import Blueprint, current_app, g
from flask.typing import ResponseReturnValue

from domain.kernel import Refusal, now
from web.acts import bare, public
from web.checkpoint_keeper import Keeper
from web.session import accounts

bp = Blueprint("health", __name__)

LEAST_DISK = 200
"""Megabytes under which the disk counts as full."""
MOST_LAG = 10_000
"""Facts that the views may be behind: more than that takes them longer than a blink."""


@bp.get("/livez")
@public
@bare
def livez() -> ResponseReturnValue:
    """It answers."""
    return {"status": "ok"}


@bp.get("/readyz")
@public
@bare
def readyz() -> ResponseReturnValue:
    """It can do its work: what it stands on is named, and 503 when one of them fails."""
    checks: dict[str, Any] = {
        "log": _checked(_log), "views": _checked(_views), "vault": _checked(_vault), "disk": _checked(_disk),
        "checkpoint": _checked(_checkpoint),
    }  # fmt: skip
    ready = all(check["ok"] for check in checks.values())
    return {"status": "ok" if ready else "failing", "position": checks["log"].get("position"), **checks}, (
        200 if ready else 503
    )


def _checked(check: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    try:
        return {"ok": True} | check()
    except (Refusal, sqlite3.Error, PersistenceError, OSError) as error:
        return {"ok": False, "reason": type(error).__name__}


def _log() -> dict[str, Any]:
    """It can be read, and a transaction that writes can begin; its settings are asserted at every connection."""
    g.house.workspace.recorder.insert_events([])
    return {"position": g.house.workspace.position(), "settings": "asserted"}


def _views() -> dict[str, Any]:
    lag = g.house.workspace.position() - g.house.engine.position()
    return {"ok": lag <= MOST_LAG, "lag": lag}


def _vault() -> dict[str, Any]:
    """It can be written: a scope that nobody uses is counted and forgotten."""
    accounts().tries("readyz", 1)
    accounts().no_more_tries("readyz")
    return {}


def _checkpoint() -> dict[str, Any]:
    """How old the last one is, and why no newer one was made: something to look into, no reason to stop serving."""
    keeper: Keeper = current_app.extensions["checkpoints"]
    latest, failed = keeper.checkpoints.latest(), keeper.failure()
    age = now() - datetime.fromisoformat(latest.checkpoint.time) if latest else None
    return {
        "age_minutes": int(age.total_seconds() // 60) if age is not None else None,
        "position": latest.checkpoint.position if latest else 0,
        "failed": failed.kind if failed else None,
    }


def _disk() -> dict[str, Any]:
    free = shutil.disk_usage(g.house.workspace.data).free // 1_000_000
    return {"ok": free >= LEAST_DISK, "free_mb": free}
