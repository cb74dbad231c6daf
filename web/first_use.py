"""The first use: the organisation, its first woongroep, and the person who begins."""

from __future__ import annotations

from flask import Blueprint, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from domain.kernel import OPERATOR, Acting, act_as, id_of, new_id, read_id
from domain.people.refusals import EmailUnreadable
from domain.people.service import clean_name
from domain.policies import Hire
from domain.teams.refusals import OrganisationIsThere
from projections.teams import organisation_name
from web.acts import public
from web.logs import note
from web.moment import refresh_moment
from web.passwords import email_key, hash_password
from web.session import accounts, begin_session
from web.teams import team_name_in

bp = Blueprint("first_use", __name__)


@bp.get("/start")
@public
def start() -> ResponseReturnValue:
    """Ask for the first things, as long as there is nothing."""
    if organisation_name(g.views):
        return redirect(url_for("home"), 303)
    return render_template("first_use/start.html")


@bp.post("/start")
@public
def begin() -> ResponseReturnValue:
    """Found the organisation and its first woongroep, and let its first person in."""
    if organisation_name(g.views):
        raise OrganisationIsThere
    form = request.form
    email = form.get("email", "").strip()
    if not email:
        raise EmailUnreadable
    key, password = email_key(email), hash_password(form.get("password", ""))
    try:
        command = read_id(form.get("command", ""))
    except ValueError:
        command = new_id()
    # the same form sent twice makes the same organisation
    person, team = id_of("first person", command), id_of("first team", command)
    hire = Hire(person, clean_name(form.get("name", "")), roles=("planner",), email=email)
    with act_as(Acting(OPERATOR, "", command=command)):
        g.house.staffing.found_organisation(
            name=team_name_in("organisation"), administrator=hire, team=team, team_name=team_name_in("team_name")
        )
    accounts().keep_password(person, key, password)
    with act_as(Acting(person, "")):
        g.house.people.open_account(person)
    refresh_moment()
    note("organisation_founded")
    return begin_session(make_response(redirect(url_for("home"), 303)), person)
