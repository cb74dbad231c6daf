"""Leave: rights by contract, requests, and what the team decides on them. The commands are in `service`."""

from domain.rosters.leave.account import LeaveAccount, Request, leave_of
from domain.rosters.leave.rights import Balance, Credit, Lot, Taking, Term, lots_of, settle
from domain.rosters.leave.rules import BALANCES, leave_kinds, leave_rules_on

__all__ = [
    "BALANCES",
    "Balance",
    "Credit",
    "LeaveAccount",
    "Lot",
    "Request",
    "Taking",
    "Term",
    "leave_kinds",
    "leave_of",
    "leave_rules_on",
    "lots_of",
    "settle",
]
