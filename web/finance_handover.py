"""Naar de hoofdadministratie: the controller sends what was posted in batches, and takes the files."""

from __future__ import annotations

from hashlib import sha256

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from domain.finance.ledger.closing import previous_period
from domain.kernel import NotThere, Refusal
from projections.finance_batch import Batch, batch_of
from projections.finance_overview import accounts
from projections.finance_reports import BatchRow, batches, cost_centres, sent_before
from web.acting import acting
from web.acts import acts, allowed_now, require
from web.finance_files import Cents, Rows, file_of
from web.finance_words import FUNDS
from web.parts import opened
from web.say import say as _
from web.shown import shown_day
from web.trail_story import teller
from web.typed_month import typed_month

bp = Blueprint("finance_handover", __name__)


@bp.before_request
def mark_place() -> None:
    """In the menu it stands under Geld."""
    g.place = "finance.overview"


@bp.get("/money/hand-over")
@acts("finance.see_money")
def show() -> ResponseReturnValue:
    """What was sent, and what is to be sent now."""
    require("finance.see_money")
    sent = batches(g.views)
    last = previous_period(shown_day().isoformat()[:7])
    until = sent_before(g.views, sent[0].number + 1) if sent else {}
    waiting = batch_of(g.views, last, until, g.position)
    return render_template(
        "finance/close/handover.html", batches=sent, tells=teller(), last=last, waiting=waiting.batched(),
        differences=sum(line.difference for line in waiting.lines),
        sends=allowed_now("finance.hand_over"), open_teams=_not_closed(last),
        teams=_teams(), centres=cost_centres(g.views), gives=allowed_now("finance.keep_chart"),
    )  # fmt: skip


@bp.post("/money/hand-over/cost-centres")
@acts("finance.keep_chart")
def give_cost_centre() -> ResponseReturnValue:
    """Give a team the code by which the main ledger knows it."""
    require("finance.keep_chart")
    with acting():
        g.house.reports.give_cost_centre(request.form.get("team", ""), centre=request.form.get("centre", ""))
    return redirect(url_for(".show", saved=1) + "#cost-centres", 303)


@bp.post("/money/hand-over")
@acts("finance.hand_over")
def hand_over() -> ResponseReturnValue:
    """Send the next batch."""
    require("finance.hand_over")
    with acting():
        g.house.reports.hand_over(period=typed_month(request.form.get("period", "")))
    return redirect(url_for(".show", saved=1), 303)


@bp.get("/money/hand-over/<int:number>.<any(csv,xlsx):form>")
@acts("finance.see_money")
def file(number: int, form: str) -> ResponseReturnValue:
    """A batch as a file, made again from the books as they were sent."""
    require("finance.see_money")
    row = next((one for one in batches(g.views) if one.number == number), None)
    if row is None:
        raise NotThere
    return file_of(rows_of(row), f"hoofdadministratie-{number}", form)


class BatchChanged(Refusal):
    """Batch {number} is niet meer hetzelfde te maken als toen hij werd verstuurd. Vraag de beheerder om `driehoek
    verify`."""

    status = 409


def rows_of(row: BatchRow) -> Rows:
    """The lines of a batch with the names beside the codes; raises BatchChanged when its bytes are others by now."""
    with g.house.at(row.known) as views:
        batch = batch_of(views, row.last_period, sent_before(g.views, row.number), row.known)
        chart = accounts(views)
        names = dict(views.execute("SELECT team, name FROM teams_team").fetchall())
        centres = cost_centres(views)
    if sha256(batch.text()).hexdigest() != row.sha256:
        raise BatchChanged(number=row.number)
    return _told(batch, row.number, {code: one.name for code, one in chart.items()}, names, centres)


def _told(batch: Batch, number: int, chart: dict[str, str], names: dict[str, str], centres: dict[str, str]) -> Rows:
    rows: Rows = [
        [_("Batch"), _("Periode"), _("Kostenplaats"), _("Team"), _("Potje"), _("Nr."), _("Rekening"), "RGS",
         _("Debet"), _("Credit"), _("Regels"), _("Verschil")]
    ]  # fmt: skip
    for one in batch.lines:
        team = opened(names[one.team])
        rows.append([
            number, one.period, centres.get(one.team) or team, team, str(FUNDS[one.fund]), one.account,
            opened(chart[one.account]), one.rgs, Cents(one.debit), Cents(one.credit), one.postings,
            _("ja") if one.difference else _("nee"),
        ])  # fmt: skip
    return rows


def _teams() -> list[tuple[str, str]]:
    """The teams that keep books, with their names."""
    rows = g.views.execute("SELECT t.team, t.name FROM finance_books b JOIN teams_team t USING (team)")
    return sorted(((row[0], opened(row[1])) for row in rows), key=lambda one: one[1].casefold())


def _not_closed(period: str) -> list[str]:
    """The packed names of the teams whose books of the period are not closed."""
    rows = g.views.execute(
        "SELECT t.name FROM finance_books b JOIN teams_team t USING (team) WHERE b.first <= ? AND NOT EXISTS "
        "(SELECT 1 FROM finance_period p WHERE p.team = b.team AND p.period = ? AND p.state = 'closed')",
        (period, period),
    )
    return [row[0] for row in rows]
