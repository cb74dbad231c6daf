"""The API's questions: what the pages show, for machines, now and at any moment."""

from __future__ import annotations

from typing import Any

from flask import g
from flask_smorest import Blueprint

from domain.kernel import Allowed, Id, NotThere, today
from projections.roster_page import period, periods_of, roster_json
from projections.teams import people_of
from projections.trail import Asked, shift_positions
from projections.trail_entries import entries
from web.acts import acts, allowed, team_or_404
from web.api_schemas import MeAnswer, RosterAnswer, TeamAnswer, TrailAnswer, TrailQuestion, WholeTeamAnswer
from web.csrf import csrf_token
from web.layout import my_teams
from web.trail_story import Told, reader, tell, teller


def add_questions(bp: Blueprint) -> None:
    """Let the blueprint answer them."""
    bp.get("/me")(bp.response(200, MeAnswer)(me))
    bp.get("/teams")(bp.response(200, TeamAnswer(many=True))(teams))
    bp.get("/teams/<id:team>")(bp.response(200, WholeTeamAnswer)(team))
    bp.get("/rosters/<id:roster>")(bp.response(200, RosterAnswer)(roster))
    bp.get("/teams/<id:team>/trail")(
        bp.arguments(TrailQuestion, location="query")(bp.response(200, TrailAnswer)(trail))
    )


@acts("trail.see_own")
def me() -> dict[str, Any]:
    """Who is signed in."""
    return {"person": g.person, "name": teller().person(g.person), "csrf": csrf_token()}


@acts("trail.see_own")
def teams() -> list[dict[str, Any]]:
    """The woongroepen that one belongs to."""
    return [_team(team) for team in my_teams() if allowed("teams.see_team", team)]


@acts("teams.see_team")
def team(team: Id) -> dict[str, Any]:
    """A woongroep with its people and rosters."""
    team_or_404("teams.see_team", team)
    tells = teller()
    sees = allowed("people.see_people", team)
    people = people_of(g.views, team) if sees else []
    if isinstance(sees, Allowed) and sees.role == "administrator":  # who cares for accounts reads nothing of clients
        clients = {p.person for p in people if p.role in ("resident", "relative")}
        people = [p for p in people if p.person not in clients]
    rosters = periods_of(g.views, team) if allowed("rosters.see_roster", team) else ()
    drafts = bool(allowed("rosters.plan_shift", team))
    return _team(team) | {
        "people": [
            {"id": p.person, "name": tells.opened(p.name), "role": p.role, "since": p.since, "until": p.until}
            for p in people
        ],
        "rosters": [
            {"id": r.roster, "first": r.first, "last": r.last, "state": r.state}
            for r in rosters
            if drafts or r.state != "drafted"
        ],
    }


@acts("rosters.see_roster")
def roster(roster: Id) -> dict[str, Any]:
    """A roster as known at the moment of the question."""
    found = period(g.views, roster)
    if found is None:
        raise NotThere
    team_or_404("rosters.see_roster", found.team)
    if found.state == "drafted" and not allowed("rosters.plan_shift", found.team):
        raise NotThere
    shown = roster_json(g.views, found.team, found.first, position=g.position) or {}
    return shown | {"id": roster, "first": found.first, "last": found.last, "state": found.state}


@acts("trail.see_trail")
def trail(asked: dict[str, Any], team: Id) -> dict[str, Any]:
    """What happened, newest first."""
    team_or_404("trail.see_trail", team)
    shift = asked.get("shift")
    positions = shift_positions(g.views, shift, g.position) if shift else None
    wanted = Asked(person=asked.get("who"), positions=positions, reader=reader())
    found, before = entries(g.views, team, wanted, before=asked.get("before"), limit=asked["limit"])
    return {"entries": [_entry(told) for told in tell(found, teller())], "before": before}


def _team(team: Id) -> dict[str, Any]:
    roles = g.relations.roles_in(team, today().isoformat())
    return {"id": team, "name": teller().team(team), "roles": sorted(roles)}


def _entry(told: Told) -> dict[str, Any]:
    return {
        "position": told.position,
        "recorded_at": told.moment,
        "sentence": told.says.striptags(),
        "role": told.role,
        "on_behalf_of": told.behalf,
        "reason": told.reason,
        "disowned": told.disowned,
        "others": [says.striptags() for says in told.others],
    }
