"""The moment that a page shows: this one, or the one that it looks back at."""

from __future__ import annotations

from datetime import date, datetime

from flask import g

from domain.kernel import AMSTERDAM, now, parse_instant
from projections.trail import fact


def shown_now() -> datetime:
    """Now, or the moment at which the fact was recorded that the page looks from."""
    if g.get("at") is None:
        return now()
    row = fact(g.views, g.at)
    return parse_instant(row.moment) if row else now()


def shown_day() -> date:
    """The day in the Netherlands at that moment."""
    return shown_now().astimezone(AMSTERDAM).date()


def instant_of(moment: datetime) -> str:
    """A moment as the text of an instant."""
    return moment.strftime("%Y-%m-%dT%H:%MZ")
