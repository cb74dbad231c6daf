"""Budgets in versions, what was ordered and is not yet invoiced, and what an hour costs."""

from domain.finance.budget.budget import FUNDS_BUDGETED, Budget, budget_of
from domain.finance.budget.commitment import Commitment
from domain.finance.budget.lines import MONTHS, Months, budget_lines, clean_budget, shifted
from domain.finance.budget.rates import RATE_KINDS, RATES, Rates
from domain.finance.budget.service import Budgets

__all__ = [
    "FUNDS_BUDGETED",
    "RATES",
    "RATE_KINDS",
    "MONTHS",
    "Budget",
    "Budgets",
    "Commitment",
    "Months",
    "Rates",
    "budget_lines",
    "budget_of",
    "clean_budget",
    "shifted",
]
