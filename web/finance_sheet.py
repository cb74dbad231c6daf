"""Rows of a CSV or XLSX that somebody chose, as they would have been typed.

A workbook is read without evaluating anything: a formula stays a formula. What it unpacks to is bounded before it is
read, and XML with a document type is refused.
"""

from __future__ import annotations

import csv
import io
import zipfile
from decimal import Decimal, InvalidOperation
from typing import Any

import openpyxl

MOST_ROWS, MOST_UNPACKED, MOST_PARTS, MOST_COLUMNS = 2_000, 20_000_000, 200, 20
Row = tuple[int, list[str]]
"""The number that a spreadsheet shows, and the cells."""


class SheetUnreadable(Exception):
    """It is no table, whatever it is called."""


class SheetTooBig(Exception):
    """It has more rows than anybody would choose, or unpacks to more."""


def rows_of(raw: bytes) -> list[Row]:
    """The rows that are not empty; raises SheetUnreadable, SheetTooBig."""
    filled = [(number, cells) for number, cells in (_sheet(raw) if raw[:2] == b"PK" else table_of(raw)) if any(cells)]
    if not filled:
        raise SheetUnreadable
    if len(filled) > MOST_ROWS:
        raise SheetTooBig
    return filled


def plain(cell: str) -> str:
    """A word as it is compared: one space, no capitals."""
    return " ".join(cell.split()).casefold()


def table_of(raw: bytes) -> list[Row]:
    """The rows of a CSV with `;`, a comma or a tab between, with their numbers; raises SheetUnreadable."""
    text = _text(raw)
    first = text.partition("\n")[0]
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=max(";,\t", key=first.count))
        return [(number, [cell.strip() for cell in cells]) for number, cells in enumerate(rows, start=1)]
    except csv.Error:
        raise SheetUnreadable from None


def _text(raw: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise SheetUnreadable


def _sheet(raw: bytes) -> list[Row]:
    """The first sheet of a workbook that is not larger than it looks."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as parts:
            _check_parts(parts)
        book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        found = []
        for number, row in enumerate(
            sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS, values_only=True), start=1
        ):
            found.append((number, [_cell(value) for value in row]))
        book.close()
        return found
    except SheetTooBig:
        raise
    except Exception as error:  # whatever a broken workbook lets the library raise, it is a file that is not read
        raise SheetUnreadable from error


def _check_parts(parts: zipfile.ZipFile) -> None:
    """Bounded by what really unpacks, whatever the archive says of itself; no part has a document type."""
    listed = parts.infolist()
    if len(listed) > MOST_PARTS:
        raise SheetTooBig
    left = MOST_UNPACKED
    for part in listed:
        with parts.open(part) as stream:
            data = stream.read(left + 1)
        left -= len(data)
        if left < 0:
            raise SheetTooBig
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data or b"<\0!\0D\0" in data:
            raise SheetUnreadable


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
