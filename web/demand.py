"""Bezetting: the shift kinds of a woongroep, and how many people it wants in each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from domain.kernel import Id, InvalidInput, act_as, id_of
from domain.rosters.demand import clock_text, handovers
from domain.rosters.desk import clean_day
from projections.demand import by_week, date_demand, weekday_demand
from projections.roster_page import kinds_of, least_of
from projections.roster_sheet import shift_kind
from web.acting import acting
from web.acts import acts, allowed, team_or_404
from web.demand_forms import read_kind, read_number
from web.language import language
from web.roster_days import feasts
from web.routes import route
from web.say import say as _
from web.shortages import by_roster, told
from web.shown import shown_day
from web.trail_story import teller

bp = Blueprint("demand", __name__)

bp.add_app_template_filter(clock_text, "minute_clock")

_AHEAD = timedelta(days=400)
_FLAT = 10
"""More dates than this are folded by week."""


@route(bp, "rosters.demand", "/teams/<id:team>/demand")
@acts("rosters.see_roster")
def demand(team: Id) -> ResponseReturnValue:
    """What the team needs; who plans may change it."""
    team_or_404("rosters.see_roster", team)
    g.place = "rosters.current"
    return render_template("demand/page.html", **_page(team))


@bp.post("/teams/<id:team>/demand/kinds")
@acts("rosters.change_demand")
def define_kind(team: Id) -> ResponseReturnValue:
    """Agree on a new kind of shift."""
    kind, name = read_kind(request.form)
    if kind.code in kinds_of(g.views, team):
        raise InvalidInput(what="Deze code is er al. Kies een andere, of verander die dienstsoort.", field="code")
    return _define(team, kind, name)


@bp.post("/teams/<id:team>/demand/kinds/<code>")
@acts("rosters.change_demand")
def change_kind(team: Id, code: str) -> ResponseReturnValue:
    """Agree on other times, or another name, for a kind of shift from now on."""
    team_or_404("rosters.change_demand", team)
    kind, name = read_kind(request.form)
    return _define(team, replace(kind, code=code), name)


@bp.post("/teams/<id:team>/demand/kinds/<code>/retire")
@acts("rosters.change_demand")
def retire_kind(team: Id, code: str) -> ResponseReturnValue:
    """Plan a kind of shift no longer."""
    with acting():
        g.house.rosters.retire_kind(team, code=code)
    return _done(team)


@bp.post("/teams/<id:team>/demand/weekdays")
@acts("rosters.change_demand")
def set_weekday_demand(team: Id) -> ResponseReturnValue:
    """Set the numbers that were changed on the page; what somebody else changed meanwhile stays."""
    team_or_404("rosters.change_demand", team)
    changed = []
    for name, text in request.form.items():
        code, _dash, weekday = name.removeprefix("n-").rpartition("-")
        if name.startswith("n-") and weekday in "0123456" and text.strip() != request.form.get(f"was-{name[2:]}"):
            changed.append((code, int(weekday), read_number(text, name) or 0))
    with acting() as who:
        for code, number, least in changed:
            with act_as(replace(who, command=id_of(who.command or "", code, str(number)))):
                g.house.rosters.set_weekday_demand(team, code=code, weekday=number, least=least)
    return _done(team)


@bp.post("/teams/<id:team>/demand/dates")
@acts("rosters.change_demand")
def set_date_demand(team: Id) -> ResponseReturnValue:
    """Set another number for one date; nothing typed means the weekday's again."""
    least = read_number(request.form.get("least", ""))
    with acting():
        g.house.rosters.set_date_demand(
            team, code=request.form.get("kind", ""), date=clean_day(request.form.get("date", "")), least=least
        )
    return _done(team)


@bp.post("/teams/<id:team>/demand/dates/<day>/as-weekday")
@acts("rosters.change_demand")
def forget_date_demand(team: Id, day: str) -> ResponseReturnValue:
    """Let a date need again what its weekday does, in every kind that differed."""
    team_or_404("rosters.change_demand", team)
    at = clean_day(day)
    with acting() as who:
        for one in date_demand(g.views, team, at, at):
            with act_as(replace(who, command=id_of(who.command or "", one.code))):
                g.house.rosters.set_date_demand(team, code=one.code, date=at, least=None)
    return _done(team)


def _define(team: Id, kind: Any, name: str) -> ResponseReturnValue:
    with acting():
        g.house.rosters.define_kind(team, kind=kind, name=name)
    return _done(team)


def _done(team: Id) -> ResponseReturnValue:
    return redirect(url_for("rosters.demand", team=team), 303)


def _page(team: Id) -> dict[str, Any]:
    day = shown_day()
    first, last = day.isoformat(), (day + _AHEAD).isoformat()
    tells = teller()
    kinds = list(kinds_of(g.views, team).values())
    weekdays = weekday_demand(g.views, team)
    dates = date_demand(g.views, team, first, last)
    return {
        "team": team,
        "kinds": [(kind, tells.opened(kind.name)) for kind in kinds],
        "code_names": [(kind.code, f"{tells.opened(kind.name)} ({kind.code})") for kind in kinds],
        "handovers": handovers(shift_kind(kind) for kind in kinds),
        "weekdays": weekdays,
        "days": [date(2024, 1, 1 + number) for number in range(7)],
        "shortages": by_roster(told(team, tells)),
        "opens": g.at is None and bool(allowed("rosters.open_shortage", team)),
        "feasts": _feasts(team, day, tells.opened),
        "dated_weeks": by_week(dates),
        "folded": len({one.date for one in dates}) > _FLAT,
        "changes": g.at is None and bool(allowed("rosters.change_demand", team)),
        "day_places": {
            "V": _("Vroeg, het eerste derde"),
            "L": _("Laat, het tweede derde"),
            "N": _("Nacht, het laatste derde"),
            "S": _("Slaapdienst"),
            "D": _("Dag, ernaast"),
            "A": _("Bereikbaar, telt niet als werk"),
        },
    }


def _feasts(team: Id, day: date, opened: Any) -> list[tuple[str, str, str]]:
    """The Dutch holidays of the year to come: the day, its name, and what the team wants then."""
    known = {**feasts(day.year, language()), **feasts(day.year + 1, language())}
    coming = sorted((at, name) for at, name in known.items() if day.isoformat() <= at <= (day + _AHEAD).isoformat())
    kinds = kinds_of(g.views, team)
    found = []
    for at, name in coming:
        wanted = least_of(g.views, team, (at,))
        says = ", ".join(f"{code} {wanted[code, at]}" for code in kinds if (code, at) in wanted)
        found.append((at, name, says))
    return found
