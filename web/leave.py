"""Leave: one's own balance and requests, what a team has to decide, and what is written to a colleague's account."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from domain.kernel import Id, InvalidInput, NotThere, Refusal, id_of
from domain.rosters.leave import leave_kinds, leave_rules_on
from domain.rosters.leave.refusals import CreditUnreadable, LeaveHoursUnreadable
from domain.rosters.leave.service import LONGEST
from projections.asks import opened_by
from projections.leave import Asked, granted_in, request_of, requests_by, undecided_in, written_to
from projections.roster_shapes import Shift
from projections.teams import people_of
from web.acting import acting
from web.acts import acts, team_or_404
from web.leave_view import (
    balance_now,
    effect_of_asked,
    effect_of_wanted,
    kind_code,
    kind_word,
    leave_state,
    lot_lines,
    may_decide,
    may_read,
    teams_to_ask,
    wanted_of,
)
from web.leave_words import signed_minutes
from web.roster_commands import maybe_id
from web.shown import instant_of, shown_day, shown_now
from web.team_words import minutes_of
from web.trail_story import teller

bp = Blueprint("leave", __name__)
bp.add_app_template_filter(kind_word, "leave_kind")
bp.add_app_template_filter(leave_state)


@bp.get("/me/leave")
@acts("rosters.ask_leave")
def mine() -> ResponseReturnValue:
    """One's own balance and requests."""
    balance = balance_now(g.person)
    return render_template(
        "leave/mine.html", lots=lot_lines(g.person, balance), short=balance.short, teams=teams_to_ask(),
        asked=[(one, kind_code(one)) for one in requests_by(g.views, g.person)], tells=teller(), **_rules(),
    )  # fmt: skip


@bp.get("/me/leave/new")
@acts("rosters.ask_leave")
def new() -> ResponseReturnValue:
    """The days and the kind; then what that does to the balance and to the team, before anything is sent."""
    teams, tells = teams_to_ask(), teller()
    wanted = wanted_of(request.args, teams)
    return render_template(
        "leave/new.html", wanted=wanted, effect=effect_of_wanted(wanted) if wanted.complete else None,
        teams=[(team, tells.team(team)) for team in teams], tells=tells, day=shown_day().isoformat(),
        kinds=[(code, kind_word(code)) for code in leave_kinds()], who=g.person, **_rules(),
    )  # fmt: skip


@bp.post("/me/leave")
@acts("rosters.ask_leave")
def ask_leave() -> ResponseReturnValue:
    """Ask a team for leave."""
    form, team = request.form, maybe_id("team")
    if team is None:
        raise NotThere
    hours = form.get("hours", "").strip()
    with acting() as who:
        g.house.leave.ask_leave(
            team, leave=id_of("leave", str(who.command)), first=form.get("first", ""), last=form.get("last", ""),
            kind=form.get("kind", ""), note=form.get("note", ""), per_day=_minutes(hours) if hours else None,
            overdraw=form.get("overdraw") == "1",
        )  # fmt: skip
    return redirect(url_for("leave.mine", saved=1) + "#aanvragen", 303)


@bp.post("/me/leave/<id:leave>/withdraw")
@acts("rosters.ask_leave")
def withdraw_leave(leave: Id) -> ResponseReturnValue:
    """No longer want one's own leave."""
    with acting():
        g.house.leave.withdraw_leave(leave)
    return redirect(url_for("leave.mine") + "#aanvragen", 303)


@bp.post("/me/leave/<id:leave>/end")
@acts("rosters.ask_leave")
def end_leave(leave: Id) -> ResponseReturnValue:
    """Be back before one's own leave is over."""
    try:
        with acting():
            g.house.leave.end_leave(leave, back=request.form.get("back", ""), why=request.form.get("why", ""))
    except InvalidInput as refusal:
        refusal.field = "back"
        raise
    return redirect(url_for("leave.mine", saved=1) + "#aanvragen", 303)


@bp.get("/teams/<id:team>/leave")
@acts("rosters.see_leave")
def team(team: Id) -> ResponseReturnValue:
    """What waits for a decision, and who has leave from today on."""
    team_or_404("rosters.see_leave", team)
    g.place = "teams.people"
    return render_template(
        "leave/team.html", team=team, waiting=[(one, may_decide(one)) for one in undecided_in(g.views, team)],
        granted=granted_in(g.views, team, shown_day().isoformat()), tells=teller(),
    )  # fmt: skip


@bp.get("/teams/<id:team>/leave/<id:leave>")
@acts("rosters.see_leave")
def show(team: Id, leave: Id) -> ResponseReturnValue:
    """One request: the effect on cover for everybody in the team; the hours, the kind and the note for who decides."""
    team_or_404("rosters.see_leave", team)
    g.place, found = "teams.people", _asked(team, leave)
    return render_template(
        "leave/show.html", team=team, one=found, who=found.person, tells=teller(), decides=may_decide(found),
        reads=may_read(found), kind=kind_code(found), effect=effect_of_asked(found) if found.state == "asked" else None,
        opened=_opened(found), **_rules(),
    )  # fmt: skip


@bp.post("/teams/<id:team>/leave/<id:leave>/grant")
@acts("rosters.decide_leave")
def grant_leave(team: Id, leave: Id) -> ResponseReturnValue:
    """Give the leave; what comes open by it is shown at once, with the way to who could take it."""
    found = _asked(team, leave)
    with acting():
        g.house.leave.grant_leave(
            found.person, leave, why=request.form.get("why", ""), overdraw=request.form.get("overdraw") == "1"
        )
    return redirect(url_for("leave.show", team=team, leave=leave, saved=1), 303)


@bp.post("/teams/<id:team>/leave/<id:leave>/decline")
@acts("rosters.decide_leave")
def decline_leave(team: Id, leave: Id) -> ResponseReturnValue:
    """Do not give the leave, and say why."""
    found = _asked(team, leave)
    with acting():
        g.house.leave.decline_leave(found.person, leave, why=request.form.get("why", ""))
    return redirect(url_for("leave.show", team=team, leave=leave, saved=1), 303)


@bp.get("/teams/<id:team>/people/<id:person>/leave")
@acts("rosters.credit_leave")
def person(team: Id, person: Id) -> ResponseReturnValue:
    """A colleague's balance, for who keeps it."""
    team_or_404("rosters.credit_leave", team)
    g.place = "teams.people"
    _member(team, person)
    balance = balance_now(person)
    return render_template(
        "leave/person.html", team=team, person=person, tells=teller(), lots=lot_lines(person, balance),
        short=balance.short, written=written_to(g.views, person), year=shown_day().year,
        writes=g.at is None and person != g.person, **_rules(),
    )  # fmt: skip


@bp.post("/teams/<id:team>/people/<id:person>/leave/credit")
@acts("rosters.credit_leave")
def credit_leave(team: Id, person: Id) -> ResponseReturnValue:
    """Write hours to a colleague's account, or off it."""
    _member(team, person)
    form, year = request.form, request.form.get("year", "").strip()
    if not (year.isascii() and year.isdigit() and len(year) == 4):
        raise CreditUnreadable(field="year")
    with acting() as who:
        g.house.leave.credit_leave(
            person, credit=id_of("credit", str(who.command)), balance=form.get("balance", ""), year=int(year),
            minutes=signed_minutes(form.get("hours", "")), why=form.get("why", ""), team=team,
        )  # fmt: skip
    return redirect(url_for("leave.person", team=team, person=person, saved=1), 303)


def _asked(team: Id, leave: Id) -> Asked:
    found = request_of(g.views, leave)
    if found is None or found.team != team:
        raise NotThere
    return found


def _member(team: Id, person: Id) -> None:
    if all(one.person != person for one in people_of(g.views, team, "member")):
        raise NotThere


def _opened(found: Asked) -> tuple[Shift, ...]:
    """The shifts to come that the leave opened, also those that somebody took since."""
    opened = opened_by(g.views, found.team, found.id, instant_of(shown_now()), days=LONGEST)
    return opened.shifts if opened else ()


def _minutes(text: str) -> int:
    try:
        return minutes_of(text)
    except Refusal:
        raise LeaveHoursUnreadable from None


def _rules() -> dict[str, Any]:
    return {"rules": leave_rules_on(shown_day().isoformat())}
