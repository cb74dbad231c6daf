"""People from an agency: let them in until a day, and their hours by agency, apart from those of colleagues."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from datetime import date, timedelta

from flask import Blueprint, Response, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from domain.kernel import Id, id_of
from domain.policies import Hire
from domain.rosters.hours.export import decimal_hours
from projections.agency import Billed, billed_in, hired_in
from web.acting import acting
from web.acts import acts, allowed, team_or_404
from web.dates import clock
from web.month import month_asked
from web.parts import opened
from web.shown import shown_day
from web.trail_story import teller

bp = Blueprint("agency", __name__)

_HEAD = ("maand", "woongroep", "bureau", "naam", "dag", "dienst", "van", "tot", "uren", "minuten", "vastgelegd")


@dataclass(slots=True)
class AgencyHours:
    """What one agency's people work in a month."""

    name: str
    minutes: int = 0
    shifts: list[Billed] = field(default_factory=list)

    @property
    def open(self) -> int:
        """How many of the shifts have no recorded hours."""
        return sum(not shift.recorded for shift in self.shifts)


@bp.before_request
def mark_place() -> None:
    """In the menu, who comes from an agency stands under the team."""
    g.place = "teams.people"


@bp.get("/teams/<id:team>/agencies")
@acts("staffing.see_agencies")
def show(team: Id) -> ResponseReturnValue:
    """Who is here for an agency, and the hours of a month by agency."""
    team_or_404("staffing.see_agencies", team)
    month = month_asked()
    hired = [(one, opened(one.name), opened(one.agency)) for one in hired_in(g.views, team, shown_day().isoformat())]
    return render_template(
        "teams/agencies.html", team=team, hired=sorted(hired, key=lambda one: one[1].casefold()),
        month=f"{month:%Y-%m}", first=month.isoformat(), agencies=_by_agency(team, month), tells=teller(),
        earlier=f"{month - timedelta(days=1):%Y-%m}", later=f"{month + timedelta(days=31):%Y-%m}",
        edits=g.at is None and bool(allowed("staffing.hire_person", team)),
    )  # fmt: skip


@bp.post("/teams/<id:team>/agencies")
@acts("staffing.hire_person")
def hire_agency(team: Id) -> ResponseReturnValue:
    """Let somebody from an agency in until a day."""
    team_or_404("staffing.hire_person", team)
    form = request.form
    with acting() as who:
        person = id_of("person", str(who.command))
        codes = tuple(code for code in form.get("competences", "").split(",") if code.strip())
        hire = Hire(person, form.get("name", ""), since=form.get("since", "").strip(), competences=codes)
        g.house.staffing.hire_agency(team, hire=hire, agency=form.get("agency", ""), until=form.get("until", ""))
    return redirect(url_for("agency.show", team=team, saved=1), 303)


@bp.post("/teams/<id:team>/agencies/<id:person>/until")
@acts("staffing.hire_person")
def redate_agency(team: Id, person: Id) -> ResponseReturnValue:
    """Let somebody from an agency be here until another day."""
    team_or_404("staffing.hire_person", team)
    with acting():
        g.house.staffing.redate_agency(team, person=person, until=request.form.get("until", ""))
    return redirect(url_for("agency.show", team=team, saved=1), 303)


@bp.get("/teams/<id:team>/agencies.csv")
@acts("staffing.see_agencies")
def export(team: Id) -> ResponseReturnValue:
    """The hours of a month by agency, as Dutch Excel opens them."""
    team_or_404("staffing.see_agencies", team)
    month, tells = month_asked(), teller()
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(_HEAD)
    for agency in _by_agency(team, month):
        for one in agency.shifts:
            words = (tells.team(team), agency.name, opened(one.name), one.date, one.kind)
            hours = (clock(one.start), clock(one.end), decimal_hours(one.minutes), one.minutes)
            writer.writerow((f"{month:%Y-%m}", *map(_plain, words), *hours, "ja" if one.recorded else "nee"))
    response = Response(("\ufeff" + text.getvalue()).encode(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="bureaus-{month:%Y-%m}.csv"'
    return response


def _by_agency(team: Id, month: date) -> list[AgencyHours]:
    """One for each agency, however its name was typed."""
    last = (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    found: dict[str, AgencyHours] = {}
    for one in billed_in(g.views, team, month.isoformat(), last.isoformat()):
        name = opened(one.agency)
        agency = found.setdefault(name.casefold(), AgencyHours(name))
        agency.minutes += one.minutes
        agency.shifts.append(one)
    return [found[name] for name in sorted(found)]


def _plain(text: str) -> str:
    """A name that a spreadsheet would take for a formula stays a name."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
