"""The API's questions on verdicts: of a roster, of a person, and the rules themselves, as `roster check` gives them."""

from __future__ import annotations

from typing import Any

from flask import g
from flask_smorest import Blueprint
from marshmallow import Schema, fields

from domain.kernel import Id, NotThere, id_of
from domain.rosters.labour.document import document_of
from projections.findings import Finding, findings_in
from projections.roster_page import periods_of
from projections.rule_sets import decisions, rules_for
from web.acting import acting, command_key
from web.acts import acts, allowed
from web.findings import reading
from web.language import article_told, tr
from web.layout import my_teams
from web.roster_view import roster_or_404
from web.rule_sets import as_json
from web.rule_words import title_told
from web.shown import shown_day


class VerdictAnswer(Schema):
    """A verdict as `roster check --json` gives it, with whose it is and on which shift."""

    person = fields.String()
    shift = fields.String()
    date = fields.String()
    rule = fields.String()
    article = fields.String()
    severity = fields.String()
    value = fields.Integer()
    limit = fields.Integer()
    since = fields.String(data_key="from")
    until = fields.String(data_key="to")
    exceptions_used = fields.Integer(allow_none=True)
    exceptions_left = fields.Integer(allow_none=True)
    consent = fields.String(allow_none=True)
    text = fields.String()


class VerdictsAnswer(Schema):
    """Everything that is found."""

    roster = fields.String()
    position = fields.Integer()
    verdicts = fields.List(fields.Nested(VerdictAnswer))


class PersonVerdictsAnswer(Schema):
    """What is found of one person, in each roster that whoever asks may see."""

    person = fields.String()
    position = fields.Integer()
    rosters = fields.List(fields.Nested(VerdictsAnswer))


class RulesQuestion(Schema):
    """The rules of which day; today when it is left out."""

    day = fields.Date()


class DecideRules(Schema):
    """Rules in TOML, from which day they hold and by what decision."""

    rules = fields.String(required=True)
    since = fields.Date(required=True, data_key="from")
    decision = fields.String(required=True)


class DecidedAnswer(Schema):
    """The version that holds from then on."""

    version = fields.String()
    position = fields.Integer(allow_none=True)


class AgreeDeviation(Schema):
    """A rule, the days and why."""

    rule = fields.String(required=True)
    first = fields.Date(required=True)
    last = fields.Date(required=True)
    why = fields.String(required=True)


class DeviationAnswer(Schema):
    """The consent that stands."""

    deviation = fields.String()
    position = fields.Integer(allow_none=True)


def add_findings(bp: Blueprint) -> None:
    """Let the blueprint answer and do them."""
    bp.get("/rosters/<id:roster>/verdicts")(bp.response(200, VerdictsAnswer)(verdicts))
    bp.get("/people/<id:person>/verdicts")(bp.response(200, PersonVerdictsAnswer)(person_verdicts))
    bp.get("/rules")(bp.arguments(RulesQuestion, location="query")(bp.response(200)(rules)))
    bp.post("/rules")(bp.arguments(DecideRules)(bp.response(201, DecidedAnswer)(decide_rules)))
    bp.post("/me/deviations")(bp.arguments(AgreeDeviation)(bp.response(201, DeviationAnswer)(agree)))
    bp.post("/me/deviations/<id:deviation>/withdraw")(bp.response(200, DeviationAnswer)(withdraw))


@acts("rosters.see_findings")
def verdicts(roster: Id) -> dict[str, Any]:
    """What the law, the cao, the team and the people say of a roster."""
    found = roster_or_404(roster, "rosters.see_findings")
    listed = findings_in(g.views, found, reading(found))
    return {"roster": roster, "position": g.position, "verdicts": [_verdict(one) for one in listed]}


@acts("trail.see_own")
def person_verdicts(person: Id) -> dict[str, Any]:
    """What they say of one person, in the teams whose findings one may see."""
    teams = [team for team in my_teams() if allowed("rosters.see_findings", team)]
    if person != g.person and not any(_works_in(person, team) for team in teams):
        raise NotThere
    rosters = []
    for team in teams:
        for found in periods_of(g.views, team):
            if found.state == "drafted" and not allowed("rosters.plan_shift", team):
                continue
            listed = findings_in(g.views, found, reading(found), person=person)
            if listed:
                rosters.append(
                    {"roster": found.roster, "position": g.position, "verdicts": [_verdict(one) for one in listed]}
                )
    return {"person": person, "position": g.position, "rosters": rosters}


@acts("rosters.see_rules")
def rules(asked: dict[str, Any]) -> dict[str, Any]:
    """The rules of a day, and what the organisation decided."""
    day = asked["day"].isoformat() if asked.get("day") else shown_day().isoformat()
    decided = [
        {"version": one.version, "from": one.since, "title": title_told(one.rules.title), "source": one.rules.source}
        for one in decisions(g.views)
    ]
    return as_json(rules_for(g.views, day)) | {"day": day, "decided": decided}


@acts("rosters.decide_rules")
def decide_rules(asked: dict[str, Any]) -> dict[str, Any]:
    """Let rosters be judged by other rules from a day on."""
    version = command_key()
    with acting():
        position = g.house.rule_book.decide_rules(
            version, rules=asked["rules"], since=asked["since"].isoformat(), decision=asked["decision"]
        )
    return {"version": version, "position": position}


@acts("rosters.agree_to_deviation")
def agree(asked: dict[str, Any]) -> dict[str, Any]:
    """Agree that a rule may be deviated from for oneself."""
    deviation = id_of(command_key(), "deviation")
    with acting():
        position = g.house.rosters.agree_to_deviation(
            deviation, rule=asked["rule"], first=asked["first"].isoformat(), last=asked["last"].isoformat(),
            why=asked["why"],
        )  # fmt: skip
    return {"deviation": deviation, "position": position}


@acts("rosters.agree_to_deviation")
def withdraw(deviation: Id) -> dict[str, Any]:
    """Agree no longer, from today on."""
    with acting():
        position = g.house.rosters.withdraw_deviation(deviation)
    return {"deviation": deviation, "position": position}


def _works_in(person: Id, team: Id) -> bool:
    query = "SELECT 1 FROM teams_relation WHERE person = ? AND team = ? AND role = 'member' LIMIT 1"
    return g.views.execute(query, (person, team)).fetchone() is not None


def _verdict(one: Finding) -> dict[str, Any]:
    told = document_of(one.verdict)
    consent = one.verdict.consent.deviation if one.verdict.consent else None
    return told | {
        "person": one.person, "shift": one.shift, "date": one.day, "since": told["from"], "until": told["to"],
        "consent": consent, "article": article_told(one.verdict.article), "text": tr(one.verdict.says),
    }  # fmt: skip
