"""A team's bank: everything that can be done with its accounts, their statements and the lines of those."""

from __future__ import annotations

from domain.finance.bank.accounts import Accounts
from domain.finance.bank.ruling import Ruling
from domain.finance.bank.two import ForTwo


class Bank(Accounts, ForTwo, Ruling):
    """Bank accounts, statements, lines and rules."""
