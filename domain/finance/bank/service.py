"""A team's bank: everything that can be done with its accounts, their statements and the lines of those."""

from __future__ import annotations

from domain.finance.bank.accounts import Accounts
from domain.finance.bank.matching import Matching
from domain.finance.bank.ruling import Ruling


class Bank(Accounts, Matching, Ruling):
    """Bank accounts, statements, lines and rules."""
