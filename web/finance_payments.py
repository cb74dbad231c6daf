"""Paying claims: out of the cash box, or by the bank with a batch that is made once (SEPA, pain.001)."""

from __future__ import annotations

from flask import Response, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from domain.kernel import Id, NotThere, Refusal
from projections.finance_claims import Batch, batches_of, claim_of
from projections.trail import fact
from web.acting import acting
from web.acts import acts, team_or_404
from web.finance_claims import act_on, bp, the_claim
from web.finance_pain import Transfer, pain_001
from web.looked import look
from web.parts import opened
from web.trail_story import teller


class BatchErased(Refusal):
    """Van deze batch is een rekeningnummer gewist, dus er is geen bestand meer van te maken. Wat de bank al kreeg,
    verandert daardoor niet."""

    status = 410


@bp.post("/teams/<id:team>/money/claims/<id:claim>/pay")
@acts("finance.pay_claim")
def pay_from_cash(team: Id, claim: Id) -> ResponseReturnValue:
    """Give the money out of the cash box."""
    return act_on(team, claim, "finance.pay_claim", lambda: g.house.claims.pay_from_cash(claim, **_where()))


@bp.post("/teams/<id:team>/money/claims/<id:claim>/list")
@acts("finance.pay_claim")
def put_on_list(team: Id, claim: Id) -> ResponseReturnValue:
    """Let it wait for the next batch."""
    return act_on(team, claim, "finance.pay_claim", lambda: g.house.claims.put_on_list(claim), to=_list(team))


@bp.post("/teams/<id:team>/money/claims/<id:claim>/unlist")
@acts("finance.pay_claim")
def take_off_list(team: Id, claim: Id) -> ResponseReturnValue:
    """Let it not be in the next batch."""
    return act_on(team, claim, "finance.pay_claim", lambda: g.house.claims.take_off_list(claim))


@bp.post("/teams/<id:team>/money/claims/<id:claim>/confirm")
@acts("finance.pay_claim")
def confirm_payment(team: Id, claim: Id) -> ResponseReturnValue:
    """The bank paid it: it stands on the statement."""
    return act_on(team, claim, "finance.pay_claim", lambda: g.house.claims.confirm_payment(claim, **_where()))


@bp.post("/teams/<id:team>/money/claims/<id:claim>/return")
@acts("finance.pay_claim")
def ask_return(team: Id, claim: Id) -> ResponseReturnValue:
    """The bank did not pay it, and why."""
    why = request.form.get("text", "")
    return act_on(team, claim, "finance.pay_claim", lambda: g.house.claims.ask_return(claim, why=why))


@bp.post("/teams/<id:team>/money/claims/<id:claim>/return/confirm")
@acts("finance.approve_claim")
def confirm_return(team: Id, claim: Id) -> ResponseReturnValue:
    """Confirm it, so that the claim can be sent anew."""
    paid = the_claim(team, claim).state == "paid"
    confirmed = g.house.settling.confirm_back if paid else g.house.claims.confirm_return
    return act_on(team, claim, "finance.approve_claim", lambda: confirmed(claim))


@bp.post("/teams/<id:team>/money/claims/<id:claim>/return/drop")
@acts("finance.approve_claim")
def drop_return(team: Id, claim: Id) -> ResponseReturnValue:
    """It is not so."""
    return act_on(team, claim, "finance.approve_claim", lambda: g.house.claims.drop_return(claim))


@bp.post("/teams/<id:team>/money/payments/<fund>")
@acts("finance.pay_claim")
def export_payments(team: Id, fund: str) -> ResponseReturnValue:
    """Make a batch of what is on the list, once."""
    team_or_404("finance.pay_claim", team)
    with acting():
        g.house.claims.export_payments(team, fund=fund, debtor=request.form.get("debtor", ""))
    return redirect(_list(team), 303)


@bp.get("/teams/<id:team>/money/payments/<fund>/<int:batch>.xml")
@acts("finance.pay_claim")
def batch_file(team: Id, fund: str, batch: int) -> ResponseReturnValue:
    """A batch as the bank reads it; always the same bytes, so that the bank refuses it the second time."""
    team_or_404("finance.pay_claim", team)
    found = next((one for one in batches_of(g.views, team) if (one.fund, one.batch) == (fund, batch)), None)
    made = fact(g.views, found.position) if found else None
    if found is None or made is None:
        raise NotThere
    data = pain_001(
        f"{team[:16]}-{fund[:5]}-{batch}", made.moment, teller().team(team), _iban(found.debtor),
        _transfers(team, found),
    )  # fmt: skip
    answer = Response(data, mimetype="application/xml")
    answer.headers["Content-Disposition"] = f'attachment; filename="betaalbatch-{fund}-{batch}.xml"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _where() -> dict[str, str]:
    """From which account, and on which day."""
    return {name: request.form.get(name, "") for name in ("account", "day")}


def _list(team: Id) -> str:
    return url_for(".show", team=team, saved=1) + "#betaallijst"


def _transfers(team: Id, batch: Batch) -> list[Transfer]:
    """What is paid to whom, as it was when the batch was made; that somebody sees account numbers is written first."""
    tells, transfers = teller(), []
    with g.house.at(batch.position) as then:
        claims = [claim_of(then, id) for id in batch.claims]
    for claim in claims:
        if claim is None:
            raise NotThere
        look("finance.see_claims", claim.maker, f"claim:{claim.claim}", team=team)
        text = f"Declaratie {opened(claim.supplier)}"
        transfers.append(Transfer(claim.claim, tells.person(claim.maker), _iban(claim.iban), claim.cents, text))
    return transfers


def _iban(packed: str | None) -> str:
    """An account number; raises BatchErased."""
    number: str | None = g.house.vault.open_packed(packed) if packed else None
    if number is None:
        raise BatchErased
    return number
