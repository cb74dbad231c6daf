"""Vandaag: who works, what changed, what asks for the person who looks, and what is open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from domain.kernel import AMSTERDAM, Id, Refusal, minutes_between, now
from domain.store.accounts import Accounts
from projections.finance_ledger import MONEY
from projections.roster_page import touched
from projections.today import without_hours
from projections.trail import Asked
from projections.trail_entries import entries
from web.acting import acting
from web.acts import acts, allowed, team_or_404
from web.dates import as_day
from web.moment import not_modified
from web.pages import as_position
from web.parts import wants_part
from web.routes import route
from web.session import accounts
from web.shown import instant_of, shown_now
from web.today_asks import asks
from web.today_band import band
from web.today_offers import offers
from web.today_rounds import rounds_beside
from web.today_shapes import Do
from web.trail_story import Told, reader, tell, teller

bp = Blueprint("today", __name__)
bp.add_app_template_filter(lambda moment: as_day(moment).isoformat(), "iso_day")

_CHANGES = 5
_VISIT = 30 * 60
"""Seconds: whoever opens the page again within half an hour is still looking at the same changes."""


@route(bp, "teams.today", "/teams/<id:team>")
@acts("rosters.see_roster")
def today(team: Id) -> ResponseReturnValue:
    """The team's day; polled with `?since=` for what changed."""
    team_or_404("rosters.see_roster", team)
    g.place = "teams.today"
    since = request.args.get("since", "")
    if wants_part() and since == _version(team):
        return not_modified()
    if wants_part():
        return render_template("today/_today.html", **_page(team))
    page = _page(team)
    if g.at is None:
        _looked(team)
    return render_template("today/page.html", **page)


@bp.post("/teams/<id:team>/today/<id:roster>/<id:shift>/claim")
@acts("rosters.take_shift")
def claim_shift(team: Id, roster: Id, shift: Id) -> ResponseReturnValue:
    """Take an open or offered shift."""
    return _do(team, lambda: g.house.rosters.claim_shift(roster, shift))


@bp.post("/teams/<id:team>/today/<id:roster>/shortages/<date>/<kind>/open")
@acts("rosters.open_shortage")
def open_shortage(team: Id, roster: Id, date: str, kind: str) -> ResponseReturnValue:
    """Put what a published roster came to lack open for the team."""
    return _do(team, lambda: g.house.rosters.open_shortage(roster, date=date, kind=kind))


@bp.post("/teams/<id:team>/today/<id:roster>/swaps/<id:swap>/swap")
@acts("rosters.swap_shift")
def swap_shift(team: Id, roster: Id, swap: Id) -> ResponseReturnValue:
    """Agree to a swap."""
    return _do(team, lambda: g.house.rosters.swap_shift(roster, swap))


@bp.post("/teams/<id:team>/today/<id:roster>/swaps/<id:swap>/end")
@acts("rosters.swap_shift")
def end_swap(team: Id, roster: Id, swap: Id) -> ResponseReturnValue:
    """Decline a swap."""
    return _do(team, lambda: g.house.rosters.end_swap(roster, swap))


@bp.post("/teams/<id:team>/today/changes/seen")
@acts("rosters.see_changes")
def see_changes(team: Id) -> ResponseReturnValue:
    """Have seen the changes to one's own roster, as far as the page showed them."""
    until = request.form.get("until", type=as_position, default=0)
    return _do(team, lambda: g.house.rosters.see_changes(team, until=min(until, g.position)))


@bp.post("/teams/<id:team>/today/<id:roster>/<id:shift>/hours")
@acts("rosters.record_hours")
def record_hours(team: Id, roster: Id, shift: Id) -> ResponseReturnValue:
    """Record that one's own shift was worked as it was planned."""
    mine = without_hours(g.views, g.person, instant_of(now()))
    planned = next((one for one in mine if one.shift == shift), None)
    if planned is None:
        return _done(team)
    breaks = minutes_between(planned.start, planned.end) - planned.minutes
    return _do(
        team,
        lambda: g.house.rosters.record_hours(
            roster, shift, start=planned.local_start, end=planned.local_end, breaks=max(breaks, 0)
        ),
    )


def _do(team: Id, command: Callable[[], Any]) -> ResponseReturnValue:
    """Run a command; a refusal is shown at what was tapped, with the page as it now is."""
    team_or_404("rosters.see_roster", team)
    try:
        with acting():
            command()
    except Refusal as refusal:
        if not wants_part():
            raise
        g.refusal, g.typed_into = refusal, request.path
        return render_template("today/_today.html", **_page(team)), refusal.status
    return _done(team)


def _done(team: Id) -> ResponseReturnValue:
    if wants_part():
        return render_template("today/_today.html", **_page(team))
    return redirect(url_for("teams.today", team=team), 303)


def _page(team: Id) -> dict[str, Any]:
    moment, tells = shown_now(), teller()
    shown, more = offers(team, moment, tells)
    asked = asks(team, moment, tells) if g.at is None else []
    since = _since(team)
    changes, others = _changes(team, since)
    return {
        "team": team,
        "band": band(team, moment, tells),
        "changes": changes,
        "more_changes": others,
        "since": _since_when(team) if since is not None else None,
        "asks": asked,
        "rounds": rounds_beside(team),
        "tapped_gone": _tapped_gone([offer.button for offer in shown] + [do for ask in asked for do in ask.buttons]),
        "offers": shown,
        "more_offers": more,
        "version": _version(team),
        "trail": bool(allowed("trail.see_trail", team)),
        "members": bool(g.views.execute(
            "SELECT 1 FROM teams_relation WHERE team = ? AND role = 'member' LIMIT 1", (team,)
        ).fetchone()),
    }  # fmt: skip


def _tapped_gone(buttons: list[Do | None]) -> bool:
    """Whether what was tapped and refused is no longer on the page, so that its sentence needs another place."""
    tapped = g.get("typed_into")
    return bool(tapped and g.get("refusal")) and all(do is None or do.to != tapped for do in buttons)


def _version(team: Id) -> str:
    """What the page depends on: what was recorded of the team, its money and the person, and where now stands."""
    if g.at is not None:
        return str(g.at)
    local = now().astimezone(AMSTERDAM)
    recorded = max(touched(g.views, team), touched(g.views, g.person))
    if allowed("finance.see_money", team):
        recorded = max(recorded, touched(g.views, f"{MONEY}:{team}"))
    return f"{recorded}-{local:%d%H}{local.minute // 5}"


def _changes(team: Id, since: int | None) -> tuple[list[Told], bool]:
    """What others did since the person last looked, newest first; whether there is more."""
    if not allowed("trail.see_trail", team) or since is None:
        return [], False
    found, more = entries(g.views, team, Asked(after=since, reader=reader()), limit=4 * _CHANGES)
    theirs = [entry for entry in found if entry.lead.by != g.person]
    return tell(theirs[:_CHANGES], teller()), len(theirs) > _CHANGES or more is not None


def _since(team: Id) -> int | None:
    """Until where the person had seen it before this visit; None when they never looked, or look back."""
    if g.at is not None or g.person is None:
        return None
    store = accounts()
    seen, when = store.looked(g.person, f"{team}:seen"), store.looked(g.person, f"{team}:seen-at")
    if seen is None or when is None:
        return None
    if _seconds() - when > _VISIT:
        return seen
    return store.looked(g.person, f"{team}:since")


def _since_when(team: Id) -> datetime | None:
    """When the person looked last before this visit."""
    store = accounts()
    seen, since = store.looked(g.person, f"{team}:seen-at"), store.looked(g.person, f"{team}:since-at")
    when = seen if seen is not None and _seconds() - seen > _VISIT else since
    return None if when is None else datetime.fromtimestamp(when, UTC)


def _looked(team: Id) -> None:
    """Remember that the person looked, and keep what was new in this visit."""
    store: Accounts = accounts()
    since, when = _since(team), _since_when(team)
    store.look(g.person, f"{team}:since", g.position if since is None else since)
    store.look(g.person, f"{team}:since-at", _seconds() if when is None else int(when.timestamp()))
    store.look(g.person, f"{team}:seen", g.position)
    store.look(g.person, f"{team}:seen-at", _seconds())


def _seconds() -> int:
    return int(now().timestamp())
