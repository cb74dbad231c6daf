"""The account of hours on the screen and as a file: one's own year, a colleague's, and the team's years in a table."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from domain.kernel import Id, NotThere, Refusal
from domain.rosters.hours.refusals import CarryUnreadable
from domain.rosters.hours.year import year_rules_on
from projections.hours_account import Account, account_of, worked_in_year
from web.acting import acting
from web.acts import acts, allowed, team_or_404
from web.hours_account_file import XLSX, csv_of, month_rows, person_rows, xlsx_of
from web.leave_words import signed_minutes
from web.shown import instant_of, shown_day, shown_now
from web.trail_story import teller

bp = Blueprint("hours_account", __name__)


@bp.get("/me/hours/year")
@acts("rosters.state_hours")
def mine() -> ResponseReturnValue:
    """One's own year, month by month."""
    year = _year()
    return render_template("hours/account.html", one=account_in(g.person, year), own=True, **_around(year))


@bp.get("/me/hours/year.<any(csv,xlsx):form>")
@acts("rosters.state_hours")
def mine_as_file(form: str) -> ResponseReturnValue:
    """The same as a file."""
    year = _year()
    found = account_in(g.person, year)
    return _file(month_rows(found, own=True) if found else [], f"jaaruren-{year}", form)


@bp.get("/teams/<id:team>/hours/year")
@acts("rosters.see_hours")
def team(team: Id) -> ResponseReturnValue:
    """Everybody's year in the team, over all teams in which they work."""
    team_or_404("rosters.see_hours", team)
    g.place, year = "teams.people", _year()
    return render_template("hours/account_team.html", team=team, accounts=_accounts(team, year), **_around(year))


@bp.get("/teams/<id:team>/hours/year.<any(csv,xlsx):form>")
@acts("rosters.see_hours")
def team_as_file(team: Id, form: str) -> ResponseReturnValue:
    """The same as a file."""
    team_or_404("rosters.see_hours", team)
    year, tells = _year(), teller()
    rows = person_rows([(tells.person(one.person), one) for one in _accounts(team, year)])
    return _file(rows, f"jaaruren-team-{year}", form)


@bp.get("/teams/<id:team>/hours/year/<id:person>")
@acts("rosters.see_hours")
def person(team: Id, person: Id) -> ResponseReturnValue:
    """A colleague's year; why somebody was away is not there."""
    team_or_404("rosters.see_hours", team)
    g.place, year = "teams.people", _year()
    if person not in worked_in_year(g.views, team, year):
        raise NotThere
    before = account_in(person, year - 1)
    return render_template(
        "hours/account.html", one=account_in(person, year), own=person == g.person, team=team, who=person,
        carries=g.at is None and person != g.person and bool(allowed("rosters.carry_hours", team)),
        last_year=before.balance if before else 0, **_around(year),
    )  # fmt: skip


@bp.post("/teams/<id:team>/hours/year/<id:person>/carry")
@acts("rosters.carry_hours")
def carry_hours(team: Id, person: Id) -> ResponseReturnValue:
    """Take a colleague's hours along into a year."""
    year = _read_year(request.form.get("year", ""))
    if year is None or person not in worked_in_year(g.views, team, year):
        raise NotThere
    try:
        minutes = signed_minutes(request.form.get("hours", ""))
    except Refusal:
        raise CarryUnreadable from None
    with acting():
        g.house.hours.carry_hours(person, year=year, minutes=minutes, why=request.form.get("why", ""), team=team)
    return redirect(url_for("hours_account.person", team=team, person=person, year=year, saved=1), 303)


def account_in(person: Id, year: int) -> Account | None:
    """A person's year at the page's moment, up to and including the day before."""
    day = (shown_day() - timedelta(days=1)).isoformat()
    return account_of(
        g.views, g.house.vault, person, year, position=g.position, day=day, moment=instant_of(shown_now())
    )


def _accounts(team: Id, year: int) -> list[Account]:
    tells = teller()
    found = [account for person in worked_in_year(g.views, team, year) if (account := account_in(person, year))]
    return sorted(found, key=lambda one: tells.person(one.person).casefold())


def _year() -> int:
    """The year that the address names, else the one of yesterday: that is how far the account runs."""
    return _read_year(request.args.get("year", "")) or (shown_day() - timedelta(days=1)).year


def _read_year(text: str) -> int | None:
    if not (text.isascii() and text.isdigit() and len(text) == 4 and 2000 <= int(text) <= 2200):
        return None
    return int(text)


def _around(year: int) -> dict[str, Any]:
    rules = year_rules_on(f"{year}-12-31")
    return {"year": year, "rules": rules, "tells": teller(), "thisyear": shown_day().year}


def _file(rows: list[list[Any]], name: str, form: str) -> Response:
    if not rows:
        raise NotThere
    body = csv_of(rows) if form == "csv" else xlsx_of(rows, name)
    response = Response(body, content_type="text/csv; charset=utf-8" if form == "csv" else XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    response.headers["Cache-Control"] = "no-store"
    return response
