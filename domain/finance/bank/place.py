"""The place of a bank account in a team's books: an account of the chart takes one number at a time."""

from __future__ import annotations

from eventsourcing.domain import event

from domain.finance.bank import refusals
from domain.kernel import Aggregate, Fact, FirstFact, Id, id_of


def place_of(team: Id, account: str) -> Id:
    """The id of a team's account of the chart as a place for a bank account."""
    return id_of("finance.bank_place", team, account)


class BankPlace(Aggregate):
    """An account of the chart in one team's books, and the bank account that is kept on it.

    Each bank account has facts of its own, so two of them could come to one place at the same moment; here they meet.
    """

    TOPIC = "finance.BankPlace"

    class BankPlaceTaken(FirstFact):
        """A bank account came to an account of the chart on which none was kept before."""

        TOPIC = "finance.BankPlaceTaken"
        team: Id
        fund: str
        account: str
        bank: Id

    class BankPlaceTakenAgain(Fact):
        """A bank account came to an account of the chart that had become free."""

        TOPIC = "finance.BankPlaceTakenAgain"
        team: Id
        fund: str
        account: str
        bank: Id

    class BankPlaceFreed(Fact):
        """No bank account is kept on the account of the chart any more."""

        TOPIC = "finance.BankPlaceFreed"
        team: Id
        fund: str
        account: str

    @event(BankPlaceTaken)
    def __init__(self, team: Id, fund: str, account: str, bank: Id) -> None:
        self.team, self.fund, self.account = team, fund, account
        self.bank: Id | None = bank

    def take(self, bank: Id) -> None:
        """Keep a bank account here; raises AccountIsTaken."""
        if self.bank:
            raise refusals.AccountIsTaken(account=self.account)
        self._bank_place_taken_again(team=self.team, fund=self.fund, account=self.account, bank=bank)

    def free(self, bank: Id) -> None:
        """Keep it here no more."""
        if self.bank == bank:
            self._bank_place_freed(team=self.team, fund=self.fund, account=self.account)

    @event(BankPlaceTakenAgain)
    def _bank_place_taken_again(self, team: Id, fund: str, account: str, bank: Id) -> None:
        self.bank = bank

    @event(BankPlaceFreed)
    def _bank_place_freed(self, team: Id, fund: str, account: str) -> None:
        self.bank = None
