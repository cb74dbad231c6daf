"""What of the swap market who looks may see, for pages and for machines."""

from __future__ import annotations

from flask import g

from domain.kernel import Id, NotThere
from projections.asks import shift_of
from projections.market import Offered, offer_of
from projections.roster_shapes import Shift
from web.acts import allowed
from web.roster_view import roster_or_404
from web.shown import instant_of, shown_now


def state_of(found: Offered, shift: Shift | None) -> str:
    """mine, first, over, began, no or waits."""
    if found.how == "taken":
        return "mine" if found.taker == g.person else "first"
    if found.how or shift is None:
        return "over"
    if shift.start <= instant_of(shown_now()):
        return "began"
    return "no" if g.person in found.declined else "waits"


def own_shift(roster: Id, shift: Id) -> Shift:
    """One's own shift to come; raises NotThere for every other."""
    roster_or_404(roster, "rosters.swap_shift")
    found = shift_of(g.views, roster, shift)
    if found is None or found.person != g.person or found.start <= instant_of(shown_now()):
        raise NotThere
    return found


def offer_shown(offer: Id) -> Offered:
    """An offer of or to who looks; raises NotThere for every other."""
    found = offer_of(g.views, offer)
    if found is None or not allowed("rosters.swap_shift", found.team):
        raise NotThere
    if g.person != found.person and g.person not in found.to and found.taker != g.person:
        raise NotThere
    return found


def offer_asked(offer: Id) -> Offered:
    """What is offered to oneself; raises NotThere for all else."""
    found = offer_shown(offer)
    if g.person == found.person:
        raise NotThere
    return found


def on_offer(team: Id) -> list[Shift]:
    """One's own shifts to come that are on offer to everybody."""
    columns = ", ".join(f"s.{column}" for column in Shift._fields)
    found = g.views.execute(
        f"SELECT {columns} FROM rosters_shift s WHERE s.person = ? AND s.team = ? AND s.offered = 1 AND s.start > ? "
        "ORDER BY s.start",
        (g.person, team, instant_of(shown_now())),
    )
    return [Shift._make(tuple(row)) for row in found]
