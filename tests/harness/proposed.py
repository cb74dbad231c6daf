"""Proposals of which the search is written down by hand, and a team that asked for all kinds of them."""

from __future__ import annotations

from typing import Any

from domain.kernel import OPERATOR, Acting, Id, act_as, id_of
from domain.rosters.proposals import REPLAN, Placement


def alternative(*placements: Placement, aim: str = "fair") -> dict[str, Any]:
    """What a fact holds of an alternative with these shifts."""
    return {
        "aim": aim, "seed": 1, "shifts": [p.fields() for p in placements], "gaps": [], "costs": {}, "whole": {},
    }  # fmt: skip


def offer(home: Any, roster: Id, proposal: Id, *alternatives: dict[str, Any]) -> None:
    """The worker offers these, as it saw the roster now."""
    with home.by(OPERATOR):
        home.house.proposing.offer_proposal(
            roster, proposal, looked=home.house.workspace.position(),
            moment=home.clock.moment.strftime("%Y-%m-%dT%H:%MZ"), status="done", alternatives=list(alternatives),
        )  # fmt: skip


def proposed(home: Any, roster: Id, *, by: Id, days: tuple[str, str, str], kind: str) -> None:
    """Whoever plans asks, stops, takes over wholly, for somebody and for themselves, lets go; one search fails."""
    proposing, bram = home.house.proposing, home.person("bram")
    one, two, three = (id_of("proposal", str(number)) for number in range(3))
    with home.by(by):
        for day in days:
            home.house.rosters.set_date_demand(home.team, code=kind, date=day, least=3)
        proposing.ask_proposal(roster, proposal=one, seen=1)
        proposing.stop_proposal(roster, one)
    found = alternative(*(Placement(day, kind, who) for day, who in zip(days, (by, bram, bram), strict=True)))
    offer(home, roster, one, found)
    with home.by(by):
        proposing.accept_proposal(roster, one, alternative=0, person=by)
        proposing.accept_proposal(roster, one, alternative=0, person=bram)
        proposing.ask_proposal(roster, proposal=two, seen=1, what=REPLAN)
    offer(home, roster, two, alternative(Placement(days[0], kind, home.person("saar"))))
    with home.by(by):
        proposing.accept_proposal(roster, two, alternative=0)
        proposing.ask_proposal(roster, proposal=three, seen=1)
    with act_as(Acting(by, "", reason=home.house.vault.seal(id_of("why"), "Niet eerlijk verdeeld"))):
        proposing.let_go_proposal(roster, two)
    offer(home, roster, three)
