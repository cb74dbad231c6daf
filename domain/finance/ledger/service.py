"""The books: everything that can be done with the ledger."""

from __future__ import annotations

from domain.finance.ledger.charting import Charting
from domain.finance.ledger.closing import Closing
from domain.finance.ledger.entries import Entries


class Ledger(Charting, Entries, Closing):
    """The chart of accounts, and the books of each team."""
