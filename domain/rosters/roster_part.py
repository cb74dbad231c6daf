"""What the parts of a roster share: the shifts, the swaps and the searches, and when it may be changed."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from domain.kernel import Id, Part, acting, now
from domain.rosters import refusals


def moment_now() -> str:
    """This moment as an instant's text."""
    return now().strftime("%Y-%m-%dT%H:%MZ")


class RosterPart(Part):
    """A part of `Roster`, with what the other parts offer it."""

    id: Id
    version: int
    team: Id
    first: str
    last: str
    state: str
    shifts: dict[str, dict[str, Any]]
    swaps: dict[str, dict[str, str]]
    searches: dict[str, dict[str, Any]]
    """By shift: who is asked to take it."""
    offers: dict[str, dict[str, Any]]
    """What is offered to some, or against a shift of theirs."""
    given: dict[str, Id]
    """By offer: who took it."""
    calls: dict[str, dict[str, Any]]
    """When somebody was called out during an on-call shift."""

    def shift(self, shift: Id) -> dict[str, Any]:
        """The shift as it stands; raises ShiftGone."""
        try:
            return self.shifts[shift]
        except KeyError:
            raise refusals.ShiftGone from None

    def _changeable(self, day: str | None = None) -> None:
        if self.state == "closed":
            raise refusals.RosterClosed
        if day is not None and not self.first <= day <= self.last:
            raise refusals.DayOutsidePeriod

    def _uncalled(self, shift: Id) -> None:
        """Raises WasCalledOut: whose it was has worked in it."""
        if any(call["shift"] == shift for call in self.calls.values()):
            raise refusals.WasCalledOut

    def _handed(self, shift: Id, person: Id | None) -> None:
        """Whoever has it now has not worked what somebody else recorded."""
        self.shifts[shift].update(person=person, offered=False, worked=None)

    def _own_to_come(self, shift: Id) -> None:
        self._changeable()
        standing = self.shift(shift)
        if standing["person"] != acting().person:
            raise refusals.NotYourShift
        if standing["start"] <= moment_now():
            raise refusals.ShiftIsOver

    @abstractmethod
    def settle(self, shift: Id, how: str) -> None:
        """End what others are asked about a shift: it was filled, or it is not any more what they were asked for."""

    @abstractmethod
    def end_offers_by(self, shift: Id) -> None:
        """End what the owner offered of a shift to some."""

    @abstractmethod
    def end_open_offer(self, shift: Id) -> None:
        """Let a shift no longer be on offer to everybody."""
