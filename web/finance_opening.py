"""De beginbalans: taken from a file that is shown first, with what is wrong in it by row and column."""

from __future__ import annotations

from base64 import b64decode, b64encode

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from domain.finance.ledger.entries import opening_of
from domain.finance.ledger.refusals import BooksNotBegun
from domain.kernel import Id
from projections.finance_now import are_used
from projections.finance_overview import accounts, books_first
from web.acting import acting
from web.acts import acts, takes_file, team_or_404
from web.finance_opening_file import MOST_BYTES, OpeningUnreadable, plan_opening
from web.finance_words import SHOWN_FUNDS
from web.say import say as _
from web.typed_month import typed_month

bp = Blueprint("finance_opening", __name__)


@bp.before_request
def mark_place() -> None:
    """In the menu it stands under Geld, in the tabs under Afsluiten."""
    g.place, g.tab = "finance.overview", "finance_close.show"


@bp.get("/teams/<id:team>/money/opening")
@acts("finance.begin_books")
def show(team: Id) -> ResponseReturnValue:
    """The form to choose a file, and which funds have their opening balance already."""
    team_or_404("finance.begin_books", team)
    first = books_first(g.views, team)
    if first is None or g.at is not None:
        return redirect(url_for("finance.overview", team=team), 303)
    return render_template(
        "finance/close/opening.html", team=team, plan=None, taken=_taken(team), sheet="", chart={}, first=first,
        again=not are_used(g.views, team),
    )  # fmt: skip


@bp.post("/teams/<id:team>/money/books/again")
@acts("finance.begin_books")
def begin_again(team: Id) -> ResponseReturnValue:
    """Let the books begin in another month, as long as nothing stands in them."""
    team_or_404("finance.begin_books", team)
    with acting():
        g.house.ledger.begin_books_again(team, first=typed_month(request.form.get("period", "")))
    return redirect(url_for("finance.overview", team=team, saved=1), 303)


@bp.post("/teams/<id:team>/money/opening")
@acts("finance.begin_books")
@takes_file
def preview(team: Id) -> ResponseReturnValue:
    """What the file would post, or everything that is wrong in it; nothing is done yet."""
    team_or_404("finance.begin_books", team)
    file = request.files.get("file")
    raw = file.read(MOST_BYTES + 1) if file else b""
    chart = accounts(g.views)
    plan = plan_opening(raw, chart)
    taken = _taken(team)
    right = plan.right and not set(plan.lines) & set(taken)
    return render_template(
        "finance/close/opening.html", team=team, plan=plan, taken=taken, chart=chart,
        sheet=b64encode(raw).decode() if right else "",
    ), 200 if right else 422  # fmt: skip


@bp.post("/teams/<id:team>/money/opening/confirm")
@acts("finance.begin_books")
def take_opening(team: Id) -> ResponseReturnValue:
    """Post what was shown, all funds or none."""
    team_or_404("finance.begin_books", team)
    try:
        raw = b64decode(request.form.get("sheet", ""), validate=True)
    except ValueError:
        raise OpeningUnreadable from None
    if books_first(g.views, team) is None:
        raise BooksNotBegun
    plan = plan_opening(raw, accounts(g.views))
    if not plan.right:
        raise OpeningUnreadable
    with acting():
        g.house.ledger.take_openings(
            team, lines=plan.lines, text=_("Beginbalans uit een bestand"), document=plan.document
        )
    return redirect(url_for("finance.balance", team=team, saved=1), 303)


def _taken(team: Id) -> list[str]:
    """The funds that have their opening balance."""
    entries = {opening_of(team, fund): fund for fund in SHOWN_FUNDS}
    rows = g.views.execute("SELECT entry FROM finance_entry WHERE team = ? AND kind = 'opening'", (team,))
    return [entries[row[0]] for row in rows if row[0] in entries]
