"""What others do with a claim: approve it under a mandate, decline it with a reason; and why it was paid."""

from __future__ import annotations

from flask import g, request, url_for
from flask.typing import ResponseReturnValue

from domain.kernel import Id, read_id
from domain.mandates.refusals import NotYourMandate
from projections.finance_attempts import Attempt, attempts_of
from projections.finance_claims import claim_of
from projections.finance_entry_page import entry_of
from projections.trail import fact
from web.acts import acts
from web.dates import moment_long
from web.finance_claims import act_on, bp
from web.finance_claims_view import claim_state
from web.finance_why import Reason, explains
from web.language import euro
from web.mandates_view import mandate_explained
from web.parts import opened
from web.say import say as _
from web.teller import Teller
from web.trail_story import teller


@bp.post("/teams/<id:team>/money/claims/<id:claim>/approve")
@acts("finance.approve_claim")
def approve_claim(team: Id, claim: Id) -> ResponseReturnValue:
    """Approve what was seen, under a mandate."""
    content, given = request.form.get("content", ""), request.form.get("mandate", "")

    def approve() -> None:
        try:
            mandate = read_id(given)
        except ValueError:
            raise NotYourMandate from None
        g.house.claims.approve_claim(claim, content=content, mandate=mandate)

    return act_on(team, claim, "finance.approve_claim", approve)


@bp.post("/teams/<id:team>/money/claims/<id:claim>/decline")
@acts("finance.approve_claim")
def decline_claim(team: Id, claim: Id) -> ResponseReturnValue:
    """Do not approve it, and say why."""
    why = request.form.get("text", "")
    return act_on(team, claim, "finance.approve_claim", lambda: g.house.claims.decline_claim(claim, why=why))


@bp.post("/teams/<id:team>/money/claims/<id:claim>/withdraw")
@acts("finance.make_claim")
def withdraw_claim(team: Id, claim: Id) -> ResponseReturnValue:
    """No longer want one's own claim."""
    return act_on(team, claim, "finance.make_claim", lambda: g.house.claims.withdraw_claim(claim))


@explains("claim")
def claim_explained(team: Id, claim: Id, _entry: Id) -> list[Reason]:
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
    steps += [_not_paid(one, tells) for one in attempts_of(g.views, claim) if one.state == "returned" and one.asked]
    return steps + mandate_explained(team, found.mandate)


def _not_paid(one: Attempt, tells: Teller) -> Reason:
    """A time that it was sent and the bank did not pay it."""
    who = _("{who}, bevestigd door {other}").format(who=tells.person(one.asker), other=tells.person(one.second))
    head = _("Betaalbatch {n}, teruggegeven") if one.line else _("Betaalbatch {n}, niet betaald")
    return Reason("warning", head.format(n=one.batch), who, url_for("trail.fact", position=one.asked), opened(one.why))


@explains("payment")
def payment_explained(team: Id, claim: Id, paid_by: Id) -> list[Reason]:
    """From what was paid to the claim, and on."""
    found = claim_of(g.views, claim)
    entry = entry_of(g.views, team, found.paid) if found and found.paid else None
    paid = []
    if entry:
        who = teller().person(entry.by)
        href = url_for("trail.fact", position=entry.position)
        paid = [Reason("coin", _("Uitbetaald, {when}").format(when=_when(entry.position)), who, href)]
    return [*paid, *claim_explained(team, claim, paid_by)]


def _when(position: int) -> str:
    row = fact(g.views, position)
    return moment_long(row.moment) if row else ""
