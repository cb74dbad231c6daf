"""Mandaten: the division of authorities. Who may spend what until when, and by which decision."""

from __future__ import annotations

from datetime import date, timedelta

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from domain.kernel import Id, NotThere, cents_of, id_of, read_id
from domain.mandates import HOLDER_ROLES, SPENT_FUNDS, TOGETHER_DAYS, Limits
from domain.mandates.refusals import MandateUnreadable, TogetherDays
from projections.finance_overview import accounts
from projections.mandates import mandate_of, mandates_of, used_of
from projections.teams import people_of
from web.acting import acting
from web.acts import acts, allowed_now, team_or_404
from web.finance_claims_view import lines_to_claim
from web.mandates_view import holder_of
from web.shown import shown_day
from web.trail_story import teller

bp = Blueprint("mandates", __name__)


@bp.before_request
def mark_place() -> None:
    """In the menu it stands under Geld, in the tabs under Declaraties."""
    g.place, g.tab = "finance.overview", "finance_claims.show"


@bp.get("/teams/<id:team>/mandates")
@acts("mandates.see_mandates")
def show(team: Id) -> ResponseReturnValue:
    """Every mandate, those that hold first; with `?at=` as the team knew them then."""
    team_or_404("mandates.see_mandates", team)
    day = shown_day().isoformat()
    every = [(one, used_of(g.views, one, day)) for one in mandates_of(g.views, team)]
    gives = allowed_now("mandates.give_mandate", team)
    tells = teller()
    members = {
        one.person: tells.person(one.person)
        for one in people_of(g.views, team, "member")
        if (one.until is None or one.until >= day) and one.person != g.person
    }
    return render_template(
        "mandates/page.html", team=team, tells=tells, day=day, gives=gives, holder=holder_of, members=members,
        standing=[row for row in every if row[0].ended is None and row[0].last >= day],
        over=[row for row in every if row[0].ended is not None or row[0].last < day], roles=HOLDER_ROLES,
        funds=SPENT_FUNDS, lines=lines_to_claim(), chart=accounts(g.views), together=TOGETHER_DAYS,
        year_on=(date.fromisoformat(day) + timedelta(days=365)).isoformat(),
    )  # fmt: skip


@bp.post("/teams/<id:team>/mandates")
@acts("mandates.give_mandate")
def give_mandate(team: Id) -> ResponseReturnValue:
    """Give a mandate by a decision."""
    team_or_404("mandates.give_mandate", team)
    form, (person, role) = request.form, _holder()
    together = form.get("together", "").strip()
    if not (together.isascii() and together.isdigit() and len(together) <= 3):
        raise TogetherDays
    limits = Limits(
        cents_of(form.get("per_act", ""), field="per_act"), cents_of(form.get("per_period", ""), field="per_period"),
        form.get("per", ""), int(together),
    )  # fmt: skip
    account = form.get("account", "").strip()
    with acting() as who:
        g.house.mandates.give_mandate(
            team, mandate=id_of("mandates.mandate", str(who.command)), funds=[form.get("fund", "")], limits=limits,
            first=form.get("first", ""), last=form.get("last", ""), decision=form.get("decision", ""),
            accounts=[account] if account else [], person=person, for_role=role,
        )  # fmt: skip
    return redirect(url_for(".show", team=team, saved=1), 303)


@bp.post("/teams/<id:team>/mandates/<id:mandate>/end")
@acts("mandates.give_mandate")
def end_mandate(team: Id, mandate: Id) -> ResponseReturnValue:
    """Let it hold no more."""
    team_or_404("mandates.give_mandate", team)
    if mandate_of(g.views, team, mandate) is None:
        raise NotThere
    with acting():
        g.house.mandates.end_mandate(mandate, why=request.form.get("why", ""))
    return redirect(url_for(".show", team=team, saved=1), 303)


def _holder() -> tuple[Id | None, str | None]:
    """A person or a role, as the form's one list names them."""
    chosen = request.form.get("holder", "")
    if chosen in HOLDER_ROLES:
        return None, chosen
    try:
        return read_id(chosen), None
    except ValueError:
        raise MandateUnreadable(field="holder") from None
