"""The API's questions on hours for pay: a statement without why somebody was away, and a batch without its file."""

from __future__ import annotations

from typing import Any

from flask import g
from flask_smorest import Blueprint
from marshmallow import Schema, fields

from domain.kernel import Id, NotThere
from projections.hours import batch, statement
from web.acts import acts, require, team_or_404


class StatementAnswer(Schema):
    """A person's hours of a month in a team; minutes by what they are for, in all and line by line."""

    id = fields.String()
    person = fields.String()
    team = fields.String()
    month = fields.String()
    corrects = fields.String(allow_none=True)
    state = fields.String()
    position = fields.Integer()
    rules = fields.String()
    totals = fields.Dict(keys=fields.String(), values=fields.Integer())
    lines = fields.List(fields.Dict())
    batch = fields.Integer(allow_none=True)


class BatchAnswer(Schema):
    """What was sent to the salary office."""

    id = fields.String()
    month = fields.String()
    number = fields.Integer()
    sender = fields.String()
    sent_at = fields.String()
    statements = fields.List(fields.String())
    sha256 = fields.String()


def add_hours(bp: Blueprint) -> None:
    """Let the blueprint answer them."""
    bp.get("/hours/statements/<id:statement_id>")(bp.response(200, StatementAnswer)(statement_answer))
    bp.get("/hours/batches/<id:batch_id>")(bp.response(200, BatchAnswer)(batch_answer))


@acts("rosters.state_hours")
def statement_answer(statement_id: Id) -> dict[str, Any]:
    """A statement, for its person and for the team."""
    found = statement(g.views, statement_id)
    if found is None:
        raise NotThere
    if found.person != g.person:
        team_or_404("rosters.see_hours", found.team)
    return {
        "id": found.id, "person": found.person, "team": found.team, "month": found.month, "corrects": found.corrects,
        "state": found.state, "position": found.drawn, "rules": found.rules, "totals": found.totals,
        "lines": found.lines, "batch": found.number,
    }  # fmt: skip


@acts("rosters.send_hours")
def batch_answer(batch_id: Id) -> dict[str, Any]:
    """A batch, for who sends them."""
    require("rosters.send_hours")
    found = batch(g.views, batch_id)
    if found is None:
        raise NotThere
    return {
        "id": found.id, "month": found.month, "number": found.number, "sender": found.sender, "sent_at": found.moment,
        "statements": found.statements, "sha256": found.sha256,
    }  # fmt: skip
