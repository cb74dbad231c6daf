"""What the swap market takes, from a form as from a machine."""

from __future__ import annotations

from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate
from werkzeug.datastructures import MultiDict

from domain.kernel import NotThere
from domain.rosters.asking import MOST_ASKED
from web.api_schemas import ID

_IDS = validate.Length(max=MOST_ASKED + 1)


class OfferShiftTo(Schema):
    """To which colleagues, or against which shifts of theirs: one of both."""

    to = fields.List(fields.String(validate=ID), load_default=list, validate=_IDS)
    against = fields.List(fields.String(validate=ID), load_default=list, validate=_IDS)


class TakeOffer(Schema):
    """The shift of one's own that is given for it; null: none is wanted back."""

    against = fields.String(load_default=None, allow_none=True, validate=ID)


def read_form(schema: type[Schema], form: MultiDict[str, str]) -> dict[str, Any]:
    """What a form sends, by the same schema; raises NotThere for what is no id."""
    lists = {name for name, field in schema().fields.items() if isinstance(field, fields.List)}
    sent: dict[str, Any] = {}
    for name in form:
        given = [text for text in form.getlist(name) if text]
        if name in lists:
            sent[name] = given[: MOST_ASKED + 1]
        elif given:
            sent[name] = given[0]
    try:
        found: dict[str, Any] = schema().load(sent, unknown=EXCLUDE)
    except ValidationError:
        raise NotThere from None
    return found
