"""A tablet asks every three seconds whether anything is new. As long as nothing was, its answer is the one it had."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from threading import Lock
from typing import Any

from flask import Flask, Response, g, request

from domain.kernel import new_id, today

_KEPT = 4_096
_Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
_Asked = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """What must still be so for "nothing is new" to be true again."""

    position: int
    day: str
    session: str
    headers: tuple[tuple[str, str], ...]


class Still:
    """Before the app: gives "nothing is new" again to the same question of the same session, on the same day.

    Only while not one fact was recorded: rights, rosters and names cannot have changed then. The session is looked up
    each time, for ending it is no fact. It costs a tenth of asking the app, and most polls of a day are of this kind.
    """

    def __init__(self, app: Flask) -> None:
        self._app: _Wsgi = app.wsgi_app
        self._position = app.extensions["house"].workspace.position
        self._sessions = app.extensions["accounts"]
        self._told: OrderedDict[_Asked, _Told] = OrderedDict()
        self._lock = Lock()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer, or hand on."""
        asked = _asked(environ)
        told = self._told.get(asked)
        if told is not None:
            with suppress(Exception):  # what is wrong with the log or the vault, the app says
                if self._holds(told):
                    start_response("204 NO CONTENT", [*told.headers, ("X-Request-ID", new_id())])
                    return []
        return self._app(environ, start_response)

    def remember(self, response: Response) -> Response:
        """After a request: keep what was told."""
        if g.get("nothing_new") and response.status_code == 204 and g.session is not None:
            headers = tuple((n, v) for n, v in response.headers if n != "X-Request-ID")
            told = _Told(g.position, today().isoformat(), g.session.token, headers)
            with self._lock:
                self._told[_asked(request.environ)] = told
                while len(self._told) > _KEPT:
                    self._told.popitem(last=False)
        return response

    def _holds(self, told: _Told) -> bool:
        session = self._sessions.session_under(told.session)
        return (
            self._position() == told.position
            and today().isoformat() == told.day
            and session is not None
            and not session.over
        )


def _asked(environ: dict[str, Any]) -> _Asked:
    found = ("REQUEST_METHOD", "wsgi.url_scheme", "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING", "HTTP_COOKIE")
    return tuple(environ.get(name, "") for name in found)


def setup_still(app: Flask) -> None:
    """Put it before the app."""
    still = Still(app)
    app.after_request(still.remember)
    app.wsgi_app = still  # type: ignore[method-assign]
