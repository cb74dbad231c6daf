"""Naspelen: any balance, on any value date, as known at any moment, and what changed between two moments."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from domain.kernel import AMSTERDAM, Id, Refusal
from projections.clock import position_at
from projections.finance_overview import books_first
from projections.finance_replay import closes, last_close_that_changed
from web.acts import acts, team_or_404
from web.finance import bp, money_tabs
from web.finance_clocks import Asked, asked_day, clocks_of, counted_for, moved_to, position_typed, views_now
from web.finance_replay_view import Replayed, replayed
from web.finance_words import SHOWN_FUNDS
from web.language import tr
from web.parts import wants_part
from web.shown import shown_day


@bp.get("/teams/<id:team>/money/balance")
@acts("finance.see_money")
def balance(team: Id) -> ResponseReturnValue:
    """The trial balance, and what changed in it between what was known at X and at Y."""
    team_or_404("finance.see_money", team)
    g.money_team = team
    if books_first(views_now(), team) is None:
        return redirect(url_for("finance.overview", team=team), 303)
    asked, fund = asked_of(team)
    if to := moved_to(asked, _here_with(team, asked, fund)):
        return redirect(to, 303)
    pinned = request.args.get("on") == asked.on and request.args.get("from") == str(asked.known)
    if not pinned and not asked.errors:
        return redirect(_here_with(team, asked, fund)(), 303)
    return _page(team, asked, fund)


def _page(team: Id, asked: Asked, fund: str) -> ResponseReturnValue:
    # a step back of which the browser kept nothing is asked for by htmx too, and is a whole page
    part = wants_part() and "HX-History-Restore-Request" not in request.headers
    page = "finance/_replay.html" if part else "finance/replay.html"
    asked.known = min(asked.known or 0, g.position)
    return render_template(page, **around(team, asked, fund, replayed(team, asked.on, asked.known, fund)))


def _here_with(team: Id, asked: Asked, fund: str) -> Any:
    """The address of this page, with something changed in it."""
    standing = {"on": asked.on, "from": asked.known, "fund": fund or None}
    return lambda **changed: url_for("finance.balance", **{"team": team, **standing, **changed})


def asked_of(team: Id) -> tuple[Asked, str]:
    """What the address asks, and which fund; what it leaves out is a close after which something changed."""
    on, known = begin_with(team)
    asked = asked_day(on)
    asked.known = known
    if text := request.args.get("from", "").strip():
        try:
            asked.known = position_typed(text, "from")
        except Refusal as refusal:
            asked.errors["from"] = tr(refusal)
    fund = request.args.get("fund", "")
    return asked, fund if fund in SHOWN_FUNDS else ""


def begin_with(team: Id) -> tuple[str, int]:
    """The last close after which something changed in what was closed; else today and the month's beginning."""
    if found := last_close_that_changed(g.views, team, g.position):
        return _last_of(found[0]), found[1]
    today = shown_day()
    month = datetime(today.year, today.month, 1, tzinfo=AMSTERDAM)
    return today.isoformat(), min(position_at(views_now(), _utc(month)), g.position)


def around(team: Id, asked: Asked, fund: str, shown: Replayed) -> dict[str, Any]:
    """What the page and its part are filled with."""
    clocks = clocks_of(team, asked, _here_with(team, asked, fund), counted_for(team))
    return {
        "team": team, "asked": asked, "fund": fund, "shown": shown, "clocks": clocks, "y": clocks.y,
        "closed": [(period, _last_of(period), at) for period, at in closes(views_now(), team)[:12]],
        "funds": SHOWN_FUNDS,
        "residents": any(tab.endpoint == "finance_residents.show" for tab in money_tabs(team)),
    }  # fmt: skip


def _last_of(period: str) -> str:
    month = date.fromisoformat(f"{period}-01")
    return ((month + timedelta(days=32)).replace(day=1) - timedelta(days=1)).isoformat()


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()
