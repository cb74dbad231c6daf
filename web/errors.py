"""What goes wrong, in one sentence and with a way on; never a stack trace."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from io import BytesIO
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from eventsourcing.persistence import PersistenceError
from flask import Flask, Response, current_app, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext
from werkzeug.exceptions import HTTPException

from domain.kernel import NotAllowed, NotThere, Refusal
from web.csrf import SAFE, FormNotYours
from web.language import tr
from web.logs import note, note_error
from web.moment import close_moment
from web.pages import own_page
from web.parts import sent_file, wants_part
from web.photos import photo_standing

SENTENCES = {
    400: lazy_gettext("Deze vraag begrijpen we niet. Ga terug en probeer het nog eens."),
    404: lazy_gettext("Deze pagina bestaat niet (meer), of je hoort er niet bij."),
    405: lazy_gettext("Zo kan deze pagina niet gebruikt worden."),
    413: lazy_gettext("Dit is te groot om te versturen."),
    429: lazy_gettext("Te vaak geprobeerd. Wacht een kwartier en probeer het dan nog eens."),
    503: lazy_gettext("De gegevens zijn even niet te lezen of te schrijven. De pagina probeert het zo zelf nog eens."),
    500: lazy_gettext("Er ging iets mis bij ons. Er is niets van jou veranderd. Probeer het zo nog eens."),
}


class TooLargeToSend(Refusal):
    """Dit is te groot om te versturen: hoogstens {most} MB. Er is niets bewaard. Kies een kleiner bestand."""

    status = 413


def setup_errors(app: Flask) -> None:
    """Refusals and errors, each as a page or a part."""
    app.register_error_handler(Refusal, refused)
    app.register_error_handler(HTTPException, failed)
    app.register_error_handler(sqlite3.DatabaseError, mended)
    app.register_error_handler(PersistenceError, mended)
    app.log_exception = lambda exc_info: note_error(exc_info[1])  # type: ignore[method-assign]


def refused(refusal: Refusal) -> ResponseReturnValue:
    """A rule that says no: for htmx a part, else the page that the form stood on, with what was typed."""
    if isinstance(refusal, (NotAllowed, NotThere)):
        note("denied", refusal=type(refusal).__name__)
    _bare()
    if wants_json():
        return answer(type(refusal).__name__, tr(refusal), refusal.field), refusal.status
    if wants_part():
        return render_template("_refusal.html", sentence=tr(refusal), refusal=refusal), refusal.status
    again = _page_again(refusal)
    if again is not None:
        return again
    return render_template("error.html", sentence=tr(refusal), status=refusal.status), refusal.status


def _page_again(refusal: Refusal) -> Response | None:
    """The page of the form, made as if it were asked for, its fields filled with what was typed."""
    if request.method in SAFE or "page" not in request.form or isinstance(refusal, FormNotYours):
        return None
    file = sent_file() and not photo_standing()
    return _page_with(refusal, request.form["page"], (request.path, request.form, refusal), file=file)


def _page_with(refusal: Refusal, page: str, again: tuple[str, Any, Refusal], *, file: bool) -> Response | None:
    path, _, question = own_page(page).partition("?")
    environ: dict[str, Any] = request.environ | {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": unquote(path, "latin-1"),
        "QUERY_STRING": question,
        "CONTENT_LENGTH": "0",
        "CONTENT_TYPE": "",
        "wsgi.input": BytesIO(),
        "driehoek.again": again,
        "driehoek.file": file,
    }
    environ.pop("werkzeug.request", None)
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    with app.app_context(), app.request_context(environ):
        response = app.full_dispatch_request()
    if response.status_code != 200:
        return None
    response.status_code = refusal.status
    return response


def failed(error: HTTPException) -> ResponseReturnValue:
    """Whatever else: the status stays, the words are ours."""
    status = error.code or 500
    if error.response is not None or 300 <= status < 400:
        return error.get_response()
    if status == 405 and (page := _page_of_form()):
        return redirect(page, 303)
    if status == 413 and not wants_json() and not wants_part() and (page_again := _page_of_large()):
        return page_again
    _bare()
    sentence = SENTENCES.get(status) or SENTENCES[400 if status < 500 else 500]
    if wants_json():
        return answer(error.name.replace(" ", ""), str(sentence), None), status
    if wants_part():
        return render_template("_refusal.html", sentence=sentence, refusal=None), status
    return render_template("error.html", sentence=sentence, status=status), status


def _page_of_large() -> Response | None:
    """The page from which came what is too large to be read; what was typed is in what was not read."""
    try:
        came = urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        return None
    if g.get("person") is None or came.netloc != request.host:
        return None
    refusal = TooLargeToSend(most=(request.max_content_length or 0) >> 20)
    return _page_with(refusal, f"{came.path}?{came.query}", ("", {}, refusal), file=True)


def _page_of_form() -> str | None:
    """Where the form stands whose own address was asked for, as by a reload after a refusal: the nearest page above."""
    if request.method not in SAFE or wants_json() or wants_part():
        return None
    adapter = current_app.create_url_adapter(request)
    path = request.path
    while adapter and (path := path.rpartition("/")[0]):
        with suppress(HTTPException):
            adapter.match(path, method="GET")
            return quote(path)
    return None


def mended(error: Exception) -> ResponseReturnValue:
    """A database that does not answer: the views are looked at, and made again when they are damaged."""
    note_error(error)
    close_moment()
    g.person = None
    house = current_app.extensions["house"]
    if isinstance(error, sqlite3.DatabaseError):
        house.clock.close()
        house.engine.close()
        with suppress(Refusal, sqlite3.Error):
            house.engine.open()
    sentence = SENTENCES[503]
    headers = {"Retry-After": "3"}
    if wants_json():
        return answer("ServiceUnavailable", str(sentence), None), 503, headers
    if wants_part():
        return render_template("_refusal.html", sentence=sentence, refusal=None), 503, headers
    return render_template("error.html", sentence=sentence, status=503, again=request.method in SAFE), 503, headers


def _bare() -> None:
    """An error that came before the page had its moment is shown without what stands around a page."""
    if "views" not in g:
        g.person = None


def answer(refusal: str, sentence: str, field: str | None) -> dict[str, Any]:
    """The shape of every no that a machine gets."""
    return {"refusal": refusal, "sentence": sentence, "field": field}


def wants_json() -> bool:
    """Whether a machine asks."""
    return request.path.startswith("/api/") or request.path in ("/livez", "/readyz")
