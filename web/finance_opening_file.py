"""An opening balance from a CSV or XLSX: account with debit and credit, or with a balance; it is looked at first.

A workbook is read without evaluating anything: a formula is refused by its cell. What it unpacks to is bounded before
it is read, and XML with a document type is refused.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from typing import Any

import openpyxl

from domain.finance.ledger import Line
from domain.finance.ledger.refusals import AccountIsClosed, AccountUnknown
from domain.kernel import Refusal, cents_of
from projections.finance_overview import AccountRow

MOST_BYTES, MOST_ROWS, MOST_UNPACKED, MOST_PARTS = 700_000, 2_000, 20_000_000, 200
_WORDS = {
    "account": ("rekening", "nr", "nr.", "nummer", "code", "account", "grootboekrekening"),
    "debit": ("debet", "debit"),
    "credit": ("credit",),
    "balance": ("saldo", "balance", "bedrag"),
}
_MEANT = {word: column for column, words in _WORDS.items() for word in words}
Row = tuple[int, dict[str, str]]


class OpeningMissing(Refusal):
    """Kies eerst een bestand met de beginbalans."""

    field = "file"


class OpeningUnreadable(Refusal):
    """Dit bestand lezen we niet. Bewaar het als CSV of XLSX met in de eerste rij: rekening; debet; credit. Of:
    rekening; saldo."""

    field = "file"


class OpeningTooBig(Refusal):
    """Dit bestand is te groot: hoogstens 2000 rekeningen."""

    field = "file"


class AmountTwice(Refusal):
    """Vul debet of credit in, niet allebei."""


class AccountTwice(Refusal):
    """Rekening {account} staat er al in, op rij {row}."""


class NotForResidents(Refusal):
    """Geld van bewoners staat op naam van een bewoner. Neem dat over op de bladzijde van bewoners."""


class AmountOfFormula(Refusal):
    """Hier staat een formule. Bewaar het bestand met bedragen in plaats van formules."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """A cell that cannot be taken: its row, what its column is called, and why."""

    row: int
    column: str
    says: Refusal


@dataclass(slots=True)
class Plan:
    """What the file would post, by fund, and what is wrong in it."""

    document: str
    lines: dict[str, list[Line]] = field(default_factory=dict)
    wrong: list[Wrong] = field(default_factory=list)

    @property
    def differences(self) -> dict[str, int]:
        """By fund what debit is more than credit, where they are not equal."""
        sums = {fund: sum(line.cents for line in lines) for fund, lines in self.lines.items()}
        return {fund: left for fund, left in sums.items() if left}

    def debit(self, fund: str) -> int:
        """The sum of the debit side of a fund."""
        return sum(max(line.cents, 0) for line in self.lines[fund])

    @property
    def right(self) -> bool:
        """Whether it can be taken."""
        return bool(self.lines) and not self.wrong and not self.differences


def plan_opening(raw: bytes, chart: Mapping[str, AccountRow]) -> Plan:
    """What a file would post; raises OpeningMissing, OpeningUnreadable, OpeningTooBig."""
    if not raw:
        raise OpeningMissing
    if len(raw) > MOST_BYTES:
        raise OpeningTooBig
    plan, seen = Plan(sha256(raw).hexdigest()), dict[str, int]()
    for number, cells in _rows(raw):
        column = "account"
        try:
            account = _account(cells["account"], chart, seen, number)
            column = next((name for name in ("debit", "credit", "balance") if cells.get(name)), "debit")
            cents = _cents(cells)
        except Refusal as refusal:
            plan.wrong.append(Wrong(number, column, refusal))
        else:
            if cents:
                plan.lines.setdefault(account.fund, []).append(Line(account.account, cents))
    return plan


def _account(text: str, chart: Mapping[str, AccountRow], seen: dict[str, int], number: int) -> AccountRow:
    code = text.upper().removesuffix(".0")
    found = chart.get(code)
    if found is None:
        raise AccountUnknown(account=code[:20])
    if found.closed:
        raise AccountIsClosed(account=code)
    if found.fund == "residents":
        raise NotForResidents
    if code in seen:
        raise AccountTwice(account=code, row=seen[code])
    seen[code] = number
    return found


def _cents(cells: dict[str, str]) -> int:
    """Debit above nothing; nothing for a row without an amount."""
    amounts = {name: _amount(cells[name]) for name in ("debit", "credit", "balance") if cells.get(name)}
    amounts = {name: cents for name, cents in amounts.items() if cents}
    if len(amounts) > 1:
        raise AmountTwice
    return amounts.get("debit", 0) - amounts.get("credit", 0) + amounts.get("balance", 0)


def _amount(text: str) -> int:
    if text.startswith("="):
        raise AmountOfFormula
    plain = text.replace("\N{MINUS SIGN}", "-")
    less = plain.startswith("-")
    digits = plain[1:].strip() if less else plain
    if digits.strip("0,. ") == "":
        return 0
    return -cents_of(digits) if less else cents_of(digits)


def _rows(raw: bytes) -> Iterator[Row]:
    """The rows under the head, by the column that they mean, with the number that a spreadsheet shows."""
    filled = [
        (number, cells) for number, cells in (_sheet(raw) if raw[:2] == b"PK" else _table(raw)) if any(cells)
    ]  # fmt: skip
    if not filled:
        raise OpeningUnreadable
    if len(filled) > MOST_ROWS:
        raise OpeningTooBig
    head = [_MEANT.get(" ".join(cell.split()).casefold(), "") for cell in filled[0][1]]
    named = [name for name in head if name]
    if "account" not in named or len(named) < 2 or len(set(named)) != len(named):
        raise OpeningUnreadable
    for number, cells in filled[1:]:
        found = {name: cell for name, cell in zip(head, cells, strict=False) if name}
        yield number, {"account": ""} | found


def _table(raw: bytes) -> list[tuple[int, list[str]]]:
    text = _text(raw)
    first = text.partition("\n")[0]
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=max(";,\t", key=first.count))
        return [(number, [cell.strip() for cell in cells]) for number, cells in enumerate(rows, start=1)]
    except csv.Error:
        raise OpeningUnreadable from None


def _text(raw: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise OpeningUnreadable


def _sheet(raw: bytes) -> list[tuple[int, list[str]]]:
    """The first sheet of a workbook that is not larger than it looks."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as parts:
            _check_parts(parts)
        book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        found = []
        for number, row in enumerate(sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=20, values_only=True), start=1):
            found.append((number, [_cell(value) for value in row]))
        book.close()
        return found
    except Refusal:
        raise
    except Exception as error:  # whatever a broken workbook lets the library raise, it is a file that is not read
        raise OpeningUnreadable from error


def _check_parts(parts: zipfile.ZipFile) -> None:
    """Bounded by what really unpacks, whatever the archive says of itself; no part has a document type."""
    listed = parts.infolist()
    if len(listed) > MOST_PARTS:
        raise OpeningTooBig
    left = MOST_UNPACKED
    for part in listed:
        with parts.open(part) as stream:
            data = stream.read(left + 1)
        left -= len(data)
        if left < 0:
            raise OpeningTooBig
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data or b"<\0!\0D\0" in data:
            raise OpeningUnreadable


def _cell(value: Any) -> str:
    """A cell as somebody would have typed it; a number with its decimals as Excel shows them."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        try:
            shown = Decimal(repr(value)).quantize(Decimal("0.000001")).normalize()
        except InvalidOperation:
            return repr(value)
        return f"{shown:f}".replace(".", ",")
    return str(value).strip()
