"""The money of teams: what the bank says of it, and what the books say."""

from domain.finance import actions

__all__ = ["actions"]
"""Who may do what is declared before any command of money names it."""
