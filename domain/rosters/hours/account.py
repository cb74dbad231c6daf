"""A person's hours over the years: what is carried from one into the next is a decision, not a sum."""

from __future__ import annotations

from eventsourcing.domain import event

from domain.kernel import Aggregate, Fact, FirstFact, Id, Sealed, id_of


def hours_account_of(person: Id) -> Id:
    """The id of a person's account of hours."""
    return id_of(person, "hours-account")


class HoursAccount(Aggregate):
    """What somebody takes along into each year."""

    TOPIC = "rosters.HoursAccount"

    class HoursAccountBegun(FirstFact):
        """A person's hours began to be kept over the years."""

        TOPIC = "rosters.HoursAccountBegun"
        person: Id

    class HoursCarriedOver(Fact):
        """So many minutes too many (or, below nothing, too few) are taken along into a year, with the reason sealed."""

        TOPIC = "rosters.HoursCarriedOver"
        year: int
        minutes: int
        why: Sealed

    @event(HoursAccountBegun)
    def __init__(self, person: Id) -> None:
        self.person = person
        self.carried: dict[str, int] = {}

    def carry(self, year: int, minutes: int, why: Sealed) -> None:
        """Take minutes along into a year, in place of what was said before; the same again changes nothing."""
        if self.carried.get(str(year)) != minutes:
            self._carried_over(year=year, minutes=minutes, why=why)

    @event(HoursCarriedOver)
    def _carried_over(self, year: int, minutes: int, why: Sealed) -> None:
        self.carried[str(year)] = minutes
