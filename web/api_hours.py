"""The API's questions on hours for pay: a statement without why somebody was away, and a batch without its file."""

from __future__ import annotations

from typing import Any

from flask import g
from flask_smorest import Blueprint
from marshmallow import Schema, fields, validate

from domain.kernel import Id, NotThere
from domain.rosters.hours.year import year_rules_on
from projections.hours import batch, statement
from projections.hours_account import Account, worked_in_year
from web.acts import acts, require, team_or_404
from web.hours_account import account_in
from web.shown import shown_day


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


class YearQuestion(Schema):
    """Which year."""

    year = fields.Integer(load_default=None, allow_none=True, validate=validate.Range(2000, 2200))


class AccountAnswer(Schema):
    """A person's year up to and including a day, in minutes; leave and illness apart for the person alone."""

    person = fields.String()
    year = fields.Integer()
    since = fields.String()
    until = fields.String()
    contract = fields.Integer()
    holidays = fields.Integer()
    planned = fields.Integer()
    worked = fields.Integer()
    away = fields.Integer()
    leave = fields.Integer(allow_none=True)
    sick = fields.Integer(allow_none=True)
    difference = fields.Integer()
    carried_over = fields.Integer()
    balance = fields.Integer()
    to_come = fields.Integer()
    rules = fields.String()


def add_hours(bp: Blueprint) -> None:
    """Let the blueprint answer them."""
    for rule, view, many in (
        ("/me/hours/account", own_account, False), ("/teams/<id:team>/hours/account", team_accounts, True),
    ):  # fmt: skip
        answers = bp.response(200, AccountAnswer(many=many))(view)
        bp.get(rule)(bp.arguments(YearQuestion, location="query")(answers))
    bp.get("/hours/statements/<id:statement_id>")(bp.response(200, StatementAnswer)(statement_answer))
    bp.get("/hours/batches/<id:batch_id>")(bp.response(200, BatchAnswer)(batch_answer))


@acts("rosters.state_hours")
def own_account(asked: dict[str, Any]) -> dict[str, Any]:
    """One's own account of hours."""
    found = account_in(g.person, asked["year"] or shown_day().year)
    if found is None:
        raise NotThere
    return _account(found)


@acts("rosters.see_hours")
def team_accounts(asked: dict[str, Any], team: Id) -> list[dict[str, Any]]:
    """The accounts of everybody who works in the team that year."""
    team_or_404("rosters.see_hours", team)
    year = asked["year"] or shown_day().year
    found = [account_in(person, year) for person in worked_in_year(g.views, team, year)]
    return [_account(one) for one in found if one]


def _account(one: Account) -> dict[str, Any]:
    total, own = one.total, one.person == g.person
    return {
        "person": one.person, "year": one.year, "since": one.since, "until": one.until, "contract": total.contract,
        "holidays": total.holidays, "planned": total.planned, "worked": total.worked, "away": total.away,
        "leave": total.leave if own else None, "sick": total.sick if own else None, "difference": total.difference,
        "carried_over": one.carried.minutes if one.carried else 0, "balance": one.balance, "to_come": one.to_come,
        "rules": year_rules_on(f"{one.year}-12-31").source,
    }  # fmt: skip


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
