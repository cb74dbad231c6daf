"""Naspelen: any balance, on any value date, as known at any moment, and what changed between two moments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from domain.kernel import AMSTERDAM, Id, Refusal, iso_day, now, parse_instant
from projections.clock import position_at, resolve_moment, shown_position
from projections.finance_overview import books_first
from projections.finance_posted import posted_between
from projections.finance_replay import closes, posted_by_day
from projections.trail import fact
from web.acts import acts, team_or_404
from web.finance import bp, money_tabs
from web.finance_replay_view import Replayed, replayed
from web.finance_slider import BARS, Slider, day_slider, known_slider, known_start
from web.finance_words import SHOWN_FUNDS
from web.language import tr
from web.parts import wants_part
from web.say import say as _
from web.shown import shown_day, shown_now


@dataclass(slots=True)
class Asked:
    """What the address asks: value dates up to `on`, X (a position), one fund or all; and what could not be read."""

    on: str
    known: int
    fund: str
    errors: dict[str, str]
    typed: dict[str, str]
    pinned: bool
    """Whether the address says all of it by itself."""


@bp.get("/teams/<id:team>/money/balance")
@acts("finance.see_money")
def balance(team: Id) -> ResponseReturnValue:
    """The trial balance, and what changed in it between what was known at X and at Y."""
    team_or_404("finance.see_money", team)
    g.money_team = team
    if books_first(g.views, team) is None:
        return redirect(url_for("finance.overview", team=team), 303)
    if "until" in request.args:
        return _until(team)
    asked = asked_of(team)
    if not asked.pinned and not asked.errors:
        return redirect(address(team, asked), 303)
    return _page(team, asked)


def _page(team: Id, asked: Asked) -> ResponseReturnValue:
    # a step back of which the browser kept nothing is asked for by htmx too, and is a whole page
    part = wants_part() and "HX-History-Restore-Request" not in request.headers
    page = "finance/_replay.html" if part else "finance/replay.html"
    return render_template(page, **around(team, asked, replayed(team, asked.on, asked.known, asked.fund)))


def address(team: Id, asked: Asked, **changed: Any) -> str:
    """The address of this page, with something changed in it."""
    values: dict[str, Any] = {"on": asked.on, "from": asked.known, "fund": asked.fund or None} | changed
    return url_for("finance.balance", team=team, **values)


def asked_of(team: Id) -> Asked:
    """What the address asks; what it leaves out is the last close, or the beginning of the month."""
    args, errors = request.args, dict[str, str]()
    on, known = begin_with(team)
    if text := args.get("on", "").strip():
        try:
            on = iso_day(text)
        except ValueError:
            errors["on"] = _("Deze datum lezen we niet. Typ hem als 2026-03-31.")
    if text := args.get("from", "").strip():
        try:
            known = _position(text, "from")
        except Refusal as refusal:
            errors["from"] = tr(refusal)
    fund = args.get("fund", "")
    pinned = args.get("on") == on and args.get("from") == str(known)
    known = min(known, g.position)
    return Asked(on, known, fund if fund in SHOWN_FUNDS else "", errors, dict(args), pinned)


def begin_with(team: Id) -> tuple[str, int]:
    """The last day of the last closed period and the position of its close; else today and the month's beginning."""
    for period, closed_at in closes(g.views, team):
        return _last_of(period), closed_at
    today = shown_day()
    month = datetime(today.year, today.month, 1, tzinfo=AMSTERDAM)
    return today.isoformat(), min(position_at(g.get("views_now", g.views), _utc(month)), g.position)


def _until(team: Id) -> ResponseReturnValue:
    """The form's own Y: it becomes the moment of the page, or now."""
    text, asked = request.args["until"].strip(), asked_of(team)
    try:
        at: int | None = _position(text, "until") if text else None
    except Refusal as refusal:
        asked.errors["until"] = tr(refusal)
    if asked.errors:
        return _page(team, asked)
    if at is not None and at >= shown_position(g.get("views_now", g.views)):
        at = None
    return redirect(address(team, asked, at=at), 303)


def _position(text: str, field: str) -> int:
    """The position of a moment that was typed; what the form gave and was left alone is the very position."""
    if text == request.args.get(f"{field}_was") and (pin := request.args.get(f"{field}_pin", "")):
        text = pin
    return resolve_moment(g.get("views_now", g.views), text)


def around(team: Id, asked: Asked, shown: Replayed) -> dict[str, Any]:
    """What the page and its part are filled with."""
    x, y = moment_of(asked.known), shown_now()
    day, known = sliders(team, asked, x, y)
    views = g.get("views_now", g.views)
    return {
        "team": team, "asked": asked, "shown": shown, "day": day, "known": known, "x": x, "y": y,
        "local": local_of, "here_with": lambda **changed: address(team, asked, **changed),
        "closed": [(period, _last_of(period), at) for period, at in closes(views, team)[:12]],
        "funds": SHOWN_FUNDS, "newest": shown_position(views),
        "residents": any(tab.endpoint == "finance_residents.show" for tab in money_tabs(team)),
    }  # fmt: skip


def sliders(team: Id, asked: Asked, x: datetime | None, y: datetime) -> tuple[Slider, Slider]:
    """Both sliders as they are drawn."""
    on, today = date.fromisoformat(asked.on), shown_day()
    begun = date.fromisoformat(f"{books_first(g.views, team)}-01")
    first = min(on, max(begun, date(on.year, 1, 1)) if on.year >= begun.year else on.replace(month=1, day=1))
    last = max(on, first + timedelta(days=27), min(today, date(on.year, 12, 31)))
    days = posted_by_day(g.views, team, first.isoformat(), last.isoformat())
    end = max(now(), y)
    begin = known_start(x or y - timedelta(days=14), end)
    counts = posted_between(g.get("views_now", g.views), team, begin, end, BARS)
    return (
        day_slider(days, first, last, on, today),
        known_slider(counts, begin, end, x or begin, y),
    )  # fmt: skip


def moment_of(position: int) -> datetime | None:
    """When a position was recorded; None for the beginning."""
    found = fact(g.get("views_now", g.views), position)
    return parse_instant(found.moment) if found else None


def local_of(moment: datetime | None) -> str:
    """A moment as a form's field has it, to the second that is not before it."""
    if moment is None:
        return ""
    later = moment + timedelta(seconds=1) if moment.microsecond else moment
    return later.astimezone(AMSTERDAM).strftime("%Y-%m-%dT%H:%M:%S")


def _last_of(period: str) -> str:
    month = date.fromisoformat(f"{period}-01")
    return ((month + timedelta(days=32)).replace(day=1) - timedelta(days=1)).isoformat()


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()
