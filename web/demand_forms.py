"""What is typed on the page of what a woongroep needs, read into what the commands ask."""

from __future__ import annotations

from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate
from werkzeug.datastructures import MultiDict

from domain.kernel import InvalidInput, Refusal
from domain.people.service import clean_competence
from domain.rosters import ShiftKind
from domain.rosters.demand import PLACES
from domain.rosters.refusals import DemandUnreadable
from web.team_words import break_of, minutes_of

NUMBER = "Vul een aantal in van 0 tot 50."


class ShiftKindForm(Schema):
    """A kind of shift as people type it."""

    class Meta:
        """The token and the key of the command are not its own."""

        unknown = EXCLUDE

    code = fields.String(
        required=True,
        validate=validate.Regexp(r"^\s*[A-Za-z0-9]{1,3}\s*$", error="Een code is 1 tot 3 letters of cijfers."),
    )
    name = fields.String(
        required=True, validate=validate.Regexp(r"^.*\S.*$", error="Vul een naam in, bijvoorbeeld Vroeg.")
    )
    place = fields.String(required=True, validate=validate.OneOf(PLACES, error="Kies waar de dienst in de dag staat."))
    start = fields.String(
        required=True,
        validate=validate.Regexp(r"^\s*([01]?\d|2[0-3]):[0-5]\d\s*$", error="Typ de begintijd als 07:00."),
    )
    length = fields.String(required=True)
    breaks = fields.String(load_default="0")
    needs = fields.String(load_default="")
    no_next = fields.String(load_default="")


def read_kind(form: MultiDict[str, str]) -> tuple[ShiftKind, str]:
    """The kind and its name; raises the refusal of the first field that cannot be read."""
    try:
        typed: dict[str, Any] = ShiftKindForm().load(form.to_dict())
    except ValidationError as error:
        raise first_error(error) from None
    hours, _, minutes = typed["start"].strip().partition(":")
    kind = ShiftKind(
        typed["code"].strip().upper(),
        typed["place"],
        int(hours) * 60 + int(minutes),
        _length(typed["length"]),
        break_of(typed["breaks"]),
        tuple(_competence(part) for part in _parts(typed["needs"])),
        tuple(part.upper() for part in _parts(typed["no_next"])),
    )
    return kind, typed["name"].strip()


def read_number(text: str, field: str = "least") -> int | None:
    """A number of people, or None for nothing typed; raises DemandUnreadable."""
    text = text.strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 3 and int(text) <= 50):
        raise DemandUnreadable(field=field)
    return int(text)


def first_error(error: ValidationError) -> Refusal:
    """The first thing that marshmallow found wrong, as a refusal at its field."""
    messages: dict[str, Any] = error.messages if isinstance(error.messages, dict) else {"": error.messages}
    field, found = next(iter(messages.items()))
    text = found[0] if isinstance(found, list) and found else str(found)
    return InvalidInput(what="Vul dit veld in." if "required" in text else text, field=field)


def _length(text: str) -> int:
    try:
        minutes = minutes_of(text, "length")
    except Refusal:
        minutes = 0
    if not 60 <= minutes <= 24 * 60:
        raise InvalidInput(what="Vul de duur in als 1 tot 24 uur, bijvoorbeeld 8,25 of 8:15.", field="length")
    return minutes


def _competence(text: str) -> str:
    try:
        return clean_competence(text)
    except Refusal as refusal:
        refusal.field = "needs"
        raise


def _parts(text: str) -> list[str]:
    return [part for part in (piece.strip() for piece in text.replace(";", ",").split(",")) if part]
