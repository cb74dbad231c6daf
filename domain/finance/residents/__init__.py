"""Residents' money: what a team keeps for each of them, and withdrawals that two people sign."""

from domain.finance.residents.service import SEE, SEE_OWN, SIGN, Residents
from domain.finance.residents.withdrawal import Withdrawal

__all__ = ["SEE", "SEE_OWN", "SIGN", "Residents", "Withdrawal"]
