"""Where somebody begins: the own team's day, or signing in, or the first use."""

from __future__ import annotations

from flask import current_app, g, redirect, url_for
from flask.typing import ResponseReturnValue

from projections.teams import organisation_name
from web.acts import allowed, public
from web.layout import my_teams


@public
def home() -> ResponseReturnValue:
    """The page that suits who comes."""
    if g.person is None:
        endpoint = "accounts.sign_in" if organisation_name(g.views) else "first_use.start"
        return redirect(url_for(endpoint), 303)
    for team in my_teams():
        for endpoint, action in (("teams.today", "rosters.see_roster"), ("teams.people", "people.see_people")):
            if endpoint in current_app.view_functions and allowed(action, team):
                return redirect(url_for(endpoint, team=team), 303)
    if allowed("people.see_people"):
        return redirect(url_for("teams.teams_list"), 303)
    return redirect(url_for("accounts.me"), 303)
