"""The claims of a team in groups by how they stand, of each the last ones; the older ones on pages of their own."""

from __future__ import annotations

from typing import NamedTuple

from flask import g, render_template, request

from domain.kernel import Id
from projections.finance_claims import ClaimView, claims_in
from web.pages import as_position
from web.trail_story import teller

GROUPS = {
    "made": (("made",), 50),
    "approved": (("approved",), 50),
    "listed": (("listed",), 200),
    "done": (("paid", "declined", "withdrawn"), 50),
}
"""By their states, and so many of each at once; what waits for a batch is shown together as long as it can be."""
_FAR = 2**62


class Found(NamedTuple):
    """Claims of a group, and before which position the next of them were made."""

    claims: list[ClaimView]
    older: int | None


def group(team: Id, name: str, before: int = _FAR) -> Found:
    """The last claims of a group that were made before a position."""
    states, many = GROUPS[name]
    found = claims_in(g.views, team, *states, limit=many + 1, before=before)
    return Found(found[:many], found[many - 1].made if len(found) > many else None)


def older_page(team: Id, name: str) -> str:
    """One group, from before the claims that were seen."""
    try:
        before = as_position(request.args.get("before", ""))
    except ValueError:
        before = _FAR
    return render_template(
        "finance/claims/older.html", team=team, tells=teller(), name=name, found=group(team, name, before)
    )
