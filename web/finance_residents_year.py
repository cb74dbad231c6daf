"""A resident's year: what they had, what came in and went out, on a page and as a file."""

from __future__ import annotations

from typing import Any

from flask import Response, g, request

from domain.kernel import Id
from projections.finance_residents import lines_of_resident
from web.finance_files import Cents, Day, Rows, file_of
from web.finance_residents_why import whys
from web.parts import opened
from web.say import say as _
from web.shown import shown_day
from web.trail_story import teller


def until_of_year(*, whole: bool = False) -> str:
    """The day of the page in this year (unless the whole year is wanted), the last day of another year."""
    this_year, typed = shown_day().year, request.args.get("year", "")
    year = int(typed) if typed.isascii() and typed.isdigit() and typed[:2] == "20" and len(typed) == 4 else this_year
    return shown_day().isoformat() if year == this_year and not whole else f"{year}-12-31"


def statement_of(team: Id, person: Id, on: str) -> dict[str, Any]:
    """A resident's year up to a day: what they had, what came in and went out, and what was left."""
    day, year = shown_day(), int(on[:4])
    opening, lines = lines_of_resident(g.views, team, person, f"{year}-01-01", on)
    _before, all_lines = lines_of_resident(g.views, team, person)
    first = int(all_lines[0].value_date[:4]) if all_lines else day.year
    return {
        "team": team, "person": person, "year": year, "opening": opening, "lines": lines, "on": on,
        "closing": lines[-1].balance if lines else opening, "left": all_lines[-1].balance if all_lines else 0,
        "years": range(min(first, day.year), day.year + 1), "tells": teller(), "today": day.isoformat(),
        "why": whys(team, person),
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
