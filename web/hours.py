"""Hours for pay: one's own month, a team's months, and what goes to the salary office."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from domain.kernel import Id, NotThere, read_id
from projections.hours import Statement, approved_of, batch, batches, statement, teams_worked, waiting, worked_in
from web.acting import acting
from web.acts import acts, allowed, require, team_or_404
from web.hours_export import csv_bytes, xlsx_bytes
from web.hours_view import Month, band_minutes, has_changed, month_asked, month_of, months_around
from web.hours_words import hours_figure, hours_said, month_text, state_word
from web.parts import opened
from web.trail_story import teller

bp = Blueprint("hours", __name__)
bp.add_app_template_filter(hours_figure)
bp.add_app_template_filter(hours_said)
bp.add_app_template_filter(month_text)
bp.add_app_template_filter(state_word)
bp.add_app_template_filter(band_minutes)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/me/hours")
@acts("rosters.state_hours")
def mine() -> ResponseReturnValue:
    """One's own hours of a month, in each team in which one worked."""
    month = _asked()
    months = [month_of(g.person, team, month) for team in teams_worked(g.views, g.person, month)]
    return render_template("hours/mine.html", months=months, **_around(month))


@bp.post("/me/hours/<id:team>/draw")
@acts("rosters.state_hours")
def draw_up_statement(team: Id) -> ResponseReturnValue:
    """Draw up one's own statement of a month."""
    month = request.form.get("month", "")
    with acting():
        g.house.hours.draw_up_statement(team, month=month)
    return redirect(url_for("hours.mine", month=month), 303)


@bp.post("/hours/<id:statement_id>/confirm")
@acts("rosters.state_hours")
def confirm_statement(statement_id: Id) -> ResponseReturnValue:
    """Agree with one's own hours."""
    with acting():
        g.house.hours.confirm_statement(statement_id)
    return _own_again(statement_id)


@bp.post("/hours/<id:statement_id>/object")
@acts("rosters.state_hours")
def object_to_statement(statement_id: Id) -> ResponseReturnValue:
    """Say what is not right about one's own hours, or a colleague's."""
    with acting():
        g.house.hours.object_to_statement(statement_id, text=request.form.get("text", ""))
    return _own_again(statement_id)


@bp.post("/hours/<id:statement_id>/approve")
@acts("rosters.approve_hours")
def approve_statement(statement_id: Id) -> ResponseReturnValue:
    """Agree with a colleague's hours."""
    with acting():
        g.house.hours.approve_statement(statement_id)
    return _own_again(statement_id)


@bp.get("/teams/<id:team>/hours")
@acts("rosters.see_hours")
def team(team: Id) -> ResponseReturnValue:
    """Everybody's month: who confirmed, whose hours wait for a colleague."""
    team_or_404("rosters.see_hours", team)
    g.place = "teams.people"
    month, tells = _asked(), teller()
    months = [month_of(person, team, month) for person in worked_in(g.views, team, month)]
    months.sort(key=lambda one: tells.person(one.person).casefold())
    return render_template("hours/team.html", team=team, months=months, tells=tells, **_around(month))


@bp.get("/teams/<id:team>/hours/<id:person>")
@acts("rosters.see_hours")
def person(team: Id, person: Id) -> ResponseReturnValue:
    """A colleague's month, line by line, for who approves it; why somebody was away is not there."""
    team_or_404("rosters.see_hours", team)
    g.place, month = "teams.people", _asked()
    if person not in worked_in(g.views, team, month):
        raise NotThere
    shown: Month = month_of(person, team, month)
    return render_template("hours/person.html", team=team, one=shown, tells=teller(), **_around(month))


@bp.get("/hours/batches")
@acts("rosters.send_hours")
def sent_batches() -> ResponseReturnValue:
    """What is ready to be sent for a month, what waits, and what went."""
    require("rosters.send_hours")
    month = _asked()
    ready: list[Statement] = []
    outdated: list[Statement] = []
    for one in approved_of(g.views, month):
        (outdated if has_changed(one) else ready).append(one)
    return render_template(
        "hours/batches.html", ready=ready, outdated=outdated, waiting=waiting(g.views, month),
        batches=batches(g.views, month), tells=teller(), **_around(month),
    )  # fmt: skip


@bp.post("/hours/batches")
@acts("rosters.send_hours")
def send_batch() -> ResponseReturnValue:
    """Send the statements that the page showed as approved."""
    require("rosters.send_hours")
    month = request.form.get("month", "")
    with acting():
        g.house.hours.send_batch(month=month, statements=_statements())
    return redirect(url_for("hours.sent_batches", month=month), 303)


@bp.get("/hours/batches/<id:batch_id>.<any(csv,xlsx):form>")
@acts("rosters.send_hours")
def export(batch_id: Id, form: str) -> ResponseReturnValue:
    """A batch's file: the same bytes each time."""
    require("rosters.send_hours")
    found = batch(g.views, batch_id)
    if found is None:
        raise NotThere
    text = opened(found.export)
    body = csv_bytes(text) if form == "csv" else xlsx_bytes(text, found.moment)
    response = Response(body, content_type="text/csv; charset=utf-8" if form == "csv" else XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="uren-{found.month}-{found.number}.{form}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _statements() -> list[Id]:
    try:
        return [read_id(text) for text in request.form.getlist("statement")]
    except ValueError:
        raise NotThere from None


def _own_again(statement_id: Id) -> ResponseReturnValue:
    """Back to one's own month, or to the team's for a colleague's."""
    found = statement(g.views, statement_id)
    if found is None:
        raise NotThere
    if found.person == g.person:
        return redirect(url_for("hours.mine", month=found.month), 303)
    return redirect(url_for("hours.team", team=found.team, month=found.month), 303)


def _asked() -> str:
    return month_asked(request.args.get("month", ""))


def _around(month: str) -> dict[str, Any]:
    before, after = months_around(month)
    return {"month": month, "earlier": before, "later": after, "sends": bool(allowed("rosters.send_hours"))}
