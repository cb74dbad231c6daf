"""What /api/openapi.json says beside the paths: how a program comes in, the moment of an answer, what each form is."""

from __future__ import annotations

from typing import Any

from apispec import BasePlugin
from marshmallow import Schema
from webargs.flaskparser import FlaskParser
from werkzeug.datastructures import MultiDict

ABOUT = """What the pages of driehoek show and do, for programs. docs/api.md has it step by step.

Coming in: a program is a person. Sign in at /sign-in as in a browser and send the cookie of the session along; GET
/api/me then gives the token that every POST sends as X-CSRFToken. What somebody may not see or do on a page is not
there here either: of a team to which one does not belong nothing exists (404).

Amounts are whole cents, days are as 2026-03-31. Every GET takes `at`: a position of the log, or a date with a time,
which is answered with a redirect to its position. A field that is not known is refused.

A POST with an Idempotency-Key that was sent before does nothing again and gives the same answer; with another content
it is refused (409). What is refused has a name, a sentence, and the field that is wrong: in Dutch, or in English for
who asks that with Accept-Language.
"""
_AT: dict[str, Any] = {
    "in": "query", "name": "at", "schema": {"type": "string"},
    "description": "As known at this position of the log, or at this date and time (2026-03-03T14:05). [now]",
}  # fmt: skip
_TOKEN: dict[str, Any] = {
    "in": "header", "name": "X-CSRFToken", "required": True, "schema": {"type": "string"},
    "description": "The token of GET /api/me.",
}  # fmt: skip
_KEY: dict[str, Any] = {
    "in": "header", "name": "Idempotency-Key",
    "schema": {"type": "string", "pattern": "^[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}$"},
    "description": "32 hex digits of one's own, as a UUID: sent again, nothing is done twice.",
}  # fmt: skip
SESSION = {"type": "apiKey", "in": "cookie", "name": "__Host-driehoek", "description": "Without TLS: driehoek."}


class Describing(BasePlugin):
    """Says of each question that it takes a moment, of each command its headers, and of each form its docstring."""

    def operation_helper(self, path: str | None = None, operations: Any = None, **_: Any) -> None:
        """What every question and every command takes."""
        for verb, operation in (operations or {}).items():
            more = {"get": [_AT], "post": [_TOKEN, _KEY]}.get(verb, [])
            operation["parameters"] = operation.get("parameters", []) + more

    def schema_helper(self, name: str, definition: dict[str, Any], **given: Any) -> dict[str, Any]:
        """What a form or an answer is, in the words of its class."""
        schema = given.get("schema")
        kind = schema if isinstance(schema, type) else type(schema)
        said = kind.__doc__ if isinstance(schema, Schema) or schema is kind else None
        return {"description": " ".join((said or "").split())} if said else {}


class Asking(FlaskParser):
    """Reads what is asked: a field that is not known is refused by name, also in an address; `at` is everybody's."""

    DEFAULT_UNKNOWN_BY_LOCATION = {**FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION, "query": "raise"}

    def load_querystring(self, req: Any, schema: Schema) -> Any:
        """What stands in the address, but for the moment."""
        asked = [(name, value) for name, value in req.args.items(multi=True) if name != "at"]
        return self._makeproxy(MultiDict(asked), schema)
