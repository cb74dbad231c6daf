"""Who may read for which agency somebody works."""

from __future__ import annotations

from flask import g

from domain.kernel import Id
from projections.teams import relations
from web.acts import allowed


def may_read_agency(person: Id) -> bool:
    """Who deals with the agencies of a team where the person works or worked; others know that there is one."""
    teams = {held.team for held in relations(g.views, person).relations if held.team}
    return any(allowed("staffing.see_agencies", team) for team in teams)
