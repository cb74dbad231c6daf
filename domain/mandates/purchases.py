"""What a team bought at one supplier, whoever approved it: two halves of one purchase count together (check 8)."""

from __future__ import annotations

from datetime import date

from eventsourcing.domain import event

from domain.kernel import Aggregate, Fact, FirstFact, Id, id_of

_KEPT_DAYS = 3 * 366
"""Longer ago than this no window of a mandate looks, also not for what is claimed late."""


def purchases_of(team: Id, supplier: Id) -> Id:
    """The id of a team's purchases at a supplier, who is a keyed hash."""
    return id_of("mandates.purchases", team, supplier)


class Purchases(Aggregate):
    """What counts together. It is saved with each use of a mandate, so that two halves never pass at one moment."""

    TOPIC = "mandates.Purchases"

    class PurchasesBegun(FirstFact):
        """A team bought something at a supplier for the first time."""

        TOPIC = "mandates.PurchasesBegun"
        team: Id
        supplier: Id

    class PurchaseCounted(Fact):
        """Something that was bought on a day was approved."""

        TOPIC = "mandates.PurchaseCounted"
        team: Id
        act: Id
        cents: int
        day: str

    class PurchaseTakenBack(Fact):
        """Something that was approved counts no more."""

        TOPIC = "mandates.PurchaseTakenBack"
        team: Id
        act: Id

    @event(PurchasesBegun)
    def __init__(self, team: Id, supplier: Id) -> None:
        self.team = team
        self.counted: dict[str, list[int | str]] = {}
        """Cents and day by act."""

    def beside(self, day: str, within: int) -> int:
        """The cents that count together with what is bought on a day: fewer than so many days before or after it."""
        at = date.fromisoformat(day)
        return sum(
            int(cents)
            for cents, bought in self.counted.values()
            if abs((date.fromisoformat(str(bought)) - at).days) < within
        )

    def count(self, act: Id, *, cents: int, day: str) -> None:
        """Let a purchase count."""
        self._purchase_counted(team=self.team, act=act, cents=cents, day=day)

    def take_back(self, act: Id) -> None:
        """Let it count no more; nothing happens when it is forgotten already."""
        if act in self.counted:
            self._purchase_taken_back(team=self.team, act=act)

    @event(PurchaseCounted)
    def _purchase_counted(self, team: Id, act: Id, cents: int, day: str) -> None:
        self.counted[act] = [cents, day]
        newest = max(date.fromisoformat(str(bought)) for _, bought in self.counted.values())
        self.counted = {
            one: row
            for one, row in self.counted.items()
            if (newest - date.fromisoformat(str(row[1]))).days <= _KEPT_DAYS
        }

    @event(PurchaseTakenBack)
    def _purchase_taken_back(self, team: Id, act: Id) -> None:
        del self.counted[act]
