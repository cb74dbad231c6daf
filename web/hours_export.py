"""A batch as bytes: the CSV as it was sealed, and the same lines as a sheet that comes out the same each time."""

from __future__ import annotations

import io
from datetime import datetime

import xlsxwriter

from domain.rosters.hours.export import export_rows

_WIDTHS = (12, 10, 22, 34, 26, 11, 11, 28, 9, 9)


def csv_bytes(text: str) -> bytes:
    """The file as it was when it was sent, its byte order mark included."""
    return text.encode()


def xlsx_bytes(text: str, moment: str) -> bytes:
    """The same lines as a sheet, made as if at the moment of sending."""
    rows = export_rows(text)
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties(
        {"created": datetime.fromisoformat(moment).replace(tzinfo=None), "title": rows[1][0] if len(rows) > 1 else ""}
    )
    sheet = book.add_worksheet("Uren")
    bold, hours = book.add_format({"bold": True}), book.add_format({"num_format": "0.00"})
    sheet.write_row(0, 0, rows[0], bold)
    for at, row in enumerate(rows[1:], start=1):
        for column, value in enumerate(row[:-2]):
            sheet.write_string(at, column, value)
        sheet.write_number(at, len(row) - 2, float(row[-2].replace(",", ".")), hours)
        sheet.write_number(at, len(row) - 1, int(row[-1]))
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(rows) - 1, 1), len(rows[0]) - 1)
    book.close()
    return file.getvalue()
