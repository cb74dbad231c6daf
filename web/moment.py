"""The moment that a page shows: now, or then with `?at=`. One mechanism for every page; no page implements it."""

from __future__ import annotations

from typing import Any

from flask import Flask, Response, g, redirect, request
from flask.typing import ResponseReturnValue

from domain.kernel import Refusal
from projections.clock import resolve_moment, shown_position
from projections.house import House
from web.pages import here


class PastIsReadOnly(Refusal):
    """Je kijkt naar een moment dat voorbij is. Ga terug naar nu om iets te veranderen."""

    status = 409


def open_now(house: House, position: int | None = None) -> None:
    """Give the request its snapshot of now; `position`: where the log stood a moment ago, when that was asked."""
    g.at = None
    _enter(house.now(position))
    g.position = shown_position(g.views)


def look_at_moment(house: House) -> ResponseReturnValue | None:
    """With `?at=`: the snapshot of then, or an answer that first pins a date and time to a position."""
    text = request.args.get("at")
    if not text:
        return None
    if request.method not in ("GET", "HEAD"):
        raise PastIsReadOnly
    position = resolve_moment(g.views, text)
    if text != str(position):
        return redirect(here(at=position))
    g.at = g.position = position
    g.views_now, g.moment_now = g.views, g.pop("moment")
    _enter(house.at(position))
    return None


def close_moment(_: BaseException | None = None) -> None:
    """Give the snapshots back."""
    for name in ("moment", "moment_now"):
        moment = g.pop(name, None)
        if moment is not None:
            moment.__exit__(None, None, None)


def refresh_moment() -> None:
    """Look again, after a command: the page then shows what it did."""
    close_moment()
    _enter(g.house.now())
    g.position = shown_position(g.views)


def keep_moment(endpoint: str, values: dict[str, Any]) -> None:
    """Every link on a page of then leads to then, unless it says `at=None`."""
    if g and g.get("at") is not None and endpoint != "static":
        values.setdefault("at", g.at)


def setup_moment(app: Flask) -> None:
    """Links keep the moment; snapshots are given back."""
    app.url_defaults(keep_moment)
    app.teardown_appcontext(close_moment)


def _enter(moment: Any) -> None:
    g.moment = moment
    g.views = moment.__enter__()


def not_modified(*, all_day: bool = False) -> Response:
    """Nothing changed since; `all_day`: and nothing will today, unless a fact is recorded."""
    g.nothing_new = all_day
    return Response(status=204)
