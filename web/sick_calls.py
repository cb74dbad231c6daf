"""A sick call: who is not there, which shifts come open by it in the coming week, and who could take them."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from domain.kernel import Id, InvalidInput, NotThere, id_of
from domain.rosters.desk import clean_day
from projections.asks import opened_by, shift_of
from projections.leave import request_of
from projections.roster_page import touched
from projections.roster_shapes import Shift
from projections.teams import people_of
from web.acting import acting
from web.acts import acts, allowed
from web.candidates_told import may_ask, search_of
from web.moment import not_modified
from web.parts import wants_part
from web.roster_commands import maybe_id, shift_here
from web.say import say as _
from web.shown import instant_of, shown_day, shown_now
from web.teller import day_text
from web.trail_story import teller

bp = Blueprint("sick_calls", __name__)

_MOST = 12


@bp.get("/teams/<id:team>/absences/new")
@acts("rosters.report_absence")
def new(team: Id) -> ResponseReturnValue:
    """The form: who is not there, from when until when, and why, which stays sealed."""
    return render_template("sick_calls/new.html", team=team, **_choices(team))


@bp.post("/teams/<id:team>/absences")
@acts("rosters.report_absence")
def report_absence(team: Id) -> ResponseReturnValue:
    """Report somebody absent; at once the shifts that come open by it are shown with who could take them."""
    person, first, last = maybe_id("person") or g.person, _day("first"), _day("last")
    with acting() as who:
        absence = id_of("absence", str(who.command))
        g.house.rosters.report_absence(
            team, absence=absence, person=person, first=first, last=last, kind=request.form.get("kind", "")
        )
    return redirect(url_for("sick_calls.show", team=team, absence=absence), 303)


@bp.get("/teams/<id:team>/absences/<id:absence>")
@acts("rosters.seek_replacement")
def show(team: Id, absence: Id) -> ResponseReturnValue:
    """The shifts of the coming week that came open, each with its candidates; polled with `?since=`."""
    since = request.args.get("since", "")
    if wants_part() and since == _version(team):
        return not_modified()
    found = opened_by(g.views, team, absence, instant_of(shown_now()))
    members = {one.person for one in people_of(g.views, team, "member")}
    if found is None or found.person not in members:
        if wants_part():  # the absence was withdrawn while somebody looked
            return "", 200, {"HX-Redirect": url_for("teams.today", team=team)}
        raise NotThere
    tells = teller()
    page = {
        "team": team, "absence": found, "who": tells.person(found.person), "absent": found.person,
        "searches": [(search_of(one, tells), may_ask(one, found.person)) for one in found.shifts],
        "replans": _replans(found.shifts, found.person),
        "days": _days(found.first, found.last), "version": _version(team),
        "withdraws": g.at is None and request_of(g.views, absence) is None and (
            g.person == found.person or bool(allowed("rosters.plan_shift", team))),
    }  # fmt: skip
    return render_template("sick_calls/_page.html" if wants_part() else "sick_calls/page.html", **page)


@bp.post("/teams/<id:team>/absences/<id:absence>/withdraw")
@acts("rosters.report_absence")
def withdraw_absence(team: Id, absence: Id) -> ResponseReturnValue:
    """Somebody is there after all: nobody is asked any more."""
    found = opened_by(g.views, team, absence, instant_of(shown_now()))
    if found is None:
        raise NotThere
    with acting():
        g.house.rosters.withdraw_absence(team, absence=absence, person=found.person)
    return redirect(url_for("teams.today", team=team), 303)


@bp.get("/rosters/<id:roster>/shifts/<id:shift>/candidates")
@acts("rosters.seek_replacement")
def candidates(roster: Id, shift: Id) -> ResponseReturnValue:
    """Who could take one open shift; polled with `?since=`."""
    since = request.args.get("since", "")
    if wants_part() and since == _version(g.team):
        return not_modified()
    standing = shift_of(g.views, roster, shift)
    if standing is None:
        raise NotThere
    drafted = g.views.execute("SELECT state FROM rosters_roster WHERE roster = ?", (roster,)).fetchone()
    if drafted[0] == "drafted" and not allowed("rosters.plan_shift", g.team):
        raise NotThere
    search, asks = search_of(standing, teller()), may_ask(standing, None) and drafted[0] != "drafted"
    page: dict[str, Any] = {"team": g.team, "search": search, "asks": asks, "version": _version(g.team)}
    return render_template("sick_calls/_one.html" if wants_part() else "sick_calls/one.html", **page)


@bp.post("/rosters/<id:roster>/shifts/<id:shift>/ask")
@acts("rosters.seek_replacement")
def ask_carers(roster: Id, shift: Id) -> ResponseReturnValue:
    """Ask some colleagues to take an open shift."""
    shift_here(roster, shift)
    persons = [_id(text) for text in request.form.getlist("person")[: _MOST + 1]]
    absence, absent = maybe_id("absence"), maybe_id("absent")
    with acting():
        g.house.rosters.ask_carers(roster, shift, persons=persons, absence=absence, absent=absent)
    return _back(roster, shift, absence)


@bp.post("/rosters/<id:roster>/shifts/<id:shift>/stop-asking")
@acts("rosters.seek_replacement")
def stop_asking(roster: Id, shift: Id) -> ResponseReturnValue:
    """Ask nobody any more."""
    shift_here(roster, shift)
    with acting():
        g.house.rosters.stop_asking(roster, shift)
    return _back(roster, shift, maybe_id("absence"))


def _back(roster: Id, shift: Id, absence: Id | None) -> ResponseReturnValue:
    if absence:
        return redirect(url_for("sick_calls.show", team=g.team, absence=absence) + f"#s-{shift}", 303)
    return redirect(url_for("sick_calls.candidates", roster=roster, shift=shift), 303)


def _replans(shifts: tuple[Shift, ...], absent: Id) -> list[Id]:
    """The rosters of which something is still open by it, when who looks may ask for another distribution."""
    waiting = [one for one in shifts if one.person is None and one.start > instant_of(shown_now())]
    return list(dict.fromkeys(one.roster for one in waiting if may_ask(one, absent)))


def _choices(team: Id) -> dict[str, Any]:
    day, tells = shown_day().isoformat(), teller()
    here = [p.person for p in people_of(g.views, team, "member") if p.since <= day and (not p.until or day <= p.until)]
    names = sorted(((person, tells.person(person)) for person in dict.fromkeys(here)), key=lambda one: one[1])
    return {
        "people": names if allowed("rosters.plan_shift", team) else [],
        "day": day,
        "me": g.person,
        "kinds": [("sick", _("Ziek")), ("other", _("Anders"))],
    }


def _version(team: Id) -> str:
    """What the page depends on: what was recorded of the team, of who looks, and the minutes in steps of five."""
    if g.at is not None:
        return str(g.at)
    moment = shown_now()
    return f"{max(touched(g.views, team), touched(g.views, g.person))}-{moment:%d%H}{moment.minute // 5}"


def _days(first: str, last: str) -> str:
    if first == last:
        return day_text(first)
    return _("{first} tot en met {last}").format(first=day_text(first), last=day_text(last))


def _day(name: str) -> str:
    try:
        return clean_day(request.form.get(name, ""))
    except InvalidInput as refusal:
        refusal.field = name
        raise


def _id(text: str) -> Id:
    from domain.kernel import read_id

    try:
        return read_id(text)
    except ValueError:
        raise NotThere from None
