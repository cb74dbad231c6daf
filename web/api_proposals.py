"""The API on proposals: ask, look how far it is, read the alternatives, stop, take over, let go."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import g
from flask_smorest import Blueprint
from marshmallow import Schema, fields, validate

from domain.kernel import Id, act_as, id_of
from domain.rosters.proposals import MOST_SECONDS, REPLAN, REST
from domain.rosters.proposing import STANDARD_SECONDS
from projections.proposals import Alternative, ProposalShown, alternatives_of, changed_since, proposals_for
from web.acting import acting
from web.acts import acts
from web.api_schemas import ID, DoneAnswer, Nothing
from web.proposals_view import note_of, proposal_or_404
from web.roster_view import may_plan, roster_or_404

_ALL = "/rosters/<id:roster>/proposals"
_ONE = f"{_ALL}/<id:proposal>"
_OWN = ("wishes", "met", "jokers", "jokers_met", "refused")
"""What is for the person and for who plans."""


class AskProposal(Schema):
    """For how long to search; what is open, or with the fewest changes (`replan`)."""

    seconds = fields.Integer(load_default=STANDARD_SECONDS, strict=True, validate=validate.Range(1, MOST_SECONDS))
    what = fields.String(load_default=REST, validate=validate.OneOf((REST, REPLAN)))


class AcceptProposal(Schema):
    """Which alternative, counted from 0; for one person, or without `person` wholly."""

    alternative = fields.Integer(required=True, strict=True, validate=validate.Range(0, 99))
    person = fields.String(validate=ID, load_default=None, allow_none=True)


class AskProposed(Schema):
    """Whom of another team to ask for what an alternative, counted from 0, has for them."""

    alternative = fields.Integer(required=True, strict=True, validate=validate.Range(0, 99))
    person = fields.String(required=True, validate=ID)


class LetGoProposal(Schema):
    """Why."""

    reason = fields.String(required=True, validate=validate.Length(1, 500))


class ProposalAnswer(Schema):
    """A proposal as it stands; `searched` and `open` are of the best so far, `changed` shifts of the roster since."""

    id = fields.String()
    roster = fields.String()
    what = fields.String()
    state = fields.String()
    status = fields.String()
    asked_by = fields.String()
    asked_at = fields.String()
    seconds = fields.Integer()
    searched = fields.Float()
    open = fields.Integer()
    looked = fields.Integer(allow_none=True)
    changed = fields.Integer()


class AlternativeAnswer(Schema):
    """A roster that may be accepted: what it adds, what stays open, and what it costs whom."""

    number = fields.Integer()
    aim = fields.String()
    shifts = fields.List(fields.Dict())
    gaps = fields.List(fields.Dict())
    costs = fields.Dict()
    whole = fields.Dict()


class WholeProposalAnswer(ProposalAnswer):
    """A proposal with its alternatives."""

    alternatives = fields.List(fields.Nested(AlternativeAnswer))


def add_proposals(bp: Blueprint) -> None:
    """Let the blueprint do and answer them."""
    bp.get(_ALL)(bp.response(200, ProposalAnswer(many=True))(proposals))
    bp.get(_ONE)(bp.response(200, WholeProposalAnswer)(proposal_answer))
    for rule, schema, view in (
        (_ALL, AskProposal, ask_proposal),
        (f"{_ONE}/stop", Nothing, stop_proposal),
        (f"{_ONE}/accept", AcceptProposal, accept_proposal),
        (f"{_ONE}/ask", AskProposed, ask_proposed),
        (f"{_ONE}/let-go", LetGoProposal, let_go_proposal),
    ):
        bp.post(rule)(bp.arguments(schema)(bp.response(201, DoneAnswer)(view)))


@acts("rosters.see_proposals")
def proposals(roster: Id) -> list[dict[str, Any]]:
    """What was asked for a roster, the newest first."""
    roster_or_404(roster, "rosters.see_proposals")
    return [_shown(one) for one in proposals_for(g.views, roster)]


@acts("rosters.see_proposals")
def proposal_answer(roster: Id, proposal: Id) -> dict[str, Any]:
    """A proposal with what was found."""
    found = roster_or_404(roster, "rosters.see_proposals")
    shown = proposal_or_404(found, proposal)
    everything = may_plan(found.team)
    return _shown(shown) | {
        "alternatives": [alternative_json(one, everything=everything) for one in alternatives_of(g.views, proposal)]
    }


@acts("rosters.propose_roster")
def ask_proposal(asked: dict[str, Any], roster: Id) -> dict[str, Any]:
    """Ask for a proposal; it is looked for outside this call."""
    roster_or_404(roster, "rosters.propose_roster")
    with acting() as who:
        proposal = id_of("proposal", str(who.command))
        position = g.house.proposing.ask_proposal(roster, proposal=proposal, **asked)
    return {"position": position, "id": proposal}


@acts("rosters.propose_roster")
def stop_proposal(_: dict[str, Any], roster: Id, proposal: Id) -> dict[str, Any]:
    """Search no further: the best so far is offered."""
    with acting():
        position = g.house.proposing.stop_proposal(roster, proposal)
    return {"position": position, "id": proposal}


@acts("rosters.accept_proposal")
def accept_proposal(asked: dict[str, Any], roster: Id, proposal: Id) -> dict[str, Any]:
    """Take an alternative over."""
    with acting():
        position = g.house.proposing.accept_proposal(roster, proposal, **asked)
    return {"position": position, "id": proposal}


@acts("rosters.seek_replacement")
def ask_proposed(asked: dict[str, Any], roster: Id, proposal: Id) -> dict[str, Any]:
    """Ask somebody of another team; nothing is theirs before their yes."""
    with acting():
        position = g.house.proposing.ask_proposed(roster, proposal, **asked)
    return {"position": position, "id": proposal}


@acts("rosters.propose_roster")
def let_go_proposal(asked: dict[str, Any], roster: Id, proposal: Id) -> dict[str, Any]:
    """Take nothing (more) of it over."""
    with acting() as who, act_as(replace(who, reason=g.house.vault.seal(str(who.command), asked["reason"]))):
        position = g.house.proposing.let_go_proposal(roster, proposal)
    return {"position": position, "id": proposal}


def alternative_json(one: Alternative, *, everything: bool = True) -> dict[str, Any]:
    """An alternative for a machine; wishes only with `everything`, or of who asks."""
    costs = {
        person: cost if everything or person == g.person else {k: v for k, v in cost.items() if k not in _OWN}
        for person, cost in one.costs.items()
    }
    return {
        "number": one.number, "aim": one.aim, "shifts": [p.fields() for p in one.shifts], "gaps": list(one.gaps),
        "costs": costs, "whole": one.whole,
    }  # fmt: skip


def _shown(shown: ProposalShown) -> dict[str, Any]:
    note = note_of(shown)
    return {
        "id": shown.proposal, "roster": shown.roster, "what": shown.what, "state": shown.state,
        "status": shown.status, "asked_by": shown.asked_by, "asked_at": shown.asked, "seconds": shown.seconds,
        "searched": note.seconds, "open": note.open, "looked": shown.looked,
        "changed": changed_since(g.views, shown, g.position) if shown.state == "offered" else 0,
    }  # fmt: skip
