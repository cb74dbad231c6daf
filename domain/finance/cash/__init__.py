"""The cash box: what was bought from it, and what lies in it when it is counted."""

from domain.finance.cash.box import DENOMINATIONS, CashBox, box_of
from domain.finance.cash.service import Cash

__all__ = ["DENOMINATIONS", "Cash", "CashBox", "box_of"]
