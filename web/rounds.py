"""Zelfroosteren: the rounds of a roster on the tablet, live."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from domain.kernel import Id, InvalidInput, Refusal, id_of
from domain.kernel import acting as who_acts
from domain.rosters.agenda import WISHES
from domain.rosters.desk import clean_day
from domain.rosters.refusals import JokersUnreadable, WishUnreadable
from domain.rosters.rounds import RoundDates
from projections.roster_page import period, touched
from projections.roster_shapes import Period
from projections.rounds import rounds_shown
from web.acting import acting
from web.acts import acts
from web.layout import person_name
from web.moment import not_modified, refresh_moment
from web.pages import as_position
from web.parts import wants_part
from web.roster_view import roster_or_404, today_shown
from web.rounds_opening import opening
from web.rounds_page import address, page
from web.rounds_view import round_of, strip, wishes_over
from web.rounds_words import (
    ahead_of,
    ahead_short,
    ahead_words,
    decimal,
    effect_words,
    month_short,
    per_hundred,
    points_words,
    rest_words,
)

bp = Blueprint("rounds", __name__)


@bp.get("/rosters/<id:roster>/rounds")
@acts("rosters.see_rounds")
def show(roster: Id) -> ResponseReturnValue:
    """The page of the rounds."""
    found = roster_or_404(roster, "rosters.see_rounds")
    g.place = "rosters.current"
    return render_template("rounds/page.html", **page(found))


@bp.get("/rosters/<id:roster>/rounds/part")
@acts("rosters.see_rounds")
def live(roster: Id) -> ResponseReturnValue:
    """What changes on it, when anything of the team or of the rounds did."""
    found = roster_or_404(roster, "rosters.see_rounds")
    asked = request.args
    stage = f"{round_of(found, rounds_shown(g.views, roster))}:{found.state}"
    same = asked.get("stage") == stage and asked.get("day") == today_shown()
    since = asked.get("since", type=as_position, default=-1)
    if g.at is None and same and max(touched(g.views, found.team), touched(g.views, g.person)) <= since:
        return not_modified(all_day=True)
    return render_template("rounds/_part.html", **page(found))


@bp.get("/rosters/<id:roster>/rounds/open")
@acts("rosters.open_rounds")
def preview_rounds(roster: Id) -> ResponseReturnValue:
    """What opening the rounds with these dates does: when each round is, and what the team sees from then on."""
    found = roster_or_404(roster, "rosters.open_rounds")
    g.place = "rosters.current"
    asked, opens = request.args, found.state in ("drafted", "planned") and not rounds_shown(g.views, roster)
    if g.at is not None or not asked or not opens:
        return redirect(url_for("rounds.show", roster=roster), 303)
    try:
        coming = opening(found, _dates(asked))
    except Refusal as refusal:
        g.refusal, g.typed, g.typed_into = refusal, asked, url_for("rounds.preview_rounds", roster=roster)
        return render_template("rounds/page.html", **page(found)), refusal.status
    return render_template("rounds/open.html", period=found, opening=coming)


@bp.post("/rosters/<id:roster>/rounds/open")
@acts("rosters.open_rounds")
def open_rounds(roster: Id) -> ResponseReturnValue:
    """Begin to make this roster together."""
    return _date_rounds(roster, g.house.rosters.open_rounds)


@bp.post("/rosters/<id:roster>/rounds/change")
@acts("rosters.open_rounds")
def change_rounds(roster: Id) -> ResponseReturnValue:
    """Give the rounds other dates."""
    return _date_rounds(roster, g.house.rosters.change_rounds)


@bp.post("/rosters/<id:roster>/rounds/begin")
@acts("rosters.open_rounds")
def begin_round(roster: Id) -> ResponseReturnValue:
    """Begin the next round early."""
    found = roster_or_404(roster, "rosters.open_rounds")
    wanted = request.form.get("round", "")
    return _carry_out(found, lambda: g.house.rosters.begin_round(roster, round=wanted))


@bp.post("/rosters/<id:roster>/rounds/wish")
@acts("rosters.make_wish")
def wish_for_day(roster: Id) -> ResponseReturnValue:
    """One tap on a day: a wish, a joker, or nothing any more, by what was chosen above the days."""
    found = roster_or_404(roster, "rosters.make_wish")
    day, brush = request.form.get("day", ""), request.form.get("brush", "")
    level, _colon, kind = brush.partition(":")
    rosters = g.house.rosters
    if brush == "joker":
        return _carry_out(found, lambda: rosters.play_joker(roster, date=day), step=f"{day}/{brush}")
    if brush == "clear":
        return _carry_out(found, lambda: rosters.clear_day(roster, date=day), step=f"{day}/{brush}")
    if level not in WISHES:
        raise WishUnreadable
    return _carry_out(
        found, lambda: rosters.wish_for_day(roster, date=day, kind=kind or None, level=level), step=f"{day}/{brush}"
    )


@bp.post("/rosters/<id:roster>/rounds/finish")
@acts("rosters.make_wish")
def finish_wishes(roster: Id) -> ResponseReturnValue:
    """Say that one's wishes are complete."""
    found = roster_or_404(roster, "rosters.make_wish")
    return _carry_out(found, lambda: g.house.rosters.finish_wishes(roster))


@bp.post("/rosters/<id:roster>/rounds/resume")
@acts("rosters.make_wish")
def resume_wishes(roster: Id) -> ResponseReturnValue:
    """Say that they are not complete after all."""
    found = roster_or_404(roster, "rosters.make_wish")
    return _carry_out(found, lambda: g.house.rosters.resume_wishes(roster))


@bp.post("/rosters/<id:roster>/rounds/take")
@acts("rosters.take_gap")
def take_gap(roster: Id) -> ResponseReturnValue:
    """Take a gap."""
    found = roster_or_404(roster, "rosters.take_gap")
    day, kind = request.form.get("date", ""), request.form.get("kind", "")

    def take() -> int | None:
        shift = id_of("gap", str(who_acts().command))
        position: int | None = g.house.rosters.take_gap(roster, shift=shift, date=day, kind=kind)
        return position

    return _carry_out(found, take)


@bp.get("/rosters/<id:roster>/rounds/strip")
@acts("rosters.see_rounds")
def live_strip(roster: Id) -> ResponseReturnValue:
    """What stands above the roster: what is asked, until when, and the legal deadline."""
    found = roster_or_404(roster, "rosters.see_rounds")
    return render_template("rounds/_strip.html", round_strip=strip(found))


def _date_rounds(roster: Id, command: Callable[..., int | None]) -> ResponseReturnValue:
    """Open the rounds with the dates of the form, or change them."""
    roster_or_404(roster, "rosters.open_rounds")
    given = _dates(request.form)
    with acting():
        command(roster, **asdict(given))
    return redirect(url_for("rounds.show", roster=roster), 303)


def _carry_out(found: Period, command: Callable[[], int | None], *, step: str = "") -> ResponseReturnValue:
    """Run a command and answer with the part as it then stands, or with why not."""
    try:
        with acting(step=step):
            command()
    except Refusal as refusal:
        if not wants_part():
            raise
        refresh_moment()
        g.refusal = refusal
        return _part(found), refusal.status
    if not wants_part():
        return redirect(url_for("rounds.show", roster=found.roster, brush=request.form.get("brush") or None), 303)
    return _part(found)


def _part(found: Period) -> str:
    return render_template("rounds/_part.html", **page(period(g.views, found.roster) or found))


def _dates(given: Mapping[str, str]) -> RoundDates:
    days = {name: _day(given, name) for name in ("wishes_until", "gaps_until", "publish_by")}
    jokers = given.get("jokers", "")
    if not (jokers.isascii() and jokers.isdigit() and len(jokers) <= 2):
        raise JokersUnreadable
    return RoundDates(**days, jokers=int(jokers))


def _day(given: Mapping[str, str], name: str) -> str:
    try:
        return clean_day(given.get(name, ""))
    except InvalidInput as refusal:
        refusal.field = name
        raise


def first_there() -> str:
    """Who was first, when somebody was."""
    refusal = g.get("refusal")
    first = getattr(refusal, "details", {}).get("first") if refusal is not None else None
    return person_name(first) if first else ""


for word in (
    effect_words, rest_words, points_words, ahead_words, ahead_short, ahead_of, per_hundred, decimal, month_short,
):  # fmt: skip
    bp.add_app_template_filter(word)
bp.add_app_template_global(first_there)
bp.add_app_template_global(wishes_over)
bp.add_app_template_global(address, "brush_address")
