"""The account of hours as rows for a spreadsheet: hours in decimals, because that counts."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from domain.rosters.hours.export import decimal_hours
from projections.hours_account import Account, Sums
from web.hours_words import month_text
from web.say import say as _

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Rows = list[list[Any]]
"""The head and the lines; whole numbers are minutes."""


def month_rows(account: Account, *, own: bool) -> Rows:
    """A person's months and their sum; leave and illness apart for the person alone."""
    away = [_("Verlof"), _("Ziek"), _("Anders afwezig")] if own else [_("Afwezig")]
    head = [
        _("Maand"), _("Contract"), _("Feestdagen"), _("Gepland"), _("Gewerkt"), *away, _("Verschil"),
        _("Meegenomen"), _("Saldo"),
    ]  # fmt: skip
    rows: Rows = [head]
    for month, sums in account.months.items():
        rows.append([month_text(month).replace("\u00a0", " "), *_figures(sums, own=own), "", ""])
    carried = account.carried.minutes if account.carried else 0
    rows.append([_("Samen"), *_figures(account.total, own=own), carried, account.balance])
    return rows


def person_rows(accounts: Sequence[tuple[str, Account]]) -> Rows:
    """A line for each person of a team."""
    head = [
        _("Naam"), _("Contract"), _("Feestdagen"), _("Gepland"), _("Gewerkt"), _("Afwezig"), _("Verschil"),
        _("Meegenomen"), _("Saldo"), _("Nog ingeroosterd"),
    ]  # fmt: skip
    rows: Rows = [head]
    for name, one in accounts:
        carried = one.carried.minutes if one.carried else 0
        rows.append([_plain(name), *_figures(one.total, own=False), carried, one.balance, one.to_come])
    return rows if accounts else []


def csv_of(rows: Rows) -> bytes:
    """As Dutch Excel opens it: `;`, decimal comma, a byte order mark."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    for row in rows:
        writer.writerow([decimal_hours(value) if isinstance(value, int) else value for value in row])
    return ("\ufeff" + text.getvalue()).encode()


def xlsx_of(rows: Rows, name: str) -> bytes:
    """The same as a sheet, in which the hours are numbers."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(name[:31])
    bold, hours = book.add_format({"bold": True}), book.add_format({"num_format": "0.00"})
    sheet.write_row(0, 0, rows[0], bold)
    for at, row in enumerate(rows[1:], start=1):
        for column, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(at, column, round(value / 60, 2), hours)
            else:
                sheet.write_string(at, column, value)
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, len(rows[0]) - 1, 13)
    sheet.freeze_panes(1, 1)
    book.close()
    return file.getvalue()


def _figures(sums: Sums, *, own: bool) -> list[int]:
    away = [sums.leave, sums.sick, sums.other] if own else [sums.away]
    return [sums.contract, -sums.holidays, sums.planned, sums.worked, *away, sums.difference]


def _plain(text: str) -> str:
    """A name that a spreadsheet would take for a formula stays a name."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
