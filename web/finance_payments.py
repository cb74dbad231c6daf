"""Paying claims: out of the cash box, or by the bank with a batch that is made once (SEPA, pain.001)."""

from __future__ import annotations

from flask import Response, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from domain.kernel import Id, NotThere, Refusal
from projections.finance_claims import Batch, batches_of, claim_of
from projections.trail import fact
from web.acting import acting
from web.acts import acts, team_or_404
from web.finance_claims import bp, the_claim
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
    team_or_404("finance.pay_claim", team)
    the_claim(team, claim)
    with acting():
        g.house.claims.pay_from_cash(claim, account=request.form.get("account", ""), day=request.form.get("day", ""))
    return redirect(url_for(".claim", team=team, claim=claim, saved=1), 303)


@bp.post("/teams/<id:team>/money/claims/<id:claim>/list")
@acts("finance.pay_claim")
def put_on_list(team: Id, claim: Id) -> ResponseReturnValue:
    """Let it wait for the next batch."""
    team_or_404("finance.pay_claim", team)
    the_claim(team, claim)
    with acting():
        g.house.claims.put_on_list(claim)
    return redirect(url_for(".show", team=team, saved=1) + "#betaallijst", 303)


@bp.post("/teams/<id:team>/money/claims/<id:claim>/unlist")
@acts("finance.pay_claim")
def take_off_list(team: Id, claim: Id) -> ResponseReturnValue:
    """Let it not be in the next batch."""
    team_or_404("finance.pay_claim", team)
    the_claim(team, claim)
    with acting():
        g.house.claims.take_off_list(claim)
    return redirect(url_for(".claim", team=team, claim=claim, saved=1), 303)


@bp.post("/teams/<id:team>/money/claims/<id:claim>/confirm")
@acts("finance.pay_claim")
def confirm_payment(team: Id, claim: Id) -> ResponseReturnValue:
    """The bank paid it: it stands on the statement."""
    team_or_404("finance.pay_claim", team)
    the_claim(team, claim)
    with acting():
        g.house.claims.confirm_payment(claim, account=request.form.get("account", ""), day=request.form.get("day", ""))
    return redirect(url_for(".claim", team=team, claim=claim, saved=1), 303)


@bp.post("/teams/<id:team>/money/payments/<fund>")
@acts("finance.pay_claim")
def export_payments(team: Id, fund: str) -> ResponseReturnValue:
    """Make a batch of what is on the list, once."""
    team_or_404("finance.pay_claim", team)
    with acting():
        g.house.claims.export_payments(team, fund=fund, debtor=request.form.get("debtor", ""))
    return redirect(url_for(".show", team=team, saved=1) + "#betaallijst", 303)


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


def _transfers(team: Id, batch: Batch) -> list[Transfer]:
    """What is paid to whom; that somebody sees the account numbers is written down first."""
    tells, transfers = teller(), []
    for id in batch.claims:
        claim = claim_of(g.views, id)
        if claim is None:
            raise NotThere
        look("finance.see_claims", claim.maker, f"claim:{id}", team=team)
        text = f"Declaratie {opened(claim.supplier)}"
        transfers.append(Transfer(id, tells.person(claim.maker), _iban(claim.iban), claim.cents, text))
    return transfers


def _iban(packed: str | None) -> str:
    """An account number; raises BatchErased."""
    number: str | None = g.house.vault.open_packed(packed) if packed else None
    if number is None:
        raise BatchErased
    return number
