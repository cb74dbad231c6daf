"""Readers of bank statements: bytes in, proven statements out (docs/decisions/bank-statements.md)."""

from domain.finance.statements.accounts import account_key, iban_fits, iban_in, same_account
from domain.finance.statements.bounds import MOST_BYTES, MOST_LINES
from domain.finance.statements.identity import identities
from domain.finance.statements.reading import file_in, read_statements
from domain.finance.statements.rows import Spot, laid_out, rows_of
from domain.finance.statements.statement import Line, Part, Statement

__all__ = [
    "MOST_BYTES",
    "MOST_LINES",
    "Line",
    "Part",
    "Spot",
    "Statement",
    "account_key",
    "file_in",
    "iban_fits",
    "iban_in",
    "laid_out",
    "identities",
    "read_statements",
    "rows_of",
    "same_account",
]
