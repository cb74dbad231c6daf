"""Rapporten van afsluitingen: shown, made again and compared byte for byte, and given as a file."""

from __future__ import annotations

from hashlib import sha256

from flask import Blueprint, Response, g, render_template
from flask.typing import ResponseReturnValue

from domain.finance.ledger import FUNDS
from domain.kernel import Id, NotThere
from projections.finance_overview import accounts
from projections.finance_report_text import sections_of
from projections.finance_reports import ReportRow, made_again, report_at
from web.acts import acts, team_or_404
from web.trail_story import teller

bp = Blueprint("finance_reports", __name__)


@bp.before_request
def mark_place() -> None:
    """In the menu it stands under Geld, in the tabs under Afsluiten."""
    g.place, g.tab = "finance.overview", "finance_close.show"


@bp.get("/teams/<id:team>/money/reports/<id:report>")
@acts("finance.see_money")
def show(team: Id, report: Id) -> ResponseReturnValue:
    """The report, made again from its position; it says whether these are the bytes that were issued."""
    team_or_404("finance.see_money", team)
    found = the_report(team, report)
    text = made_again(g.house.at, found)
    with g.house.at(found.known) as then:
        chart = accounts(then)
    sections = sections_of(text)
    return render_template(
        "finance/close/report.html", team=team, report=found, chart=chart, sections=sections, tells=teller(),
        text=text.decode("ascii"), digest=sha256(text).hexdigest(),
        late=len({row[0] for row in sections["late"]}), later=len({row[0] for row in sections["later-books"]}),
        again=len(sections["reopened"]), funds=FUNDS,
    )  # fmt: skip


@bp.get("/teams/<id:team>/money/reports/<id:report>.csv")
@acts("finance.see_money")
def download(team: Id, report: Id) -> ResponseReturnValue:
    """The bytes of the report."""
    team_or_404("finance.see_money", team)
    found = the_report(team, report)
    answer = Response(made_again(g.house.at, found), content_type="text/csv; charset=us-ascii")
    answer.headers["Content-Disposition"] = f'attachment; filename="rapport-{found.period}-stand-{found.known}.csv"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def the_report(team: Id, report: Id) -> ReportRow:
    """A report of the team; raises NotThere."""
    found = report_at(g.views, team, report)
    if found is None:
        raise NotThere
    return found
