"""A resident's year: what they had, what came in and went out, on a page and as a file."""

from __future__ import annotations

from typing import Any

from flask import Response, g, request

from domain.kernel import Id
from projections.finance_residents import count_lines, lines_of_resident, years_of_resident
from web.finance_files import Cents, Day, Rows, file_of
from web.finance_residents_why import whys
from web.parts import opened
from web.say import say as _
from web.shown import shown_day
from web.trail_story import teller

ON_A_PAGE = 100
"""Lines: a year of most residents stands on one page, also on paper."""


def until_of_year(*, whole: bool = False) -> str:
    """The day of the page in this year (unless the whole year is wanted), the last day of another year."""
    this_year, typed = shown_day().year, request.args.get("year", "")
    year = int(typed) if typed.isascii() and typed.isdigit() and typed[:2] == "20" and len(typed) == 4 else this_year
    return shown_day().isoformat() if year == this_year and not whole else f"{year}-12-31"


def statement_of(team: Id, person: Id, on: str, *, page: int | None = None) -> dict[str, Any]:
    """A resident's year up to a day: what they had, what came in and went out, and what was left.

    `page`: not all lines, but so many, of which the last are page 0.
    """
    day, year = shown_day(), int(on[:4])
    begin, many = f"{year}-01-01", 0
    skip, limit = 0, -1
    if page is not None:
        many = count_lines(g.views, team, person, begin, on)
        limit = max(0, min(ON_A_PAGE, many - page * ON_A_PAGE))
        skip = max(0, many - (page + 1) * ON_A_PAGE)
    opening, lines = lines_of_resident(g.views, team, person, begin, on, skip=skip, limit=limit)
    standing = years_of_resident(g.views, team, person, on)
    return {
        "team": team, "person": person, "year": year, "opening": opening, "lines": lines, "on": on,
        "closing": lines[-1].balance if lines else opening, "left": standing.left,
        "at_end": standing.then,
        "years": range(min(int(standing.first or day.year), day.year), day.year + 1), "tells": teller(),
        "today": day.isoformat(), "why": whys(team, person),
        "older": page + 1 if page is not None and skip else None, "newer": page - 1 if page else None,
    }  # fmt: skip


def year_file(shown: dict[str, Any], form: str) -> Response:
    """The statement of a year as a file: `form` is csv or xlsx."""
    rows: Rows = [[_("Datum"), _("Omschrijving"), _("Erbij"), _("Eraf"), _("Saldo"), _("Geboekt door")]]
    rows.append([Day(f"{shown['year']}-01-01"), _("Beginsaldo"), None, None, Cents(shown["opening"]), None])
    rows += [
        [
            Day(one.value_date), opened(one.text), Cents(max(one.cents, 0)), Cents(max(-one.cents, 0)),
            Cents(one.balance), shown["tells"].person(one.by),
        ]
        for one in shown["lines"]
    ]  # fmt: skip
    rows.append([Day(shown["on"]), _("Eindsaldo"), None, None, Cents(shown["closing"]), None])
    return file_of(rows, f"jaaroverzicht-{shown['year']}", form)
