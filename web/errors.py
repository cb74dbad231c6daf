"""What goes wrong, in one sentence and with a way on; never a stack trace."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from urllib.parse import unquote

from flask import Flask, Response, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext
from werkzeug.exceptions import HTTPException, InternalServerError

from domain.kernel import Refusal
from web.csrf import SAFE
from web.language import tr
from web.logs import note_error
from web.pages import own_page
from web.parts import wants_part

SENTENCES = {
    400: lazy_gettext("Deze vraag begrijpen we niet. Ga terug en probeer het nog eens."),
    404: lazy_gettext("Deze pagina bestaat niet (meer), of je hoort er niet bij."),
    405: lazy_gettext("Zo kan deze pagina niet gebruikt worden."),
    413: lazy_gettext("Dit is te groot om te versturen."),
    429: lazy_gettext("Te vaak geprobeerd. Wacht een kwartier en probeer het dan nog eens."),
    500: lazy_gettext("Er ging iets mis bij ons. Er is niets van jou veranderd. Probeer het zo nog eens."),
}


def setup_errors(app: Flask) -> None:
    """Refusals and errors, each as a page or a part."""
    app.register_error_handler(Refusal, refused)
    app.register_error_handler(HTTPException, failed)


def refused(refusal: Refusal) -> ResponseReturnValue:
    """A rule that says no: for htmx a part, else the page that the form stood on, with what was typed."""
    if wants_json():
        return {"message": tr(refusal), "refusal": type(refusal).__name__}, refusal.status
    if wants_part():
        return render_template("_refusal.html", sentence=tr(refusal), refusal=refusal), refusal.status
    again = _page_again(refusal)
    if again is not None:
        return again
    return render_template("error.html", sentence=tr(refusal), status=refusal.status), refusal.status


def _page_again(refusal: Refusal) -> Response | None:
    """The page of the form, made as if it were asked for, its fields filled with what was typed."""
    if request.method in SAFE or "page" not in request.form:
        return None
    path, _, question = own_page(request.form["page"]).partition("?")
    environ: dict[str, Any] = request.environ | {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": unquote(path, "latin-1"),
        "QUERY_STRING": question,
        "CONTENT_LENGTH": "0",
        "CONTENT_TYPE": "",
        "wsgi.input": BytesIO(),
        "driehoek.again": (request.path, request.form, refusal),
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
    if isinstance(error, InternalServerError):
        note_error(error.original_exception or error)
    sentence = SENTENCES.get(status) or SENTENCES[400 if status < 500 else 500]
    if wants_json():
        return {"message": str(sentence)}, status
    if wants_part():
        return render_template("_refusal.html", sentence=sentence, refusal=None), status
    return render_template("error.html", sentence=sentence, status=status), status


def wants_json() -> bool:
    """Whether a machine asks."""
    return request.path.startswith("/api/") or request.path in ("/livez", "/readyz")
