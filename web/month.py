"""A calendar month of the roster and of one's own shifts, in whole weeks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from babel.dates import format_date
from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue

from domain.kernel import Id
from projections.mine import OwnShift, monday_of, own_absences, own_shifts
from projections.month import DayShift, short_of, team_shifts
from projections.roster_page import periods_of
from web.acts import acts, team_or_404
from web.first_names import first_names
from web.language import language
from web.layout import my_teams
from web.roster_days import feast
from web.roster_stamp import month_stamp
from web.roster_view import may_plan
from web.shown import shown_day
from web.trail_story import teller

bp = Blueprint("month", __name__)

_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")


@dataclass(slots=True)
class CalendarDay:
    """One day of the calendar."""

    day: str
    within: bool
    """Whether it is of the month itself."""
    feast: str
    shifts: list[Any] = field(default_factory=list)
    short: int = 0
    away: bool = False
    roster: Id = ""

    @property
    def number(self) -> int:
        """The day of the month."""
        return int(self.day[8:])


@bp.get("/teams/<id:team>/month")
@acts("rosters.see_roster")
def of_team(team: Id) -> ResponseReturnValue:
    """Who works on which day of a month."""
    team_or_404("rosters.see_roster", team)
    g.place = "rosters.current"
    month, days, drafts = month_asked(), _days(month_asked()), may_plan(team)
    shifts = team_shifts(g.views, team, days[0].day, days[-1].day, drafts=drafts)
    short = short_of(g.views, team, tuple(day.day for day in days), shifts)
    periods = [p for p in periods_of(g.views, team, days[0].day, days[-1].day) if p.state != "drafted" or drafts]
    for day in days:
        day.shifts, day.short = shifts.get(day.day, []), short.get(day.day, 0)
        day.roster = next((p.roster for p in periods if p.first <= day.day <= p.last), "")
    shown: list[DayShift] = [one for found in shifts.values() for one in found]
    tells = teller()
    names = {one.person: tells.person(one.person) for one in shown if one.person}
    return render_template(
        "month/team.html", team=team, **_around(month, days), any=bool(shown),
        names=names, called=first_names(names), stamp=month_stamp(team),
    )  # fmt: skip


@bp.get("/me/roster/month")
@acts("rosters.see_own")
def mine() -> ResponseReturnValue:
    """One's own shifts in all teams on the days of a month."""
    month, days = month_asked(), _days(month_asked())
    found: list[OwnShift] = own_shifts(g.views, g.person, days[0].day, days[-1].day)
    away = own_absences(g.views, g.person, days[0].day)
    for day in days:
        day.shifts = [shift for shift in found if shift.date == day.day]
        day.away = any(one.first <= day.day <= one.last for one in away)
    inside = [shift for shift in found if shift.date[:7] == f"{month:%Y-%m}"]
    minutes = sum(shift.minutes if shift.worked is None else shift.worked for shift in inside)
    several = len({shift.team for shift in found}) > 1 or len(my_teams()) > 1
    return render_template(
        "month/mine.html", **_around(month, days), minutes=minutes, count=len(inside), several=several
    )


def _around(month: date, days: list[CalendarDay]) -> dict[str, Any]:
    return {
        "title": format_date(month, "LLLL y", locale=language()),
        "weeks": [days[i : i + 7] for i in range(0, len(days), 7)],
        "earlier": f"{month - timedelta(days=1):%Y-%m}",
        "later": f"{month + timedelta(days=31):%Y-%m}",
        "this_month": f"{shown_day():%Y-%m}", "month": f"{month:%Y-%m}",
        "today": shown_day().isoformat(), "tells": teller(),
    }  # fmt: skip


def month_asked() -> date:
    """The first day of the month that is asked for; what is asked wrongly becomes this month."""
    found = _MONTH.fullmatch(request.args.get("month", ""))
    year, month = (int(found[1]), int(found[2])) if found else (0, 0)
    if not (1990 <= year <= 2190 and 1 <= month <= 12):
        return shown_day().replace(day=1)
    return date(year, month, 1)


def _days(month: date) -> list[CalendarDay]:
    """The days of the weeks in which the month is."""
    first = monday_of(month)
    last = (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    length = (monday_of(last) - first).days + 7
    days = [first + timedelta(days=n) for n in range(length)]
    chosen = language()
    return [CalendarDay(d.isoformat(), d.month == month.month, feast(d.isoformat(), chosen)) for d in days]
