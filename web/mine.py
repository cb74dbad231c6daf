"""Mijn rooster: one's own shifts over all teams, hours, absence, wishes, and the calendar address."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from flask import Blueprint, Response, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound, TooManyRequests

from domain.kernel import Id, InvalidInput, NotThere, id_of, minutes_between, read_id, today
from domain.rosters.desk import clean_day
from projections.asks import opened_by
from projections.leave import requests_by
from projections.mine import OwnAbsence, OwnShift, OwnWish, monday_of, own_absences, own_shifts, own_wishes
from projections.people import contract_minutes
from projections.roster_page import kinds_of
from web.acting import acting
from web.acts import acts, allowed, public
from web.feed import feed_of
from web.hours_words import CAUSES
from web.layout import my_teams
from web.notices_told import news_told
from web.routes import route
from web.say import say as _
from web.session import accounts
from web.shown import instant_of, shown_day, shown_now
from web.team_words import break_of
from web.teller import hours_text
from web.trail_story import teller

bp = Blueprint("mine", __name__)

WEEKS = 5
LEVELS = ("want", "rather_not", "cannot")
KINDS = ("leave", "sick", "other")
_FEED_ASKED = 120
_FEED_WRONG = 30


@dataclass(slots=True)
class Week:
    """One week of one's own."""

    monday: str
    shifts: list[OwnShift] = field(default_factory=list)
    minutes: int = 0
    """What was worked where that stands, else what is planned."""
    contract: int = 0


@route(bp, "rosters.mine", "/me/roster")
@acts("rosters.see_own")
def show() -> ResponseReturnValue:
    """One's own shifts by week."""
    return render_template("mine/page.html", **_page())


@bp.post("/me/absences")
@acts("rosters.report_absence")
def report_absence() -> ResponseReturnValue:
    """Report that one is not there; shifts in these days in that team come open."""
    form, team = request.form, _team()
    with acting() as who:
        absence = id_of("absence", str(who.command))
        g.house.rosters.report_absence(
            team,
            absence=absence,
            person=g.person,
            first=_day("first"),
            last=_day("last"),
            kind=form.get("kind", ""),
        )
    opened = opened_by(g.views, team, absence, instant_of(shown_now()))
    if opened and opened.shifts:
        return redirect(url_for("sick_calls.show", team=team, absence=absence), 303)
    return _done("afwezig")


@bp.post("/me/absences/<id:absence>/withdraw")
@acts("rosters.report_absence")
def withdraw_absence(absence: Id) -> ResponseReturnValue:
    """Say that one is there after all."""
    with acting():
        g.house.rosters.withdraw_absence(_team(), absence=absence, person=g.person)
    return _done("afwezig")


@bp.post("/me/wishes")
@acts("rosters.make_wish")
def make_wish() -> ResponseReturnValue:
    """Say what suits on a day."""
    form = request.form
    with acting():
        g.house.rosters.make_wish(_team(), date=_day("day"), kind=form.get("kind") or None, level=form.get("level", ""))
    return _done("wensen")


@bp.post("/me/wishes/withdraw")
@acts("rosters.make_wish")
def withdraw_wish() -> ResponseReturnValue:
    """Take a wish back."""
    with acting():
        g.house.rosters.withdraw_wish(_team(), date=_day("day"), kind=request.form.get("kind") or None)
    return _done("wensen")


@bp.post("/me/hours/<id:roster>/<id:shift>")
@acts("rosters.record_hours")
def record_hours(roster: Id, shift: Id) -> ResponseReturnValue:
    """Record what was really worked of one's own shift."""
    breaks = break_of(request.form.get("breaks", ""))
    with acting():
        g.house.rosters.record_hours(
            roster,
            shift,
            start=request.form.get("start", ""),
            end=request.form.get("end", ""),
            breaks=breaks,
        )
    return redirect(url_for("rosters.mine") + f"#uren-{shift}", 303)


@bp.post("/me/feed")
@acts("rosters.see_own")
def make_feed() -> ResponseReturnValue:
    """A secret address for one's calendar, shown once; an older one stops working."""
    token = accounts().make_feed(g.person)
    return render_template("mine/page.html", **_page(), address=url_for("mine.feed", token=token, _external=True))


@bp.post("/me/feed/end")
@acts("rosters.see_own")
def end_feed() -> ResponseReturnValue:
    """Let the calendar address stop working."""
    accounts().end_feed(g.person)
    return _done("agenda")


@bp.get("/feeds/<token>.ics")
@public
def feed(token: str) -> ResponseReturnValue:
    """One's own shifts for a calendar, for whoever knows the secret address."""
    store = accounts()
    person = store.person_of_feed(token) if len(token) <= 100 else None
    if person is None:
        if store.tries(f"feed:{request.remote_addr}", _FEED_WRONG) > _FEED_WRONG:
            raise TooManyRequests
        raise NotFound
    if store.tries(f"feed:{person}", _FEED_ASKED) > _FEED_ASKED:
        raise TooManyRequests
    found = feed_of(person)
    response = Response(found.body, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'inline; filename="rooster.ics"'
    response.set_etag(found.tag)
    return response.make_conditional(request)


def _page() -> dict[str, Any]:
    first = _from()
    last = (date.fromisoformat(first) + timedelta(days=7 * WEEKS - 1)).isoformat()
    day = shown_day()
    tells = teller()
    shifts = own_shifts(g.views, g.person, first, last)
    teams = [team for team in my_teams() if allowed("rosters.report_absence", team)]
    absences: list[OwnAbsence] = own_absences(g.views, g.person, min(first, day.isoformat()))
    wishes: list[OwnWish] = own_wishes(g.views, g.person, min(first, day.isoformat()))
    return {
        "weeks": _weeks(first, shifts),
        "first": first,
        "last": last,
        "earlier": (date.fromisoformat(first) - timedelta(weeks=WEEKS)).isoformat(),
        "later": (date.fromisoformat(first) + timedelta(weeks=WEEKS)).isoformat(),
        "this_week": monday_of(day).isoformat(),
        "now_text": instant_of(shown_now()),
        "tells": tells,
        "news": news_told(tells),
        "absences": absences,
        "wishes": wishes,
        "teams": [(team, tells.team(team)) for team in teams],
        "leaves": {one.id for one in requests_by(g.views, g.person) if one.state == "granted"},
        "kinds": [("", _("Elke dienst"))]
        + [(code, tells.kind(team, code, g.position)) for team, code in _kinds(teams)],
        "several": len({shift.team for shift in shifts}) > 1 or len(teams) > 1,
        "has_feed": accounts().has_feed(g.person),
        "no_kinds": CAUSES | {"other": _("Anders")},
        "levels": {"want": _("Graag"), "rather_not": _("Liever niet"), "cannot": _("Kan niet")},
    }


def _weeks(first: str, shifts: list[OwnShift]) -> list[Week]:
    start = date.fromisoformat(first)
    weeks = []
    for number in range(WEEKS):
        monday = start + timedelta(weeks=number)
        week = Week(monday.isoformat(), contract=contract_minutes(g.views, g.person, monday.isoformat()))
        until = (monday + timedelta(days=6)).isoformat()
        week.shifts = [shift for shift in shifts if week.monday <= shift.date <= until]
        week.minutes = sum(shift.minutes if shift.worked is None else shift.worked for shift in week.shifts)
        weeks.append(week)
    return weeks


def _kinds(teams: list[Id]) -> list[tuple[Id, str]]:
    found: dict[str, Id] = {}
    for team in teams:
        for code in kinds_of(g.views, team):
            found.setdefault(code, team)
    return [(team, code) for code, team in found.items()]


def _from() -> str:
    """The Monday from which the page shows: the one asked for, else of last week."""
    text = request.args.get("from", "")
    try:
        asked = date.fromisoformat(text)
    except ValueError:
        asked = shown_day() - timedelta(weeks=1)
    if not 1990 <= asked.year <= 2190:
        asked = shown_day()
    return monday_of(asked).isoformat()


def _team() -> Id:
    """The team that the form names, or the only one that there is; raises NotThere."""
    teams = my_teams()
    try:
        given = read_id(request.form["team"]) if request.form.get("team") else None
    except ValueError:
        raise NotThere from None
    if given is None and teams:
        return teams[0]
    if given not in teams:
        raise NotThere
    return given


def _day(name: str) -> str:
    """A day of the form; raises InvalidInput at its own field."""
    try:
        return clean_day(request.form.get(name, ""))
    except InvalidInput as refusal:
        refusal.field = name
        raise


def _done(part: str) -> ResponseReturnValue:
    return redirect(url_for("rosters.mine") + f"#{part}", 303)


def planned_break(shift: OwnShift) -> int:
    """The minutes of break that stand: those of the hours that were recorded, else the planned ones."""
    if shift.worked is None or not (shift.worked_start and shift.worked_end):
        return max(minutes_between(shift.start, shift.end) - shift.minutes, 0)
    return max(minutes_between(shift.worked_start, shift.worked_end) - shift.worked, 0)


def first_day() -> str:
    """Today, for a form that begins there."""
    return today().isoformat()


bp.add_app_template_global(first_day, "first_day")
bp.add_app_template_filter(hours_text, "hours_text")
bp.add_app_template_filter(planned_break)
