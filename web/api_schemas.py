"""What the API takes and gives. A field that is not named here is refused by name."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

ID = validate.Regexp(r"^[0-9a-f]{32}\Z", error="32 lower-case hex digits")
CODE = validate.Regexp(r"^[A-Za-z0-9]{1,3}\Z", error="1 to 3 letters or digits")


class RefusalAnswer(Schema):
    """Why something was refused, in the language of the request."""

    refusal = fields.String(required=True)
    sentence = fields.String(required=True)
    field = fields.String(allow_none=True)


class MeAnswer(Schema):
    """Who is signed in, and the token that every POST sends back as X-CSRFToken."""

    person = fields.String()
    name = fields.String()
    csrf = fields.String()


class TeamAnswer(Schema):
    """A woongroep that one belongs to."""

    id = fields.String()
    name = fields.String()
    roles = fields.List(fields.String())


class PersonAnswer(Schema):
    """Somebody with a place or role in the team."""

    id = fields.String()
    name = fields.String()
    role = fields.String()
    since = fields.String()
    until = fields.String(allow_none=True)


class PeriodAnswer(Schema):
    """A roster of the team."""

    id = fields.String()
    first = fields.String(data_key="from")
    last = fields.String(data_key="to")
    state = fields.String()


class WholeTeamAnswer(TeamAnswer):
    """A woongroep with its people and rosters."""

    people = fields.List(fields.Nested(PersonAnswer))
    rosters = fields.List(fields.Nested(PeriodAnswer))


class ShiftAnswer(Schema):
    """A shift as it stands."""

    id = fields.String()
    date = fields.String()
    kind = fields.String()
    start = fields.String()
    end = fields.String()
    person = fields.String(allow_none=True)


class DemandAnswer(Schema):
    """The least number of people in a kind of shift on a date."""

    date = fields.String()
    kind = fields.String()
    min = fields.Integer()


class RosterAnswer(Schema):
    """A roster as known at a position."""

    id = fields.String()
    team = fields.String()
    first = fields.String(data_key="from")
    last = fields.String(data_key="to")
    state = fields.String()
    position = fields.Integer()
    shifts = fields.List(fields.Nested(ShiftAnswer))
    demand = fields.List(fields.Nested(DemandAnswer))


class EntryAnswer(Schema):
    """What one command did."""

    position = fields.Integer()
    recorded_at = fields.String()
    sentence = fields.String()
    role = fields.String()
    on_behalf_of = fields.String(allow_none=True)
    reason = fields.String(allow_none=True)
    disowned = fields.Boolean()
    others = fields.List(fields.String())


class TrailAnswer(Schema):
    """A page of the trail, newest first; `before` is where the next one begins."""

    entries = fields.List(fields.Nested(EntryAnswer))
    before = fields.Integer(allow_none=True)


class TrailQuestion(Schema):
    """Which part of the trail."""

    before = fields.Integer(validate=validate.Range(1, 2**62))
    limit = fields.Integer(load_default=30, validate=validate.Range(1, 100))
    who = fields.String(validate=ID)
    shift = fields.String(validate=ID)


class DoneAnswer(Schema):
    """Where what was done stands in the log; null: it stood so already."""

    position = fields.Integer(allow_none=True)
    id = fields.String(allow_none=True)


class Nothing(Schema):
    """A command that needs nothing but its address."""


class PlanShift(Schema):
    """A shift on a day: one's own without `person`, somebody's, or open with null."""

    id = fields.String(validate=ID)
    date = fields.Date(required=True)
    kind = fields.String(required=True, validate=CODE)
    person = fields.String(allow_none=True, validate=ID)


class AssignShift(Schema):
    """For whom, instead of whom the planner saw there (null: it was open)."""

    person = fields.String(required=True, validate=ID)
    instead_of = fields.String(required=True, allow_none=True, validate=ID)


class UnassignShift(Schema):
    """Whose it was."""

    was = fields.String(required=True, validate=ID)


class MoveShift(Schema):
    """Another day or kind."""

    date = fields.Date(required=True)
    kind = fields.String(required=True, validate=CODE)


class RecordHours(Schema):
    """Local clock times on the shift's day, and minutes of break."""

    start = fields.String(required=True, validate=validate.Length(max=5))
    end = fields.String(required=True, validate=validate.Length(max=5))
    breaks = fields.Integer(required=True, strict=True, validate=validate.Range(0, 1440))


class ProposeSwap(Schema):
    """One's own shift for a colleague's."""

    id = fields.String(validate=ID)
    giving = fields.String(required=True, validate=ID)
    wanting = fields.String(required=True, validate=ID)
