"""A team's bank account: on which account of the chart it is kept, and until where its statements are taken."""

from __future__ import annotations

from eventsourcing.domain import event

from domain.finance.bank import refusals
from domain.finance.statements import account_key, iban_fits, iban_in
from domain.kernel import Aggregate, Fact, FirstFact, Id, Sealed, Sealer, keyed


def bank_of(sealer: Sealer, number: str) -> Id:
    """The id of the bank account with this number: the same for an IBAN and the number in it, and telling neither."""
    return keyed(sealer, "bank-accounts", account_key(number))


def bank_of_iban(sealer: Sealer, iban: str) -> Id:
    """The id of a bank account when one with the same number at another bank was linked before it."""
    return keyed(sealer, "bank-ibans", iban_in(iban))


def counterparty_of(sealer: Sealer, iban: str) -> Id | None:
    """What is the same for the same counterparty and does not tell its IBAN; None without one.

    Of an IBAN all of it: at another bank the same number is somebody else.
    """
    return keyed(sealer, "bank-counterparties", iban_in(iban) or account_key(iban)) if iban.strip() else None


def clean_iban(text: str) -> str:
    """A typed IBAN that fits; raises IbanUnreadable."""
    if iban := iban_fits(text):
        return iban
    raise refusals.IbanUnreadable


class BankAccount(Aggregate):
    """One account at a bank, by its keyed IBAN."""

    TOPIC = "finance.BankAccount"
    class_version = 2

    class BankAccountLinked(FirstFact):
        """A bank account was linked to an account of the chart, for a team."""

        TOPIC = "finance.BankAccountLinked"
        team: Id
        fund: str
        account: str
        iban: Sealed

    class BankAccountRelinked(Fact):
        """A bank account that was closed here was linked again."""

        TOPIC = "finance.BankAccountRelinked"
        team: Id
        fund: str
        account: str

    class BankAccountClosed(Fact):
        """No statements of the bank account are taken any more."""

        TOPIC = "finance.BankAccountClosed"
        team: Id
        account: str

    class StatementImported(Fact):
        """A statement was taken: its balances, how many lines it has, and how many of those were new."""

        TOPIC = "finance.StatementImported"
        team: Id
        account: str
        format: str
        number: Sealed
        opening: int
        opening_on: str
        closing: int
        closing_on: str
        file: str
        lines: int
        new: int

    @event(BankAccountLinked)
    def __init__(self, team: Id, fund: str, account: str, iban: Sealed) -> None:
        self.team, self.fund, self.account = team, fund, account
        self.iban = iban.packed()
        self.open = True
        self.closing: int | None = None
        self.closing_on = ""
        self.last_day: list[list[int]] = []
        """Opening, closing and number of lines of each statement that closed on `closing_on`."""

    def relink(self, team: Id, *, fund: str, account: str) -> None:
        """Link it again after it was closed; raises IbanIsLinked."""
        if self.open:
            raise refusals.IbanIsLinked
        self._bank_account_relinked(team=team, fund=fund, account=account)

    def close(self) -> None:
        """Take no statements of it any more; raises BankAccountIsClosed."""
        if not self.open:
            raise refusals.BankAccountIsClosed
        self._bank_account_closed(team=self.team, account=self.account)

    def import_statement(
        self, *, format: str, number: Sealed, opening: int, opening_on: str, closing: int, closing_on: str, file: str,
        lines: int, new: int,
    ) -> None:  # fmt: skip
        """Say that a statement was taken."""
        self._statement_imported(
            team=self.team, account=self.account, format=format, number=number, opening=opening, opening_on=opening_on,
            closing=closing, closing_on=closing_on, file=file, lines=lines, new=new,
        )  # fmt: skip

    @event(BankAccountRelinked)
    def _bank_account_relinked(self, team: Id, fund: str, account: str) -> None:
        self.team, self.fund, self.account = team, fund, account
        self.open, self.closing, self.closing_on, self.last_day = True, None, "", []

    @event(BankAccountClosed)
    def _bank_account_closed(self, team: Id, account: str) -> None:
        self.open = False

    @event(StatementImported)
    def _statement_imported(
        self, team: Id, account: str, format: str, number: Sealed, opening: int, opening_on: str, closing: int,
        closing_on: str, file: str, lines: int, new: int,
    ) -> None:  # fmt: skip
        same_day = self.last_day if closing_on == self.closing_on else []
        self.closing, self.closing_on, self.last_day = closing, closing_on, [*same_day, [opening, closing, lines]]
