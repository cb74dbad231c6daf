"""Uurtarieven: what an hour costs the organisation, from a day on."""

from __future__ import annotations

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from domain.finance.budget import RATE_KINDS
from domain.kernel import cents_of
from projections.finance_forecast import rates
from projections.finance_overview import accounts
from web.acting import acting
from web.acts import acts, allowed_now, require
from web.finance_budget import bp
from web.finance_budget_words import rate_word
from web.finance_words import SHOWN_FUNDS
from web.shown import shown_day
from web.trail_story import teller


@bp.get("/money/rates")
@acts("finance.set_rate")
def hour_rates() -> ResponseReturnValue:
    """Every hourly cost, and the form of another one."""
    require("finance.set_rate")
    chart = accounts(g.views)
    costs = [one for one in chart.values() if one.kind == "expense" and one.fund in SHOWN_FUNDS and not one.closed]
    return render_template(
        "finance/budget/rates.html", rates=rates(g.views), chart=chart, costs=costs, tells=teller(),
        kinds=[(kind, rate_word(kind)) for kind in RATE_KINDS], day=shown_day().isoformat(),
        sets=allowed_now("finance.set_rate"),
    )  # fmt: skip


@bp.post("/money/rates")
@acts("finance.set_rate")
def set_rate() -> ResponseReturnValue:
    """Set what an hour costs from a day on."""
    require("finance.set_rate")
    form, cents = request.form, cents_of(request.form.get("amount", ""))
    with acting():
        g.house.budgets.set_rate(
            kind=form.get("kind", ""), cents=cents, valid_from=form.get("valid_from", "").strip(),
            account=form.get("account", ""), ort_account=form.get("ort_account") or None,
            decision=form.get("text", ""),
        )  # fmt: skip
    return redirect(url_for(".hour_rates", saved=1), 303)
