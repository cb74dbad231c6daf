"""Proposals on the screen: ask, watch, compare, take over wholly or per person, let go."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from domain.kernel import Id, NotThere, id_of
from domain.rosters.proposals import REPLAN, REST
from domain.rosters.proposing import STANDARD_SECONDS
from domain.rosters.refusals.proposing import AlternativeUnknown, SecondsUnreadable
from projections.proposals import proposals_for
from projections.roster_shapes import Period
from projections.rounds import rounds_shown
from web.acting import acting
from web.acts import acts, allowed
from web.moment import not_modified
from web.pages import as_position
from web.proposals_view import page, proposal_or_404, version_of
from web.roster_commands import maybe_id
from web.roster_view import may_plan, roster_or_404
from web.rounds_view import round_of
from web.trail_story import teller

bp = Blueprint("proposals", __name__)

SECONDS = (10, 20, 60)


@bp.get("/rosters/<id:roster>/proposals")
@acts("rosters.see_proposals")
def all_of(roster: Id) -> ResponseReturnValue:
    """The proposals that were asked for this roster, and the button that asks for one."""
    found = roster_or_404(roster, "rosters.see_proposals")
    g.place = "rosters.current"
    tells = teller()
    shown = [(one, tells.person(one.asked_by)) for one in proposals_for(g.views, roster)]
    return render_template("proposals/all.html", period=found, proposals=shown, **_asking(found))


@bp.post("/rosters/<id:roster>/proposals")
@acts("rosters.propose_roster")
def ask_proposal(roster: Id) -> ResponseReturnValue:
    """Ask for one; it is looked for outside this request."""
    roster_or_404(roster, "rosters.propose_roster")
    what = REPLAN if request.form.get("what") == REPLAN else REST
    with acting() as who:
        proposal = id_of("proposal", str(who.command))
        g.house.proposing.ask_proposal(
            roster,
            proposal=proposal,
            seen=request.form.get("seen", type=as_position),
            what=what,
            seconds=_seconds(),
            absence=maybe_id("absence"),
            absent=maybe_id("absent"),
        )
    return redirect(url_for("proposals.show", roster=roster, proposal=proposal), 303)


@bp.get("/rosters/<id:roster>/proposals/<id:proposal>")
@acts("rosters.see_proposals")
def show(roster: Id, proposal: Id) -> ResponseReturnValue:
    """How far the search is, or what was found."""
    found = roster_or_404(roster, "rosters.see_proposals")
    g.place = "rosters.current"
    shown = proposal_or_404(found, proposal)
    return render_template("proposals/page.html", **page(found, shown), **_asking(found))


@bp.get("/rosters/<id:roster>/proposals/<id:proposal>/part")
@acts("rosters.see_proposals")
def live(roster: Id, proposal: Id) -> ResponseReturnValue:
    """What changes on it, when anything did."""
    found = roster_or_404(roster, "rosters.see_proposals")
    shown = proposal_or_404(found, proposal)
    if g.at is None and request.args.get("since") == version_of(shown):
        return not_modified()
    return render_template("proposals/_part.html", **page(found, shown), **_asking(found))


@bp.post("/rosters/<id:roster>/proposals/<id:proposal>/stop")
@acts("rosters.propose_roster")
def stop_proposal(roster: Id, proposal: Id) -> ResponseReturnValue:
    """Search no further."""
    found = roster_or_404(roster, "rosters.propose_roster")
    proposal_or_404(found, proposal)
    with acting():
        g.house.proposing.stop_proposal(roster, proposal)
    return redirect(url_for("proposals.show", roster=roster, proposal=proposal), 303)


@bp.post("/rosters/<id:roster>/proposals/<id:proposal>/accept")
@acts("rosters.accept_proposal")
def accept_proposal(roster: Id, proposal: Id) -> ResponseReturnValue:
    """Take an alternative over, wholly or for one person."""
    found = roster_or_404(roster, "rosters.accept_proposal")
    proposal_or_404(found, proposal)
    number, person = _number(request.form.get("alternative", "")), maybe_id("person")
    with acting():
        g.house.proposing.accept_proposal(roster, proposal, alternative=number, person=person)
    return redirect(url_for("proposals.show", roster=roster, proposal=proposal) + "#overgenomen", 303)


@bp.post("/rosters/<id:roster>/proposals/<id:proposal>/ask")
@acts("rosters.seek_replacement")
def ask_proposed(roster: Id, proposal: Id) -> ResponseReturnValue:
    """Ask somebody of another team for what an alternative has for them."""
    found = roster_or_404(roster, "rosters.seek_replacement")
    proposal_or_404(found, proposal)
    number, person = _number(request.form.get("alternative", "")), maybe_id("person")
    if person is None:
        raise NotThere
    with acting():
        g.house.proposing.ask_proposed(roster, proposal, alternative=number, person=person)
    return redirect(url_for("proposals.show", roster=roster, proposal=proposal) + "#wie", 303)


@bp.post("/rosters/<id:roster>/proposals/<id:proposal>/let-go")
@acts("rosters.propose_roster")
def let_go_proposal(roster: Id, proposal: Id) -> ResponseReturnValue:
    """Take nothing (more) of it over, and say why."""
    found = roster_or_404(roster, "rosters.propose_roster")
    proposal_or_404(found, proposal)
    with acting():
        g.house.proposing.let_go_proposal(roster, proposal)
    return redirect(url_for("proposals.all_of", roster=roster), 303)


def seconds_choices(seconds: tuple[int, ...]) -> list[tuple[str, str]]:
    """How long to search, for a form."""
    return [(str(n), ngettext("%(num)s seconde", "%(num)s seconden", n)) for n in seconds]


bp.add_app_template_global(seconds_choices)


def proposal_box(found: Period) -> dict[str, Any] | None:
    """What stands below the rounds and beside a draft: the last proposal, and the way to ask for one."""
    if not allowed("rosters.see_proposals", found.team):
        return None
    latest = next((p for p in proposals_for(g.views, found.roster) if p.searching or p.state == "offered"), None)
    asking = _asking(found)
    if latest is None and not asking["asks"]:
        return None
    return asking | {"latest": latest, "who": teller().person(latest.asked_by) if latest else ""}


bp.add_app_template_global(proposal_box)


def _asking(found: Period) -> dict[str, Any]:
    """What the form that asks needs."""
    return {
        "seconds": SECONDS, "usual": STANDARD_SECONDS,
        "asks": g.at is None and found.state != "closed" and _may_ask(found),
    }  # fmt: skip


def _may_ask(found: Period) -> bool:
    return may_plan(found.team) or round_of(found, rounds_shown(g.views, found.roster)) not in ("wishes", "publish")


def _seconds() -> int:
    text = request.form.get("seconds", str(STANDARD_SECONDS)).strip()
    if not (text.isascii() and text.isdigit() and len(text) <= 3):
        raise SecondsUnreadable
    return int(text)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 2):
        raise AlternativeUnknown
    return int(text)
