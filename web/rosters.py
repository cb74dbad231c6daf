"""The roster: people by days, live, at any moment; and the steps of a period."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import Blueprint, Response, g, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from domain.kernel import Id, today
from domain.rosters import roster_of
from domain.rosters.desk import clean_day
from domain.rosters.refusals import PeriodUnreadable
from projections.roster_page import period, periods_of, touched
from projections.roster_shapes import Period, Shift
from web import roster_commands
from web.acting import acting
from web.acts import acts, allowed, team_or_404
from web.dates import day_short
from web.language import language
from web.layout import person_name
from web.moment import not_modified
from web.pages import as_position
from web.parts import wants_part
from web.roster_answers import carry_out, conflict, steps_of, wish
from web.roster_days import span_title
from web.roster_done import done
from web.roster_looked import looked_since, remember_look
from web.roster_sheet import sheet_of
from web.roster_strip import strip_of
from web.roster_view import (
    WEEKS,
    Window,
    beside,
    data_of,
    kinds_of,
    may_plan,
    monday_of,
    part,
    part_sent,
    roster_or_404,
    today_shown,
    window_of,
)
from web.roster_words import low
from web.rounds_view import strip as round_strip
from web.still import AskTheApp

bp = Blueprint("rosters", __name__)
roster_commands.setup(bp)


@bp.get("/rosters/<id:roster>")
@acts("rosters.see_roster")
def show(roster: Id) -> ResponseReturnValue:
    """The page, or for htmx the sheet of one cell."""
    window = window_of(roster_or_404(roster))
    cell = "" if g.at is not None else request.args.get("cell", "")
    asked = {"swap": request.args.get("swap", ""), "carry": request.args.get("carry", "")}
    looked = looked_since(window.period.team)
    if wants_part() and request.headers.get("HX-Target") == "sheet":
        looked = request.args.get("looked", type=as_position, default=looked)
        return render_template(
            "rosters/_sheet.html", window=window, sheet=sheet_of(window, cell, **asked), cell=cell, looked=looked
        )
    return _page(window, cell, asked, looked)


def _page(window: Window, cell: str, asked: dict[str, str], looked: int) -> Response:
    past = g.at is not None
    g.place = "rosters.current"
    carried = data_of(window).shift(asked["carry"]) if asked["carry"] and not past else None
    position = request.args.get("done", type=as_position)
    body = render_template(
        "rosters/page.html", window=window, cell=cell, looked=looked, weeks=WEEKS,
        sheet=None if past else sheet_of(window, cell, **asked), carried=carried,
        part=part(window, looked=looked, cell=cell), previous=beside(window, -1), following=beside(window, 1),
        strip=strip_of(window) if past else None, steps=steps_of(window.period),
        planner=may_plan(window.period.team) and not past,
        done=done(position, window.period.roster) if position else None, round_strip=round_strip(window.period),
    )  # fmt: skip
    response = make_response(body)
    return response if past else remember_look(response, window.period.team, looked)


@bp.get("/rosters/<id:roster>/part")
@acts("rosters.see_roster")
def live(roster: Id) -> ResponseReturnValue:
    """The table, when anything of the team changed since a position; else nothing."""
    found = roster_or_404(roster)
    asked = request.args
    window, state = window_of(found), asked.get("state", found.state)
    looked, since = (asked.get(name, type=as_position, default=-1) for name in ("looked", "since"))
    if looked < 0:
        looked = g.position
    if state != found.state:
        return render_template(
            "rosters/_live.html", part=part(window, looked=looked), window=window, steps=steps_of(found),
            planner=may_plan(found.team), looked=looked, cell="", round_strip=round_strip(found),
        )  # fmt: skip
    if g.at is not None or asked.get("day", "") != today_shown():
        return Response(part_sent(window, looked=looked))
    g.news = partial(_news, roster, window.first, window.weeks, state)
    body = g.news(since, looked)
    return not_modified(all_day=True) if body is None else Response(body)


def _news(roster: Id, first: str, weeks: int, state: str, since: int, looked: int) -> bytes | None:
    """The table of these weeks, when anything of the team changed since a position."""
    found = period(g.views, roster)
    if found is None or found.state != state:
        raise AskTheApp
    if touched(g.views, found.team) <= since:
        return None
    return part_sent(Window(found, first, weeks), looked=looked if looked >= 0 else g.position)


@bp.get("/teams/<id:team>/roster")
@acts("rosters.see_roster")
def current(team: Id) -> ResponseReturnValue:
    """The roster of today or of another day; where there is none yet, what to do."""
    team_or_404("rosters.see_roster", team)
    first = monday_of(request.args.get("from", "")) or monday_of(today_shown()) or monday_of(today().isoformat())
    g.place = "rosters.current"
    seen = [p for p in periods_of(g.views, team) if p.state != "drafted" or may_plan(team)]
    inside = next((p for p in seen if p.first <= str(first) <= p.last), None)
    if inside:
        return redirect(_window(inside, str(first)).url())
    later = next((p for p in seen if p.first > str(first)), None)
    if later and "from" not in request.args:  # nothing this week: what comes is what somebody wants to see
        return redirect(_window(later, later.first).url())
    return render_template(
        "rosters/none.html", team=team, first=first,
        planner=bool(allowed("rosters.draft_roster", team)) and g.at is None,
        earlier=next((p for p in reversed(seen) if p.last < str(first)), None),
        later=later,
        next_first=_after(seen, str(first)),
    )  # fmt: skip


def _window(found: Period, first: str) -> Window:
    asked: Any = {"weeks": request.args.get("weeks", "")}
    if "from" in request.args:
        asked["from"] = first
    return window_of(found, asked)


def _after(seen: list[Period], first: str) -> str:
    """The Monday from which a planner would most likely begin."""
    from projections.roster_page import days_from

    return first if not seen or seen[-1].last < first else days_from(seen[-1].last, 2)[1]


@bp.post("/teams/<id:team>/rosters/draft")
@acts("rosters.draft_roster")
def draft_roster(team: Id) -> ResponseReturnValue:
    """A planner begins a roster."""
    team_or_404("rosters.draft_roster", team)
    first, weeks = clean_day(request.form.get("first", "")), request.form.get("weeks", "")
    if weeks not in {str(n) for n in range(1, 9)}:
        raise PeriodUnreadable(field="weeks")
    with acting():
        position = g.house.rosters.draft_roster(team, first=first, weeks=int(weeks))
    found = period(g.views, roster_of(team, first))
    assert found is not None
    return redirect(window_of(found, {}).url(done=position), 303)


@bp.post("/rosters/<id:roster>/lay-before-team")
@acts("rosters.change_state")
def lay_before_team(roster: Id) -> ResponseReturnValue:
    """The whole team may look and take shifts."""
    found = roster_or_404(roster, "rosters.change_state")
    return carry_out(found, lambda: g.house.rosters.lay_before_team(roster))


@bp.post("/rosters/<id:roster>/publish")
@acts("rosters.change_state")
def publish_roster(roster: Id) -> ResponseReturnValue:
    """The roster holds."""
    found = roster_or_404(roster, "rosters.change_state")
    return carry_out(found, lambda: g.house.rosters.publish_roster(roster))


@bp.post("/rosters/<id:roster>/close")
@acts("rosters.change_state")
def close_roster(roster: Id) -> ResponseReturnValue:
    """The hours stand."""
    found = roster_or_404(roster, "rosters.change_state")
    return carry_out(found, lambda: g.house.rosters.close_roster(roster))


@bp.post("/rosters/<id:roster>/reopen")
@acts("rosters.change_state")
def reopen_roster(roster: Id) -> ResponseReturnValue:
    """A closed period may be corrected."""
    found = roster_or_404(roster, "rosters.change_state")
    return carry_out(found, lambda: g.house.rosters.reopen_roster(roster))


@bp.app_template_global("span")
def span(window: Window) -> str:
    """2 tot 15 maart."""
    return span_title(window.first, window.last, language(), today().year)


@bp.app_template_global("weeks_words")
def weeks_words(weeks: int, step: int) -> str:
    """Vorige twee weken."""
    before = {1: _("Vorige week"), 2: _("Vorige twee weken"), 4: _("Vorige vier weken")}
    after = {1: _("Volgende week"), 2: _("Volgende twee weken"), 4: _("Volgende vier weken")}
    return str((before if step < 0 else after)[weeks])


@bp.app_template_global("carry_words")
def carry_words(window: Window, shift: Shift) -> str:
    """What is being carried, in a sentence."""
    kind = low(dict(kinds_of(data_of(window))).get(shift.kind, shift.kind))
    said = {"kind": kind, "day": day_short(shift.date), "name": person_name(shift.person) if shift.person else ""}
    if shift.person:
        return str(_("Je verplaatst %(kind)s, %(day)s van %(name)s. Tik het vak waar hij heen gaat.", **said))
    return str(_("Je verplaatst %(kind)s, %(day)s, nog open. Tik het vak waar hij heen gaat.", **said))


bp.app_template_global("conflict")(conflict)
bp.app_template_global("wish")(wish)
bp.app_template_global("low")(low)
