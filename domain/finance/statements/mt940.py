"""MT940 as Dutch banks write it: with and without SWIFT's envelope, one message a day or many in a file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from domain.finance.statements.accounts import account_and_currency
from domain.finance.statements.amounts import cents_exact, short_day, shown
from domain.finance.statements.bounds import LONGEST_REFERENCE, MOST_LINES
from domain.finance.statements.decoding import plain_text
from domain.finance.statements.mt940_fields import Field, fields
from domain.finance.statements.mt940_line import Told, line_of
from domain.finance.statements.refusals import (
    AccountMissing,
    AccountNotInEuro,
    BalanceUnreadable,
    ClosingMissing,
    ForeignCurrency,
    NotAStatement,
    OpeningMissing,
    StatementStrange,
    TooManyLines,
    WrongKindOfStatement,
)
from domain.finance.statements.statement import Line, Page, Statement

_BALANCE = re.compile(r"([DC])([0-9]{6})([A-Z]{3})\s*(\S+)")


@dataclass(slots=True)
class _Message:
    """One `:20:` and what follows, until the next."""

    row: int
    account: Field | None = None
    number: str = ""
    opening: Field | None = None
    closing: Field | None = None
    told: list[Told] = field(default_factory=list)


def read_mt940(data: bytes) -> list[Page]:
    """The pages of the file, in their order."""
    count = 0
    messages = []
    for message in _messages(fields(plain_text(data))):
        messages.append(message)
        count += len(message.told)
        if count > MOST_LINES:
            raise TooManyLines(most=f"{MOST_LINES:,}".replace(",", "."))
    if not messages:
        raise NotAStatement
    return [_page(message) for message in messages]


def _messages(found: Iterator[Field]) -> Iterator[_Message]:
    message: _Message | None = None
    for one in found:
        if one.tag in ("34F", "90C", "90D") and (message is None or message.opening is None):
            raise WrongKindOfStatement(kind="MT942")
        if one.tag == "20":
            if message is not None:
                yield message
            message = _Message(one.row)
        elif message is None:
            if one.tag in ("25", "60F", "60M", "61", "62F", "62M"):
                raise NotAStatement
        else:
            _take(message, one)
    if message is not None:
        yield message


def _take(message: _Message, one: Field) -> None:
    """Put a field in its place; one that comes where it cannot is no statement any more."""
    if one.tag in ("25", "25P") and message.account is None:
        message.account = one
    elif one.tag in ("28", "28C"):
        message.number = message.number or one.first
    elif one.tag in ("60F", "60M"):
        if message.opening is not None:
            raise StatementStrange(row=one.row)
        message.opening = one
    elif one.tag in ("62F", "62M"):
        if message.closing is not None:
            raise StatementStrange(row=one.row)
        message.closing = one
    elif one.tag == "61":
        if message.opening is None or message.closing is not None:
            raise StatementStrange(row=one.row)
        message.told.append(Told(one))
    elif one.tag in ("86", "NS") and message.told and message.closing is None:
        message.told[-1].texts.append(one)


def _page(message: _Message) -> Page:
    if message.opening is None:
        raise OpeningMissing(row=message.row)
    if message.closing is None:
        raise ClosingMissing(row=message.row)
    account, currency = account_and_currency(message.account.first if message.account else "")
    if not account or not any(sign.isdigit() for sign in account):
        raise AccountMissing(row=message.row)
    if currency not in ("", "EUR"):
        raise AccountNotInEuro(row=message.row, currency=currency)
    opening, opening_on = _balance(message.opening)
    closing, closing_on = _balance(message.closing)
    statement = Statement(
        format="MT940",
        account=account,
        number=message.number[:LONGEST_REFERENCE],
        opening=opening,
        opening_on=opening_on,
        closing=closing,
        closing_on=closing_on,
        lines=tuple(_dated(line_of(told), opening_on, closing_on) for told in message.told),
        pending=0,
        row=message.row,
        file="",
    )
    return Page(statement, begins=message.opening.tag == "60F", ends=message.closing.tag == "62F")


def _balance(one: Field) -> tuple[int, str]:
    found = _BALANCE.fullmatch(one.first)
    if not found:
        raise BalanceUnreadable(row=one.row)
    side, day, currency, amount = found.groups()
    if currency != "EUR":
        raise ForeignCurrency(row=one.row, currency=shown(currency))
    cents = cents_exact(amount, one.row, ",")
    return (-cents if side == "D" else cents), short_day(day, one.row)


def _dated(line: Line, opening_on: str, closing_on: str) -> Line:
    """With its booking day. Rabobank leaves it out: it sends a message for each day, which lies after the day of the
    opening balance and no later than that of the closing one."""
    if line.booked_on:
        return line
    earliest = closing_on
    if opening_on < closing_on:
        earliest = (date.fromisoformat(opening_on) + timedelta(days=1)).isoformat()
    return replace(line, booked_on=min(max(line.value_on, earliest), closing_on))


def looks_like_mt940(data: bytes) -> bool:
    """Whether the fields that every statement has are there, each at the begin of a line."""
    return all(re.search(rb"(?:^|[\r\n]|\{4:)" + tag, data.replace(b"\0", b"")) for tag in (b":20:", b":25"))
