"""Who has not seen yet what changed in their roster."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from domain.kernel import Id, NotThere
from web.acting import acting
from web.acts import acts, allowed, team_or_404
from web.layout import my_teams
from web.notices_told import unseen_told
from web.pages import as_position
from web.trail_story import teller

bp = Blueprint("notices", __name__)


@bp.get("/teams/<id:team>/unseen")
@acts("rosters.see_findings")
def unseen(team: Id) -> ResponseReturnValue:
    """What was changed in the roster of others and they have not seen yet; one's own changes, or all for who plans."""
    team_or_404("rosters.see_findings", team)
    found = unseen_told(team, teller())
    return render_template("mine/unseen.html", team=team, found=found, all=bool(allowed("rosters.plan_shift", team)))


@bp.post("/me/changes/seen")
@acts("rosters.see_changes")
def see_changes() -> ResponseReturnValue:
    """Have seen the changes to one's own roster, as far as the page showed them."""
    until = request.form.get("until", type=as_position, default=0)
    team = next((team for team in my_teams() if allowed("rosters.see_changes", team)), None)
    if team is None:
        raise NotThere
    with acting():
        g.house.rosters.see_changes(team, until=min(until, g.position))
    return redirect(url_for("rosters.mine"), 303)
