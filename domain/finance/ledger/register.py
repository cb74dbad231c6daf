"""What lies in a cash box or in suspense, by day: it keeps cash from going below nothing, also on a later day."""

from __future__ import annotations

from eventsourcing.domain import event

from domain.finance.ledger import refusals
from domain.finance.ledger.by_day import ByDay, first_below, put, standing
from domain.kernel import Aggregate, Fact, FirstFact, Id, id_of

REGISTERED = frozenset({"cash", "suspense"})
"""Uses of accounts about which a command must know what is on them, at the moment that it saves."""


def register_of(team: Id, account: str) -> Id:
    """The id of the register of a team's account."""
    return id_of("finance.register", team, account)


class Register(Aggregate):
    """The movements of one cash box or suspense account of one team, in cents."""

    TOPIC = "finance.Register"
    class_version = 2

    class RegisterBegun(FirstFact):
        """A team began to keep a cash box, or money that is still to be explained."""

        TOPIC = "finance.RegisterBegun"
        team: Id
        account: str

    class RegisterMoved(Fact):
        """Cents came in on a day, or (below nothing) went out, by an entry."""

        TOPIC = "finance.RegisterMoved"
        team: Id
        account: str
        entry: Id
        day: str
        period: str
        cents: int

    @event(RegisterBegun)
    def __init__(self, team: Id, account: str) -> None:
        self.team = team
        self.account = account
        self.moved: ByDay = {}
        """What came in or went out, by value date."""
        self.periods: dict[str, int] = {}
        """The same, by booking period."""

    def balance(self, day: str | None = None) -> int:
        """What is on it at the end of a day, or at the end of all."""
        return standing(self.moved, day)

    def left(self, period: str) -> int:
        """What is on it in the books up to and including a period."""
        return sum(cents for moved, cents in self.periods.items() if moved <= period)

    def move(self, entry: Id, *, day: str, period: str, cents: int, use: str) -> None:
        """Put cents on it, or take them off; raises CashBelowNothing when cash would end any day below nothing.

        Source: check 11 of the method.
        """
        if use == "cash" and cents < 0 and (below := first_below(self.moved, day, cents)):
            raise refusals.CashBelowNothing(day=below)
        self._register_moved(team=self.team, account=self.account, entry=entry, day=day, period=period, cents=cents)

    @event(RegisterMoved)
    def _register_moved(self, team: Id, account: str, entry: Id, day: str, period: str, cents: int) -> None:
        put(self.moved, day, cents)
        self.periods[period] = self.periods.get(period, 0) + cents
