"""What a published roster came to lack: told to the team, and put open by who publishes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from domain.kernel import Id
from projections.shortages import Shortage, shortages_of
from web.acting import acting
from web.acts import acts, allowed, team_or_404
from web.roster_answers import carry_out
from web.roster_view import roster_or_404
from web.roster_words import low
from web.say import say as _
from web.shown import instant_of, shown_now
from web.teller import Teller, day_text
from web.today_shapes import Ask, Do, to_action

bp = Blueprint("shortages", __name__)

_ASKED = 3
"""So many stand on Vandaag each by itself."""


@dataclass(frozen=True, slots=True)
class Told:
    """A shortage in words."""

    roster: Id
    date: str
    kind: str
    title: str
    says: str


@bp.post("/rosters/<id:roster>/shortages/open")
@acts("rosters.open_shortage")
def open_shortage(roster: Id) -> ResponseReturnValue:
    """Put a shortage open from the roster's own sheet."""
    found = roster_or_404(roster, "rosters.open_shortage")
    return carry_out(found, lambda: put_open(roster))


@bp.post("/teams/<id:team>/demand/shortages/<id:roster>/open")
@acts("rosters.open_shortage")
def open_from_demand(team: Id, roster: Id) -> ResponseReturnValue:
    """Put one shortage open, or (without a day) all of a roster, beside where the team says what it needs."""
    team_or_404("rosters.open_shortage", team)
    with acting():
        put_open(roster)
    return redirect(url_for("rosters.demand", team=team), 303)


def put_open(roster: Id) -> int | None:
    """Run the command that the form asks for: one kind on one day, or all."""
    day, kind = request.form.get("date", "").strip(), request.form.get("kind", "").strip()
    if day or kind:
        return g.house.rosters.open_shortage(roster, date=day, kind=kind)  # type: ignore[no-any-return]
    return g.house.rosters.open_shortages(roster)  # type: ignore[no-any-return]


def told(team: Id, tells: Teller) -> list[Told]:
    """Each shortage to come, in the order of the days."""
    return [_told(team, one, tells) for one in shortages_of(g.views, team, instant_of(shown_now()))]


def by_roster(lines: Sequence[Told]) -> list[tuple[Id, list[Told]]]:
    """The same, by roster."""
    found: dict[Id, list[Told]] = {}
    for line in lines:
        found.setdefault(line.roster, []).append(line)
    return list(found.items())


def shortages_asked(team: Id, tells: Teller) -> list[Ask]:
    """What Vandaag asks of who publishes: the first ones with a button, the rest where they all stand."""
    if not allowed("rosters.open_shortage", team):
        return []
    lines = told(team, tells)
    asked = [Ask(line.title, line.says, (_button(team, line),)) for line in lines[:_ASKED]]
    if more := len(lines) - len(asked):
        to = url_for("rosters.demand", team=team) + "#te-weinig"
        title = _("Nog op {n} plaatsen te weinig").format(n=more)
        asked.append(Ask(title, _("In het gepubliceerde rooster."), (Do(to, _("Bekijk"), posts=False, about=title),)))
    return asked


def _told(team: Id, one: Shortage, tells: Teller) -> Told:
    kind = tells.kind(team, one.kind, g.position)
    title = _("{day}: {n} × {kind} te weinig").format(day=day_text(one.date), n=one.missing, kind=low(kind))
    says = _("Het team wil er {least}. Zet je het open, dan kan iedereen die past het nemen.").format(least=one.least)
    return Told(one.roster, one.date, one.kind, title[:1].upper() + title[1:], says)


def _button(team: Id, line: Told) -> Do:
    to = to_action("today.open_shortage", team, line.roster, date=line.date, kind=line.kind)
    return Do(to, _("Zet open"), about=line.title)
