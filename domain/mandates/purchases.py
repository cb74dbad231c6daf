"""What a team bought at one supplier, whoever approved it: two halves of one purchase count together (check 8)."""

from __future__ import annotations

from datetime import date, timedelta

from eventsourcing.domain import event

from domain.kernel import Aggregate, Fact, FirstFact, Id, id_of

_KEPT = timedelta(days=3 * 366)
"""Longer ago than this no window of a mandate looks, also not for what is claimed late."""
_SPARE = timedelta(days=92)
"""Once in so many days what is older is forgotten."""


def purchases_of(team: Id, supplier: Id) -> Id:
    """The id of a team's purchases at a supplier, who is a keyed hash."""
    return id_of("mandates.purchases", team, supplier)


class Purchases(Aggregate):
    """What counts together. It is saved with each use of a mandate, so that two halves never pass at one moment."""

    TOPIC = "mandates.Purchases"
    class_version = 2

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
        self.days: dict[str, int] = {}
        """Cents by day."""

    def beside(self, day: str, within: int) -> int:
        """The cents that count together with what is bought on a day: fewer than so many days before or after it."""
        at = date.fromisoformat(day)
        first, last = ((at + days).isoformat() for days in (timedelta(1 - within), timedelta(within - 1)))
        return sum(cents for bought, cents in self.days.items() if first <= bought <= last)

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
        self.days[day] = self.days.get(day, 0) + cents
        oldest = date.fromisoformat(next(iter(self.days)))
        if date.fromisoformat(day) - oldest > _KEPT + _SPARE:
            first = (date.fromisoformat(day) - _KEPT).isoformat()
            self.counted = {one: row for one, row in self.counted.items() if str(row[1]) >= first}
            self.days = {one: bought for one, bought in self.days.items() if one >= first}

    @event(PurchaseTakenBack)
    def _purchase_taken_back(self, team: Id, act: Id) -> None:
        cents, day = self.counted.pop(act)
        self.days[str(day)] -= int(cents)
