"""From pages to statements that add up and follow on one another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from domain.finance.statements.refusals import (
    BalanceWrong,
    PeriodBackwards,
    StatementGap,
    StatementsOutOfOrder,
    StatementUnbegun,
    StatementUnfinished,
)
from domain.finance.statements.statement import Page, Statement
from domain.kernel import Money


def whole(pages: Iterable[Page]) -> tuple[Statement, ...]:
    """The statements of a file: each page proven, pages of one statement joined, no gap between two of an account."""
    statements: list[Statement] = []
    begun: Page | None = None
    for page in pages:
        prove(page.statement)
        if begun is not None:
            page = _joined(begun, page)
        elif not page.begins:
            raise StatementUnbegun(row=page.statement.row)
        begun = None if page.ends else page
        if page.ends:
            statements.append(page.statement)
    if begun is not None:
        raise StatementUnfinished(row=begun.statement.row)
    statements = once(statements)
    follow(statements)
    return tuple(statements)


def once(statements: Iterable[Statement]) -> list[Statement]:
    """Each statement one time, whatever place or file it stands in again."""
    found: dict[Statement, Statement] = {}
    for statement in statements:
        found.setdefault(_content(statement), statement)
    return list(found.values())


def prove(statement: Statement) -> None:
    """Opening + lines = closing, and the end is not before the begin."""
    if statement.closing_on < statement.opening_on:
        raise PeriodBackwards(row=statement.row, closing=statement.closing_on, opening=statement.opening_on)
    lines = sum(line.cents for line in statement.lines)
    if statement.opening + lines != statement.closing:
        total = statement.opening + lines
        raise BalanceWrong(
            row=statement.row,
            opening=Money(statement.opening),
            lines=Money(lines),
            sum=Money(total),
            closing=Money(statement.closing),
            difference=Money(statement.closing - total),
        )


def follow(statements: Iterable[Statement]) -> None:
    """Each statement opens where the one before it, of the same account, closed."""
    last: dict[str, Statement] = {}
    for statement in statements:
        before = last.get(statement.account)
        if before is not None:
            _follows(before, statement)
        last[statement.account] = statement


def _follows(before: Statement, after: Statement) -> None:
    # Days are not compared one by one: banks skip those on which nothing was booked.
    if after.closing_on < before.closing_on:
        raise StatementsOutOfOrder(row=after.row, day=after.closing_on, before=before.closing_on)
    if after.opening != before.closing:
        raise StatementGap(row=after.row, closing=Money(before.closing), opening=Money(after.opening))


def _content(statement: Statement) -> Statement:
    """What it says, apart from where it stands."""
    lines = (replace(line, row=0, parts=tuple(replace(part, row=0) for part in line.parts)) for line in statement.lines)
    return replace(statement, row=0, file="", lines=tuple(lines))


def _joined(begun: Page, page: Page) -> Page:
    before, after = begun.statement, page.statement
    if page.begins or after.account != before.account:
        raise StatementUnfinished(row=before.row)
    _follows(before, after)
    statement = replace(
        before,
        closing=after.closing,
        closing_on=after.closing_on,
        lines=before.lines + after.lines,
        pending=before.pending + after.pending,
    )
    return Page(statement, begins=True, ends=page.ends)
