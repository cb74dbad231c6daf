"""What others do with a claim: approve it under a mandate, decline it with a reason; and why it was paid."""

from __future__ import annotations

from flask import g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from domain.kernel import Id, read_id
from domain.mandates.refusals import NotYourMandate
from projections.finance_claims import claim_of
from projections.finance_entry_page import entry_of
from projections.mandates import mandate_of
from projections.trail import fact
from web.acting import acting
from web.acts import acts, team_or_404
from web.dates import moment_long
from web.finance_claims import bp, the_claim
from web.finance_claims_view import claim_state, holder_of
from web.finance_why import Reason, explains
from web.finance_words import day_month_year
from web.language import euro
from web.parts import opened
from web.say import say as _
from web.trail_story import teller


@bp.post("/teams/<id:team>/money/claims/<id:claim>/approve")
@acts("finance.approve_claim")
def approve_claim(team: Id, claim: Id) -> ResponseReturnValue:
    """Approve what was seen, under a mandate."""
    team_or_404("finance.approve_claim", team)
    the_claim(team, claim)
    try:
        mandate = read_id(request.form.get("mandate", ""))
    except ValueError:
        raise NotYourMandate from None
    with acting():
        g.house.claims.approve_claim(claim, content=request.form.get("content", ""), mandate=mandate)
    return redirect(url_for(".claim", team=team, claim=claim, saved=1), 303)


@bp.post("/teams/<id:team>/money/claims/<id:claim>/decline")
@acts("finance.approve_claim")
def decline_claim(team: Id, claim: Id) -> ResponseReturnValue:
    """Do not approve it, and say why."""
    team_or_404("finance.approve_claim", team)
    the_claim(team, claim)
    with acting():
        g.house.claims.decline_claim(claim, why=request.form.get("text", ""))
    return redirect(url_for(".claim", team=team, claim=claim, saved=1), 303)


@bp.post("/teams/<id:team>/money/claims/<id:claim>/withdraw")
@acts("finance.make_claim")
def withdraw_claim(team: Id, claim: Id) -> ResponseReturnValue:
    """No longer want one's own claim."""
    team_or_404("finance.make_claim", team)
    the_claim(team, claim)
    with acting():
        g.house.claims.withdraw_claim(claim)
    return redirect(url_for(".claim", team=team, claim=claim, saved=1), 303)


@explains("claim")
def claim_explained(team: Id, claim: Id) -> list[Reason]:
    """From the claim to the mandate that it fell under, and to the decision that gave that mandate."""
    found, tells = claim_of(g.views, claim), teller()
    if found is None or found.team != team:
        return []
    here = url_for("finance_claims.claim", team=team, claim=claim)
    told = _("{who}: {cents} bij {shop}, {text}").format(
        who=tells.person(found.maker), cents=euro(found.cents), shop=opened(found.supplier), text=opened(found.text)
    )
    steps = [Reason("note", _("Gedeclareerd, {when}").format(when=_when(found.made)), told, here, claim_state(found))]
    if found.decided and found.decider:
        href = url_for("trail.fact", position=found.decided)
        head = _("Goedgekeurd, {when}") if found.mandate else _("Niet goedgekeurd, {when}")
        who, more = tells.person(found.decider), opened(found.why)
        steps.append(Reason("tick", head.format(when=_when(found.decided)), who, href, more))
    mandate = mandate_of(g.views, team, found.mandate) if found.mandate else None
    if mandate:
        most = _("tot {cents} per keer, tot en met {day}").format(
            cents=euro(mandate.limits.per_act), day=day_month_year(mandate.last)
        )
        href = url_for("mandates.show", team=team) + f"#m-{mandate.id}"
        steps.append(Reason("person", _("Onder het mandaat van"), holder_of(mandate, tells), href, most))
        given = url_for("trail.fact", position=mandate.given)
        who = _("Vastgelegd door {who}").format(who=tells.person(mandate.giver))
        steps.append(Reason("note", _("Volgens het besluit"), opened(mandate.decision), given, who))
    return steps


@explains("payment")
def payment_explained(team: Id, claim: Id) -> list[Reason]:
    """From what was paid to the claim, and on."""
    found = claim_of(g.views, claim)
    entry = entry_of(g.views, team, found.paid) if found and found.paid else None
    paid = []
    if entry:
        who = teller().person(entry.by)
        href = url_for("trail.fact", position=entry.position)
        paid = [Reason("coin", _("Uitbetaald, {when}").format(when=_when(entry.position)), who, href)]
    return [*paid, *claim_explained(team, claim)]


def _when(position: int) -> str:
    row = fact(g.views, position)
    return moment_long(row.moment) if row else ""
