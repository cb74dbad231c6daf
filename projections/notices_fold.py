"""Notices: what of somebody's published roster changed by another's hand, as a table."""

from __future__ import annotations

from typing import Any

from domain.kernel import Id
from projections.fold import Views
from projections.tables import temporal

temporal(
    "rosters_notice",
    key=("person", "shift"),
    columns=("roster", "team", "position", "what", "was", "by", "date", "kind", "local_start", "local_end"),
    indexes=(("team", "date"),),
)
"""Changes after publishing to somebody's own roster, with the shift as it then was."""
UNSEEN = "NOT EXISTS (SELECT 1 FROM rosters_seen WHERE person = rosters_notice.person AND seen >= position)"
"""What is so of a notice that is news."""


def notify(views: Views, fact: Any, shift: Id, person: Id | None, what: str, team: Id, was: Id | None = None) -> None:
    """A notice for whoever's published roster changed by somebody else's hand; what one does oneself ends it."""
    if person is None:
        return
    if person == fact.by:
        views.drop("rosters_notice", (person, shift))
        return
    standing = views.get("rosters_shift", fact.originator_id, shift) or {}
    views.put(
        "rosters_notice", (person, shift),
        roster=fact.originator_id, team=team, position=views.position, what=what, was=was, by=fact.by,
        **{name: standing.get(name) for name in ("date", "kind", "local_start", "local_end")},
    )  # fmt: skip
    views.touch(person)
