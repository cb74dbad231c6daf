"""A tablet asks every three seconds whether anything is new: the same question of the same session, before the app.

The app answers it first: it knows who looks and what they may see. What it decided then holds as long as nothing that
is the person may do (places, roles, account) stays as it was and the day is the same. Then the question is answered
without asking all of it again, at less than half of the CPU.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from threading import Lock
from typing import Any

from flask import Flask, Response, g, request

from domain.kernel import Id, Relations, new_id, today
from projections.roster_page import touched
from projections.teams import relations
from web.language import language
from web.moment import open_now
from web.security import POLICY, fresh_nonce

_KEPT = 4_096
_POSITION = re.compile(r"(?:^|&)(since|looked)=(\d{1,15})(?=&|$)")
_OWN = frozenset(("X-Request-ID", "Content-Security-Policy", "Content-Type", "Content-Length"))
"""Headers that each answer has of its own."""
_Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
_Asked = tuple[str, ...]
News = Callable[[int, int], bytes | None]
"""What is new since a position for who looked at another, as HTML: None when nothing is.

Raises AskTheApp when it cannot say.
"""


class AskTheApp(Exception):
    """This question must be answered by the app itself."""


@dataclass(slots=True)
class _Told:
    """What the app decided, and what must still be so for it to hold."""

    day: str
    session: str
    person: Id
    relations: Relations
    language: str
    position: int
    headers: list[tuple[str, str]]
    news: News | None
    quiet: tuple[int, int] | None
    """(since, position of the log) of the last "nothing is new"."""


class Still:
    """Before the app: answers what was asked before. The session is looked up each time, for ending it is no fact."""

    def __init__(self, app: Flask) -> None:
        self._flask = app
        self._app: _Wsgi = app.wsgi_app
        self._house = app.extensions["house"]
        self._position = self._house.workspace.position
        self._sessions = app.extensions["accounts"]
        self._told: OrderedDict[_Asked, _Told] = OrderedDict()
        self._lock = Lock()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer, or hand on."""
        asked, since, looked = _asked(environ)
        told = self._told.get(asked)
        if told is not None:
            with suppress(Exception):  # what is wrong with the log, the views or the vault, the app says
                body = self._answer(told, since, looked)
                sent = [*told.headers, ("X-Request-ID", new_id())]
                sent.append(("Content-Security-Policy", POLICY.format(nonce=fresh_nonce())))
                if body is None:
                    start_response("204 NO CONTENT", sent)
                    return []
                sent += (("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body))))
                start_response("200 OK", sent)
                return [body]
        return self._app(environ, start_response)

    def remember(self, response: Response) -> Response:
        """After a request: keep what was decided."""
        news: News | None = g.get("news")
        nothing = response.status_code == 204 and g.get("nothing_new", False)
        if not (nothing or news) or g.session is None or request.method != "GET" or "Set-Cookie" in response.headers:
            return response
        asked, since, _ = _asked(request.environ)
        headers = [(name, value) for name, value in response.headers if name not in _OWN]
        told = _Told(
            day=today().isoformat(), session=g.session.token, person=g.person, relations=g.relations,
            language=language(), position=g.position, headers=headers, news=news,
            quiet=(since, g.position) if nothing else None,
        )  # fmt: skip
        with self._lock:
            self._told[asked] = told
            while len(self._told) > _KEPT:
                self._told.popitem(last=False)
        return response

    def _answer(self, told: _Told, since: int, looked: int) -> bytes | None:
        session = self._sessions.session_under(told.session)
        if session is None or session.over or today().isoformat() != told.day:
            raise AskTheApp
        position = self._position()
        if told.quiet == (since, position):
            return None
        if told.news is None:
            raise AskTheApp
        with self._flask.app_context():
            g.house, g.session, g.person, g.relations = self._house, session, told.person, told.relations
            g.language = told.language
            self._house.vault.refresh()
            open_now(self._house, position)
            self._require_same(told)
            body = told.news(since, looked)
        told.quiet = None if body is not None else (since, position)
        return body

    @staticmethod
    def _require_same(told: _Told) -> None:
        """Raises AskTheApp when the person may do other things now; a shift of theirs that changed is none of that."""
        if touched(g.views, told.person) > told.position:
            if relations(g.views, told.person) != told.relations:
                raise AskTheApp
            told.position = g.position


def _asked(environ: dict[str, Any]) -> tuple[_Asked, int, int]:
    """The question without the positions in it, since which it asks and at which was looked (-1: none)."""
    positions: dict[str, int] = {}

    def take(found: re.Match[str]) -> str:
        if found[1] in positions:
            return found[0]
        positions[found[1]] = int(found[2])
        return ""

    rest = _POSITION.sub(take, environ.get("QUERY_STRING", ""))
    found = ("REQUEST_METHOD", "wsgi.url_scheme", "SCRIPT_NAME", "PATH_INFO", "HTTP_COOKIE", "HTTP_HX_REQUEST")
    asked = (rest, *[environ.get(name, "") for name in found])
    return asked, positions.get("since", -1), positions.get("looked", -1)


def setup_still(app: Flask) -> None:
    """Put it before the app."""
    still = Still(app)
    app.after_request(still.remember)
    app.wsgi_app = still  # type: ignore[method-assign]
