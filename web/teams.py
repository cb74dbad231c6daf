"""Woongroepen and their people."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from domain.kernel import Id
from web.acts import acts, require, team_or_404

bp = Blueprint("teams", __name__)


@bp.get("/teams")
@acts("staffing.found_team")
def teams_list() -> ResponseReturnValue:
    """Every woongroep, for the administrator."""
    require("staffing.found_team")
    return render_template("teams/list.html")


@bp.get("/teams/<id:team>/people")
@acts("people.see_people")
def people(team: Id) -> ResponseReturnValue:
    """Who works and lives here."""
    team_or_404("people.see_people", team)
    return render_template("teams/people.html", team=team)
