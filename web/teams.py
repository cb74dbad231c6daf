"""Woongroepen and who works and lives there."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from domain.kernel import Id, NotThere, id_of, today
from domain.people.refusals import NameMissing
from domain.policies import Hire
from domain.teams.refusals import RoleUnknown, TeamNameMissing
from domain.teams.service import clean_team_name
from domain.teams.woongroep import PLACES, ROLES
from projections.agency import agency_of
from projections.teams_page import Somebody, contracts, kinds, people_page, shifts_from, team_lines
from web.acting import acting
from web.acts import acts, allowed, require, team_or_404
from web.agency_words import may_read_agency
from web.pages import with_argument
from web.parts import opened
from web.passwords import free_email_key
from web.shown import shown_day
from web.team_words import minutes_of

bp = Blueprint("teams", __name__)


@bp.before_request
def mark_place() -> None:
    """In the menu, a person stands under the team."""
    g.place = "teams.people"


@bp.get("/teams")
@acts("people.see_people")
def teams_list() -> ResponseReturnValue:
    """Every woongroep, for who holds an office in the organisation."""
    require("people.see_people")
    return render_template("teams/list.html", teams=team_lines(g.views, shown_day().isoformat()))


@bp.post("/teams")
@acts("staffing.found_team")
def found_team() -> ResponseReturnValue:
    """A further woongroep, with its first planner."""
    require("staffing.found_team")
    form = request.form
    with acting() as who:
        team, person = id_of("team", str(who.command)), id_of("planner", str(who.command))
        if not form.get("planner", "").strip():
            raise NameMissing(field="planner")
        if form.get("email", "").strip():
            free_email_key(form["email"], person)
        hire = Hire(person, form["planner"], roles=("planner",), email=form.get("email"))
        g.house.staffing.found_team(team, name=team_name_in("team_name"), hires=(hire,))
    return redirect(url_for("teams.person", team=team, person=person, saved=1), 303)


@bp.get("/teams/<id:team>/people")
@acts("people.see_people")
def people(team: Id) -> ResponseReturnValue:
    """Who works and lives here."""
    role = team_or_404("people.see_people", team)
    day = shown_day().isoformat()
    everybody = people_page(g.views, team, day)
    # an administrator cares for accounts and reads nothing of clients
    shown = [p for p in everybody if p.place == "member" or role != "administrator"]
    shown.sort(key=lambda p: opened(p.name).casefold())
    return render_template(
        "teams/people.html", team=team, members=[p for p in shown if p.place == "member"],
        residents=[p for p in shown if p.place == "resident"], relatives=[p for p in shown if p.place == "relative"],
        agencies={p.id for p in shown if agency_of(g.views, p.id)},
        names={p.id: p.name for p in shown}, edit=_may_edit(team), sees_residents=role != "administrator",
        day=day,
    )  # fmt: skip


@bp.post("/teams/<id:team>/rename")
@acts("teams.change_team")
def rename_team(team: Id) -> ResponseReturnValue:
    """Another name for the woongroep."""
    team_or_404("teams.change_team", team)
    with acting():
        g.house.teams.rename_team(team, name=team_name_in("team_name"))
    return redirect(url_for("teams.people", team=team, saved=1), 303)


@bp.get("/teams/<id:team>/people/new")
@acts("staffing.hire_person")
def new_person(team: Id) -> ResponseReturnValue:
    """Ask for somebody who comes to work or live here, or is a resident's relative."""
    team_or_404("staffing.hire_person", team)
    place = request.args.get("place", "member")
    if place not in PLACES:
        raise NotThere
    residents = [p for p in people_page(g.views, team, today().isoformat()) if p.place == "resident"]
    return render_template("teams/new_person.html", team=team, place=place, residents=residents)


@bp.post("/teams/<id:team>/people")
@acts("staffing.hire_person")
def hire_person(team: Id) -> ResponseReturnValue:
    """Register somebody and let them in."""
    team_or_404("staffing.hire_person", team)
    form = request.form
    place = form.get("place", "member")
    if place not in PLACES:
        raise RoleUnknown(field="place")
    with acting() as who:
        person = id_of("person", str(who.command))
        if form.get("email", "").strip():
            free_email_key(form["email"], person)
        hire = Hire(
            person, form.get("name", ""), place=place, since=form.get("since", "").strip(),
            minutes_per_week=minutes_of(form["hours"]) if form.get("hours", "").strip() else None,
            competences=tuple(code for code in form.get("competences", "").split(",") if code.strip()),
            email=form.get("email"), of=form.get("of") or None,
        )  # fmt: skip
        g.house.staffing.hire_person(team, hire=hire)
    return redirect(url_for("teams.person", team=team, person=person, saved=1), 303)


@bp.get("/teams/<id:team>/people/<id:person>")
@acts("people.see_people")
def person(team: Id, person: Id) -> ResponseReturnValue:
    """One person of the woongroep: what is known, and for who may, how to change it."""
    role = team_or_404("people.see_people", team)
    somebody = somebody_or_404(team, person)
    if role == "administrator" and somebody.place != "member":
        raise NotThere
    return render_template("teams/person.html", **shown_person(team, somebody))


def shown_person(team: Id, somebody: Somebody) -> dict[str, object]:
    """What the page of a person needs."""
    day = shown_day().isoformat()
    own = somebody.id == g.person
    edit = _may_edit(team)
    agency = agency_of(g.views, somebody.id)
    fitting = ("kerngroep",) if somebody.place == "resident" else tuple(r for r in ROLES if r != "kerngroep")
    held = {h.role for h in somebody.roles if h.until is None}
    return {
        "team": team,
        "somebody": somebody,
        "edit": edit,
        "private": edit or own or bool(allowed("people.change_person", team)),
        "contracts": contracts(g.views, somebody.id),
        "kinds": kinds(g.views, team),
        "roles_left": [] if somebody.place == "relative" else [r for r in fitting if r not in held],
        "hired": agency is not None,
        "agency": opened(agency) if agency and may_read_agency(somebody.id) else None,
        "shifts_left": shifts_from(g.views, team, somebody.id, day),
        "may_close": g.at is None and bool(allowed("people.close_account")),
        "may_invite": g.at is None and bool(allowed("people.invite_person", team)),
    }


def somebody_or_404(team: Id, person: Id) -> Somebody:
    """The person, when they have a place in the woongroep; raises NotThere."""
    found = people_page(g.views, team, shown_day().isoformat(), person)
    if not found:
        raise NotThere
    return found[0]


@bp.post("/teams/<id:team>/people/<id:person>/roles")
@acts("teams.change_team")
def give_role(team: Id, person: Id) -> ResponseReturnValue:
    """Give somebody a role in the woongroep."""
    team_or_404("teams.change_team", team)
    with acting():
        role, since = request.form.get("role", ""), request.form.get("since") or today().isoformat()
        g.house.teams.give_role(team, person=person, role=role, since=since)
    return person_again(team, person)


@bp.post("/teams/<id:team>/people/<id:person>/roles/end")
@acts("teams.change_team")
def end_role(team: Id, person: Id) -> ResponseReturnValue:
    """End somebody's role."""
    team_or_404("teams.change_team", team)
    with acting():
        until = request.form.get("until") or today().isoformat()
        g.house.teams.end_role(team, person=person, role=request.form.get("role", ""), until=until)
    return person_again(team, person)


@bp.post("/teams/<id:team>/people/<id:person>/leave")
@acts("teams.change_team")
def leave_team(team: Id, person: Id) -> ResponseReturnValue:
    """Let somebody go after a day."""
    team_or_404("teams.change_team", team)
    with acting():
        g.house.staffing.leave_team(team, person=person, until=request.form.get("until") or today().isoformat())
    return redirect(url_for("teams.people", team=team, saved=1), 303)


def team_name_in(field: str) -> str:
    """The name in a field of the form; raises TeamNameMissing with that field."""
    try:
        return clean_team_name(request.form.get(field, ""))
    except TeamNameMissing:
        raise TeamNameMissing(field=field) from None


def person_again(team: Id, person: Id) -> ResponseReturnValue:
    """Back to the page of the person, which says that it was saved."""
    return redirect(with_argument(url_for("teams.person", team=team, person=person), "saved", 1), 303)


def _may_edit(team: Id) -> bool:
    return g.at is None and bool(allowed("teams.change_team", team))
