"""What a command on a roster answers: the sheet, the table and a message to htmx; the page to everybody else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import g, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from domain.kernel import Id, Refusal, read_id, today
from domain.rosters.refusals import ChangedMeanwhile, ShiftGone, TakenByOther
from projections.roster_page import period
from projections.roster_shapes import Period, first_row
from projections.trail import fact
from web.acting import acting
from web.dates import as_moment, clock, day_short
from web.layout import person_name
from web.moment import refresh_moment
from web.pages import as_position
from web.parts import opened, wants_part
from web.roster_done import done
from web.roster_sheet import sheet_of
from web.roster_view import Window, part, window_of
from web.rounds_view import strip

CONFLICTS = (TakenByOther, ChangedMeanwhile, ShiftGone)


def carry_out(found: Period, command: Callable[[], int | None]) -> ResponseReturnValue:
    """Run a command of the person who is signed in and answer with what then stands, or with why not."""
    try:
        with acting():
            position = command()
    except Refusal as refusal:
        if not wants_part():
            raise
        refresh_moment()
        return _refused(found, refusal)
    if not wants_part():
        window = _window(found)
        return redirect(window.url(done=position), 303)
    return _answer(_window(found), position=position)


def _window(found: Period) -> Window:
    """The weeks on which the form stood."""
    standing = period(g.views, found.roster) or found
    return window_of(standing, request.form)


def _answer(window: Window, *, position: int | None, status: int = 200) -> ResponseReturnValue:
    cell = request.form.get("cell", "")
    looked = request.form.get("looked", type=as_position, default=g.position)
    message = done(position, window.period.roster) if position else None
    body = render_template(
        "rosters/_answer.html", window=window, sheet=sheet_of(window, cell), done=message, cell=cell, looked=looked,
        part=part(window, looked=looked, cell=cell, swap_in=True), steps=steps_of(window.period),
        round_strip=strip(window.period),
    )  # fmt: skip
    response = make_response(body, status)
    response.headers["HX-Trigger"] = "roster-answered"
    return response


def _refused(found: Period, refusal: Refusal) -> ResponseReturnValue:
    """The sheet again, with the sentence where it was tapped, what was typed, and the table as it stands now."""
    g.refusal, g.typed, g.typed_into = refusal, request.form, request.path
    return _answer(_window(found), position=None, status=refusal.status)


def conflict() -> dict[str, Any] | None:
    """Both versions, when somebody was first: who, when, how it stands and what one wanted."""
    refusal = g.get("refusal")
    if not isinstance(refusal, CONFLICTS):
        return None
    path = g.get("typed_into") or request.path
    parts = path.split("/")
    shift = parts[4] if len(parts) > 4 and parts[3] == "shifts" else ""
    columns = "SELECT date, kind, person, since, team FROM rosters_shift WHERE "
    if path.endswith("/take"):
        form = g.get("typed") or request.form
        standing = first_row(
            g.views, columns + "roster = ? AND date = ? AND kind = ? AND person IS NOT NULL ORDER BY since DESC",
            parts[2], form.get("date", ""), form.get("kind", ""),
        )  # fmt: skip
    else:
        standing = first_row(g.views, columns + "roster = ? AND shift = ?", parts[2], shift)
    if standing is None:
        return {"who": "", "shift": "", "now": _("De dienst is er niet meer."), "swap": ""}
    return _both(*standing)


def _both(day: str, kind: str, person: Id | None, since: int, team: Id) -> dict[str, Any]:
    row = first_row(g.views, "SELECT name FROM rosters_kind WHERE team = ? AND code = ?", team, kind)
    shift = f"{opened(row[0]) if row else kind}, {day_short(day)}"
    last = fact(g.views, since)
    moment = as_moment(last.moment) if last else None
    by = last.by if last else None
    return {
        "who": _("jij") if person == g.person else person_name(person) if person else "",
        "by": _("jij") if by == g.person else person_name(by) if by else "",
        "shift": shift,
        "now": ": ".join((shift, person_name(person) if person else _("open"))),
        "when": (clock(last.moment) if moment and moment.date() == today() else day_short(moment))
        if last and moment
        else "",
        "swap": f"{person}:{day}" if person and person != g.person else "",
    }


def wish() -> str:
    """What the person wanted when somebody was first."""
    form, both = g.get("typed") or request.form, conflict() or {}
    day = form.get("date") or ""
    shift = str(both.get("shift", ""))
    if day and shift:
        shift = f"{shift.rpartition(',')[0]}, {day_short(day)}"
    try:
        person = read_id(form["person"]) if form.get("person") else None
    except ValueError:
        person = None
    path = str(g.get("typed_into") or request.path)
    if path.endswith(("/claim", "/take", "/give-back")) or person == g.person:
        who = _("jij") if not path.endswith("/give-back") else _("open")
    elif path.endswith("/move"):
        who = _("een andere dag of soort")
    else:
        who = _name_here(person) if person else _("weg") if path.endswith("/drop") else _("open")
    return f"{shift}: {who}" if shift else str(who)


def _name_here(person: Id) -> str:
    """The name of somebody who is or was in the team: a form may hold any id, and others stay unnamed."""
    team = g.get("team")
    here = team and first_row(g.views, "SELECT 1 FROM teams_relation WHERE team = ? AND person = ?", team, person)
    return person_name(person) if here else str(_("iemand anders"))


def steps_of(found: Period) -> list[tuple[str, str, str]]:
    """What a planner may do with the whole roster now: (verb, words, what then happens)."""
    steps = {
        "drafted": [
            (
                "lay-before-team",
                _("Leg voor aan de woongroep"),
                _("Dan ziet iedereen het rooster en kan diensten nemen."),
            ),
            ("publish", _("Publiceer"), _("Dan staat het rooster vast. Wat nog nodig is, wordt een open dienst.")),
        ],
        "planned": [
            ("publish", _("Publiceer"), _("Dan staat het rooster vast. Wat nog nodig is, wordt een open dienst."))
        ],
        "published": [("close", _("Sluit de periode"), _("Dan staan de uren vast."))],
        "closed": [("reopen", _("Open de periode weer"), _("Voor een correctie."))],
    }
    return steps[found.state]


__all__ = ["carry_out", "conflict", "steps_of", "wish"]
