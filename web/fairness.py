"""Eerlijk verdeeld: points per contract hour over the periods, the wishes that came true, and what is behind each."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from domain.kernel import Id
from domain.rosters.desk import clean_day
from domain.rosters.points import STANDARD_POINTS, points_on
from domain.rosters.refusals import PointsUnreadable
from projections.fairness import NO_WISHES, Account, Honoured, Ledger, Share, honoured_in, ledger_of
from projections.rounds import points_agreed_by, rounds_shown
from web.acting import acting
from web.acts import acts, allowed, team_or_404
from web.roster_view import may_plan
from web.shown import shown_day
from web.trail_story import teller

bp = Blueprint("fairness", __name__)

_SHOWN = 3
_NAMES = ("night", "sleep", "evening", "weekend")


@dataclass(frozen=True, slots=True)
class Row:
    """One person: what was carried over, the periods shown, and how it stands after them."""

    person: Id
    name: str
    carried: Fraction
    shares: tuple[Share | None, ...]
    rate: Fraction | None
    ahead: Fraction
    lean: float
    """The same against whoever is furthest from an even share: from -1 to 1, for the drawing."""
    wishes: Honoured | None
    """None for who may not see it: wishes are for their person and for who plans."""


@bp.get("/teams/<id:team>/fairness")
@acts("rosters.see_fairness")
def show(team: Id) -> ResponseReturnValue:
    """The ledger, and perhaps what one figure is made of."""
    team_or_404("rosters.see_fairness", team)
    g.place = "rosters.current"
    return render_template("fairness/page.html", **_page(team))


@bp.post("/teams/<id:team>/fairness/points")
@acts("rosters.agree_points")
def agree_points(team: Id) -> ResponseReturnValue:
    """Agree on other points from a day on."""
    team_or_404("rosters.agree_points", team)
    since = clean_day(request.form.get("date", ""))
    points = {name: _number(name) for name in _NAMES}
    with acting():
        g.house.rosters.agree_points(team, since=since, **points)
    return redirect(url_for("fairness.show", team=team) + "#punten", 303)


def _number(name: str) -> int:
    text = request.form.get(name, "").strip()
    if not (text.isascii() and text.isdigit() and len(text) <= 2):
        raise PointsUnreadable(field=name)
    return int(text)


def _page(team: Id) -> dict[str, Any]:
    ledger = ledger_of(g.views, team)
    tells = teller()
    upto = _upto(ledger)
    shown = upto[-_SHOWN:]
    honoured = [honoured_in(g.views, a.period) for a in shown]
    agreed = points_agreed_by(g.views, team)
    day = shown_day().isoformat()
    everybody = [_all(by_person) for by_person in honoured]
    return {
        "team": team, "shown": shown, "rows": _rows(team, Ledger(upto), shown, honoured),
        "earlier": upto[-_SHOWN - 1].period.first if len(upto) > _SHOWN else "",
        "later": len(upto) < len(ledger.accounts),
        "rate": _rate(shown), "in_rounds": _in_rounds(team, shown), "team_total": _all(dict(enumerate(everybody))),
        "behind": _behind(shown, tells, team), "points": points_on(day, agreed), "agreed": agreed,
        "standard": STANDARD_POINTS, "changes": g.at is None and bool(allowed("rosters.agree_points", team)),
        "tells": tells, "today_day": day,
    }  # fmt: skip


def _rate(shown: list[Account]) -> Fraction | None:
    """Points per contract hour of the whole team over the periods shown."""
    held = [s for account in shown for s in account.shares.values() if s.contract]
    return sum(s.points for s in held) / sum((s.hours for s in held), Fraction()) if held else None


def _in_rounds(team: Id, shown: list[Account]) -> frozenset[Id]:
    """The rosters that were made in rounds, for who may see those."""
    if not allowed("rosters.see_rounds", team):
        return frozenset()
    return frozenset(a.period.roster for a in shown if rounds_shown(g.views, a.period.roster))


def _upto(ledger: Ledger) -> list[Account]:
    """The periods up to and including the one that the address names as the last."""
    last = request.args.get("last", "")
    found = [a for a in ledger.accounts if a.period.first <= last] if len(last) == 10 else []
    return found or ledger.accounts


def _rows(team: Id, ledger: Ledger, shown: list[Account], honoured: list[dict[Id, Honoured]]) -> list[Row]:
    tells, plans = teller(), may_plan(team)
    people = {person for account in shown for person in account.shares}
    first = shown[0].period.first if shown else ""
    furthest = max((abs(ledger.carried(person)) for person in people), default=0) or 1
    rows = [
        Row(
            person, tells.person(person), ledger.carried(person, first),
            tuple(account.shares.get(person) for account in shown), ledger.rate(person), ledger.carried(person),
            float(ledger.carried(person) / furthest),
            _all({i: h.get(person, NO_WISHES) for i, h in enumerate(honoured)})
            if plans or person == g.person
            else None,
        )
        for person in people
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (row.person != g.person, row.name.casefold(), row.person))


def _all(honoured: dict[Any, Honoured]) -> Honoured:
    total = NO_WISHES
    for one in honoured.values():
        total = total.plus(one)
    return total


def _behind(shown: list[Account], tells: Any, team: Id) -> dict[str, Any] | None:
    """The shifts behind one figure: of a person in a period that is shown."""
    roster, person = request.args.get("roster", ""), request.args.get("person", "")
    account = next((a for a in shown if a.period.roster == roster), None)
    share = account.shares.get(person) if account else None
    if account is None or share is None:
        return None
    return {
        "name": tells.person(person), "account": account, "share": share, "ahead": account.ahead(person),
        "shifts": [(shift, tells.kind(team, shift.kind, g.position)) for shift in share.shifts],
    }  # fmt: skip
