"""A whole roster as a file for a spreadsheet, for whoever may see the page, as known at the page's moment."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, Response, g

from domain.kernel import AMSTERDAM, Id
from projections.roster_load import load_roster
from web.acts import acts, allowed
from web.language import language
from web.layout import team_name
from web.roster_book import MIME, Asked, book_of
from web.roster_days import span_title
from web.roster_view import kinds_of, may_plan, names_of, roster_or_404
from web.roster_words import words
from web.say import say as _
from web.shown import shown_day, shown_now

bp = Blueprint("roster_export", __name__)


@bp.get("/rosters/<id:roster>/roster.xlsx")
@acts("rosters.see_roster")
def book(roster: Id) -> Response:
    """The whole period."""
    found = roster_or_404(roster)
    weeks = ((date.fromisoformat(found.last) - date.fromisoformat(found.first)).days + 1) // 7
    data = load_roster(g.views, found.team, found.first, weeks, drafts=may_plan(found.team))
    moment = shown_now().astimezone(AMSTERDAM)
    title = _("{team}, rooster {span}, stand van {moment}").format(
        team=team_name(found.team),
        span=span_title(found.first, found.last, language(), shown_day().year),
        moment=moment.strftime("%d-%m-%Y %H:%M"),
    )
    findings = bool(allowed("rosters.see_findings", found.team))
    content = book_of(Asked(data, title, moment, names_of(data), dict(kinds_of(data)), words(), findings))
    response = Response(content, content_type=MIME)
    response.headers["Content-Disposition"] = f'attachment; filename="rooster-{found.first}.xlsx"'
    response.headers["Cache-Control"] = "no-store"
    return response
