"""The JSON API under /api, with its description in /api/openapi.json. flask-smorest stays off every other page."""

from __future__ import annotations

from typing import Any

from flask import Blueprint
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_smorest import Api
from flask_smorest import Blueprint as Spoken
from werkzeug.exceptions import HTTPException

from domain.kernel import Refusal
from web.acts import public
from web.api_claims import add_claims
from web.api_commands import add_commands
from web.api_description import ABOUT, SESSION, Asking, Describing
from web.api_findings import add_findings
from web.api_hours import add_hours
from web.api_market import add_market
from web.api_money import add_money
from web.api_proposals import add_proposals
from web.api_reading import add_questions
from web.api_rounds import add_rounds
from web.api_schemas import RefusalAnswer
from web.api_told import told
from web.errors import SENTENCES, answer
from web.language import tr
from web.say import say as _

bp = Blueprint("api_description", __name__)

_CONFIG = {
    "API_TITLE": "driehoek",
    "API_VERSION": "1",
    "OPENAPI_VERSION": "3.0.3",
    "OPENAPI_URL_PREFIX": "/api",
    "OPENAPI_JSON_PATH": "openapi.json",
}


class Described(Spoken):  # type: ignore[misc]
    """The blueprint of the API, with its own way to read a question."""

    ARGUMENTS_PARSER = Asking()


class QuietApi(Api):  # type: ignore[misc]
    """flask-smorest without its hold on the errors of other pages; what is refused is described as it is answered."""

    ERROR_SCHEMA = RefusalAnswer

    def _register_error_handlers(self) -> None:
        """The blueprint of the API has its own."""


def _described() -> Described:
    found = Described("api", __name__, url_prefix="/api", description="Rosters, money and their trail, now and then.")
    add_questions(found)
    add_hours(found)
    add_findings(found)
    add_commands(found)
    add_proposals(found)
    add_rounds(found)
    add_market(found)
    add_money(found)
    add_claims(found)
    found.register_error_handler(Refusal, refused)
    found.register_error_handler(HTTPException, failed)
    return found


def refused(refusal: Refusal) -> ResponseReturnValue:
    """A rule that says no, or a page of then that is read only."""
    return answer(type(refusal).__name__, tr(refusal), refusal.field), refusal.status


def failed(error: HTTPException) -> ResponseReturnValue:
    """A request that cannot be read: which field, and why."""
    status = error.code or 500
    messages = getattr(error, "data", {}).get("messages") if status == 422 else None
    if messages:
        field, why = _first(messages)
        if not field:
            return answer("InvalidInput", _("Deze vraag klopt niet. Stuur een JSON-object."), None), status
        sentence = _("Dit veld klopt niet: {field}. {why}").format(field=field, why=told(why))
        return answer("InvalidInput", sentence, field), status
    if status >= 500:
        from web.errors import failed as note

        note(error)
    return answer(error.name.replace(" ", ""), str(SENTENCES.get(status) or SENTENCES[400]), None), status


def _first(messages: Any, field: str = "") -> tuple[str, str]:
    """The first field that marshmallow names, and what it says."""
    if isinstance(messages, dict) and messages:
        name, inner = next(iter(messages.items()))
        inside = field if name in ("json", "query", "_schema") else str(name)
        return _first(inner, inside)
    if isinstance(messages, list) and messages:
        return _first(messages[0], field)
    return field, str(messages)


def _set_up(state: BlueprintSetupState) -> None:
    app: Any = state.app
    for name, value in _CONFIG.items():
        app.config.setdefault(name, value)
    described = {"info": {"description": ABOUT}, "security": [{"session": []}], "extra_plugins": [Describing()]}
    api = QuietApi(app, spec_kwargs=described)
    api.spec.components.security_scheme("session", SESSION)
    converter = app.url_map.converters["id"]
    api.register_converter(converter, lambda _found: {"type": "string", "pattern": "^[0-9a-f]{32}$"})
    api.register_blueprint(_described())
    openapi = app.view_functions["api-docs.openapi_json"]
    app.view_functions["api-docs.openapi_json"] = public(lambda: openapi())


bp.record(_set_up)
