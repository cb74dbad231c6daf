"""Geld: a team's books at a glance, beginning them, and choosing whose books to look at."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from domain.kernel import Id, today
from projections.finance_balances import Balance, trial_balance
from projections.finance_close import reopenings_asked
from projections.finance_overview import (
    STALE_AFTER,
    AccountRow,
    Fresh,
    TeamBooks,
    accounts,
    books_first,
    fresh,
    last_days,
    over_and_open,
    teams_with_books,
    waiting,
)
from web.acting import acting
from web.acts import acts, allowed, allowed_now, team_or_404
from web.dates import as_day
from web.finance_clocks import day_kept, local_of
from web.finance_words import SHOWN_FUNDS, WORDS
from web.hours_words import month_text
from web.parts import opened
from web.say import say as _
from web.shown import shown_day
from web.typed_month import typed_month

bp = Blueprint("finance", __name__)
for word in (*WORDS, month_text):
    bp.add_app_template_filter(word)
bp.add_app_template_filter(local_of, "moment_field")
bp.add_app_template_global(day_kept)

_TABS = (
    ("finance.overview", "Overzicht"),
    ("finance.balance", "Naspelen"),
    ("finance_budget.show", "Begroting"),
    ("finance_claims.show", "Declaraties"),
    ("finance_cash.show", "Kas"),
    ("finance_bank.show", "Bank"),
    ("finance_residents.show", "Bewoners"),
    ("finance_close.show", "Afsluiten"),
)


@dataclass(frozen=True, slots=True)
class Tab:
    """A page of a team's money."""

    endpoint: str
    word: str


@dataclass(frozen=True, slots=True)
class Held:
    """An account where money lies, with what is on it and until when it is kept up."""

    account: AccountRow
    cents: int
    fresh: Fresh


@bp.app_template_global()
def money_tabs(team: Id) -> list[Tab]:
    """The pages of money that there are and that the person may open."""
    words = {
        "Overzicht": _("Overzicht"), "Naspelen": _("Naspelen"), "Begroting": _("Begroting"),
        "Declaraties": _("Declaraties"), "Kas": _("Kas"), "Bank": _("Bank"), "Bewoners": _("Bewoners"),
        "Afsluiten": _("Afsluiten"),
    }  # fmt: skip
    views = current_app.view_functions
    return [
        Tab(endpoint, words[word])
        for endpoint, word in _TABS
        if endpoint in views and allowed(getattr(views[endpoint], "acts", ""), team)
    ]


@bp.before_request
def mark_place() -> None:
    """In the menu everything of money stands under Geld."""
    g.place = "finance.overview"


@bp.get("/money")
@acts("finance.see_money")
def teams() -> ResponseReturnValue:
    """Whose books to look at: for the controller and the auditor every team, for others their own."""
    day = today().isoformat()
    mine = g.relations.teams(day)
    found = [one for one in teams_with_books(g.views) if allowed("finance.see_money", one.team)]
    if len(found) == 1 and mine:
        return redirect(url_for("finance.overview", team=found[0].team), 303)
    found.sort(key=lambda one: opened(one.name).casefold())
    shown = {one.team: one.name for one in found}
    return render_template(
        "finance/teams.html", teams=found, state=_state, keeps=allowed("finance.keep_chart"),
        asked=[(team, shown[team], period) for team, period in reopenings_asked(g.views) if team in shown],
    )  # fmt: skip


@bp.get("/teams/<id:team>/money")
@acts("finance.see_money")
def overview(team: Id) -> ResponseReturnValue:
    """Where the money is, what waits, and which periods are still open."""
    team_or_404("finance.see_money", team)
    first = books_first(g.views, team)
    if first is None:
        may = allowed_now("finance.begin_books", team)
        month = shown_day().isoformat()[:7]
        return render_template("finance/no_books.html", team=team, begins=may, month=month)
    day = shown_day().isoformat()
    return render_template(
        "finance/overview.html", team=team, first=first, held=_held(team, day), waiting=waiting(g.views, team),
        open_periods=over_and_open(g.views, team, first, day), day=day,
        asked=[period for kept, period in reopenings_asked(g.views) if kept == team],
    )  # fmt: skip


@bp.post("/teams/<id:team>/money/books")
@acts("finance.begin_books")
def begin_books(team: Id) -> ResponseReturnValue:
    """Keep the team's books here from a period on."""
    team_or_404("finance.begin_books", team)
    with acting():
        g.house.ledger.begin_books(team, first=typed_month(request.form.get("period", "")))
    return redirect(url_for("finance.overview", team=team, saved=1), 303)


def _held(team: Id, day: str) -> dict[str, list[Held]]:
    """The cash boxes and bank accounts by fund, and what waits to be explained or paid."""
    chart, last = accounts(g.views), last_days(g.views, team)
    shown: dict[str, list[Held]] = {}
    for standing in trial_balance(g.views, team):
        account = chart[standing.account]
        if account.fund in SHOWN_FUNDS and _lies(account, standing):
            state = fresh(account, standing.cents, last.get(account.account), day)
            shown.setdefault(account.fund, []).append(Held(account, standing.cents, state))
    return shown


def _lies(account: AccountRow, standing: Balance) -> bool:
    return account.use in ("cash", "bank") or (account.use in ("payable", "suspense") and bool(standing.cents))


def _state(team: TeamBooks) -> str:
    """How fresh a team's books are: `good`, `half` (proposals wait), `old` or nothing without books."""
    if team.first is None:
        return ""
    if team.waiting:
        return "half"
    late = team.posted is None or shown_day() - as_day(team.posted) > STALE_AFTER
    return "old" if late else "good"


import web.finance_chart  # noqa: E402, F401  their routes are of this blueprint
import web.finance_costs  # noqa: E402, F401
import web.finance_entries  # noqa: E402, F401
import web.finance_proposals  # noqa: E402, F401
import web.finance_replay  # noqa: E402, F401
