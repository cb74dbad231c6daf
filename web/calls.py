"""When somebody was called out during an on-call shift: shown, recorded and taken back."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from domain.kernel import Id, NotThere, id_of
from projections.asks import shift_of
from projections.calls import calls_of
from projections.roster_shapes import Shift
from web.acting import acting
from web.acts import acts, allowed
from web.market_told import shift_words
from web.roster_view import may_plan, roster_or_404
from web.shown import instant_of, shown_now
from web.trail_story import teller

bp = Blueprint("calls", __name__)


@bp.get("/rosters/<id:roster>/shifts/<id:shift>/calls")
@acts("rosters.record_hours")
def show(roster: Id, shift: Id) -> ResponseReturnValue:
    """The calls of an on-call shift, for whoever has it and for who plans."""
    found, tells = _on_call(roster, shift), teller()
    calls = calls_of(g.views, shift)
    return render_template(
        "mine/calls.html", shift=found, title=shift_words(found, tells), who=tells.person(found.person),
        place=tells.place(found.team, found.kind), calls=calls, minutes=sum(call.minutes for call in calls),
        mine=found.person == g.person, began=found.start <= instant_of(shown_now()),
    )  # fmt: skip


@bp.post("/rosters/<id:roster>/shifts/<id:shift>/calls")
@acts("rosters.record_hours")
def call_out(roster: Id, shift: Id) -> ResponseReturnValue:
    """Record a call."""
    _on_call(roster, shift)
    with acting() as who:
        call, form = id_of("call", str(who.command)), request.form
        g.house.rosters.call_out(
            roster, call=call, shift=shift, start=form.get("start", ""), end=form.get("end", "")
        )  # fmt: skip
    return redirect(url_for("calls.show", roster=roster, shift=shift, saved=1), 303)


@bp.post("/rosters/<id:roster>/shifts/<id:shift>/calls/<id:call>/withdraw")
@acts("rosters.record_hours")
def withdraw_call(roster: Id, shift: Id, call: Id) -> ResponseReturnValue:
    """Take back a call that was recorded wrongly."""
    _on_call(roster, shift)
    if call not in [one.call for one in calls_of(g.views, shift)]:
        raise NotThere
    with acting():
        g.house.rosters.withdraw_call(roster, call=call)
    return redirect(url_for("calls.show", roster=roster, shift=shift, saved=1), 303)


def _on_call(roster: Id, shift: Id) -> Shift:
    """The on-call shift of whoever looks, or of anybody for who plans; raises NotThere for all else."""
    period = roster_or_404(roster, "rosters.record_hours")
    found = shift_of(g.views, roster, shift)
    if found is None or found.minutes or found.person is None or not allowed("rosters.record_hours", period.team):
        raise NotThere
    if found.person != g.person and not may_plan(period.team):
        raise NotThere
    return found
