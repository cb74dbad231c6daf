"""The commands on the chart of accounts, which the controller keeps for the whole organisation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from domain.finance.ledger import refusals_chart
from domain.finance.ledger.chart import CHART, Chart, clean_rgs
from domain.finance.ledger.posting import Poster
from domain.kernel import Money, Sealed, command, printable

NAME_LIMIT = 120


class NewAccount(NamedTuple):
    """An account to add to the chart."""

    code: str
    name: str
    fund: str
    kind: str
    use: str = ""
    rgs: str = ""


class Charting(Poster):
    """Accounts opened, renamed, mapped to the RGS and closed."""

    @command("finance.keep_chart")
    def open_accounts(self, accounts: Sequence[NewAccount]) -> None:
        """Add accounts to the organisation's chart, all or none."""
        self.authority.require("finance.keep_chart", None)
        chart = self._the_chart()
        for account in accounts:
            name = self._name(account.name)
            chart.open_account(
                account.code, name=name, fund=account.fund, kind=account.kind, use=account.use, rgs=account.rgs
            )
        self.workspace.save(chart)

    @command("finance.keep_chart")
    def change_account(self, account: str, *, name: str = "", rgs: str | None = None) -> None:
        """Give an account another name, or another code of the RGS."""
        self.authority.require("finance.keep_chart", None)
        chart = self._the_chart()
        if rgs is not None:
            chart.map_account(account, clean_rgs(rgs))
        if name:
            chart.rename_account(account, self._name(name))
        self.workspace.save(chart)

    @command("finance.keep_chart")
    def close_account(self, account: str) -> None:
        """Let nothing new be posted to an account any more.

        What a year took goes on with the year; anything else on it must be gone first, with every team: an order that
        is not invoiced yet, too. Raises AccountUnknown, AccountIsNeeded, AccountIsLinked, AccountHasOrders,
        AccountHasMoney.
        """
        self.authority.require("finance.keep_chart", None)
        known = self.workspace.position()  # before the balances are read: what comes after it may be on the account
        chart = self._the_chart()
        self._check_empty(chart, account)
        chart.close_account(account)
        self.workspace.save(chart, known=known)

    @command("finance.keep_chart")
    def reopen_account(self, account: str) -> None:
        """Let an account that was closed be posted to again; raises AccountUnknown, AccountIsOpen, UseIsTaken."""
        self.authority.require("finance.keep_chart", None)
        chart = self._the_chart()
        chart.reopen_account(account)
        self.workspace.save(chart)

    def _check_empty(self, chart: Chart, account: str) -> None:
        found = chart.account(account)
        if teams := self.balances.linked_by(account):
            raise refusals_chart.AccountIsLinked(account=account, where=", ".join(teams))
        if teams := self.balances.ordered_by(account):
            raise refusals_chart.AccountHasOrders(account=account, where=", ".join(teams))
        left = [] if found.counts_in_result else self.balances.on_account(account)
        if left:
            shown = found.fund != "residents"  # what residents have is told on their page, where each look is written
            where = ", ".join(f"{team} ({Money(cents).written('nl')})" if shown else team for team, cents in left)
            raise refusals_chart.AccountHasMoney(account=account, where=where)

    def _name(self, text: str) -> Sealed:
        return self.workspace.vault.seal(CHART, clean_name(text))


def clean_name(text: str) -> str:
    """The name of an account; raises NameMissing."""
    try:
        name = printable(text, NAME_LIMIT)
    except ValueError:
        name = ""
    if not name:
        raise refusals_chart.NameMissing(most=NAME_LIMIT)
    return name
