"""The books: the organisation's chart of accounts, a team's periods, and entries that are never changed."""

from domain.finance.ledger.books import Books, books_of
from domain.finance.ledger.chart import CHART, FUNDS, KINDS, USES, Account, Chart
from domain.finance.ledger.charting import NewAccount
from domain.finance.ledger.entry import ENTRY_KINDS, STAYS, Entry, Line, Lines
from domain.finance.ledger.period import Period, period_id, period_of
from domain.finance.ledger.posting import Balances, Moved, Poster, Posting, Prepared, texts_of
from domain.finance.ledger.proposal import Proposal
from domain.finance.ledger.register import Register, register_of
from domain.finance.ledger.service import Ledger

__all__ = [
    "CHART",
    "ENTRY_KINDS",
    "FUNDS",
    "KINDS",
    "STAYS",
    "USES",
    "Account",
    "Balances",
    "Books",
    "Register",
    "Chart",
    "Entry",
    "Ledger",
    "Line",
    "Lines",
    "Moved",
    "NewAccount",
    "Period",
    "Poster",
    "Posting",
    "Prepared",
    "Proposal",
    "books_of",
    "period_id",
    "period_of",
    "register_of",
    "texts_of",
]
