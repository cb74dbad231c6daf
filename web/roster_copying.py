"""The next period after the pattern of an earlier one: choose which, see what it gives, agree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, g, redirect, render_template, request
from flask.typing import ResponseReturnValue

from domain.kernel import Acting, Id, NotThere, Refusal, act_as, read_id
from domain.rosters import roster_of
from domain.rosters.copying import Copied, Copy
from domain.rosters.desk import clean_day
from projections.roster_page import days_from, kinds_of, period, periods_of
from projections.roster_shapes import Period
from web.acting import acting
from web.acts import acts, team_or_404
from web.language import language, tr
from web.layout import person_name
from web.parts import opened
from web.roster_days import span_title
from web.roster_view import window_of
from web.say import say as _
from web.shown import shown_day

bp = Blueprint("roster_copying", __name__)

_OFFERED = 12
"""So many earlier rosters can be chosen from."""


@dataclass(frozen=True, slots=True)
class Line:
    """A shift that does not simply come back."""

    day: str
    kind: str
    who: str
    says: str


@bp.get("/teams/<id:team>/rosters/copy")
@acts("rosters.draft_roster")
def preview_copy(team: Id) -> ResponseReturnValue:
    """Choose the pattern and the first Monday; with both, what it would give. Nothing is done yet."""
    team_or_404("rosters.draft_roster", team)
    g.place = "rosters.current"
    sources = _sources(team)
    source = _source(team, request.args.get("source", "")) or (sources[-1] if sources else None)
    copy = _seen(source, request.args["first"]) if source and request.args.get("first") else None
    page = render_template("rosters/copy.html", team=team, **_page(team, sources, source, copy))
    return (page, g.refusal.status) if g.get("refusal") and "driehoek.again" not in request.environ else page


@bp.post("/teams/<id:team>/rosters/copy")
@acts("rosters.draft_roster")
def copy_roster(team: Id) -> ResponseReturnValue:
    """Do what the page showed."""
    team_or_404("rosters.draft_roster", team)
    source = _source(team, request.form.get("source", ""))
    if source is None:
        raise NotThere
    first = clean_day(request.form.get("first", ""))
    with acting():
        position = g.house.rosters.copy_roster(source.roster, first=first)
    found = period(g.views, roster_of(team, first))
    assert found is not None
    return redirect(window_of(found, {}).url(done=position), 303)


def _seen(source: Period, first: str) -> Copy | None:
    """What it would give; nothing when the day cannot be, which is then said at its field."""
    try:
        with act_as(Acting(g.person, "")):  # only to ask for authority: nothing is saved outside a command
            found: Copy = g.house.rosters.preview_copy(source.roster, first=first)
            return found
    except NotThere:
        raise
    except Refusal as refusal:
        refusal.field = "first"
        g.refusal, g.typed, g.typed_into = refusal, request.args, request.path
        return None


def _sources(team: Id) -> list[Period]:
    """The rosters that can be a pattern, oldest first."""
    return list(periods_of(g.views, team))[-_OFFERED:]


def _source(team: Id, text: str) -> Period | None:
    """The roster that is named, of this team; raises NotThere for what is none."""
    try:
        found = period(g.views, read_id(text)) if text else None
    except ValueError:
        raise NotThere from None
    if text and (found is None or found.team != team):
        raise NotThere
    return found


def _page(team: Id, sources: list[Period], source: Period | None, copy: Copy | None) -> dict[str, Any]:
    names = {code: opened(kind.name) for code, kind in kinds_of(g.views, team).items()}
    last = max((p.last for p in _sources(team)), default="")
    return {
        "sources": [(p.roster, _span(p)) for p in reversed(sources)],
        "source": source,
        "span": _span(source) if source else "",
        "first": request.args.get("first") or (days_from(last, 2)[1] if last else ""),
        "copy": copy,
        "opened": [_line(shift, names) for shift in copy.opened] if copy else [],
        "left_out": [_line(shift, names) for shift in copy.left_out] if copy else [],
    }


def _line(shift: Copied, names: dict[str, str]) -> Line:
    says = tr(shift.why) if shift.why else _("Deze dienst is er niet meer in de woongroep.")
    return Line(shift.day, names.get(shift.kind, shift.kind), person_name(shift.was) if shift.was else "", says)


def _span(found: Period) -> str:
    return span_title(found.first, found.last, language(), shown_day().year)
