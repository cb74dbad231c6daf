"""Begroting: what was budgeted, ordered, posted and is still to be expected, and how its versions came to be."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from domain.kernel import Id, NotThere
from projections.finance_budget_page import orders
from projections.finance_budget_versions import budget_proposal, budgets_waiting, changes_between, difference, versions
from projections.finance_overview import accounts, books_first
from web.acting import acting
from web.acts import acts, allowed, allowed_now, team_or_404
from web.finance_budget_view import WHOLE, WIDE, asked, month_of, shown, the_costs
from web.finance_budget_words import BUDGET_WORDS
from web.finance_changes import Told, tells_changes
from web.finance_clocks import clocks_of, counted_for, here_on, moved_to, views_now
from web.finance_words import SHOWN_FUNDS, moment_short
from web.parts import opened
from web.say import say as _
from web.second_eyes import own_budget
from web.shown import shown_day
from web.trail_story import teller

bp = Blueprint("finance_budget", __name__)
for word in BUDGET_WORDS:
    bp.add_app_template_filter(word)


@bp.before_request
def mark_place() -> None:
    """In the menu it stands under Geld, in the tabs under Begroting."""
    g.place, g.tab = "finance.overview", "finance_budget.show"


@bp.get("/teams/<id:team>/money/budget")
@acts("finance.see_money")
def show(team: Id) -> ResponseReturnValue:
    """Budget against actual, by fund and account; one account with its months."""
    team_or_404("finance.see_money", team)
    if books_first(views_now(), team) is None:
        return redirect(url_for("finance.overview", team=team), 303)
    found = asked()
    here_with = here_on("finance_budget.show", team, found.asked, year=_year_kept(), open=found.open or None)
    if to := moved_to(found.asked, here_with):
        return redirect(to, 303)
    return render_template(
        "finance/budget/page.html", team=team, wanted=found, shown=shown(team, found), chart=accounts(g.views),
        clocks=clocks_of(team, found.asked, here_with, counted_for(team), open=found.open), here_with=here_with,
        waiting=budgets_waiting(g.views, team), tells=teller(), month_of=month_of, funds=SHOWN_FUNDS,
        proposes=allowed_now("finance.propose_budget", team),
        orders_there=bool(orders(g.views, team, found.year, shown_day().isoformat())),
        enters=allowed_now("finance.enter_commitment", team), sets_rates=bool(allowed("finance.set_rate")),
        whole=WHOLE, wide=WIDE,
    )  # fmt: skip


@bp.get("/teams/<id:team>/money/budget/roster")
@acts("finance.see_money")
def roster(team: Id) -> ResponseReturnValue:
    """The shifts behind the forecast, each with its hours, its rate and its allowance."""
    team_or_404("finance.see_money", team)
    found = asked()
    costs = [one for one in the_costs(team, found.year) if not found.open or one.on(found.open) or not one.rate]
    return render_template(
        "finance/budget/roster.html", team=team, asked=found, costs=costs, chart=accounts(g.views),
        total=sum(one.on(found.open) if found.open else one.cents for one in costs),
    )  # fmt: skip


@bp.get("/teams/<id:team>/money/budget/<any(team,household,group):fund>/<int(min=2000, max=2099):year>")
@acts("finance.see_money")
def history(team: Id, fund: str, year: int) -> ResponseReturnValue:
    """The versions of a budget, and what differs between two of them."""
    team_or_404("finance.see_money", team)
    found = versions(g.views, team, fund, year)
    if not found:
        raise NotThere
    new = _number(request.args.get("new", ""), len(found), len(found)) or len(found)
    old = _number(request.args.get("old", ""), len(found), new - 1)
    before = found[old - 1].lines if old else {}
    moved = difference(before, found[new - 1].lines)
    return render_template(
        "finance/budget/versions.html", team=team, fund=fund, year=year, found=found, old=old, new=new,
        moved=moved, before=before, after=found[new - 1].lines, chart=accounts(g.views), tells=teller(),
        month_of=month_of,
    )  # fmt: skip


@bp.get("/teams/<id:team>/money/budget/proposals/<id:proposal>")
@acts("finance.see_money")
def proposal(team: Id, proposal: Id) -> ResponseReturnValue:
    """What was proposed, beside what holds, to look at before it is adopted."""
    team_or_404("finance.see_money", team)
    found = budget_proposal(g.views, team, proposal)
    if found is None:
        raise NotThere
    standing = [one for one in versions(g.views, team, found.fund, found.year) if one.position < found.since]
    own, waits = own_budget(found.since), found.state == "proposed"
    before = standing[-1].lines if standing else {}
    return render_template(
        "finance/budget/proposal.html", team=team, found=found, before=before, chart=accounts(g.views), tells=teller(),
        own=own, adopts=waits and not own and allowed_now("finance.adopt_budget", team),
        withdraws=waits and found.proposer == g.person and allowed_now("finance.propose_budget", team),
        month_of=month_of,
    )  # fmt: skip


@bp.post("/teams/<id:team>/money/budget/proposals/<id:proposal>/<any(adopt,decline):step>")
@acts("finance.adopt_budget")
def decide_budget(team: Id, proposal: Id, step: str) -> ResponseReturnValue:
    """Adopt what somebody else proposed, or not, and say why."""
    team_or_404("finance.adopt_budget", team)
    found = budget_proposal(g.views, team, proposal)
    if found is None:
        raise NotThere
    with acting():
        of = {"fund": found.fund, "year": found.year, "proposal": proposal}
        if step == "adopt":
            g.house.budgets.adopt_budget(team, **of, content=request.form.get("content", ""))
        else:
            g.house.budgets.decline_budget(team, **of, why=request.form.get("text", ""))
    return redirect(url_for(".proposal", team=team, proposal=proposal, saved=1), 303)


@bp.post("/teams/<id:team>/money/budget/proposals/<id:proposal>/withdraw")
@acts("finance.propose_budget")
def withdraw_budget(team: Id, proposal: Id) -> ResponseReturnValue:
    """No longer want one's own proposal."""
    team_or_404("finance.propose_budget", team)
    found = budget_proposal(g.views, team, proposal)
    if found is None:
        raise NotThere
    with acting():
        g.house.budgets.withdraw_budget(team, fund=found.fund, year=found.year, proposal=proposal)
    return redirect(url_for(".proposal", team=team, proposal=proposal, saved=1), 303)


@tells_changes
def budgets_changed(team: Id, known: int, last: int) -> Iterable[Told]:
    """The versions that were adopted between two moments: they change no balance, so they have no cents of costs."""
    tells = teller()
    for one, cents in changes_between(g.views, team, known, last):
        title = _("Begroting {year}, versie {version}").format(year=one.year, version=one.version)
        says = _("{who}, vastgesteld door {second}, {when}. {why}").format(
            who=tells.person(one.proposer), second=tells.person(one.by), when=moment_short(one.moment),
            why=opened(one.why),
        )  # fmt: skip
        href = url_for("finance_budget.history", team=team, fund=one.fund, year=one.year, new=one.version)
        moved = one.cents if one.kind == "shift" else abs(cents)
        yield Told("budget", one.fund, one.position, title, None, says, href, moved=moved or None)


def _year_kept() -> str | None:
    """The year of the address, when it names no day."""
    return request.args.get("year") if not request.args.get("on") else None


def _number(text: str, most: int, standard: int) -> int:
    """A version by its number; 0 is nothing yet."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 and int(text) <= most else standard


import web.finance_budget_files  # noqa: E402, F401  their routes are of this blueprint
import web.finance_budget_forms  # noqa: E402, F401
import web.finance_commitments  # noqa: E402, F401
import web.finance_rates  # noqa: E402, F401
