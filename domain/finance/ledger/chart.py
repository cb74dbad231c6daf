"""The chart of accounts: one for the whole organisation, so that teams can be laid side by side."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from eventsourcing.domain import event

from domain.finance.ledger import refusals, refusals_chart
from domain.kernel import Aggregate, Fact, FirstFact, Id, Sealed, id_of

CHART: Id = id_of("finance.chart")
"""Its id, always the same: there is one."""

FUNDS = ("team", "household", "group", "residents")
"""Whose money it is. Funds never net with each other: every account belongs to one."""

KINDS = ("asset", "liability", "equity", "income", "expense")

USES = ("", "cash", "bank", "suspense", "payable", "result", "cash_difference", "resident")
"""What the program itself does with an account: a cash box, a bank account, money until it is explained, what must
still be paid, the result of former years, differences at a count, and what belongs to one resident each."""

KINDS_OF_USES = {
    "cash": ("asset",), "bank": ("asset",), "suspense": ("asset", "liability"), "payable": ("liability",),
    "result": ("equity",), "cash_difference": ("expense", "income"), "resident": ("liability",),
}  # fmt: skip
"""What an account with a use must be."""
USED_ONCE = ("suspense", "result")
"""Uses of which a fund has one open account: where a year ends, and where the bank's lines wait, is not a choice."""
NEEDED = ("suspense", "payable", "result", "cash_difference")
"""Uses of which a fund that is kept cannot do without."""

_CODE = re.compile(r"[0-9A-Z][0-9A-Z.]{0,9}")
_RGS = re.compile(r"[A-Z][A-Za-z]{1,19}")
MOST_ACCOUNTS = 2_000


@dataclass(frozen=True, slots=True)
class Account:
    """An account of the chart."""

    code: str
    fund: str
    kind: str
    use: str
    rgs: str
    closed: bool

    @property
    def counts_in_result(self) -> bool:
        """Whether it begins at nothing each year."""
        return self.kind in ("income", "expense")


class Chart(Aggregate):
    """Accounts by code, each in one fund, perhaps mapped to a code of the RGS."""

    TOPIC = "finance.Chart"

    class ChartBegun(FirstFact):
        """The organisation began a chart of accounts."""

        TOPIC = "finance.ChartBegun"

    class AccountOpened(Fact):
        """An account was added to the chart."""

        TOPIC = "finance.AccountOpened"
        account: str
        name: Sealed
        fund: str
        kind: str
        use: str
        rgs: str

    class AccountRenamed(Fact):
        """An account took another name."""

        TOPIC = "finance.AccountRenamed"
        account: str
        name: Sealed

    class AccountMapped(Fact):
        """An account was given another code of the RGS, or none."""

        TOPIC = "finance.AccountMapped"
        account: str
        rgs: str

    class AccountClosed(Fact):
        """Nothing is posted to the account any more."""

        TOPIC = "finance.AccountClosed"
        account: str

    class AccountReopened(Fact):
        """The account is posted to again."""

        TOPIC = "finance.AccountReopened"
        account: str

    @event(ChartBegun)
    def __init__(self) -> None:
        self.accounts: dict[str, dict[str, Any]] = {}

    def account(self, code: str) -> Account:
        """An account; raises AccountUnknown."""
        try:
            return Account(code, **self.accounts[code])
        except KeyError:
            raise refusals.AccountUnknown(account=code[:20]) from None

    def used_for(self, use: str, fund: str) -> Account:
        """The first open account of a fund with a use; raises NoAccountFor."""
        for code in sorted(self.accounts):
            found = self.account(code)
            if found.use == use and found.fund == fund and not found.closed:
                return found
        raise refusals.NoAccountFor(use=use, fund=fund)

    def open_account(self, code: str, *, name: Sealed, fund: str, kind: str, use: str, rgs: str) -> None:
        """Add an account.

        Raises CodeUnreadable, FundUnknown, KindUnknown, UseUnknown, UseDiffers, NotResidentsFund, AccountIsThere,
        TooManyAccounts, UseIsTaken, RgsUnreadable, RgsIsTaken.
        """
        _check_fields(code, fund, kind, use)
        if code in self.accounts:
            raise refusals_chart.AccountIsThere(account=code)
        if len(self.accounts) >= MOST_ACCOUNTS:
            raise refusals_chart.TooManyAccounts
        self._check_once(use, fund)
        self._check_rgs(code, wanted := clean_rgs(rgs))
        self._account_opened(account=code, name=name, fund=fund, kind=kind, use=use, rgs=wanted)

    def rename_account(self, code: str, name: Sealed) -> None:
        """Give it another name; raises AccountUnknown."""
        self._account_renamed(account=self.account(code).code, name=name)

    def map_account(self, code: str, rgs: str) -> None:
        """Map it to a code of the RGS; nothing happens when it is so.

        Raises AccountUnknown, RgsUnreadable, RgsIsTaken.
        """
        wanted = clean_rgs(rgs)
        if self.account(code).rgs != wanted:
            self._check_rgs(code, wanted)
            self._account_mapped(account=code, rgs=wanted)

    def close_account(self, code: str) -> None:
        """Let nothing be posted to it any more; raises AccountUnknown, AccountIsNeeded."""
        found = self.account(code)
        if found.closed:
            return
        others = [one for one in map(self.account, self.accounts) if one.fund == found.fund and not one.closed]
        alone = sum(one.use == found.use for one in others) == 1
        if found.use in NEEDED and alone and len(others) > 1:
            raise refusals_chart.AccountIsNeeded(account=code)
        self._account_closed(account=code)

    def reopen_account(self, code: str) -> None:
        """Let it be posted to again; raises AccountUnknown, AccountIsOpen, UseIsTaken."""
        found = self.account(code)
        if not found.closed:
            raise refusals_chart.AccountIsOpen(account=code)
        self._check_once(found.use, found.fund)
        self._account_reopened(account=code)

    def _check_once(self, use: str, fund: str) -> None:
        if use in USED_ONCE:
            for one in map(self.account, sorted(self.accounts)):
                if (one.use, one.fund, one.closed) == (use, fund, False):
                    raise refusals_chart.UseIsTaken(account=one.code)

    def _check_rgs(self, code: str, rgs: str) -> None:
        """Source: a code of the RGS is of one account, also when that is closed: its years are told by it."""
        for other, held in self.accounts.items():
            if rgs and held["rgs"] == rgs and other != code:
                raise refusals_chart.RgsIsTaken(account=other)

    @event(AccountOpened)
    def _account_opened(self, account: str, name: Sealed, fund: str, kind: str, use: str, rgs: str) -> None:
        self.accounts[account] = {"fund": fund, "kind": kind, "use": use, "rgs": rgs, "closed": False}

    @event(AccountRenamed)
    def _account_renamed(self, account: str, name: Sealed) -> None:
        pass

    @event(AccountMapped)
    def _account_mapped(self, account: str, rgs: str) -> None:
        self.accounts[account]["rgs"] = rgs

    @event(AccountClosed)
    def _account_closed(self, account: str) -> None:
        self.accounts[account]["closed"] = True

    @event(AccountReopened)
    def _account_reopened(self, account: str) -> None:
        self.accounts[account]["closed"] = False


def _check_fields(code: str, fund: str, kind: str, use: str) -> None:
    if not _CODE.fullmatch(code):
        raise refusals_chart.CodeUnreadable
    if fund not in FUNDS:
        raise refusals_chart.FundUnknown
    if kind not in KINDS:
        raise refusals_chart.KindUnknown
    if use not in USES:
        raise refusals_chart.UseUnknown
    if kind not in KINDS_OF_USES.get(use, KINDS):
        raise refusals_chart.UseDiffers
    if use == "resident" and fund != "residents":
        raise refusals_chart.NotResidentsFund


def clean_rgs(text: str) -> str:
    """A code of the RGS such as `WPerLesLon`, or nothing; raises RgsUnreadable."""
    if text and not _RGS.fullmatch(text):
        raise refusals_chart.RgsUnreadable
    return text
