"""De Lindehof in the round of the gaps, with what a search would find written down by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from domain.kernel import Id, id_of
from domain.rosters.proposals import Placement, Proposals, proposals_of
from tests.harness.home import Home, full_day
from tests.harness.proposed import alternative, offer

PROPOSAL = id_of("proposal", "1")


class Asked:
    """A proposal for the roster of the tests."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self.proposing = home.house.proposing

    def ask(self, person: Id, *, proposal: Id = PROPOSAL, **more: Any) -> None:
        """Somebody asks for one."""
        with self.home.by(person):
            self.proposing.ask_proposal(self.home.roster, proposal=proposal, seen=1, **more)

    def offer(self, *alternatives: list[Placement], proposal: Id = PROPOSAL) -> None:
        """The worker offers these."""
        offer(self.home, self.home.roster, proposal, *(alternative(*placements) for placements in alternatives))

    def accept(self, by: Id, *, number: int = 0, person: Id | None = None, proposal: Id = PROPOSAL) -> int | None:
        """Somebody takes an alternative over."""
        with self.home.by(by):
            position: int | None = self.proposing.accept_proposal(
                self.home.roster, proposal, alternative=number, person=person
            )
        return position

    def standing(self) -> Proposals:
        """The proposals as the log has them."""
        found = self.home.house.workspace.get(Proposals, proposals_of(self.home.roster))
        assert found
        return found

    def who(self, day: str, kind: str) -> list[Id | None]:
        """Who has a kind of shift on a day."""
        cells = self.home.standing().shifts.values()
        return [f["person"] for f in cells if (f["date"], f["kind"]) == (full_day(day), kind)]

    def missed(self) -> list[tuple[str, str]]:
        """Of the last time that something was taken over: whose shift was left out, and by which rule."""
        facts = self.home.house.workspace.latest(proposals_of(self.home.roster), 1)
        return [(one["person"], one["rule"]) for one in facts[0].missed]  # type: ignore[attr-defined]


@pytest.fixture
def asked(home: Home) -> Asked:
    """Bram asked for a proposal in the round of the gaps."""
    with home.by(home.person("anna")):
        home.house.rosters.open_rounds(
            home.roster, wishes_until="2026-02-05", gaps_until="2026-02-07", publish_by="2026-02-08"
        )
        home.house.rosters.begin_round(home.roster, round="gaps")
    found = Asked(home)
    found.ask(home.person("bram"))
    return found


@pytest.fixture
def on() -> Callable[..., Placement]:
    """`on("05", "L", bram)`: a placement on a day of March."""
    return lambda day, kind, person, **more: Placement(full_day(day), kind, person, **more)


@pytest.fixture
def saar(home: Home) -> Id:
    """Saar works in De Lindehof."""
    return home.person("saar")
