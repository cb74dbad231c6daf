"""The log: one line of JSON each, with an id that belongs together and nothing personal."""

from __future__ import annotations

import logging
import os
import sys
import traceback
from typing import Any

import structlog
from flask import Flask, Response, g, request

from domain.kernel import new_id

_FRAMES = 6
log: Any = structlog.get_logger("driehoek")


class _Lines:
    """Writes to what is standard error when a line comes."""

    def msg(self, message: str) -> None:
        """A line."""
        print(message, file=sys.stderr, flush=True)

    info = warning = error = msg


def setup_logs(app: Flask) -> None:
    """Lines of JSON on standard error; each answer carries the id under which its lines stand."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=lambda *_: _Lines(),
    )

    @app.after_request
    def correlate(response: Response) -> Response:
        response.headers["X-Request-ID"] = request_id()
        if request.method not in ("GET", "HEAD") or response.status_code >= 500:
            note("answered", method=request.method, status=response.status_code)
        return response


def request_id() -> str:
    """The id of this request's lines."""
    if "request_id" not in g:
        g.request_id = new_id()
    return str(g.request_id)


def note(event: str, **fields: object) -> None:
    """Write a line: what happened, on which route, by whom (an id); never a name, a text or an address."""
    log.info(event, request=request_id(), route=request.endpoint, person=g.get("person"), **fields)


def note_error(error: BaseException | None) -> None:
    """The kind of an error and where it arose; its own text may hold personal data and stays out.

    With DRIEHOEK_DEBUG=1, which is for developers, the whole trace is printed too.
    """
    if os.environ.get("DRIEHOEK_DEBUG") == "1":
        traceback.print_exception(error)
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:] if error else []
    places = [f"{frame.filename}:{frame.lineno}" for frame in frames]
    log.error("failed", request=request_id(), route=request.endpoint, kind=type(error).__name__, places=places)
