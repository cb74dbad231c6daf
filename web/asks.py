"""What somebody is asked, their answer, and whether they may be asked at all."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from domain.kernel import Id, NotThere, Refusal, read_id, today
from domain.rosters.asking import DAYS, PLACES
from domain.rosters.refusals import AskOver
from projections.asks import Asked, agreements_of, ask_of, shift_of
from projections.candidates import effect
from projections.roster_page import touched
from projections.teams import teams
from web.acting import acting
from web.acts import acts
from web.candidates_told import effect_text
from web.language import tr
from web.moment import not_modified, refresh_moment
from web.parts import wants_part
from web.say import say as _
from web.shown import instant_of, shown_now
from web.teller import day_text
from web.trail_story import teller

bp = Blueprint("asks", __name__)


@bp.get("/asks/<id:ask>")
@acts("rosters.answer_ask")
def show(ask: Id) -> ResponseReturnValue:
    """What one is asked, with what it would mean; polled with `?since=`."""
    found = _mine(ask)
    if wants_part() and request.args.get("since", "") == _version(found):
        return not_modified()
    return render_template("asks/_ask.html" if wants_part() else "asks/page.html", **_page(found))


@bp.post("/asks/<id:ask>/yes")
@acts("rosters.answer_ask")
def accept_ask(ask: Id) -> ResponseReturnValue:
    """Say yes; whoever was second hears who was first."""
    found = _mine(ask)
    return _answer(ask, lambda: g.house.staffing.accept_ask(found.roster, ask))


@bp.post("/asks/<id:ask>/no")
@acts("rosters.answer_ask")
def decline_ask(ask: Id) -> ResponseReturnValue:
    """Say no, with or without a reason."""
    found, why = _mine(ask), request.form.get("why", "")
    return _answer(ask, lambda: g.house.rosters.decline_ask(found.roster, ask, why=why))


@bp.get("/me/asking")
@acts("rosters.agree_to_asks")
def asking() -> ResponseReturnValue:
    """Whether one may be asked, by which woongroep, and when."""
    _carer_or_404()
    agreed = {one.team: one for one in agreements_of(g.views, g.person)}
    mine, tells = _my_teams(), teller()
    named = [(found.id, tells.team(found.id)) for found in teams(g.views)]
    return render_template(
        "asks/asking.html",
        mine=[(team, name, agreed.get(team)) for team, name in named if team in mine],
        others=[(team, name, agreed.get(team)) for team, name in named if team not in mine],
        days=[("working", _("Op dagen dat ik werk")), ("off", _("Op mijn vrije dagen"))],
        places=[
            ("V", _("Vroege diensten")), ("D", _("Dagdiensten")), ("L", _("Late diensten")), ("N", _("Nachtdiensten")),
            ("S", _("Slaapdiensten")), ("A", _("Bereikbaarheidsdiensten")),
        ],
    )  # fmt: skip


@bp.post("/me/asking")
@acts("rosters.agree_to_asks")
def agree_to_asks() -> ResponseReturnValue:
    """Let a woongroep ask."""
    team, form = _team(), request.form
    days, places = form.getlist("days")[: len(DAYS) + 1], form.getlist("places")[: len(PLACES) + 1]
    with acting():
        g.house.rosters.agree_to_asks(team, days=days, places=places)
    return redirect(url_for("asks.asking", saved=1) + f"#t-{team}", 303)


@bp.post("/me/asking/revoke")
@acts("rosters.agree_to_asks")
def revoke_asks() -> ResponseReturnValue:
    """Let a woongroep no longer ask."""
    team = _team()
    with acting():
        g.house.rosters.revoke_asks(team)
    return redirect(url_for("asks.asking", saved=1) + f"#t-{team}", 303)


def _answer(ask: Id, command: Any) -> ResponseReturnValue:
    try:
        with acting():
            command()
    except AskOver as refusal:  # the page itself tells who was first
        refresh_moment()
        return render_template("asks/page.html", **_page(_mine(ask))), refusal.status
    except Refusal as refusal:
        refresh_moment()
        g.refusal, g.typed, g.typed_into = refusal, request.form, request.path
        return render_template("asks/page.html", **_page(_mine(ask))), refusal.status
    return redirect(url_for("asks.show", ask=ask), 303)


def _mine(ask: Id) -> Asked:
    """What one is asked oneself; raises NotThere for all else."""
    found = ask_of(g.views, ask)
    if found is None or found.person != g.person:
        raise NotThere
    return found


def _page(found: Asked) -> dict[str, Any]:
    tells = teller()
    shift = shift_of(g.views, found.roster, found.shift)
    page: dict[str, Any] = {
        "ask": found, "version": _version(found), "state": _state(found, shift.person if shift else None),
        "by": tells.person(found.asked_by), "where": tells.team(found.team), "taker": tells.person(found.taker),
        "why": tells.opened(found.why) if found.why else "", "shift": shift, "effect": [], "against": [],
    }  # fmt: skip
    then = tells.shift(found.shift, g.position)
    page["what"] = tells.kind(found.team, then.kind, g.position) if then else _("dienst")
    page["day"] = day_text(then.date) if then else ""
    if shift:
        page["place"] = tells.place(found.team, shift.kind)
        if page["state"] in ("waits", "no"):
            meant, against = effect(g.views, shift, g.person)
            page["effect"], page["against"] = effect_text(meant, me=True), [tr(one) for one in against]
    return page


def _state(found: Asked, has: Id | None) -> str:
    """mine, first, over, began, no or waits."""
    if found.how == "filled" or (not found.how and has):
        return "mine" if found.taker == g.person else "first"
    if found.how == "withdrawn":
        return "over"
    if found.how == "nobody" or found.ends <= instant_of(shown_now()):
        return "began"
    return "no" if found.answer == "no" else "waits"


def _version(found: Asked) -> str:
    """Only what concerns the person: a page that is made anew for others' doings would lose what is being typed."""
    if g.at is not None:
        return str(g.at)
    began = found.ends <= instant_of(shown_now())
    return f"{touched(g.views, found.person)}-{int(began)}"


def _my_teams() -> set[Id]:
    day = today().isoformat()
    return {team for team in g.relations.teams(day) if "member" in g.relations.roles_in(team, day)}


def _carer_or_404() -> None:
    if not _my_teams():
        raise NotThere


def _team() -> Id:
    try:
        return read_id(request.form.get("team", ""))
    except ValueError:
        raise NotThere from None
