"""Declaraties: what somebody spent for the team, from a photo of the receipt until the money is back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from domain.finance.claims import WantedClaim, claims_of
from domain.finance.ledger.refusals import AccountUnknown
from domain.kernel import Id, NotThere, cents_of, id_of
from projections.finance_attempts import attempts_of
from projections.finance_bank_page import bank_accounts
from projections.finance_claims import (
    ClaimView,
    batches_of,
    claim_of,
    claims_by,
    claims_like,
    waiting_for_batch,
)
from projections.finance_overview import accounts, books_first
from projections.mandates import mandate_of
from web.acting import acting
from web.acts import acts, allowed_now, takes_file, team_or_404
from web.blobs import send_blob
from web.finance_claims_list import GROUPS, group, older_page
from web.finance_claims_view import (
    FUNDS,
    claim_state,
    last_iban,
    lines_to_claim,
    mandate_for,
    may_confirm,
    may_decide,
    may_pay,
    proposed_account,
    to_confirm,
    waits_for_second,
    wanted_as_it_is,
    who_could,
    why_nobody,
)
from web.finance_why import EXPLAINERS
from web.finance_words import iban_shown
from web.looked import look, name_look
from web.mandates_view import holder_of
from web.parts import opened
from web.photos import photo_standing, sent_photo
from web.shown import shown_day
from web.trail_story import teller

bp = Blueprint("finance_claims", __name__)
bp.add_app_template_filter(claim_state)
name_look("finance.see_claims", _l("%(who)s keek naar de bon van een declaratie van %(whose)s."))


class NoProposal(AccountUnknown):
    """Bij deze woorden is nog niets om voor te stellen. Kies zelf de begrotingsregel."""

    field = "account"


@bp.before_request
def mark_place() -> None:
    """In the menu it stands under Geld, in the tabs under Declaraties."""
    g.place, g.tab = "finance.overview", "finance_claims.show"


@bp.get("/teams/<id:team>/money/claims")
@acts("finance.see_claims")
def show(team: Id) -> ResponseReturnValue:
    """What waits for this person first, then what the team claimed."""
    team_or_404("finance.see_claims", team)
    if books_first(g.views, team) is None:
        return redirect(url_for("finance.overview", team=team), 303)
    if (asked := request.args.get("group")) in GROUPS:
        return older_page(team, str(asked))
    pays = allowed_now("finance.pay_claim", team)
    found = {name: group(team, name) for name in GROUPS}
    made, listed = found["made"].claims, found["listed"].claims
    return render_template(
        "finance/claims/page.html", team=team, tells=teller(), pays=pays, claims_here=_claims_here(team),
        mine_to_decide=[one for one in made if may_decide(one) and mandate_for(one)[0]],
        mine_to_confirm=to_confirm(team),
        waiting=made, to_pay=found["approved"].claims, sums=waiting_for_batch(g.views, team),
        on_list=[one for one in listed if not one.batch], sent=[one for one in listed if one.batch],
        done=found["done"].claims, batches=batches_of(g.views, team), chart=accounts(g.views),
        payers=_payers(team) if pays else {}, older={name: one.older for name, one in found.items()},
    )  # fmt: skip


@bp.get("/me/claims")
@acts("trail.see_own")
def mine() -> ResponseReturnValue:
    """What this person claimed, in whichever team."""
    g.tab = None
    day = shown_day().isoformat()
    return render_template(
        "finance/claims/mine.html", claims=claims_by(g.views, g.person), tells=teller(),
        teams=[one for one in g.relations.teams(day) if books_first(g.views, one) and _claims_here(one)],
    )  # fmt: skip


@bp.get("/teams/<id:team>/money/claims/new")
@acts("finance.make_claim")
def new(team: Id) -> ResponseReturnValue:
    """The form: amount, photo, where and what for."""
    team_or_404("finance.make_claim", team)
    if g.at is not None or books_first(g.views, team) is None:
        return redirect(url_for(".show", team=team), 303)
    return render_template(
        "finance/claims/form.html", team=team, claim=None, lines=lines_to_claim(), day=shown_day().isoformat(),
        iban=last_iban(g.person), kept=photo_standing(),
        to=url_for(".make_claim", team=team),
    )  # fmt: skip


@bp.post("/teams/<id:team>/money/claims")
@acts("finance.make_claim")
@takes_file
def make_claim(team: Id) -> ResponseReturnValue:
    """Claim it; without a budget line the program proposes one, which is changed with one tap."""
    team_or_404("finance.make_claim", team)
    receipt, form = _receipt(), request.form
    account, proposed = form.get("account", "").strip(), None
    if not account:
        found = proposed_account(team, form.get("supplier", ""), form.get("text", ""))
        if found is None:
            raise NoProposal
        account, proposed = found.account, 1
    with acting() as who:
        claim = id_of("finance.claim", str(who.command))
        g.house.claims.make_claim(team, claim=claim, wanted=_wanted(account, receipt))
    return redirect(url_for(".claim", team=team, claim=claim, proposed=proposed, saved=1), 303)


@bp.get("/teams/<id:team>/money/claims/<id:claim>")
@acts("finance.see_claims")
def claim(team: Id, claim: Id) -> ResponseReturnValue:
    """One claim: the receipt, how it stands, why, and what the person who looks may do."""
    team_or_404("finance.see_claims", team)
    found, tells = the_claim(team, claim), teller()
    mandate, why_not = mandate_for(found) if found.state == "made" and may_decide(found) else (None, None)
    own = found.maker == g.person and g.at is None
    proposed = None
    if own and found.state == "made" and request.args.get("proposed") == "1":
        wanted = wanted_as_it_is(found)
        proposed = proposed_account(team, wanted.supplier, wanted.text, but=claim)
    chart, attempts = accounts(g.views), attempts_of(g.views, claim)
    could = who_could(found, tells) if found.state == "made" else []
    linked = {one.account for one in bank_accounts(g.views, team, (found.fund,))}
    asked = next((each for each in attempts if waits_for_second(each, found)), None)
    return render_template(
        "finance/claims/claim.html", attempts=attempts, asked=asked,
        confirms=may_confirm(found, asked.asker if asked else None),
        team=team, one=found, tells=tells, chart=chart, own=own, decides=may_decide(found),
        mandate=mandate, why_not=why_not, could=could, nobody="" if could else why_nobody(found, tells),
        pays=may_pay(found), like=claims_like(g.views, found), proposed=proposed, lines=lines_to_claim(),
        iban_shown=own or may_pay(found), why=EXPLAINERS["claim"](team, claim, found.entry or ""),
        purses=[
            one for one in chart.values() if one.fund == found.fund and not one.closed and one.account not in linked
        ],
        linked=linked, holder=holder_of,
        used=mandate_of(g.views, team, found.mandate) if found.mandate else None, day=shown_day().isoformat(),
    )  # fmt: skip


@bp.get("/teams/<id:team>/money/claims/<id:claim>/receipt")
@acts("finance.see_claims")
def receipt(team: Id, claim: Id) -> ResponseReturnValue:
    """The picture of the receipt; that somebody looked is written down first."""
    team_or_404("finance.see_claims", team)
    found = the_claim(team, claim)
    if found.receipt is None:
        raise NotThere
    look("finance.see_claims", found.maker, f"claim:{claim}", team=team)
    return send_blob(claims_of(found.maker), found.receipt)


@bp.get("/teams/<id:team>/money/claims/<id:claim>/change")
@acts("finance.make_claim")
def change(team: Id, claim: Id) -> ResponseReturnValue:
    """The form again, with what stands in it."""
    team_or_404("finance.make_claim", team)
    found = the_claim(team, claim)
    if g.at is not None or found.maker != g.person:
        return redirect(url_for(".claim", team=team, claim=claim), 303)
    return render_template(
        "finance/claims/form.html", team=team, claim=found, lines=lines_to_claim(), day=found.day,
        iban=last_iban(g.person), kept=photo_standing() or found.receipt or "",
        to=url_for(".change_claim", team=team, claim=claim),
    )  # fmt: skip


@bp.post("/teams/<id:team>/money/claims/<id:claim>/change")
@acts("finance.make_claim")
@takes_file
def change_claim(team: Id, claim: Id) -> ResponseReturnValue:
    """Let one's own claim be another one."""
    found, receipt = _mine(team, claim), _receipt()
    with acting():
        g.house.claims.change_claim(claim, wanted=_wanted(request.form.get("account", "") or found.account, receipt))
    return redirect(url_for(".claim", team=team, claim=claim, saved=1), 303)


@bp.post("/teams/<id:team>/money/claims/<id:claim>/account")
@acts("finance.make_claim")
def choose_account(team: Id, claim: Id) -> ResponseReturnValue:
    """Another budget line than was proposed, with one tap."""
    found = _mine(team, claim)
    with acting():
        g.house.claims.change_claim(claim, wanted=wanted_as_it_is(found, account=request.form.get("account", "")))
    return redirect(url_for(".claim", team=team, claim=claim, saved=1), 303)


def the_claim(team: Id, claim: Id) -> ClaimView:
    """A claim of the team; raises NotThere."""
    found = claim_of(g.views, claim)
    if found is None or found.team != team:
        raise NotThere
    return found


def act_on(team: Id, claim: Id, action: str, does: Callable[[], object], to: str | None = None) -> ResponseReturnValue:
    """Do something with a claim of the team, for who may; then to its page, or elsewhere."""
    team_or_404(action, team)
    the_claim(team, claim)
    with acting():
        does()
    return redirect(to or url_for(".claim", team=team, claim=claim, saved=1), 303)


def _mine(team: Id, claim: Id) -> ClaimView:
    team_or_404("finance.make_claim", team)
    found = the_claim(team, claim)
    if found.maker != g.person:
        raise NotThere
    return found


def _payers(team: Id) -> dict[str, list[tuple[str, str]]]:
    """The linked bank accounts to pay from, by fund."""
    found: dict[str, list[tuple[str, str]]] = {}
    for one in bank_accounts(g.views, team, FUNDS):
        name = opened(accounts(g.views)[one.account].name)
        found.setdefault(one.fund, []).append((opened(one.iban), f"{iban_shown(one.iban)}, {one.account} {name}"))
    return found


def _claims_here(team: Id) -> bool:
    return allowed_now("finance.make_claim", team)


def _receipt() -> str | None:
    """The picture that came with the form, or the one that came before it was refused; its digest."""
    return sent_photo(claims_of(g.person), "receipt")


def _wanted(account: str, receipt: str | None) -> WantedClaim:
    form = request.form
    fields: dict[str, Any] = {
        name: form.get(name, "") for name in ("day", "supplier", "text", "number", "missing", "how", "iban")
    }
    return WantedClaim(account=account, cents=cents_of(form.get("amount", "")), receipt=receipt, **fields)


import web.finance_claims_deciding  # noqa: E402, F401  its routes are of this blueprint
import web.finance_payments  # noqa: E402, F401
