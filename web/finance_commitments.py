"""Verplichtingen: what was ordered, its invoices, and what is still to come of it."""

from __future__ import annotations

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from domain.kernel import Id, NotThere, cents_of, id_of, read_id
from domain.mandates.refusals import NotYourMandate
from projections.finance_budget_page import Order, order_of, orders, uses_of
from projections.finance_overview import accounts, books_first
from projections.mandates import mandates_of
from web.acting import acting, command_key
from web.acts import acts, allowed_now, takes_file, team_or_404
from web.finance_budget import bp
from web.finance_budget_view import asked
from web.finance_proposal_form import kept_document
from web.finance_why import Reason, explains
from web.finance_words import SHOWN_FUNDS
from web.language import euro
from web.mandates_view import holder_of, holds_it, mandate_explained
from web.parts import opened
from web.say import say as _
from web.second_eyes import givers_of, is_own
from web.shown import shown_day
from web.trail_story import teller


@bp.get("/teams/<id:team>/money/commitments")
@acts("finance.see_money")
def commitments(team: Id) -> ResponseReturnValue:
    """What was ordered of which the invoice is expected in a year, perhaps of one account."""
    team_or_404("finance.see_money", team)
    wanted = asked()
    return render_template(
        "finance/budget/orders.html", team=team, asked=wanted, chart=accounts(g.views),
        orders=orders(g.views, team, wanted.year, shown_day().isoformat(), wanted.open),
        enters=allowed_now("finance.enter_commitment", team), day=shown_day().isoformat(),
    )  # fmt: skip


@bp.get("/teams/<id:team>/money/commitments/new")
@acts("finance.enter_commitment")
def new_commitment(team: Id) -> ResponseReturnValue:
    """The form of an order."""
    team_or_404("finance.enter_commitment", team)
    if g.at is not None or books_first(g.views, team) is None:
        return redirect(url_for(".commitments", team=team), 303)
    costs = [
        one
        for one in accounts(g.views).values()
        if one.kind == "expense" and one.fund in SHOWN_FUNDS and not one.closed and not one.use
    ]
    return render_template("finance/budget/order_form.html", team=team, costs=costs, day=shown_day().isoformat())


@bp.post("/teams/<id:team>/money/commitments/new")
@acts("finance.enter_commitment")
def enter_commitment(team: Id) -> ResponseReturnValue:
    """Write down what was ordered."""
    team_or_404("finance.enter_commitment", team)
    form, commitment = request.form, id_of("finance.commitment", command_key())
    cents = cents_of(form.get("amount", ""))
    with acting():
        g.house.budgets.enter_commitment(
            team, commitment=commitment, account=form.get("account", ""), cents=cents,
            supplier=form.get("supplier", ""), text=form.get("text", ""), expected=form.get("value_date", "").strip(),
        )  # fmt: skip
    return _to(team, commitment)


@bp.get("/teams/<id:team>/money/commitments/<id:commitment>")
@acts("finance.see_money")
def commitment(team: Id, commitment: Id) -> ResponseReturnValue:
    """An order with its invoices, and what can be done with it."""
    found = the_order(team, commitment, "finance.see_money")
    return render_template(
        "finance/budget/order.html", team=team, found=found, uses=uses_of(g.views, commitment),
        chart=accounts(g.views), tells=teller(), own=is_own(found.orderers), day=shown_day().isoformat(),
        enters=allowed_now("finance.enter_commitment", team), invoices=allowed_now("finance.take_invoice", team),
        mandates=_mandates_for(team, found),
    )  # fmt: skip


@bp.post("/teams/<id:team>/money/commitments/<id:commitment>/adjust")
@acts("finance.enter_commitment")
def adjust_commitment(team: Id, commitment: Id) -> ResponseReturnValue:
    """Let it be another amount in all."""
    the_order(team, commitment, "finance.enter_commitment")
    form, cents = request.form, cents_of(request.form.get("amount", ""))
    with acting():
        g.house.budgets.adjust_commitment(
            commitment, cents=cents, expected=form.get("value_date", "").strip(), why=form.get("text", "")
        )
    return _to(team, commitment)


@bp.post("/teams/<id:team>/money/commitments/<id:commitment>/release")
@acts("finance.enter_commitment")
def release_commitment(team: Id, commitment: Id) -> ResponseReturnValue:
    """Let the rest go."""
    the_order(team, commitment, "finance.enter_commitment")
    with acting():
        g.house.budgets.release_commitment(commitment, why=request.form.get("text", ""))
    return _to(team, commitment)


@bp.post("/teams/<id:team>/money/commitments/<id:commitment>/invoice")
@acts("finance.take_invoice")
@takes_file
def take_invoice(team: Id, commitment: Id) -> ResponseReturnValue:
    """Post an invoice of it: the order falls in the same act."""
    the_order(team, commitment, "finance.take_invoice")
    form, key = request.form, command_key()
    day = form.get("value_date", "").strip()
    document, cents = kept_document(team, day), cents_of(form.get("amount", ""))
    try:
        mandate = read_id(form.get("mandate", ""))
    except ValueError:
        raise NotYourMandate from None
    with acting():
        g.house.budgets.take_invoice(
            commitment, invoice=key, cents=cents, day=day, text=form.get("text", ""), mandate=mandate,
            document=document, number=form.get("number", ""), missing=form.get("missing", ""),
        )  # fmt: skip
    return _to(team, commitment)


@bp.post("/teams/<id:team>/money/commitments/<id:commitment>/restore")
@acts("finance.take_invoice")
def restore_commitment(team: Id, commitment: Id) -> ResponseReturnValue:
    """Let it stand open again for what a reversed invoice took."""
    the_order(team, commitment, "finance.take_invoice")
    with acting():
        g.house.budgets.restore_commitment(commitment, entry=request.form.get("entry", ""))
    return _to(team, commitment)


@explains("commitment")
def commitment_explained(team: Id, commitment: Id, entry: Id) -> list[Reason]:
    """From an invoice to who ordered what, to the mandate that it was taken under, and to the decision that gave it."""
    found, tells = order_of(g.views, team, commitment), teller()
    if found is None:
        return []
    told = _("{who}: {cents} bij {shop}, {text}").format(
        who=", ".join(map(tells.person, found.orderers)), cents=euro(found.cents), shop=opened(found.supplier),
        text=opened(found.text),
    )  # fmt: skip
    taken = next((one.mandate for one in uses_of(g.views, commitment) if one.entry == entry), None)
    here = url_for("finance_budget.commitment", team=team, commitment=commitment)
    return [Reason("note", _("Besteld"), told, here), *mandate_explained(team, taken)]


def _mandates_for(team: Id, order: Order) -> list[tuple[Id, str]]:
    """The mandates under which the person who looks may take an invoice of an order, in words, the highest first."""
    day, theirs, tells = shown_day().isoformat(), {g.person, *order.orderers}, teller()
    found = [
        one
        for one in mandates_of(g.views, team)
        if one.holds(day) and one.covers(order.fund, order.account) and not theirs & givers_of(one)
        and holds_it(one, g.person, day)
    ]  # fmt: skip
    return [
        (one.id, _("{who}, tot {most} per keer").format(who=holder_of(one, tells), most=euro(one.limits.per_act)))
        for one in sorted(found, key=lambda one: -one.limits.per_act)
    ]


def the_order(team: Id, commitment: Id, action: str) -> Order:
    """An order of the team; raises NotThere."""
    team_or_404(action, team)
    found = order_of(g.views, team, commitment)
    if found is None:
        raise NotThere
    return found


def _to(team: Id, commitment: Id) -> ResponseReturnValue:
    return redirect(url_for(".commitment", team=team, commitment=commitment, saved=1), 303)
