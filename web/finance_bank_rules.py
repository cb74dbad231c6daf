"""The rules for lines of statements: what stands, every version that there was, and up to which amount they book."""

from __future__ import annotations

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from domain.finance.bank.rights import SEE_RESIDENTS
from domain.kernel import Id, NotThere, cents_of
from projections.finance_bank_page import books_up_to, limit_on, rule_versions, rules, threshold
from projections.finance_overview import accounts
from web.acting import acting
from web.acts import acts, allowed, team_or_404
from web.finance_bank import bp, looked_funds, may
from web.finance_words import SHOWN_FUNDS
from web.parts import opened
from web.shown import shown_day
from web.trail_story import teller


@bp.get("/teams/<id:team>/money/bank/rules")
@acts("finance.see_money")
def show_rules(team: Id) -> ResponseReturnValue:
    """The rules with their versions; those for residents' money only to who may see it."""
    team_or_404("finance.see_money", team)
    funds = _funds(team)
    if "residents" in funds and any(of[0].fund == "residents" for of in rule_versions(g.views, team).values()):
        looked_funds(team, "residents")
    versions = {rule: found for rule, found in rule_versions(g.views, team).items() if found and found[0].fund in funds}
    chart = accounts(g.views)
    options = {
        fund: [
            (one.account, f"{one.account} {opened(one.name)}")
            for one in chart.values()
            if one.fund == fund and not one.closed and one.use not in ("bank", "suspense", "resident")
        ]
        for fund in funds
    }
    return render_template(
        "finance/bank/rules.html", team=team, rules=[one for one in rules(g.views, team) if one.fund in funds],
        versions=versions, threshold=threshold(g.views, team), chart=chart, options=options, tells=teller(),
        keeps=may(team, "finance.keep_rules"), limits=may(team, "finance.keep_chart"), day=shown_day().isoformat(),
        limit=limit_on(g.views, shown_day().isoformat()),
        books_up_to=books_up_to(g.views, team, shown_day().isoformat()),
    )  # fmt: skip


@bp.post("/teams/<id:team>/money/bank/rules/<id:rule>/change")
@acts("finance.keep_rules")
def change_rule(team: Id, rule: Id) -> ResponseReturnValue:
    """Let a rule be another version."""
    _the_rule(team, rule)
    form = request.form
    with acting():
        g.house.bank.change_rule(
            team, rule=rule, words=form.get("words", ""), side=form.get("side", ""), least=_cents("least"),
            most=_cents("most"), account=form.get("account", ""),
        )  # fmt: skip
    return _back(team)


@bp.post("/teams/<id:team>/money/bank/rules/<id:rule>/end")
@acts("finance.keep_rules")
def end_rule(team: Id, rule: Id) -> ResponseReturnValue:
    """Use a rule no more."""
    _the_rule(team, rule)
    with acting():
        g.house.bank.end_rule(team, rule=rule)
    return _back(team)


@bp.post("/teams/<id:team>/money/bank/rules/threshold")
@acts("finance.keep_rules")
def set_threshold(team: Id) -> ResponseReturnValue:
    """Set up to which amount rules book by themselves."""
    team_or_404("finance.keep_rules", team)
    cents = cents_of(request.form.get("cents", ""), field="cents")
    with acting():
        g.house.bank.set_threshold(team, cents=cents, why=request.form.get("text", ""))
    return _back(team)


@bp.post("/teams/<id:team>/money/bank/rules/limit")
@acts("finance.keep_chart")
def set_limit(team: Id) -> ResponseReturnValue:
    """Set up to which amount rules of all teams book by themselves, from a day on."""
    team_or_404("finance.keep_chart", team)
    form, cents = request.form, cents_of(request.form.get("cents", ""), field="cents")
    with acting():
        g.house.bank.set_limit(cents=cents, valid_from=form.get("valid_from", "").strip(), why=form.get("text", ""))
    return _back(team)


def _funds(team: Id) -> tuple[str, ...]:
    return (*SHOWN_FUNDS, "residents") if allowed(SEE_RESIDENTS, team) else SHOWN_FUNDS


def _the_rule(team: Id, rule: Id) -> None:
    team_or_404("finance.keep_rules", team)
    if not any(one.rule == rule and one.fund in _funds(team) for one in rules(g.views, team)):
        raise NotThere


def _cents(name: str) -> int | None:
    text = request.form.get(name, "").strip()
    return cents_of(text, field=name) if text else None


def _back(team: Id) -> ResponseReturnValue:
    return redirect(url_for("finance_bank.show_rules", team=team, saved=1), 303)
