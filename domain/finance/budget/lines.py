"""The lines of a budget: twelve monthly cents by account."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from domain.finance.budget import refusals
from domain.finance.ledger.entry import MOST_CENTS

MONTHS = 12
_MOST_LINES = 400
_NOTHING = (0,) * MONTHS

StoredBudget = list[list[Any]]
"""Lines as a fact keeps them: an account with its twelve monthly cents."""
Months = tuple[int, ...]
Lines = Mapping[str, Months]
"""Twelve monthly cents by account, above nothing: costs of an expense account, revenue of an income account."""


def clean_budget(lines: Mapping[str, Sequence[int]]) -> dict[str, Months]:
    """Lines of twelve months, in the order of accounts, without those of nothing; raises BudgetUnreadable."""
    if len(lines) > _MOST_LINES:
        raise refusals.BudgetUnreadable
    for months in lines.values():
        if len(months) != MONTHS or any(type(cents) is not int or not 0 <= cents <= MOST_CENTS for cents in months):
            raise refusals.BudgetUnreadable
    return {account: tuple(lines[account]) for account in sorted(lines) if any(lines[account])}


def stored_budget(lines: Lines) -> StoredBudget:
    """Lines as a fact keeps them."""
    return [[account, list(months)] for account, months in lines.items()]


def budget_lines(stored: Iterable[Sequence[Any]]) -> dict[str, Months]:
    """Lines as a fact kept them."""
    return {account: tuple(months) for account, months in stored}


def clean_shift(lines: Lines, from_account: str, to_account: str, months: Sequence[int]) -> dict[str, Months]:
    """The lines after a shift that can be proposed; raises TooMuchShifted, BudgetUnreadable."""
    for number, (stands, cents) in enumerate(zip(lines.get(from_account, _NOTHING), months, strict=True), start=1):
        if cents > stands:
            raise refusals.TooMuchShifted(account=from_account, month=number)
    return clean_budget(shifted(lines, from_account, to_account, months))


def shifted(lines: Lines, from_account: str, to_account: str, months: Sequence[int]) -> dict[str, Months]:
    """The lines after cents by month went from one account to another: what was agreed is not judged again."""
    taken, given = lines.get(from_account, _NOTHING), lines.get(to_account, _NOTHING)
    after = dict(lines) | {
        from_account: tuple(a - b for a, b in zip(taken, months, strict=True)),
        to_account: tuple(a + b for a, b in zip(given, months, strict=True)),
    }
    return {account: after[account] for account in sorted(after) if any(after[account])}
