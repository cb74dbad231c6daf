"""Colleagues who are asked to take open shifts, for tests that want every fact of it."""

from __future__ import annotations

from typing import Any

from domain.kernel import Id


def asked(home: Any, person: Id, *, by: Id, revokes: Id) -> None:
    """Ask a person for three shifts: one they take after all, one that is withdrawn, one that begins unanswered."""
    rosters, every = home.house.rosters, {"days": ["working", "off"], "places": ["V", "L", "N"]}
    for one in (person, revokes):
        with home.by(one):
            rosters.agree_to_asks(home.team, **every)
    with home.by(revokes):
        rosters.revoke_asks(home.team)
    taken, withdrawn, begun = (home.plan(None, day, "L", by=by) for day in ("26", "27", "28"))
    with home.by(by):
        for shift in (taken, withdrawn, begun):
            rosters.ask_carers(home.roster, shift, persons=[person])
        rosters.stop_asking(home.roster, withdrawn)
    ask = next(iter(home.standing().searches[taken]["asked"]))
    with home.by(person):
        rosters.decline_ask(home.roster, ask, why="Ik heb een afspraak")
        home.house.staffing.accept_ask(home.roster, ask)
