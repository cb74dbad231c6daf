"""A bank statement as it was read: its balances, its lines, and where in the file each stood."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """One payment of a batch that the bank booked as one line; cents is None where the bank names no amount."""

    row: int
    cents: int | None
    reference: str
    end_to_end: str
    counterparty: str
    counterparty_iban: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One booked line: cents are positive when money came in. Of a batch, the parts if the bank tells them."""

    row: int
    booked_on: str
    value_on: str
    cents: int
    reference: str
    end_to_end: str
    counterparty: str
    counterparty_iban: str
    text: str
    code: str
    reversal: bool
    batch_count: int
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """What a bank says of one account: opening + lines = closing. `file` is a name in a ZIP, else empty."""

    format: str
    account: str
    number: str
    opening: int
    opening_on: str
    closing: int
    closing_on: str
    lines: tuple[Line, ...]
    pending: int
    """Lines that the bank named and did not book; they are not among the lines."""
    row: int
    file: str


@dataclass(frozen=True, slots=True)
class Page:
    """A statement as it stands in the file, which may be one of several pages."""

    statement: Statement
    begins: bool
    """False: the opening balance is an interim one, of a page before this."""
    ends: bool
    """False: the closing balance is an interim one, and a page must follow."""
