"""The API's questions on money: balances on any day as known at any moment, and what changed. Amounts are cents."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

from flask import g
from flask_smorest import Blueprint
from marshmallow import Schema, fields, validate

from domain.finance.residents import SEE
from domain.kernel import Id, NotThere
from projections.finance_balances import LAST_DAY, Balance, trial_balance
from projections.finance_bank_page import owners_of
from projections.finance_budget_versions import lines_between
from projections.finance_changes import Between, between, groups_of, page_end
from projections.finance_overview import books_first
from projections.finance_replay import reopenings
from web.acts import acts, require, team_or_404
from web.finance_words import SHOWN_FUNDS
from web.looked import look
from web.parts import opened

_KINDS = {"adopt": "adopted", "amend": "amended", "shift": "shifted"}


class BalanceQuestion(Schema):
    """With value dates up to which day (every day), and of which fund (all but residents': those are asked by name)."""

    on = fields.Date(load_default=None, metadata={"description": "With value dates up to this day. [every day]"})
    fund = fields.String(
        load_default=None, validate=validate.OneOf([*SHOWN_FUNDS, "residents"]),
        metadata={"description": "Of this fund; residents' money only by name, and that look is written. [the others]"},
    )  # fmt: skip


class ChangesQuestion(BalanceQuestion):
    """Since which position, up to now or to `at`; of so many entries at the most: a page ends where there are more."""

    known = fields.Integer(
        data_key="from", required=True, strict=False, validate=validate.Range(0, 2**53),
        metadata={"description": "What is known already: the position of an answer before. From nothing: 0."},
    )  # fmt: skip
    limit = fields.Integer(
        load_default=1_000, validate=validate.Range(1, 5_000), metadata={"description": "So many entries at the most."}
    )


class BalanceAnswer(Schema):
    """What is on an account; cents, debit above nothing."""

    account = fields.String()
    name = fields.String()
    fund = fields.String()
    cents = fields.Integer()
    debit = fields.Integer()
    credit = fields.Integer()


class BalancesAnswer(Schema):
    """The trial balance of a team as known at a position."""

    on = fields.String(allow_none=True)
    position = fields.Integer()
    balances = fields.List(fields.Nested(BalanceAnswer))


class CentsAnswer(Schema):
    """Cents on an account."""

    account = fields.String()
    fund = fields.String()
    cents = fields.Integer()


class ChangeAnswer(CentsAnswer):
    """A posting; `kind`: reversal, reclassification, reopening, late or posted."""

    position = fields.Integer()
    entry = fields.String()
    value_date = fields.String()
    kind = fields.String()
    by = fields.String()


class LineAnswer(Schema):
    """What a budget of a year went up on an account."""

    account = fields.String()
    cents = fields.Integer()


class BudgetAnswer(Schema):
    """A version of a budget; `kind`: adopted, amended or shifted."""

    position = fields.Integer()
    kind = fields.String()
    fund = fields.String()
    year = fields.Integer()
    version = fields.Integer()
    lines = fields.List(fields.Nested(LineAnswer))
    proposed_by = fields.String()
    by = fields.String()
    decision = fields.String()
    why = fields.String()


class AgainAnswer(Schema):
    """A period that two people opened again until a time."""

    position = fields.Integer()
    kind = fields.String()
    period = fields.String()
    until = fields.String()
    asked_by = fields.String()
    by = fields.String()
    why = fields.String()


class ChangesAnswer(Schema):
    """before + changes = after, to the cent; budgets and periods change no balance, and stand apart.

    `more`: the page is full, and the next one is asked `from` where this one ends (`to`).
    """

    first = fields.Integer(data_key="from")
    to = fields.Integer()
    more = fields.Boolean()
    before = fields.List(fields.Nested(CentsAnswer))
    changes = fields.List(fields.Nested(ChangeAnswer))
    after = fields.List(fields.Nested(CentsAnswer))
    budget = fields.List(fields.Nested(BudgetAnswer))
    periods = fields.List(fields.Nested(AgainAnswer))


def add_money(bp: Blueprint) -> None:
    """Let the blueprint answer them."""
    for rule, question, answer, view in (
        ("/teams/<id:team>/money/balances", BalanceQuestion, BalancesAnswer, balances),
        ("/teams/<id:team>/money/changes", ChangesQuestion, ChangesAnswer, changes),
    ):
        bp.get(rule)(bp.arguments(question, location="query")(bp.response(200, answer)(view)))


@acts("finance.see_money")
def balances(asked: dict[str, Any], team: Id) -> dict[str, Any]:
    """What is on each account at the end of a day; of residents only for who may, and the look is written first."""
    funds = _funds(asked, team)
    on = asked["on"].isoformat() if asked["on"] else None
    names = dict(g.views.execute("SELECT account, name FROM finance_account").fetchall())
    return {
        "on": on, "position": g.position,
        "balances": [
            _cents(one) | {"name": opened(names[one.account]), "debit": one.debit, "credit": one.credit}
            for one in trial_balance(g.views, team, on or LAST_DAY) if one.fund in funds
        ],
    }  # fmt: skip


@acts("finance.see_money")
def changes(asked: dict[str, Any], team: Id) -> dict[str, Any]:
    """What became known after a position."""
    funds = _funds(asked, team)
    known, on = min(asked["known"], g.position), asked["on"].isoformat() if asked["on"] else LAST_DAY
    end = page_end(g.views, team, known, asked["limit"])
    to = g.position if end is None else end
    with g.house.at(known) as before, nullcontext(g.views) if end is None else g.house.at(end) as after:
        found = between(before, after, team, known, on).left(funds)
    agreed = [one for one in lines_between(g.views, team, known, to) if one[0].fund in funds]
    return {
        "first": known, "to": to, "more": end is not None, "before": [_cents(one) for one in found.before],
        "after": [_cents(one) for one in found.after], "changes": _changes(team, found),
        "budget": [
            {
                "position": one.position, "kind": _KINDS[one.kind], "fund": one.fund, "year": one.year,
                "version": one.version, "lines": [{"account": code, "cents": cents} for code, cents in lines.items()],
                "proposed_by": one.proposer, "by": one.by, "decision": opened(one.decision), "why": opened(one.why),
            }
            for one, lines in agreed
        ],
        "periods": [
            one._asdict() | {"kind": "reopened", "why": opened(one.why)}
            for one in reopenings(g.views, team, known, to)[::-1]
        ],
    }  # fmt: skip


def _changes(team: Id, found: Between) -> list[dict[str, Any]]:
    groups = groups_of(g.views, team, found.changes)
    return [
        {
            "position": one.position, "entry": one.entry, "account": one.account, "fund": one.fund,
            "cents": one.cents, "value_date": one.value_date, "kind": groups[one.position], "by": one.by,
        }
        for one in found.changes
    ]  # fmt: skip


def _cents(one: Balance) -> dict[str, Any]:
    return {"account": one.account, "fund": one.fund, "cents": one.cents}


def _funds(asked: dict[str, Any], team: Id) -> frozenset[str]:
    """The funds that are asked for; before residents' money is read it is written who looks, at each resident."""
    team_or_404("finance.see_money", team)
    if asked["fund"] == "residents":
        require(SEE, team)
        for resident in owners_of(g.views, team):
            look(SEE, resident, team=team)
    elif books_first(g.views, team) is None:
        raise NotThere
    return frozenset(SHOWN_FUNDS if asked["fund"] is None else {asked["fund"]})
