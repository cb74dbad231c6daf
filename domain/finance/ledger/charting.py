"""The commands on the chart of accounts, which the controller keeps for the whole organisation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from domain.finance.ledger import refusals
from domain.finance.ledger.chart import CHART, clean_rgs
from domain.finance.ledger.posting import Poster
from domain.kernel import command


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
            name = self._sealed_text(CHART, account.name, refusals.AccountUnreadable)
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
            chart.rename_account(account, self._sealed_text(CHART, name, refusals.AccountUnreadable))
        self.workspace.save(chart)

    @command("finance.keep_chart")
    def close_account(self, account: str) -> None:
        """Let nothing be posted to an account any more."""
        self.authority.require("finance.keep_chart", None)
        chart = self._the_chart()
        chart.close_account(account)
        self.workspace.save(chart)
