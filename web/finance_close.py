"""Afsluiten: the months of a team's books, a checklist for the one that is next, and the end of a year."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from flask import Blueprint, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from domain.finance.ledger.refusals import ReopeningTime
from domain.kernel import Id, instant
from projections.finance_close import (
    PeriodRow,
    Step,
    carried,
    checklist,
    first_open,
    periods,
    years_to_carry,
)
from projections.finance_findings import meanwhile
from projections.finance_now import BalancesNow
from projections.finance_overview import accounts, books_first
from projections.finance_reports import due, reports
from web.acting import acting
from web.acts import acts, allowed, team_or_404
from web.finance_words import SHOWN_FUNDS
from web.second_eyes import own_reopening
from web.shown import shown_day, shown_now
from web.trail_story import teller

bp = Blueprint("finance_close", __name__)

STATES = {
    "open": _l("open"),
    "soft": _l("voorlopig gesloten"),
    "closed": _l("gesloten"),
    "reopened": _l("heropend"),
    "expired": _l("heropening voorbij"),
}
STEPS = {
    "over": (_l("De maand is voorbij"), _l("De maand is nog niet voorbij"), ""),
    "statements": (
        _l("De afschriften zijn ingelezen tot en met de laatste dag"),
        _l("De afschriften zijn nog niet ingelezen tot en met de laatste dag"), "finance_bank.show",
    ),
    "unlinked": (
        "", _l("Deze bankrekening is niet gekoppeld: er is geen afschrift mee vergeleken"), "finance_bank.show",
    ),
    "suspense": (_l("Alles is verklaard"), _l("Er is nog geld te verklaren"), "finance.card"),
    "suspense_residents": ("", _l("Bij bewoners is nog geld te verklaren"), "finance_residents.show"),
    "lines": (
        _l("Elke bankregel is verwerkt"), _l("Er staan nog bankregels open"), "finance_bank.show",
    ),
    "lines_residents": ("", _l("Bij bewoners staan nog bankregels open"), "finance_residents.show"),
    "proposals": (
        _l("Geen boeking wacht op een tweede paar ogen"), _l("Boekingen wachten op een tweede paar ogen"),
        "finance.proposals",
    ),
    "cash": (_l("De kas is geteld"), _l("De kas is nog niet geteld na de laatste dag"), "finance_cash.show"),
    "claims": (
        _l("Over elke declaratie is beslist"), _l("Declaraties wachten op een besluit"), "finance_claims.show",
    ),
    "findings": (
        _l("De controles vinden niets dat niet klopt"), _l("De controles vinden iets dat niet klopt"),
        "finance_findings.show",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class StepShown:
    """A line of the checklist with its words and where it is looked at."""

    step: Step
    says: str
    account: str
    link: str


@bp.before_request
def mark_place() -> None:
    """In the menu it stands under Geld, in the tabs under Afsluiten."""
    g.place, g.tab = "finance.overview", "finance_close.show"


@bp.get("/teams/<id:team>/money/close")
@acts("finance.see_money")
def show(team: Id) -> ResponseReturnValue:
    """The months, what the next one asks, and for `?period=` what was posted in it while it was open again."""
    team_or_404("finance.see_money", team)
    first = books_first(g.views, team)
    if first is None:
        return redirect(url_for("finance.overview", team=team), 303)
    rows = periods(g.views, team, first, shown_now())
    chosen = next((row for row in rows if row.period == request.args.get("period")), first_open(rows))
    day = shown_day().isoformat()
    steps, issued = checklist(g.views, team, chosen.period, day), dict[str, list[Any]]()
    for report in reports(g.views, team):
        issued.setdefault(report.period, []).append(report)
    return render_template(
        "finance/close/page.html", team=team, rows=rows, chosen=chosen, states=STATES, may=_rights(team),
        steps=_shown(team, steps) if chosen.state != "closed" else [], issued=issued, tells=teller(),
        own_ask=own_reopening(team, chosen), ready=all(step.done or not step.blocks for step in steps),
        meanwhile=meanwhile(g.views, team, chosen.period).get(chosen.period, []),
        missing={one.period for one in due(g.views, team)}, years=_years(team, rows),
    )  # fmt: skip


@bp.post("/teams/<id:team>/money/close/<period>/soft")
@acts("finance.close_period")
def soft_close_period(team: Id, period: str) -> ResponseReturnValue:
    """Close it for now."""
    return _done(team, period, lambda: g.house.ledger.soft_close_period(team, period))


@bp.post("/teams/<id:team>/money/close/<period>/close")
@acts("finance.close_period")
def close_period(team: Id, period: str) -> ResponseReturnValue:
    """Close it; its report is issued at once."""
    return _done(team, period, lambda: g.house.reports.close_period(team, period))


@bp.post("/teams/<id:team>/money/close/<period>/report")
@acts("finance.issue_reports")
def issue_reports(team: Id, period: str) -> ResponseReturnValue:
    """Issue the reports that a close left to be made."""
    return _done(team, period, lambda: g.house.reports.issue_reports(team))


@bp.post("/teams/<id:team>/money/close/<period>/ask")
@acts("finance.ask_reopening")
def ask_reopening(team: Id, period: str) -> ResponseReturnValue:
    """Ask to open it again, until a day and a time."""
    try:
        hour = time.fromisoformat(request.form.get("at", "").strip())
        until = instant(date.fromisoformat(request.form.get("until", "").strip()), hour.hour * 60 + hour.minute)
    except (ValueError, OverflowError):
        raise ReopeningTime from None
    why = request.form.get("text", "")
    return _done(team, period, lambda: g.house.ledger.ask_reopening(team, period, until=until, why=why))


@bp.post("/teams/<id:team>/money/close/<period>/agree")
@acts("finance.agree_reopening")
def reopen_period(team: Id, period: str) -> ResponseReturnValue:
    """Agree, as a second person, with what was seen."""
    content = request.form.get("content", "")
    return _done(team, period, lambda: g.house.ledger.reopen_period(team, period, content=content))


@bp.post("/teams/<id:team>/money/close/<period>/decline")
@acts("finance.agree_reopening")
def decline_reopening(team: Id, period: str) -> ResponseReturnValue:
    """Let it stay closed."""
    return _done(team, period, lambda: g.house.ledger.decline_reopening(team, period))


@bp.post("/teams/<id:team>/money/close/<int:year>/carry")
@acts("finance.close_period")
def carry_forward(team: Id, year: int) -> ResponseReturnValue:
    """Bring a year's result to the next."""
    return _done(team, "", lambda: g.house.ledger.carry_forward(team, year=year))


def _done(team: Id, period: str, do: Callable[[], object]) -> ResponseReturnValue:
    with acting():
        do()
    return redirect(url_for(".show", team=team, period=period or None, saved=1), 303)


def _rights(team: Id) -> dict[str, bool]:
    """What whoever looks may do now; at a past moment nothing."""
    return {
        name: g.at is None and bool(allowed(f"finance.{name}", team))
        for name in ("close_period", "ask_reopening", "agree_reopening", "issue_reports")
    }


def _shown(team: Id, steps: list[Step]) -> list[StepShown]:
    chart, found = accounts(g.views), []
    for step in steps:
        done, still, endpoint = STEPS[step.name]
        link = ""
        if endpoint in current_app.view_functions:
            values: dict[str, Any] = {"team": team} | ({"account": step.account} if endpoint == "finance.card" else {})
            link = url_for(endpoint, **values)
        name = g.house.vault.open_packed(chart[step.account].name) or "" if step.account else ""
        found.append(StepShown(step, str(done if step.done else still), f"{step.account} {name}".strip(), link))
    return found


def _years(team: Id, rows: list[PeriodRow]) -> list[tuple[int, bool, list[tuple[str, str, int]]]]:
    """Closed years with whether they were carried forward, and what carrying them would post now."""
    now = BalancesNow(lambda: nullcontext(g.views))
    done = carried(g.views, team)
    return [
        (year, year in done, [line for line in now.result(team, year) if line[0] in SHOWN_FUNDS])
        for year in years_to_carry(g.views, team, rows)
    ]
