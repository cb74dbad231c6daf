"""One team's period: its shifts and who works them."""

from __future__ import annotations

from typing import Any

from eventsourcing.domain import event

from domain.kernel import Aggregate, Fact, FirstFact, Id, id_of
from domain.rosters import refusals
from domain.rosters.roster_calls import RosterCalls
from domain.rosters.roster_exchange import RosterExchange
from domain.rosters.roster_market import RosterMarket
from domain.rosters.roster_part import moment_now
from domain.rosters.roster_searches import RosterSearches
from domain.rosters.roster_shifts import RosterShifts

__all__ = ["Roster", "moment_now", "roster_of"]


def roster_of(team: Id, first: str) -> Id:
    """The id of the team's roster that begins on a day."""
    return id_of(team, "roster", first)


class Roster(RosterShifts, RosterExchange, RosterMarket, RosterSearches, RosterCalls, Aggregate):
    """Drafted, planned (laid before the team), published, closed. Shifts keep their id through every change."""

    TOPIC = "rosters.Roster"
    class_version = 5

    class RosterDrafted(FirstFact):
        """A team began a roster for a period."""

        TOPIC = "rosters.RosterDrafted"
        team: Id
        first: str
        last: str

    class RosterPlanned(Fact):
        """The roster was laid before the team: everybody may look and take shifts."""

        TOPIC = "rosters.RosterPlanned"

    class RosterPublished(Fact):
        """The roster holds; from now on every change is noticed to whom it concerns."""

        TOPIC = "rosters.RosterPublished"

    class RosterClosed(Fact):
        """The period is over and its hours stand."""

        TOPIC = "rosters.RosterClosed"

    class RosterReopened(Fact):
        """A closed period was opened again for a correction."""

        TOPIC = "rosters.RosterReopened"

    @event(RosterDrafted)
    def __init__(self, team: Id, first: str, last: str) -> None:
        self.team = team
        self.first = first
        self.last = last
        self.state = "drafted"
        self.shifts: dict[str, dict[str, Any]] = {}
        self.swaps: dict[str, dict[str, str]] = {}
        self.searches: dict[str, dict[str, Any]] = {}
        self.offers: dict[str, dict[str, Any]] = {}
        self.given: dict[str, Id] = {}
        self.calls: dict[str, dict[str, Any]] = {}

    def lay_before_team(self) -> None:
        """Let everybody look and take shifts; raises NotInThisState."""
        self._step({"drafted"})
        self._roster_planned()

    def publish(self) -> None:
        """Let it hold; raises NotInThisState."""
        self._step({"drafted", "planned"})
        self._roster_published()

    def close(self) -> None:
        """Let its hours stand; raises NotInThisState."""
        self._step({"published"})
        for shift in list(self.searches):
            self.end_search(shift, "withdrawn")
        for offer in list(self.offers.values()):
            self.end_offers_of(offer["shift"], "overtaken")
        self._roster_closed()

    def reopen(self) -> None:
        """Open a closed period for a correction; raises NotInThisState."""
        self._step({"closed"})
        self._roster_reopened()

    def settle(self, shift: Id, how: str) -> None:
        """End what others are asked about a shift: it was filled, or it is not any more what they were asked for."""
        self.end_swaps_of(shift)
        self.end_offers_of(shift, "overtaken")
        self.end_search(shift, how)

    def _step(self, allowed: set[str]) -> None:
        if self.state not in allowed:
            raise refusals.NotInThisState

    @event(RosterPlanned)
    def _roster_planned(self) -> None:
        self.state = "planned"

    @event(RosterPublished)
    def _roster_published(self) -> None:
        self.state = "published"

    @event(RosterClosed)
    def _roster_closed(self) -> None:
        self.state = "closed"

    @event(RosterReopened)
    def _roster_reopened(self) -> None:
        self.state = "published"
