"""Bank: statements taken into the books, and each line of them matched, split or explained."""

from domain.finance.bank.account import BankAccount, bank_of, counterparty_of
from domain.finance.bank.importing import MOST_NEW, Held, NewLine, Plan
from domain.finance.bank.limit import MOST_THRESHOLD, MatchingLimit
from domain.finance.bank.line import BankLine, takes_from_residents
from domain.finance.bank.place import BankPlace
from domain.finance.bank.ports import BankBooks
from domain.finance.bank.rights import SEE_RESIDENTS
from domain.finance.bank.rules import (
    THRESHOLD,
    Choice,
    ReconciliationRules,
    Rule,
    Told,
    choose,
    fits,
    rules_of,
    words_to_go_by,
)
from domain.finance.bank.service import Bank

__all__ = [
    "MOST_NEW",
    "MOST_THRESHOLD",
    "SEE_RESIDENTS",
    "THRESHOLD",
    "Bank",
    "BankAccount",
    "BankBooks",
    "BankLine",
    "BankPlace",
    "Choice",
    "Held",
    "MatchingLimit",
    "NewLine",
    "Plan",
    "ReconciliationRules",
    "Rule",
    "Told",
    "bank_of",
    "choose",
    "counterparty_of",
    "fits",
    "rules_of",
    "takes_from_residents",
    "words_to_go_by",
]
