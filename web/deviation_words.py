"""Who may read why somebody agreed to a deviation."""

from __future__ import annotations

from flask import g

from domain.kernel import Id, today
from projections.teams import relations
from web.acts import allowed


def may_read_why(person: Id) -> bool:
    """The person, and who plans a team that the person works in."""
    if g.person == person:
        return True
    return any(allowed("rosters.plan_shift", team) for team in relations(g.views, person).teams(today().isoformat()))
