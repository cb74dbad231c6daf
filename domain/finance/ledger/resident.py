"""What belongs to one resident, by day: the ledger never lets it go below nothing, also not on a later day."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from eventsourcing.domain import event

from domain.finance.ledger import refusals
from domain.finance.ledger.by_day import ByDay, first_below, put, standing
from domain.kernel import Aggregate, Fact, FirstFact, Id, id_of


def resident_account_of(team: Id, person: Id) -> Id:
    """The id of a resident's account with a team."""
    return id_of("finance.residentaccount", team, person)


class ResidentAccount(Aggregate):
    """One resident's money in one team's keeping, in cents: what came in is above nothing."""

    TOPIC = "finance.ResidentAccount"
    class_version = 3

    class ResidentAccountOpened(FirstFact):
        """A team began to keep money of a resident."""

        TOPIC = "finance.ResidentAccountOpened"
        team: Id
        person: Id

    class ResidentMoneyMoved(Fact):
        """Cents of the resident came in on a day, or (below nothing) went out, by an entry."""

        TOPIC = "finance.ResidentMoneyMoved"
        team: Id
        person: Id
        entry: Id
        day: str
        cents: int

    class ResidentMoneySetAside(Fact):
        """Cents of the resident wait for the bank, which is to pay them out: nothing else spends them."""

        TOPIC = "finance.ResidentMoneySetAside"
        team: Id
        person: Id
        withdrawal: Id
        day: str
        cents: int

    class ResidentMoneyFreed(Fact):
        """What waited for the bank does so no more: it was paid, or it is not paid after all."""

        TOPIC = "finance.ResidentMoneyFreed"
        team: Id
        person: Id
        withdrawal: Id

    class ResidentAccountClosed(Fact):
        """All of it was paid out: the team keeps no money of the resident any more."""

        TOPIC = "finance.ResidentAccountClosed"
        team: Id
        person: Id

    class ResidentAccountReopened(Fact):
        """The team keeps money of the resident again."""

        TOPIC = "finance.ResidentAccountReopened"
        team: Id
        person: Id

    @event(ResidentAccountOpened)
    def __init__(self, team: Id, person: Id) -> None:
        self.team = team
        self.person = person
        self.closed = False
        self.moved: ByDay = {}
        """What came in or went out, by value date."""
        self.aside: dict[Id, list[Any]] = {}
        """By withdrawal since which day cents wait for the bank, and how many."""

    def balance(self, day: str | None = None) -> int:
        """What the resident has at the end of a day, or at the end of all."""
        return standing(self.moved, day)

    def check_left(self, day: str, cents: int) -> None:
        """Raises ResidentBelowNothing when cents less on a day would end that day or a later one below nothing.

        What waits for the bank counts as gone.
        """
        left = deepcopy(self.moved) if self.aside else self.moved
        for since, waiting in self.aside.values():
            put(left, since, -waiting)
        if below := first_below(left, day, -cents):
            raise refusals.ResidentBelowNothing(day=below)

    def move(self, entry: Id, *, day: str, cents: int) -> None:
        """Put cents on it, or take them off; raises ResidentBelowNothing, ResidentAccountIsClosed.

        Source: what is kept for others is never lent to them by the other residents (check 18 of the method).
        """
        if self.closed:
            raise refusals.ResidentAccountIsClosed
        if cents < 0:
            self.check_left(day, -cents)
        self._resident_money_moved(team=self.team, person=self.person, entry=entry, day=day, cents=cents)

    def set_aside(self, withdrawal: Id, *, day: str, cents: int) -> None:
        """Let cents wait for the bank; raises ResidentBelowNothing, ResidentAccountIsClosed."""
        if self.closed:
            raise refusals.ResidentAccountIsClosed
        self.check_left(day, cents)
        self._resident_money_set_aside(team=self.team, person=self.person, withdrawal=withdrawal, day=day, cents=cents)

    def free(self, withdrawal: Id) -> None:
        """Let what waited for the bank do so no more; nothing happens when it did not wait."""
        if withdrawal in self.aside:
            self._resident_money_freed(team=self.team, person=self.person, withdrawal=withdrawal)

    def close(self) -> None:
        """Keep no money of the resident any more, once all of it was paid out; raises ResidentHasMoney."""
        if self.balance():
            raise refusals.ResidentHasMoney
        if not self.closed:
            self._resident_account_closed(team=self.team, person=self.person)

    def reopen(self) -> None:
        """Keep money of the resident again; nothing happens when it is so."""
        if self.closed:
            self._resident_account_reopened(team=self.team, person=self.person)

    @event(ResidentMoneyMoved)
    def _resident_money_moved(self, team: Id, person: Id, entry: Id, day: str, cents: int) -> None:
        put(self.moved, day, cents)

    @event(ResidentMoneySetAside)
    def _resident_money_set_aside(self, team: Id, person: Id, withdrawal: Id, day: str, cents: int) -> None:
        self.aside[withdrawal] = [day, cents]

    @event(ResidentMoneyFreed)
    def _resident_money_freed(self, team: Id, person: Id, withdrawal: Id) -> None:
        del self.aside[withdrawal]

    @event(ResidentAccountClosed)
    def _resident_account_closed(self, team: Id, person: Id) -> None:
        self.closed = True

    @event(ResidentAccountReopened)
    def _resident_account_reopened(self, team: Id, person: Id) -> None:
        self.closed = False
